// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.util.Arrays;

/** A jitter buffer and its playout under a test's clock, with real samples: what was heard is kept. Pulled every 20 ms. */
final class PcmLine {
    static final long MILLI = 1_000_000L;

    final DelayTarget delay = new DelayTarget();
    final PlayoutCounters counters = new PlayoutCounters();
    final JitterBuffer buffer;
    final Playout playout;
    private final short[] out;
    private final int channels;
    private short[] heard = new short[16_000];
    private int filled;
    private long nextPull;

    PcmLine(Rates rates, double firstPullMillis) {
        this(rates, firstPullMillis, new LoopBuffers());
    }

    /** One of several lines of one loop. */
    PcmLine(Rates rates, double firstPullMillis, LoopBuffers shared) {
        channels = rates.channels();
        buffer = new JitterBuffer(rates, delay, counters);
        playout = new Playout(rates, buffer, type -> new Linear(), new WaveformSubstitution(rates), counters, shared);
        out = new short[rates.samplesIn(20)];
        nextPull = (long) (firstPullMillis * MILLI);
    }

    PcmLine(double firstPullMillis) {
        this(Playing.RATES, firstPullMillis);
    }

    /** Samples as they are, the higher octet first. */
    private static final class Linear implements AudioDecoder {
        @Override
        public int decode(byte[] payload, int offset, int length, short[] pcm) {
            for (int i = 0; i < length / 2; i++) {
                pcm[i] = (short) (payload[offset + 2 * i] << 8 | payload[offset + 2 * i + 1] & 0xFF);
            }
            return length / 2;
        }
    }

    PacketResult packet(int n, int ticks, short[] pcm, double millis) {
        long now = (long) (millis * MILLI);
        pullUntil(now);
        byte[] payload = new byte[2 * pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            payload[2 * i] = (byte) (pcm[i] >> 8);
            payload[2 * i + 1] = (byte) pcm[i];
        }
        return buffer.insert(Packets.packet(0, n & 0xFFFF, ticks, payload), n, now);
    }

    void pullUntil(long now) {
        for (; nextPull < now; nextPull += 20 * MILLI) {
            if (playout.pull(out, nextPull)) {
                heard = filled + out.length > heard.length ? Arrays.copyOf(heard, 2 * heard.length) : heard;
                System.arraycopy(out, 0, heard, filled, out.length);
                filled += out.length;
            }
        }
    }

    short[] heard() {
        return Arrays.copyOf(heard, filled);
    }

    /** The steepest step between two samples of a channel. */
    int steepest() {
        return steepest(heard(), channels);
    }

    static int steepest(short[] pcm, int channels) {
        int steepest = 0;
        for (int i = channels; i < pcm.length; i++) {
            steepest = Math.max(steepest, Math.abs(pcm[i] - pcm[i - channels]));
        }
        return steepest;
    }

    /** A tone of whole periods of so many samples, from a sample on. */
    static short[] tone(int from, int samples, double period, int amplitude) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * (from + i) / period));
        }
        return pcm;
    }
}
