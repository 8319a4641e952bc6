// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import dev.demitasse.rtp.media.AudioFormat;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.IOException;
import java.util.Set;

/** Encodes 20 ms after 20 ms for a file: no packet is lost there, and none is left out. Not thread-safe. */
final class OpusFileEncoder {
    /** How long a packet is, in samples of Ogg Opus, which are always those of 48 kHz. */
    static final int PACKET_SAMPLES = 960;

    private static final Set<Integer> RATES_HZ = Set.of(8_000, 12_000, 16_000, 24_000, 48_000);
    private static final int BITS_PER_SECOND_AND_CHANNEL = 32_000;
    private static final int COMPLEXITY = 5;

    private final OpusEncoder encoder;
    private final int factor;
    private final int samples;

    /** What comes out; as long as {@link #encode} says. */
    final byte[] packet = new byte[OpusCodec.MAXIMUM_FRAME_BYTES];

    OpusFileEncoder(AudioFormat format) {
        if (!RATES_HZ.contains(format.sampleRateHz()) || format.channels() > 2) {
            throw new IllegalArgumentException(
                    "Opus has 8, 12, 16, 24 or 48 kHz and one or two channels, but not " + format);
        }
        try {
            encoder = new OpusEncoder(format.sampleRateHz(), format.channels(), OpusApplication.OPUS_APPLICATION_AUDIO);
        } catch (OpusException impossible) {
            throw new IllegalStateException(impossible);
        }
        encoder.setBitrate(BITS_PER_SECOND_AND_CHANNEL * format.channels());
        encoder.setUseVBR(true);
        encoder.setComplexity(COMPLEXITY);
        factor = OpusCodec.RATE_HZ / format.sampleRateHz();
        samples = format.sampleRateHz() / 50;
    }

    /** How much of what is decoded comes before the first sample that went in, at 48 kHz. */
    int lookahead() {
        return encoder.getLookahead() * factor;
    }

    /** How many samples at 48 kHz there are for one of the input, in each channel. */
    int factor() {
        return factor;
    }

    /** Encodes 20 ms; gives the packet's length. */
    int encode(short[] pcm) throws IOException {
        try {
            return encoder.encode(pcm, 0, samples, packet, 0, packet.length);
        } catch (OpusException | RuntimeException | AssertionError failed) {
            // The library asserts some of what it relies on.
            throw new IOException("the codec has failed", failed);
        }
    }
}
