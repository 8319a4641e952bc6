// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.OptionalInt;

/**
 * Opus in one channel, as calls have it. It is {@code opus/48000/2} in SDP all the same, whatever is coded (RFC 7587 section 7), and
 * what comes in two channels is mixed. Immutable.
 */
final class OpusCodec implements AudioCodec {
    static final int RATE_HZ = 48_000;
    private static final int CHANNELS_IN_SDP = 2;

    /** RFC 7587 section 6.1: this side makes use of forward error correction. */
    private static final String WANTED = "useinbandfec=1";

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
        return CHANNELS_IN_SDP;
    }

    @Override
    public int audioChannels() {
        return 1;
    }

    @Override
    public int packetMillis(int wanted) {
        return wanted >= 60 ? 60 : wanted >= 40 ? 40 : wanted >= 20 ? 20 : 10;
    }

    @Override
    public String formatParameters() {
        return WANTED;
    }

    @Override
    public OptionalInt staticPayloadType() {
        return OptionalInt.empty();
    }

    @Override
    public int maximumPayloadBytes(int samples) {
        // A packet of 40 or 60 ms has two or three frames of 20 ms, and says how long each is.
        int frames = (samples + 959) / 960;
        return MAXIMUM_FRAME_BYTES * frames + 2 + 2 * frames;
    }

    /** 0.3 to 0.9 ms of 20, on a slow machine. */
    @Override
    public boolean costly() {
        return true;
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
