// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.OptionalInt;

/** PCMU or PCMA: RFC 3551 section 4.5.14, one byte a sample, 8000 Hz, no state. */
final class G711Codec implements AudioCodec {
    private final String encodingName;
    private final int payloadType;
    private final G711 law;

    G711Codec(String encodingName, int payloadType, G711 law) {
        this.encodingName = encodingName;
        this.payloadType = payloadType;
        this.law = law;
    }

    @Override
    public String encodingName() {
        return encodingName;
    }

    @Override
    public int clockRateHz() {
        return 8000;
    }

    @Override
    public int sampleRateHz() {
        return 8000;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public OptionalInt staticPayloadType() {
        return OptionalInt.of(payloadType);
    }

    @Override
    public int maximumPayloadBytes(int samples) {
        return samples;
    }

    @Override
    public AudioEncoder newEncoder(String formatParameters) {
        return new Encoder(law);
    }

    @Override
    public AudioDecoder newDecoder(String formatParameters) {
        return new Decoder(law);
    }

    private static final class Encoder implements AudioEncoder {
        private final G711 law;

        Encoder(G711 law) {
            this.law = law;
        }

        @Override
        public int encode(short[] pcm, int offset, int samples, byte[] payload, int payloadOffset) {
            for (int i = 0; i < samples; i++) {
                payload[payloadOffset + i] = law.encode(pcm[offset + i]);
            }
            return samples;
        }
    }

    private static final class Decoder implements AudioDecoder {
        private final G711 law;

        Decoder(G711 law) {
            this.law = law;
        }

        @Override
        public int decode(byte[] payload, int offset, int length, short[] pcm) {
            if (length > pcm.length) {
                return MALFORMED;
            }
            for (int i = 0; i < length; i++) {
                pcm[i] = law.decode(payload[offset + i]);
            }
            return length;
        }
    }
}
