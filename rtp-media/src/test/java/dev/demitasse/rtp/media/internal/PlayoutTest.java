// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pulls are at 5, 25, 45 .. ms, so a packet that comes at n x 20 ms waits 25 ms. */
@DisplayName("frames of 20 ms out of packets: decoded, made up, taken out and put in")
class PlayoutTest {
    private static final long MILLI = 1_000_000L;
    private static final int CODEC = 0;
    private static final int OTHER_CODEC = 1;

    private final List<String> log = new ArrayList<>();
    private final PlayoutCounters counters = new PlayoutCounters();
    private final DelayTarget delay = new DelayTarget();
    private final JitterBuffer buffer = new JitterBuffer(Playing.RATES, delay, counters);
    private final Scripted codec = new Scripted();
    private final Scripted otherCodec = new Scripted();
    private final Playout playout = new Playout(
            Playing.RATES,
            buffer,
            type -> type == CODEC ? codec : otherCodec,
            new Recorded(),
            counters,
            new LoopBuffers());
    private final short[] out = new short[160];

    /** The payload's first octet is the value of 160 samples, its second what they carry of the packet before. */
    private static final class Scripted implements AudioDecoder {
        private int decoded = 160;
        private int recovered;
        private boolean conceals;

        @Override
        public int decode(byte[] payload, int offset, int length, short[] pcm) {
            Arrays.fill(pcm, (short) (1_000 * payload[0]));
            return decoded;
        }

        @Override
        public boolean conceal(short[] pcm, int offset, int samples) {
            if (conceals) {
                Arrays.fill(pcm, offset, offset + samples, (short) -7);
            }
            return conceals;
        }

        @Override
        public int redundantSamples(byte[] payload, int offset, int length) {
            return length > 1 ? (payload[1] & 0xFF) : 0;
        }

        @Override
        public int recover(byte[] payload, int offset, int length, short[] pcm) {
            Arrays.fill(pcm, 0, payload[1] & 0xFF, (short) -3);
            return recovered;
        }
    }

    private final class Recorded implements Concealment {
        @Override
        public void onPlayed(short[] pcm, int offset, int samples) {
            log.add("played " + pcm[offset] + " at " + offset + " for " + samples);
        }

        @Override
        public void conceal(short[] to, int offset, int samples, int already) {
            log.add("conceal " + samples + " at " + offset + " after " + already);
            Arrays.fill(to, offset, offset + samples, (short) -1);
        }

        @Override
        public void blend(short[] pcm, int offset, int samples, int already) {
            log.add("blend " + samples + " at " + offset + " after " + already);
        }
    }

    private void packet(int type, int n, int timestamp, double millis, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        buffer.insert(Packets.packet(type, n, timestamp, bytes), n, (long) (millis * MILLI));
    }

    private void packet(int n, double millis) {
        packet(CODEC, n, 160 * n, millis, n + 1);
    }

    private boolean pull(double millis) {
        return playout.pull(out, (long) (millis * MILLI));
    }

    private void assertFrame(int... runs) {
        short[] wanted = new short[160];
        for (int i = 0, at = 0; i < runs.length; i += 2) {
            Arrays.fill(wanted, at, at + runs[i + 1], (short) runs[i]);
            at += runs[i + 1];
        }
        assertArrayEquals(wanted, out);
    }

    @Test
    @DisplayName("nothing before the first packet's time; from then on a frame at each pull, whatever comes")
    void begins() {
        assertFalse(pull(5));
        packet(0, 10);
        assertFalse(pull(25));
        assertEquals(0, counters.frames());
        assertTrue(pull(45));
        assertFrame(1_000, 160);
        assertTrue(pull(65));
        assertTrue(pull(85));
        assertEquals(3, counters.frames());
    }

    @Test
    @DisplayName("a packet's wait is from its arrival to its first sample, also within a frame")
    void waits() {
        codec.decoded = 80;
        packet(CODEC, 0, 0, 0, 1);
        packet(CODEC, 1, 80, 10, 2);
        pull(25);
        assertFrame(1_000, 80, 2_000, 80);
        assertEquals(25 * MILLI, counters.maximumDelayNanos());
        assertEquals(25 * MILLI, counters.delayNanos());
        assertEquals(10, counters.packetMillis());
        assertEquals(List.of("played 1000 at 0 for 80", "played 2000 at 80 for 80"), log);
    }

    @Test
    @DisplayName("what is lost is made up, and the real audio that follows is blended into it")
    void lost() {
        packet(0, 0);
        packet(2, 24);
        pull(25);
        pull(45);
        assertFrame(-1, 160);
        pull(65);
        assertEquals(
                List.of(
                        "played 1000 at 0 for 160",
                        "conceal 160 at 0 after 0",
                        "played -1 at 0 for 160",
                        "blend 160 at 0 after 160",
                        "played 3000 at 0 for 160"),
                log);
        assertEquals(160, counters.concealedSamples());
        assertEquals(0, counters.silentSamples());
    }

    @Test
    @DisplayName("after 60 ms it is silence, into which nothing is blended")
    void silence() {
        packet(0, 0);
        packet(4, 24);
        for (int i = 0; i < 5; i++) {
            pull(25 + 20 * i);
        }
        assertFrame(5_000, 160);
        assertEquals(480, counters.concealedSamples());
        assertTrue(log.stream().noneMatch(line -> line.startsWith("blend")), log.toString());
    }

    @Test
    @DisplayName("a codec that conceals by its own means is asked instead, and its audio is not blended")
    void codecConceals() {
        codec.conceals = true;
        packet(0, 0);
        packet(2, 24);
        pull(25);
        pull(45);
        assertFrame(-7, 160);
        pull(65);
        assertEquals(List.of("played 1000 at 0 for 160", "played -7 at 0 for 160", "played 3000 at 0 for 160"), log);
        assertEquals(160, counters.concealedSamples());
    }

    @Test
    @DisplayName("it is the codec that was heard last that conceals")
    void lastCodecConceals() {
        otherCodec.conceals = true;
        packet(0, 0);
        packet(OTHER_CODEC, 2, 320, 24, 3);
        packet(CODEC, 4, 640, 30, 5);
        pull(25);
        pull(45);
        assertFrame(-1, 160);
        pull(65);
        pull(85);
        assertFrame(-7, 160);
    }

    @Test
    @DisplayName("what the next packet carries of a lost one is decoded; what is lost before it is made up")
    void recovered() {
        codec.recovered = 120;
        packet(0, 0);
        packet(CODEC, 2, 320, 24, 3, 120);
        pull(25);
        pull(45);
        assertFrame(-1, 40, -3, 120);
        pull(65);
        assertFrame(3_000, 160);
        assertEquals(120, counters.recoveredSamples());
        assertEquals(40, counters.concealedSamples());
        assertEquals(3, counters.lossPattern().played());
        assertEquals(0, counters.lossPattern().lost());
    }

    @Test
    @DisplayName("what a codec recovers in another length than it said is not used")
    void notRecovered() {
        codec.recovered = 100;
        packet(0, 0);
        packet(CODEC, 2, 320, 24, 3, 120);
        pull(25);
        pull(45);
        assertFrame(-1, 160);
        assertEquals(0, counters.recoveredSamples());
        assertEquals(160, counters.concealedSamples());
    }

    @Test
    @DisplayName("a packet carries more than was lost: that is not used either")
    void recoveredTooMuch() {
        codec.recovered = 200;
        packet(0, 0);
        packet(CODEC, 2, 320, 24, 3, 200);
        pull(25);
        pull(45);
        assertFrame(-1, 160);
        assertEquals(0, counters.recoveredSamples());
    }

    @Test
    @DisplayName("a codec that says it decoded nothing, or more than 120 ms, did not decode")
    void malformed() {
        packet(0, 0);
        pull(25);
        codec.decoded = 961;
        packet(1, 20);
        pull(45);
        codec.decoded = 0;
        packet(2, 40);
        pull(65);
        assertEquals(2, counters.malformed());
        codec.decoded = 960;
        packet(3, 60);
        pull(85);
        assertFrame(4_000, 160);
        assertEquals(2, counters.malformed());
        assertEquals(120, counters.packetMillis());
    }

    @Test
    @DisplayName("a packet whose beginning was played by another is cut")
    void overlap() {
        packet(CODEC, 0, 0, 0, 1);
        packet(CODEC, 1, 100, 1, 2);
        packet(CODEC, 2, 90, 2, 3);
        pull(25);
        assertFrame(1_000, 160);
        pull(45);
        assertFrame(3_000, 90, 2_000, 10, -1, 60);
    }

    /** Packets of 20 ms come and are pulled, all with this value, from a number on; each so late. */
    private void run(int from, int to, int value, double lateMillis) {
        for (int n = from; n < to; n++) {
            double arrival = 20 * n + lateMillis;
            for (; nextPull < arrival; nextPull += 20) {
                pull(nextPull);
            }
            packet(CODEC, n, 160 * n, arrival, value);
        }
    }

    private double nextPull = 5;

    @Test
    @DisplayName("later packets, quiet: the frame is repeated, and nothing is made up")
    void stretchQuiet() {
        run(0, 10, 0, 0);
        run(10, 80, 0, 24);
        assertEquals(1, counters.stretched());
        assertEquals(0, counters.concealedSamples());
        assertEquals(0, counters.shrunk());
        assertEquals((25 + 20) * MILLI - 24 * MILLI, counters.delayNanos(), MILLI);
    }

    @Test
    @DisplayName("later packets, with audio that is like itself nowhere: left as it is")
    void stretchLoud() {
        run(0, 10, 5, 0);
        run(10, 80, 5, 24);
        assertEquals(0, counters.stretched());
        assertEquals(0, counters.shrunk());
        assertEquals(0, counters.concealedSamples());
    }

    @Test
    @DisplayName("after a stall, quiet: frames go until the wait is what is needed, and what is heard is all there is")
    void shrinkQuiet() {
        run(0, 200, 0, 0);
        for (int n = 200; n < 205; n++) {
            for (; nextPull < 4_100; nextPull += 20) {
                pull(nextPull);
            }
            packet(CODEC, n, 160 * n, 4_100, 0);
        }
        run(205, 500, 0, 0);
        assertTrue(counters.shrunk() >= 3, "shrunk " + counters.shrunk());
        assertEquals(0, counters.stretched());
        assertEquals(0, counters.lossPattern().lost());
        assertTrue(counters.delayNanos() <= 60 * MILLI, "wait " + counters.delayNanos());
        long lagging = 5 - counters.shrunk();
        assertEquals(499 - lagging - 1, counters.lossPattern().played(), 2);
    }

    @Test
    @DisplayName("comfort noise is what is silent is filled with, also before any audio; it ends with the next")
    void noise() {
        playout.onNoise(Packets.packet(13, 0, 0, (byte) 30), 0);
        buffer.insertOther(0);
        assertTrue(pull(5));
        assertEquals(160, counters.noiseSamples());
        packet(1, 10);
        pull(25);
        pull(45);
        assertFrame(2_000, 160);
        assertEquals(320, counters.noiseSamples());
        assertEquals(0, counters.silentSamples());
        pull(65);
        assertFrame(-1, 160);
    }

    @Test
    @DisplayName("what is lost is made up for 60 ms, and then is the comfort noise that has come meanwhile")
    void noiseAfterLoss() {
        packet(0, 0);
        pull(25);
        playout.onNoise(Packets.packet(13, 2, 320, (byte) 30), 2);
        buffer.insertOther(2);
        for (int n = 1; n <= 4; n++) {
            pull(25 + 20 * n);
            assertEquals(n <= 3 ? 0 : 160, counters.noiseSamples());
        }
        assertEquals(0, counters.silentSamples());
        packet(3, 110);
        pull(125);
        for (int n = 1; n <= 4; n++) {
            pull(125 + 20 * n);
        }
        assertEquals(160, counters.silentSamples(), "audio has ended the noise");
        assertEquals(160, counters.noiseSamples());
    }

    @Test
    @DisplayName("a packet whose beginning was made up for is blended from where it is heard on")
    void blendedWhereCut() {
        packet(0, 0);
        pull(25);
        packet(CODEC, 2, 400, 30, 3);
        pull(45);
        packet(CODEC, 1, 240, 50, 2);
        log.clear();
        pull(65);
        assertEquals("blend 80 at 80 after 160", log.get(0));
        assertFrame(2_000, 80, 3_000, 80);
    }
}
