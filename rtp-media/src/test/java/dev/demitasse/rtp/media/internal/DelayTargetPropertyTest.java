// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

@Label("how long packets are to wait, within bounds")
class DelayTargetPropertyTest {
    private static final long MILLI = 1_000_000L;

    @Property
    @Label("whatever arrives, what is aimed at is never beyond the bounds, and what is needed never beyond the most")
    void withinBounds(
            @ForAll @IntRange(max = 500) int one,
            @ForAll @IntRange(min = 20, max = 500) int other,
            @ForAll @Size(max = 60) List<@LongRange(min = -2_000_000_000L, max = 20_000_000_000L) Long> transits) {
        long minimum = Math.min(one, other) * MILLI;
        long maximum = Math.max(one, other) * MILLI;
        var delay = new DelayTarget(minimum, maximum);
        long now = 30_000 * MILLI;
        for (long transit : transits) {
            now += 20 * MILLI;
            delay.onPacket(transit, now);
            if (transit % 17 == 0) {
                delay.rebase();
            }
            long target = delay.targetNanos();
            assertTrue(target >= minimum && target <= maximum, "target " + target);
            assertTrue(delay.neededNanos() > 0 && delay.neededNanos() <= maximum, "needed " + delay.neededNanos());
        }
    }
}
