// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("how long packets are to wait: as 99 of 100 need, and 5 ms more")
class DelayTargetTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private final DelayTarget delay = new DelayTarget();
    private long sentAt;

    /** A packet sent 300 ms after the one before, so much later than the fastest. */
    private void late(double millis) {
        sentAt += 300 * MILLI;
        long transit = (long) (millis * MILLI);
        delay.onPacket(transit, sentAt + transit);
    }

    private void late(int count, double millis) {
        for (int i = 0; i < count; i++) {
            late(millis);
        }
    }

    @Test
    @DisplayName("before the first packet nothing is known: the least wait")
    void nothing() {
        assertEquals(DelayTarget.MINIMUM_NANOS, delay.targetNanos());
        assertEquals(5 * MILLI, delay.neededNanos());
        assertEquals(Long.MAX_VALUE, delay.fastest());
    }

    @Test
    @DisplayName("a clean line: 5 ms are needed, 20 are waited")
    void clean() {
        late(300, 0);
        assertEquals(5 * MILLI, delay.neededNanos());
        assertEquals(20 * MILLI, delay.targetNanos());
        assertEquals(0, delay.fastest());
    }

    @Test
    @DisplayName("one packet of 100 may be late; two make the wait theirs, to the next 5 ms, and 5 more")
    void oneOfAHundred() {
        late(98, 0);
        late(52);
        assertEquals(60 * MILLI, delay.targetNanos(), "one of 99");
        late(0);
        assertEquals(20 * MILLI, delay.targetNanos(), "one of 100");
        late(52);
        assertEquals(60 * MILLI, delay.targetNanos(), "two of 101");
        late(98, 0);
        late(0);
        assertEquals(20 * MILLI, delay.targetNanos(), "two of 200");
    }

    @Test
    @DisplayName("steps are of 5 ms, each with its lower edge")
    void steps() {
        late(10, 0);
        late(4.999);
        assertEquals(5 * MILLI, delay.neededNanos());
        late(5);
        assertEquals(15 * MILLI, delay.neededNanos());
        late(10);
        assertEquals(20 * MILLI, delay.neededNanos());
        assertEquals(20 * MILLI, delay.targetNanos());
        late(15);
        assertEquals(25 * MILLI, delay.targetNanos());
        assertEquals(25 * MILLI, delay.neededNanos());
    }

    @Test
    @DisplayName("never more than 200 ms, however late packets are")
    void most() {
        late(10, 0);
        late(5, 189);
        assertEquals(195 * MILLI, delay.targetNanos());
        late(5, 10_000);
        assertEquals(DelayTarget.MAXIMUM_NANOS, delay.targetNanos());
        assertEquals(DelayTarget.MAXIMUM_NANOS, delay.neededNanos());
    }

    @Test
    @DisplayName(
            "bounds of one's own: the least is waited on a clean line, the most is never passed, between them the line decides")
    void bounds() {
        var own = new DelayTarget(60 * MILLI, 400 * MILLI);
        assertEquals(60 * MILLI, own.targetNanos());
        own.onPacket(0, 0);
        assertEquals(60 * MILLI, own.targetNanos());
        assertEquals(5 * MILLI, own.neededNanos());
        own.onPacket(352 * MILLI, SECOND);
        assertEquals(360 * MILLI, own.targetNanos());
        own.onPacket(10 * SECOND, 12 * SECOND);
        assertEquals(400 * MILLI, own.targetNanos());
        assertEquals(400 * MILLI, own.neededNanos());
        assertEquals(400 * MILLI, own.newLineNanos());
        assertEquals(200 * MILLI, new DelayTarget(0, 20 * MILLI).newLineNanos());
        assertEquals(0, new DelayTarget(0, 20 * MILLI).targetNanos());
    }

    @Test
    @DisplayName("every 500 packets what was learned counts half: 12 late ones are forgotten after two halvings")
    void forgets() {
        late(100, 0);
        late(12, 42);
        late(387, 0);
        assertEquals(50 * MILLI, delay.targetNanos(), "12 of 499");
        late(0);
        assertEquals(50 * MILLI, delay.targetNanos(), "6 of 250");
        late(249, 0);
        assertEquals(50 * MILLI, delay.targetNanos(), "6 of 499");
        late(1, 0);
        assertEquals(50 * MILLI, delay.targetNanos(), "3 of 250");
        late(50, 0);
        assertEquals(20 * MILLI, delay.targetNanos(), "3 of 300");
    }

    @Test
    @DisplayName("a packet half forgotten twice is none")
    void forgetsAll() {
        late(20, 0);
        late(1, 42);
        late(479, 0);
        late(10, 42);
        late(30, 0);
        assertEquals(50 * MILLI, delay.targetNanos(), "10 of 290");
        late(700, 0);
        assertEquals(20 * MILLI, delay.targetNanos());
    }

    /** A packet sent and come at these times, in milliseconds after the last that was sent 300 ms apart. */
    private void packet(double sent, double arrived) {
        delay.onPacket((long) ((arrived - sent) * MILLI), sentAt + (long) (arrived * MILLI));
    }

    @Test
    @DisplayName("packets held up by one thing, that come in one burst, count as one")
    void burst() {
        late(99, 0);
        for (int i = 1; i <= 8; i++) {
            packet(20 * i, 180 + 0.1 * i);
        }
        sentAt += 1_000 * MILLI;
        assertEquals(20 * MILLI, delay.targetNanos(), "of eight the first alone counts: one of 100");
        packet(0, 152);
        assertEquals(160 * MILLI, delay.targetNanos(), "two of 101");
    }

    @Test
    @DisplayName("a burst is what comes in less than a quarter of the time it was sent in")
    void quarter() {
        late(99, 0);
        packet(20, 80);
        packet(40, 85);
        assertEquals(55 * MILLI, delay.targetNanos(), "5 ms apart: both count, and the less late of two is in time");
        var other = new DelayTargetTest();
        other.late(99, 0);
        other.packet(20, 80);
        other.packet(40, 84.999);
        assertEquals(20 * MILLI, other.delay.targetNanos());
    }

    @Test
    @DisplayName("what comes together but was sent together, or in the other order, is no burst: it counts")
    void noBurst() {
        late(99, 0);
        packet(20, 82);
        packet(0, 82.001);
        assertEquals(70 * MILLI, delay.targetNanos(), "overtaken");
        var other = new DelayTargetTest();
        other.late(99, 0);
        other.packet(20, 82);
        other.packet(20, 82);
        assertEquals(70 * MILLI, other.delay.targetNanos(), "at once");
    }

    @Test
    @DisplayName("the fastest is the least transit time of the last 5 to 10 s")
    void fastest() {
        delay.onPacket(-30 * MILLI, 0);
        delay.onPacket(10 * MILLI, SECOND);
        assertEquals(-30 * MILLI, delay.fastest());
        delay.onPacket(7 * MILLI, 5 * SECOND);
        assertEquals(-30 * MILLI, delay.fastest(), "of the window before");
        delay.onPacket(8 * MILLI, 10 * SECOND - 1);
        assertEquals(-30 * MILLI, delay.fastest());
        delay.onPacket(9 * MILLI, 10 * SECOND);
        assertEquals(7 * MILLI, delay.fastest(), "5 s later it is forgotten");
        delay.onPacket(9 * MILLI, 15 * SECOND);
        assertEquals(9 * MILLI, delay.fastest());
    }

    /** Packets every 20 ms, each so much later than the one before; what the last needs, in milliseconds. */
    private double needed(int packets, double firstMillis, double laterMillis) {
        for (int n = 0; n < packets; n++) {
            sentAt += 20 * MILLI;
            long transit = (long) ((firstMillis + n * laterMillis) * MILLI);
            delay.onPacket(transit, sentAt + transit);
        }
        return delay.neededNanos() / 1e6;
    }

    @Test
    @DisplayName(
            "a slow clock: packets need what the fastest of the last half to whole second is behind that of 5 to 10 s, and 5 ms")
    void slow() {
        sentAt = -1_000 * SECOND;
        assertEquals(5, needed(25, 0, 0.01), 0.001, "of the first half second");
        assertEquals(5, needed(25, 0.25, 0.01), 0.001);
        assertEquals(5.26, needed(25, 0.5, 0.01), 0.021);
        needed(325, 0.75, 0.01);
        double atLeast = 100;
        double atMost = 0;
        for (int n = 400; n < 2_000; n++) {
            double needs = needed(1, n * 0.01, 0);
            atLeast = Math.min(atLeast, needs);
            atMost = Math.max(atMost, needs);
        }
        assertEquals(5 + 2, atLeast, 0.6);
        assertEquals(5 + 4.5, atMost, 0.6);
    }

    @Test
    @DisplayName("later for a moment is not slow; nor is it once the timestamps are new")
    void notSlow() {
        needed(25, 0, 0);
        needed(23, 4, 0);
        assertEquals(5, needed(1, 0.1, 0), 0.11);
        assertEquals(9, needed(60, 4, 0), 0.001);
        delay.rebase();
        assertEquals(5, needed(1, 4, 0), 0.001);
    }

    @Test
    @DisplayName("as slow as may be, no more is needed than the most")
    void tooSlow() {
        assertEquals(200, needed(200, 0, 3), 0.001);
    }

    @Test
    @DisplayName("new timestamps: transit times are forgotten, the jitter is not")
    void rebase() {
        late(10, 0);
        late(10, 42);
        delay.rebase();
        assertEquals(Long.MAX_VALUE, delay.fastest());
        assertEquals(50 * MILLI, delay.targetNanos());
        sentAt = 100 * SECOND;
        late(5_000);
        assertEquals(5_000 * MILLI, delay.fastest());
        assertTrue(delay.targetNanos() >= 45 * MILLI);
        sentAt += 4 * SECOND;
        late(5_010);
        assertEquals(5_000 * MILLI, delay.fastest(), "a window of 5 s has begun with the first");
        sentAt += SECOND;
        late(5_010);
        sentAt += 5 * SECOND;
        late(5_010);
        assertEquals(5_010 * MILLI, delay.fastest());
    }

    @Test
    @DisplayName("the window begins with the first packet after new timestamps, whatever the clock's origin")
    void windowAfterRebase() {
        delay.onPacket(MILLI, -100 * SECOND);
        delay.rebase();
        delay.onPacket(10 * MILLI, -96 * SECOND);
        delay.onPacket(20 * MILLI, -91 * SECOND - 1);
        delay.onPacket(30 * MILLI, -91 * SECOND);
        delay.onPacket(40 * MILLI, -86 * SECOND - 1);
        assertEquals(10 * MILLI, delay.fastest());
        delay.onPacket(40 * MILLI, -86 * SECOND);
        assertEquals(30 * MILLI, delay.fastest());
    }
}
