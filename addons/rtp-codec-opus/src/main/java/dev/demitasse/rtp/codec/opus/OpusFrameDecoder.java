// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import dev.demitasse.rtp.media.spi.AudioDecoder;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;

/** Decodes Opus, and conceals by the codec's own means. Not thread-safe. The library allocates some arrays per frame. */
final class OpusFrameDecoder implements AudioDecoder {
    private static final int LONGEST_PACKET = 5_760;
    private static final int LONGEST_CONCEALED = 960;
    private static final int SHORTEST_FRAME = 120;

    /** Where a library that is given no packet looks for none. */
    private static final byte[] LOST = null;

    private final OpusDecoder decoder;
    private final short[] concealed = new short[LONGEST_CONCEALED * OpusCodec.CHANNELS];

    OpusFrameDecoder() {
        try {
            decoder = new OpusDecoder(OpusCodec.RATE_HZ, OpusCodec.CHANNELS);
        } catch (OpusException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm) {
        int frame = samples(payload, offset, length);
        if (frame <= 0 || frame > LONGEST_PACKET || frame * OpusCodec.CHANNELS > pcm.length) {
            return MALFORMED;
        }
        try {
            return OpusCodec.CHANNELS * decoder.decode(payload, offset, length, pcm, 0, frame, false);
        } catch (OpusException | RuntimeException | AssertionError malformed) {
            // The library checks some of what a packet says by running into the end of an array, or asserts it.
            decoder.resetState();
            return MALFORMED;
        }
    }

    /** What a packet's first bytes say of its length, RFC 6716 section 3.1: samples of each channel, 0 if they say nothing. */
    static int samples(byte[] payload, int offset, int length) {
        if (length < 1) {
            return 0;
        }
        int toc = payload[offset] & 0xFF;
        int frames = switch (toc & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> length < 2 ? 0 : payload[offset + 1] & 0x3F;
        };
        return frames * frame(toc >> 3);
    }

    private static int frame(int configuration) {
        if (configuration < 12) {
            int quarter = configuration & 3;
            return quarter == 3 ? 2_880 : 480 << quarter;
        }
        return configuration < 16 ? 480 << (configuration & 1) : SHORTEST_FRAME << (configuration & 3);
    }

    @Override
    public boolean conceal(short[] pcm, int offset, int samples) {
        int done = 0;
        while (done < samples) {
            int wanted = Math.min(samples - done, concealed.length) / OpusCodec.CHANNELS;
            // The library conceals multiples of 2.5 ms; what is over is left out, as after it nothing fits exactly
            // anyway.
            int frame = Math.min(LONGEST_CONCEALED, (wanted + SHORTEST_FRAME - 1) / SHORTEST_FRAME * SHORTEST_FRAME);
            try {
                decoder.decode(LOST, 0, 0, concealed, 0, frame, false);
            } catch (OpusException | RuntimeException | AssertionError failed) {
                decoder.resetState();
                return false;
            }
            System.arraycopy(concealed, 0, pcm, offset + done, wanted * OpusCodec.CHANNELS);
            done += wanted * OpusCodec.CHANNELS;
        }
        return true;
    }

    @Override
    public void reset() {
        decoder.resetState();
    }
}
