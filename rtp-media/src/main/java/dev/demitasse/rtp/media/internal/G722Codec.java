// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.OptionalInt;

/**
 * G.722 at 64 kbit/s: one octet for two samples of 16,000 Hz. The RTP clock counts 8000 a second all the same, by an error that
 * RFC 3551 section 4.5.2 keeps.
 */
final class G722Codec implements AudioCodec {
    @Override
    public String encodingName() {
        return "G722";
    }

    @Override
    public int clockRateHz() {
        return 8000;
    }

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public OptionalInt staticPayloadType() {
        return OptionalInt.of(9);
    }

    @Override
    public int maximumPayloadBytes(int samples) {
        return (samples + 1) / 2;
    }

    @Override
    public AudioEncoder newEncoder(String formatParameters) {
        return new G722Encoder();
    }

    @Override
    public AudioDecoder newDecoder(String formatParameters) {
        return new G722Decoder();
    }
}
