// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.PacketResult;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pulls are at 5, 25, 45 .. ms, so a packet that comes at n x 20 ms and waits 20 ms at the least waits 25 ms. */
@DisplayName("jitter buffer and playout: frames by the clock and by sample count")
class JitterBufferTest {
    private final Playing line = new Playing(0x1_0000, 5);

    private void packets(int from, int to) {
        for (int n = from; n <= to; n++) {
            assertEquals(PacketResult.AUDIO, line.packet(n, 20 * n));
        }
    }

    @Test
    @DisplayName("a clean line: every packet is played 20 to 40 ms after it came, none is lost, nothing is made up")
    void clean() {
        packets(0, 5);
        assertEquals("- 0 1 2 3 4", line.logUntil(110));
        assertEquals(0, line.counters.concealedSamples());
        assertEquals(25 * Playing.MILLI, line.counters.maximumDelayNanos());
    }

    @Test
    @DisplayName("the last packet of a talkspurt is played in its time: no packet behind it is waited for")
    void lastOfTalkspurt() {
        packets(0, 2);
        assertEquals("- 0 1 2", line.logUntil(70));
    }

    @Test
    @DisplayName("a lost packet is made up, and those behind it come in their time")
    void lost() {
        packets(0, 2);
        packets(4, 6);
        assertEquals("- 0 1 2 c 4 5 6", line.logUntil(150));
        assertEquals(160, line.counters.concealedSamples());
    }

    @Test
    @DisplayName("made-up audio fades within 60 ms to silence")
    void fade() {
        packets(0, 2);
        line.packet(9, 180);
        assertEquals("- 0 1 2 c c c s s s 9", line.logUntil(210));
        assertEquals(480, line.counters.concealedSamples());
        assertEquals(480, line.counters.silentSamples());
    }

    @Test
    @DisplayName("a packet out of order is put in its place if it comes in time")
    void reordered() {
        line.packet(0, 0);
        line.packet(2, 21);
        line.packet(1, 22);
        line.packet(3, 60);
        assertEquals("- 0 1 2 3", line.logUntil(90));
        assertEquals(0, line.counters.concealedSamples());
    }

    @Test
    @DisplayName("a duplicate is dropped, also when it was played")
    void duplicate() {
        line.packet(0, 0);
        assertEquals(PacketResult.DUPLICATE, line.packet(0, 1));
        line.packet(1, 20);
        line.packet(2, 40);
        assertEquals(PacketResult.DUPLICATE, line.packet(0, 41));
        assertEquals("- 0 1 2", line.logUntil(70));
    }

    @Test
    @DisplayName("a packet later than one that was played is dropped")
    void late() {
        line.packet(0, 0);
        line.packet(2, 40);
        line.packet(3, 60);
        line.logUntil(70);
        assertEquals(PacketResult.LATE, line.packet(1, 71));
        assertEquals("- 0 c 2 3", line.logUntil(90));
    }

    @Test
    @DisplayName("a late packet with nothing newer played is played: the delay grows, no sample is lost")
    void rewind() {
        packets(0, 1);
        line.packet(2, 70);
        line.packet(3, 71);
        line.packet(4, 80);
        assertEquals("- 0 1 c 2 3 4", line.logUntil(130));
    }

    @Test
    @DisplayName(
            "before the first packet there is nothing, and packets that overtook each other begin with the earliest")
    void priming() {
        assertEquals("- - - - -", line.logUntil(100));
        line.packet(1, 101);
        line.packet(0, 104);
        assertEquals("- - - - - - 0 1", line.logUntil(160));
    }

    @Test
    @DisplayName("an event or comfort noise between is silence, not loss")
    void otherPackets() {
        packets(0, 1);
        line.other(2, 40);
        line.other(3, 60);
        line.packet(4, 80);
        assertEquals("- 0 1 s s 4", line.logUntil(110));
        assertEquals(0, line.counters.concealedSamples());
        assertEquals(320, line.counters.silentSamples());
    }

    @Test
    @DisplayName(
            "a gap in time without one in numbers was silence of the sender: what was made up meanwhile is not counted")
    void silenceSuppression() {
        packets(0, 1);
        line.packet(2, 10 * 160, 160, 200);
        assertEquals("- 0 1 c c c s s s s s 2", line.logUntil(230));
        assertEquals(0, line.counters.concealedSamples());
        assertEquals(8 * 160, line.counters.silentSamples());
    }

    @Test
    @DisplayName("timestamps that stood still in silence: the next talkspurt is played all the same")
    void frozenTimestamps() {
        packets(0, 1);
        line.packet(2, 2_000);
        line.packet(3, 2_020);
        line.packet(4, 2_040);
        assertTrue(line.logUntil(2_080).endsWith(" s s 2 3 4"), line.log.toString());
    }

    @Test
    @DisplayName("timestamps that jump far ahead or back begin anew")
    void jumps() {
        packets(0, 1);
        line.packet(2, 900_000_000, 160, 40);
        line.packet(3, 900_000_160, 160, 60);
        assertEquals("- 0 1 2 3", line.logUntil(90));
        line.packet(4, 5_000, 160, 91);
        line.packet(5, 5_160, 160, 111);
        assertTrue(line.logUntil(180).endsWith(" 4 5 c"), line.log.toString());
    }

    @Test
    @DisplayName("timestamps wrap")
    void timestampWrap() {
        var wrapping = new Playing(-240, 5);
        for (int n = 0; n < 4; n++) {
            wrapping.packet(n, 20 * n);
        }
        assertEquals("- 0 1 2 3", wrapping.logUntil(90));
    }

    @Test
    @DisplayName("frames are assembled by sample count: 10, 30, 40 and 60 ms packets, changing on the way")
    void anyPtime() {
        int ticks = 0;
        int[] millis = {10, 10, 30, 30, 60, 40, 20, 10, 10};
        for (int n = 0; n < millis.length; n++) {
            assertEquals(PacketResult.AUDIO, line.packet(n, ticks, 8 * millis[n], ticks / 8.0));
            ticks += 8 * millis[n];
        }
        assertEquals("- 0+1 2 2+3 3 4 4 4 5 5 6 7+8", line.logUntil(230));
        assertEquals(0, line.counters.concealedSamples());
        assertEquals(0, line.counters.silentSamples());
    }

    @Test
    @DisplayName("a malformed payload costs its own audio only: it is made up for, and lost")
    void malformed() {
        line.packet(0, 0);
        line.packet(1, 160, 0, 20);
        line.packet(2, 40);
        assertEquals("- 0 c 2", line.logUntil(70));
        assertEquals(1, line.counters.malformed());
        assertEquals(160, line.counters.concealedSamples());
        assertEquals(0, line.counters.silentSamples());
        assertEquals(1, line.counters.lossPattern().lost());
        assertEquals(2, line.counters.lossPattern().played());
    }

    @Test
    @DisplayName(
            "a malformed packet that comes again, and well, is played; one after silence makes no loss of the silence")
    void malformedAgain() {
        line.packet(0, 0);
        line.packet(1, 160, 0, 20);
        line.logUntil(46);
        assertEquals(PacketResult.AUDIO, line.packet(1, 47));
        line.packet(2, 48);
        assertEquals("- 0 c 1 2", line.logUntil(90));
        assertEquals(0, line.counters.lossPattern().lost());
        line.packet(3, 20 * 160, 0, 420);
        line.packet(4, 21 * 160, 160, 440);
        line.logUntil(480);
        assertEquals(160, line.counters.concealedSamples());
        assertEquals(1, line.counters.lossPattern().lost());
        assertEquals(0, line.counters.exhausted());
    }

    @Test
    @DisplayName("nothing but malformed payloads: all leave the buffer, and count as lost before anything good comes")
    void allMalformed() {
        line.packet(0, 0);
        for (int n = 1; n < 1_000; n++) {
            line.packet(n, 160 * n, 0, 20 * n);
            assertTrue(line.buffer.size() <= 2);
        }
        line.logUntil(20_100);
        assertEquals(999, line.counters.malformed());
        assertEquals(480, line.counters.concealedSamples());
        assertTrue(line.counters.lossPattern().lost() > 999 - 2 * ReceivedWindow.SIZE);
        assertEquals(1, line.counters.lossPattern().played());
        line.packet(1_000, 20_101);
        line.logUntil(20_200);
        assertEquals(999, line.counters.lossPattern().lost());
        assertEquals(1, line.counters.exhausted());
    }

    @Test
    @DisplayName("a packet that is late, but in time, is not made up for because the delay is to shrink: it is played")
    void shrinkingDoesNotConceal() {
        for (int n = 0; n < 230; n++) {
            if (n >= 200 && n < 203) {
                assertEquals(PacketResult.AUDIO, line.packet(n, 4_060 + 0.001 * n));
            } else if (n != 220) {
                assertEquals(PacketResult.AUDIO, line.packet(n, 20 * n));
            }
            if (n == 222) {
                assertEquals(320, line.counters.concealedSamples());
                assertEquals(PacketResult.AUDIO, line.packet(220, 20 * 220 + 55));
            }
        }
        String log = line.logUntil(4_630);
        assertTrue(log.contains(" 199 c c 200 201 ") && log.endsWith(" 219 220 221 222 223 224 225 226 227 228"), log);
        assertEquals(320, line.counters.concealedSamples());
        assertEquals(0, line.counters.lossPattern().lost());
    }

    @ParameterizedTest(name = "{0} packets missing, the next comes at {1} ms: {2}")
    @CsvSource({"3, 110, 0", "4, 130, 1", "3, 62, 0", "4, 62, 1"})
    @DisplayName("a hole of exactly 60 ms is made up whole; one of 80 ms is longer, known as lost in time or not")
    void exhausted(int missing, double next, long exhausted) {
        packets(0, 1);
        line.packet(2 + missing, next);
        line.logUntil(200);
        assertEquals(exhausted, line.counters.exhausted());
        assertEquals(480, line.counters.concealedSamples());
        assertEquals(missing, line.counters.lossPattern().lost());
    }

    @Test
    @DisplayName("a burst after a stall of the line is played from where 300 ms are left, and the delay shrinks again")
    void burst() {
        packets(0, 5);
        for (int n = 6; n < 56; n++) {
            line.packet(n, 1_120 + n * 0.001);
        }
        for (int n = 56; n < 300; n++) {
            line.packet(n, 20 * n);
        }
        line.logUntil(6_000);
        assertTrue(line.counters.discarded() > 20, "discarded " + line.counters.discarded());
        assertTrue(line.counters.shrunk() > 5, "shrunk " + line.counters.shrunk());
        assertTrue(line.counters.delayNanos() < 50 * Playing.MILLI, "delay " + line.counters.delayNanos());
    }

    @Test
    @DisplayName("memory is bounded: of a thousand packets at once, 64 wait at the most")
    void bounded() {
        for (int n = 0; n < 1_000; n++) {
            line.buffer.insert(Playing.of(n, n, 160), n, 0);
            assertTrue(line.buffer.size() <= JitterBuffer.CAPACITY);
        }
        assertEquals(1_000 - JitterBuffer.CAPACITY, line.counters.discarded());
    }

    @Test
    @DisplayName(
            "jitter of 60 ms: the target grows until nearly nothing is late, and falls when the line is calm again")
    void adaptive() {
        var random = new Random(42);
        int late = 0;
        double arrival = 0;
        for (int n = 0; n < 1_000; n++) {
            arrival = Math.max(arrival, 20 * n + random.nextInt(60));
            late += line.packet(n, arrival) == PacketResult.LATE && n > 100 ? 1 : 0;
        }
        assertTrue(late < 15, "late " + late);
        long concealed = line.counters.concealedSamples();
        assertTrue(concealed < 1_000 * 160 / 20, "concealed " + concealed);
        assertTrue(line.delay.targetNanos() >= 50 * Playing.MILLI, "target " + line.delay.targetNanos());
        for (int n = 1_000; n < 4_000; n++) {
            line.packet(n, Math.max(arrival, 20 * n));
        }
        assertEquals(DelayTarget.MINIMUM_NANOS, line.delay.targetNanos());
        assertTrue(line.counters.delayNanos() < 50 * Playing.MILLI, "delay " + line.counters.delayNanos());
    }

    @Test
    @DisplayName(
            "a sender's clock 1000 ppm fast or slow, audio that is never quiet: the delay does not grow, a frame now and then")
    void drift() {
        for (double ppm : new double[] {1_000, -1_000}) {
            var drifting = new Playing(0, 5);
            for (int n = 0; n < 6_000; n++) {
                drifting.packet(n, 20 * n * (1 - ppm * 1e-6));
            }
            assertTrue(
                    drifting.counters.maximumDelayNanos() < 70 * Playing.MILLI,
                    ppm + " " + drifting.counters.maximumDelayNanos());
            long adjusted = drifting.counters.shrunk() + drifting.counters.stretched();
            assertTrue(adjusted <= 7, ppm + ": adjusted " + adjusted);
            assertTrue(
                    drifting.counters.concealedSamples() <= 7 * 160, ppm + ": " + drifting.counters.concealedSamples());
        }
    }

    @Test
    @DisplayName("timestamps that go back by half a second while numbers go on begin anew at once: nothing is late")
    void jumpBack() {
        for (int n = 0; n < 50; n++) {
            line.packet(n, 20 * n);
        }
        for (int n = 50; n < 60; n++) {
            assertEquals(PacketResult.AUDIO, line.packet(n, (n - 25) * 160, 160, 20 * n));
        }
        assertTrue(line.logUntil(1_210).endsWith(" 48 s 50 51 52 53 54 55 56 57 58 59"), line.log.toString());
    }

    @Test
    @DisplayName("a packet that comes after its time, while newer ones wait, is lost and not a silence of the sender")
    void lateIsLost() {
        line.packet(0, 0);
        line.packet(2, 40);
        assertEquals("- 0 c", line.logUntil(50));
        assertEquals(PacketResult.LATE, line.packet(1, 51));
        line.packet(3, 60);
        assertEquals("- 0 c 2 3", line.logUntil(90));
        assertEquals(1, line.counters.lossPattern().lost());
        assertEquals(3, line.counters.lossPattern().played());
        assertEquals(160, line.counters.concealedSamples());
    }

    @Test
    @DisplayName("losses are counted as they are heard: an outage whole, a long digit not at all")
    void lossesHeard() {
        packets(0, 4);
        for (int n = 5; n < 105; n++) {
            line.other(n, 20 * n);
        }
        line.packet(105, 20 * 105);
        line.packet(206, 20 * 206);
        line.logUntil(20 * 210);
        assertEquals(100, line.counters.lossPattern().lost());
        assertEquals(7, line.counters.lossPattern().played());
    }

    @Test
    @DisplayName("after the last packet 60 ms are made up, fading: nobody can say yet that it was the last")
    void afterTheLast() {
        packets(0, 4);
        assertEquals("- 0 1 2 3 4 c c c s s", line.logUntil(220));
        assertEquals(0, line.counters.concealedSamples());
        assertEquals(0, line.counters.lossPattern().lost());
    }

    @Test
    @DisplayName("frames are merged only when both are there: what is late, but in time, is not made up for by that")
    void mergingDoesNotConceal() {
        for (int n = 0; n < 240; n++) {
            if (n != 211) {
                line.packet(n, n >= 200 && n < 208 ? 4_160 + 0.001 * n : 20 * n);
            }
            if (n == 217) {
                assertEquals(PacketResult.AUDIO, line.packet(211, 20 * 217 + 15));
            }
        }
        String log = line.log.toString();
        assertTrue(log.contains(" 200 201 202 203 c 206 207 208 209 210 c 213 214 "), log);
        assertEquals(480, line.counters.concealedSamples());
        assertEquals(0, line.counters.lossPattern().lost());
    }
}
