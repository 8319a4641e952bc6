// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Samples as they are, costly or not; says what is done to its encoders, and throws if wanted. */
public final class PlainCodec implements AudioCodec {
    /** What was done, without the encoding: {@code new}, {@code reset}, {@code close}, {@code thrown}. */
    public final List<String> log = new ArrayList<>();

    private final boolean costly;
    private int failures;
    private Throwable failure = new IllegalStateException("the codec fails");
    private Optional<Throwable> closingFailure = Optional.empty();
    private Runnable whileEncoding = () -> {};

    public PlainCodec(boolean costly) {
        this.costly = costly;
    }

    /** So many packets from now on are not encoded. */
    public void fail(int packets) {
        failures = packets;
    }

    /** So many packets from now on are not encoded, for this is thrown, declared or not. */
    public void fail(int packets, Throwable thrown) {
        failures = packets;
        failure = thrown;
    }

    /** What closing throws, declared or not. */
    public void failClosing(Throwable thrown) {
        closingFailure = Optional.of(thrown);
    }

    /** What happens elsewhere while a packet is encoded. */
    public void whileEncoding(Runnable happens) {
        whileEncoding = happens;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
        throw (T) thrown;
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
                throw PlainCodec.<RuntimeException>undeclared(failure);
            }
            whileEncoding.run();
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
            if (closingFailure.isPresent()) {
                throw PlainCodec.<RuntimeException>undeclared(closingFailure.get());
            }
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
