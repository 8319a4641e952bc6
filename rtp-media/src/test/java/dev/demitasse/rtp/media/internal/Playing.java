// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.RtpPacket;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.Arrays;

/**
 * A jitter buffer and its playout under a test's clock: packets whose samples all say the packet's number, pulled every 20 ms.
 * The values of two numbers lie so far apart that a cross-fade between them does not look like a third.
 */
final class Playing {
    static final long MILLI = 1_000_000L;
    private static final int FIRST_VALUE = 1_000;
    private static final int VALUE_STEP = 100;
    private static final int NUMBERS = 310;
    static final Rates RATES = new Rates(8000, 8000, 1);

    final DelayTarget delay = new DelayTarget();
    final PlayoutCounters counters = new PlayoutCounters();
    final JitterBuffer buffer = new JitterBuffer(RATES, delay, counters);
    final StringBuilder log = new StringBuilder();
    private final Playout playout =
            new Playout(RATES, buffer, type -> new Numbers(), new Marks(), counters, new LoopBuffers());
    private final short[] out = new short[160];
    private final int firstTimestamp;
    private long nextPull;

    Playing(int firstTimestamp, long firstPullMillis) {
        this.firstTimestamp = firstTimestamp;
        this.nextPull = firstPullMillis * MILLI;
    }

    /** A payload is a number and a count of samples; audio is that number so many times. */
    private static final class Numbers implements AudioDecoder {
        @Override
        public int decode(byte[] payload, int offset, int length, short[] pcm) {
            int count = (payload[2] & 0xFF) << 8 | payload[3] & 0xFF;
            if (length != 4 || count == 0) {
                return MALFORMED;
            }
            Arrays.fill(pcm, 0, count, (short) ((payload[0] & 0xFF) << 8 | payload[1] & 0xFF));
            return count;
        }
    }

    /** Made-up audio that is seen to be made up, for 60 ms. */
    private static final class Marks implements Concealment {
        @Override
        public void onPlayed(short[] pcm, int offset, int samples) {}

        @Override
        public void conceal(short[] to, int offset, int samples, int already) {
            for (int i = 0; i < samples; i++) {
                to[offset + i] = (short) (already + i < 480 ? 7 : 0);
            }
        }

        @Override
        public void blend(short[] pcm, int offset, int samples, int already) {}
    }

    /** A packet of 20 ms, the n-th; its samples say n, modulo {@link #NUMBERS}. */
    PacketResult packet(int n, double millis) {
        return packet(n, n * 160, 160, millis);
    }

    PacketResult packet(int n, int ticks, int samples, double millis) {
        long now = (long) (millis * MILLI);
        pullUntil(now);
        return buffer.insert(of(n, firstTimestamp + ticks, samples), n, now);
    }

    static RtpPacket of(int n, int timestamp, int samples) {
        int value = FIRST_VALUE + VALUE_STEP * (n % NUMBERS);
        return Packets.packet(
                0, n & 0xFFFF, timestamp, (byte) (value >> 8), (byte) value, (byte) (samples >> 8), (byte) samples);
    }

    /** A packet without audio. */
    void other(int n, double millis) {
        pullUntil((long) (millis * MILLI));
        buffer.insertOther(n);
    }

    /** Pulls all frames that are due before a time. */
    void pullUntil(long now) {
        while (nextPull < now) {
            Arrays.fill(out, (short) -1);
            boolean any = playout.pull(out, nextPull);
            log.append(any ? describe() : "-").append(' ');
            nextPull += 20 * MILLI;
        }
    }

    String logUntil(double millis) {
        pullUntil((long) (millis * MILLI));
        return log.toString().trim();
    }

    /**
     * Numbers of packets in the frame, in order; "c" for made-up audio, "s" for silence, "m" for two frames merged into one. A
     * single sample, as the first of
     * made-up audio that is not yet fainter, is left out.
     */
    private String describe() {
        var text = new StringBuilder();
        for (int from = 0, to; from < out.length; from = to) {
            String what = describe(out[from]);
            for (to = from + 1; to < out.length && describe(out[to]).equals(what); ) {
                to++;
            }
            if (to - from > 3 && !text.toString().endsWith(what)) {
                text.append(text.length() == 0 ? "" : "+").append(what);
            }
        }
        return text.length() == 0 ? "m" : text.toString();
    }

    private static String describe(short sample) {
        if (sample == 0) {
            return "s";
        }
        boolean isNumber = sample >= FIRST_VALUE && (sample - FIRST_VALUE) % VALUE_STEP == 0;
        return isNumber ? Integer.toString((sample - FIRST_VALUE) / VALUE_STEP) : "c";
    }
}
