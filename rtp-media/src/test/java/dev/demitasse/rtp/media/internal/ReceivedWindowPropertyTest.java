// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("what the window tells is what a set of all numbers tells that forgets what is 64 behind")
class ReceivedWindowPropertyTest {
    private final TreeSet<Long> came = new TreeSet<>();

    private boolean isOld(long number) {
        return !came.isEmpty() && highest() - number >= ReceivedWindow.SIZE;
    }

    private long highest() {
        return came.last();
    }

    private long missing(long low, long high) {
        return LongStream.range(low + 1, high)
                .filter(number -> !came.contains(number) || isOld(number))
                .count();
    }

    @Property
    void asNaive(@ForAll long seed) {
        var random = new Random(seed);
        var window = new ReceivedWindow();
        came.clear();
        long next = random.nextInt(200) - 100;
        int share = 1 + random.nextInt(100);
        int kinds = random.nextBoolean() ? 20 : 2_000;
        for (int i = 0; i < 300; i++) {
            next += random.nextInt(101) <= share ? 1 : random.nextInt(140) - 66;
            take(window, next, random.nextInt(kinds));
            long near = came.isEmpty() ? next : highest();
            long high = near + 3 - random.nextInt(random.nextBoolean() ? 6 : 140);
            long low = high - random.nextInt(random.nextBoolean() ? 6 : 70);
            assertEquals(missing(low, high), window.missingBetween(low, high), low + " to " + high);
            assertEquals(missing(low, high) == 0, window.hasAllBetween(low, high), low + " to " + high);
        }
    }

    private void take(ReceivedWindow window, long number, int what) {
        boolean isNew = !isOld(number) && !came.contains(number);
        if (what == 0 && !came.isEmpty() && number != highest()) {
            window.remove(number);
            came.remove(number);
        } else {
            assertEquals(isNew, what < 5 ? window.addOther(number) : window.add(number), "number " + number);
            came.add(number);
            assertEquals(highest(), window.highest());
        }
    }
}
