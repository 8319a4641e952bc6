// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Samples as they are, costly or not; says what is done to its encoders, and throws if wanted. */
public final class PlainCodec implements AudioCodec {
    /** What was done, without the encoding: {@code new}, {@code reset}, {@code close}, {@code thrown}. */
    public final List<String> log = new ArrayList<>();

    private final boolean costly;
    private int failures;

    public PlainCodec(boolean costly) {
        this.costly = costly;
    }

    /** So many packets from now on are not encoded. */
    public void fail(int packets) {
        failures = packets;
    }

    @Override
    public String encodingName() {
        return "plain";
    }

    @Override
    public int clockRateHz() {
        return 8_000;
    }

    @Override
    public int sampleRateHz() {
        return 8_000;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public OptionalInt staticPayloadType() {
        return OptionalInt.empty();
    }

    @Override
    public int maximumPayloadBytes(int samples) {
        return 2 * samples;
    }

    @Override
    public boolean costly() {
        return costly;
    }

    @Override
    public AudioEncoder newEncoder(String formatParameters) {
        log.add("new");
        return new Encoder();
    }

    private final class Encoder implements AudioEncoder {
        private boolean closed;

        @Override
        public int encode(short[] pcm, int offset, int samples, byte[] payload, int payloadOffset) {
            if (closed) {
                throw new AssertionError("encode() after close()");
            }
            if (failures > 0) {
                failures--;
                log.add("thrown");
                throw new IllegalStateException("the codec fails");
            }
            for (int i = 0; i < samples; i++) {
                payload[payloadOffset + 2 * i] = (byte) (pcm[offset + i] >> 8);
                payload[payloadOffset + 2 * i + 1] = (byte) pcm[offset + i];
            }
            return 2 * samples;
        }

        @Override
        public void reset() {
            log.add("reset");
        }

        @Override
        public void close() {
            log.add("close");
            closed = true;
        }
    }

    @Override
    public AudioDecoder newDecoder(String formatParameters) {
        return (payload, offset, length, pcm) -> {
            for (int i = 0; i < length / 2; i++) {
                pcm[i] = (short) (payload[offset + 2 * i] << 8 | payload[offset + 2 * i + 1] & 0xFF);
            }
            return length / 2;
        };
    }
}
