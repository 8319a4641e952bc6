// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

@Label("sequence numbers agree with a model that counts without wrapping")
class SequenceNumbersPropertyTest {
    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().between(-60, 200).list().ofMinSize(1).ofMaxSize(2_000);
    }

    @Property
    @Label("extension, highest and loss, near every wrap")
    void extension(@ForAll("steps") List<Integer> steps, @ForAll("starts") int start) {
        var numbers = new SequenceNumbers(start, 0);
        long highest = start;
        long received = 1;
        numbers.update(start);
        for (int step : steps) {
            long sent = highest + step;
            if (sent < start) {
                continue;
            }
            numbers.update((int) (sent & 0xFFFF));
            received++;
            highest = Math.max(highest, sent);
            assertEquals(sent, numbers.extended());
            assertEquals(highest & 0xFFFF_FFFFL, numbers.highestExtended());
        }
        assertEquals(received, numbers.received());
        assertEquals(highest - start + 1, numbers.expected());
        assertEquals(highest - start + 1 - received, numbers.lost());
    }

    @Provide
    Arbitrary<Integer> starts() {
        return Arbitraries.oneOf(
                Arbitraries.of(0, 1, 2, 32_767, 32_768, 65_533, 65_534, 65_535),
                Arbitraries.integers().between(0, 65_535));
    }

    @Property
    @Label("the fractions of all intervals add up to the loss")
    void fractions(@ForAll("losses") List<Boolean> losses) {
        var numbers = new SequenceNumbers(65_000, 0);
        numbers.update(65_000);
        int lostInInterval = 0;
        int interval = 1;
        for (int i = 0; i < losses.size(); i++) {
            interval++;
            if (losses.get(i)) {
                lostInInterval++;
            } else {
                numbers.update(65_001 + i & 0xFFFF);
                if (interval >= 50) {
                    assertEquals(lostInInterval * 256 / interval, numbers.closeInterval());
                    lostInInterval = 0;
                    interval = 0;
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Boolean>> losses() {
        return Arbitraries.frequency(Tuple.of(1, true), Tuple.of(5, false))
                .list()
                .ofMaxSize(1_500);
    }
}
