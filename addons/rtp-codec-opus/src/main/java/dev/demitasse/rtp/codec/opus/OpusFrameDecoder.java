// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import dev.demitasse.rtp.media.spi.AudioDecoder;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;

/**
 * Decodes Opus, conceals by the codec's own means, and decodes what a packet carries of the one before it. Not thread-safe. The
 * library allocates some arrays per frame.
 */
final class OpusFrameDecoder implements AudioDecoder {
    private static final int LONGEST_PACKET = 5_760;
    private static final int LONGEST_CONCEALED = 960;
    private static final int SHORTEST_FRAME = 120;

    /** Where a library that is given no packet looks for none. */
    private static final byte[] LOST = null;

    private final OpusDecoder decoder;
    private final short[] concealed = new short[LONGEST_CONCEALED];

    OpusFrameDecoder() {
        try {
            decoder = new OpusDecoder(OpusCodec.RATE_HZ, 1);
        } catch (OpusException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm) {
        int samples = OpusPacket.samples(payload, offset, length);
        if (samples <= 0 || samples > LONGEST_PACKET || samples > pcm.length) {
            return MALFORMED;
        }
        return decode(payload, offset, length, pcm, samples, false);
    }

    @Override
    public int redundantSamples(byte[] payload, int offset, int length) {
        return OpusPacket.redundantSamples(payload, offset, length);
    }

    @Override
    public int recover(byte[] payload, int offset, int length, short[] pcm) {
        int samples = OpusPacket.redundantSamples(payload, offset, length);
        return samples == 0 || samples > pcm.length ? MALFORMED : decode(payload, offset, length, pcm, samples, true);
    }

    private int decode(byte[] payload, int offset, int length, short[] pcm, int samples, boolean redundancy) {
        try {
            return decoder.decode(payload, offset, length, pcm, 0, samples, redundancy);
        } catch (OpusException | RuntimeException | AssertionError malformed) {
            // The library checks some of what a packet says by running into the end of an array, or asserts it.
            decoder.resetState();
            return MALFORMED;
        }
    }

    @Override
    public boolean conceal(short[] pcm, int offset, int samples) {
        int done = 0;
        while (done < samples) {
            int wanted = Math.min(samples - done, LONGEST_CONCEALED);
            // The library conceals multiples of 2.5 ms; what is over is left out, as after it nothing fits exactly
            // anyway.
            int frame = (wanted + SHORTEST_FRAME - 1) / SHORTEST_FRAME * SHORTEST_FRAME;
            try {
                decoder.decode(LOST, 0, 0, concealed, 0, frame, false);
            } catch (OpusException | RuntimeException | AssertionError failed) {
                decoder.resetState();
                return false;
            }
            System.arraycopy(concealed, 0, pcm, offset + done, wanted);
            done += wanted;
        }
        return true;
    }

    @Override
    public void reset() {
        decoder.resetState();
    }
}
