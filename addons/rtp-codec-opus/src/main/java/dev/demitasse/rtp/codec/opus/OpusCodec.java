// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.OptionalInt;

/**
 * Opus: always {@code opus/48000/2} in SDP, whatever is coded (RFC 7587 section 7). So the audio here has two channels; what is sent
 * is one channel unless the receiver has asked for two. Immutable.
 */
final class OpusCodec implements AudioCodec {
    static final int RATE_HZ = 48_000;
    static final int CHANNELS = 2;

    /** RFC 6716 section 3.2.1: no frame is longer. */
    static final int MAXIMUM_FRAME_BYTES = 1_275;

    @Override
    public String encodingName() {
        return "opus";
    }

    @Override
    public int clockRateHz() {
        return RATE_HZ;
    }

    @Override
    public int sampleRateHz() {
        return RATE_HZ;
    }

    @Override
    public int channels() {
        return CHANNELS;
    }

    @Override
    public OptionalInt staticPayloadType() {
        return OptionalInt.empty();
    }

    @Override
    public int maximumPayloadBytes(int samples) {
        // A packet of 40 or 60 ms has two or three frames of 20 ms, and says how long each is.
        int frames = (samples / CHANNELS + 959) / 960;
        return MAXIMUM_FRAME_BYTES * frames + 2 + 2 * frames;
    }

    @Override
    public AudioEncoder newEncoder(String formatParameters) {
        return new OpusFrameEncoder(OpusParameters.parse(formatParameters));
    }

    @Override
    public AudioDecoder newDecoder(String formatParameters) {
        return new OpusFrameDecoder();
    }
}
