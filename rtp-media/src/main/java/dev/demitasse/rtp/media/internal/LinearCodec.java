// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.OptionalInt;

/** L16: RFC 3551 section 4.5.11, signed samples of 16 bits in network order, channels interleaved, no state. */
final class LinearCodec implements AudioCodec {
    /** What fits an Ethernet frame beside the headers of IPv6, UDP and RTP, with room for what secures it. */
    private static final int MAXIMUM_UNFRAGMENTED_BYTES = 1_400;

    private final int rateHz;
    private final int channels;
    private final OptionalInt payloadType;

    LinearCodec(int rateHz, int channels, OptionalInt payloadType) {
        this.rateHz = rateHz;
        this.channels = channels;
        this.payloadType = payloadType;
    }

    @Override
    public String encodingName() {
        return "L16";
    }

    @Override
    public int clockRateHz() {
        return rateHz;
    }

    @Override
    public int sampleRateHz() {
        return rateHz;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public OptionalInt staticPayloadType() {
        return payloadType;
    }

    @Override
    public int maximumPayloadBytes(int samples) {
        return 2 * samples;
    }

    /**
     * In whole samples and without IP fragments, of which each one lost would lose the packet: then in steps of 10 ms, down to 10.
     * At 44.1 and 48 kHz in stereo it is fragmented even then.
     */
    @Override
    public int packetMillis(int wantedMillis) {
        boolean whole = rateHz * wantedMillis % 1000 == 0;
        int millis = whole ? wantedMillis : wantedMillis - wantedMillis % 10;
        while (millis >= 20 && 2 * channels * rateHz / 1000 * millis > MAXIMUM_UNFRAGMENTED_BYTES) {
            millis -= 10;
        }
        return millis;
    }

    @Override
    public AudioEncoder newEncoder(String formatParameters) {
        return new Encoder();
    }

    @Override
    public AudioDecoder newDecoder(String formatParameters) {
        return new Decoder(channels);
    }

    private static final class Encoder implements AudioEncoder {
        @Override
        public int encode(short[] pcm, int offset, int samples, byte[] payload, int payloadOffset) {
            int at = payloadOffset;
            for (int i = offset; i < offset + samples; i++) {
                payload[at++] = (byte) (pcm[i] >> 8);
                payload[at++] = (byte) pcm[i];
            }
            return 2 * samples;
        }
    }

    private static final class Decoder implements AudioDecoder {
        private final int channels;

        Decoder(int channels) {
            this.channels = channels;
        }

        @Override
        public int decode(byte[] payload, int offset, int length, short[] pcm) {
            int samples = length / 2;
            if (length % (2 * channels) != 0 || samples > pcm.length) {
                return MALFORMED;
            }
            int at = offset;
            for (int i = 0; i < samples; i++) {
                pcm[i] = (short) (payload[at++] << 8 | payload[at++] & 0xFF);
            }
            return samples;
        }
    }
}
