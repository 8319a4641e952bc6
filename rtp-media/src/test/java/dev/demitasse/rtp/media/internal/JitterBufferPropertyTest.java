// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.PacketResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("jitter buffer against naive models")
class JitterBufferPropertyTest {
    private record Arrival(int number, double millis) {}

    /** Packets of 20 ms on a line that loses, delays by up to so much, and duplicates; in order of arrival. */
    private static List<Arrival> arrivals(int count, int lossPercent, int jitterMillis, Random random) {
        var arrivals = new ArrayList<Arrival>();
        for (int n = 0; n < count; n++) {
            for (int copies = random.nextInt(20) == 0 ? 2 : 1; copies > 0; copies--) {
                if (n == 0 || random.nextInt(100) >= lossPercent) {
                    arrivals.add(new Arrival(n, 20 * n + jitterMillis * random.nextDouble()));
                }
            }
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::millis));
        return arrivals;
    }

    @Property
    @Label(
            "jitter below the least delay: exactly what a list of all that came would play, each once, in order, in its time")
    void playsAllThatCame(
            @ForAll @IntRange(max = 40) int lossPercent,
            @ForAll @IntRange(max = 14) int jitterMillis,
            @ForAll int firstTimestamp,
            @ForAll long seed) {
        var random = new Random(seed);
        List<Arrival> arrivals = arrivals(100, lossPercent, jitterMillis, random);
        double firstPull = arrivals.get(0).millis() + random.nextInt(20) - 20;
        var line = new Playing(firstTimestamp, (long) firstPull);
        Set<Integer> came = new TreeSet<>();
        for (Arrival arrival : arrivals) {
            boolean isNew = came.add(arrival.number());
            assertEquals(
                    isNew ? PacketResult.AUDIO : PacketResult.DUPLICATE,
                    line.packet(arrival.number(), arrival.millis()));
        }
        String[] frames = line.logUntil(2_200).replaceFirst("^(- )*", "").split(" ");
        for (int n = 0; n < 100; n++) {
            assertEquals(came.contains(n), frames[n].equals(Integer.toString(n)), n + ": " + frames[n]);
        }
        assertTrue(line.counters.maximumDelayNanos() <= 60 * Playing.MILLI);
    }

    @Property
    @Label(
            "any jitter, loss and order: no packet is played twice or out of order, none accepted is lost but by merging")
    void neverTwice(
            @ForAll @IntRange(max = 40) int lossPercent,
            @ForAll @IntRange(max = 150) int jitterMillis,
            @ForAll @IntRange(min = -20, max = 20) int firstPull,
            @ForAll long seed) {
        var line = new Playing(5, firstPull);
        int accepted = 0;
        for (Arrival arrival : arrivals(300, lossPercent, jitterMillis, new Random(seed))) {
            accepted += line.packet(arrival.number(), arrival.millis()) == PacketResult.AUDIO ? 1 : 0;
        }
        line.pullUntil(7_000 * Playing.MILLI);
        int last = -1;
        Set<String> seen = new HashSet<>();
        for (String frame : line.log.toString().split(" ")) {
            for (String part : frame.split("\\+")) {
                if (Character.isDigit(part.charAt(0)) && seen.add(part)) {
                    int number = Integer.parseInt(part);
                    assertTrue(number < 300 && number > last, () -> "order: " + line.log);
                    last = number;
                }
            }
        }
        assertTrue(line.buffer.size() == 0, "left behind");
        assertTrue(accepted > 0);
    }

    @Property
    @Label("frames by sample count: whatever lengths the packets have, on a clean line all samples come out, in order")
    void anyLengths(@ForAll @IntRange(max = 19) int phase, @ForAll long seed) {
        var random = new Random(seed);
        var line = new Playing(0x7FFF_FF00, phase);
        int ticks = 0;
        for (int n = 0; n < 60; n++) {
            int millis = 10 * (1 + random.nextInt(6));
            assertEquals(PacketResult.AUDIO, line.packet(n, ticks, millis * 8, ticks / 8.0));
            ticks += millis * 8;
        }
        line.pullUntil(ticks / 8 * Playing.MILLI);
        assertEquals(0, line.counters.concealedSamples());
        assertEquals(0, line.counters.silentSamples());
        var numbers = new ArrayList<Integer>();
        for (String part : line.log.toString().replace("- ", "").trim().split("[ +]")) {
            int number = Integer.parseInt(part);
            if (numbers.isEmpty() || numbers.get(numbers.size() - 1) != number) {
                numbers.add(number);
            }
        }
        for (int n = 0; n < numbers.size(); n++) {
            assertEquals(n, numbers.get(n));
        }
        assertTrue(numbers.size() >= 57, "played " + numbers.size());
    }
}
