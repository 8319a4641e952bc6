// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioCodecProvider;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** The codecs with a number, but that they work on a worker, and that nothing can be encoded: {@code encode} throws. */
final class BrokenCodecs implements AudioCodecProvider {
    /** Encoders that were made and not closed. */
    final AtomicInteger open = new AtomicInteger();

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public List<AudioCodec> codecs() {
        return AudioCodecs.installed().all().stream()
                .filter(codec -> codec.staticPayloadType().isPresent())
                .<AudioCodec>map(Broken::new)
                .toList();
    }

    private final class Broken implements AudioCodec {
        private final AudioCodec whole;

        Broken(AudioCodec whole) {
            this.whole = whole;
        }

        @Override
        public String encodingName() {
            return whole.encodingName();
        }

        @Override
        public int clockRateHz() {
            return whole.clockRateHz();
        }

        @Override
        public int sampleRateHz() {
            return whole.sampleRateHz();
        }

        @Override
        public int channels() {
            return whole.channels();
        }

        @Override
        public OptionalInt staticPayloadType() {
            return whole.staticPayloadType();
        }

        @Override
        public int maximumPayloadBytes(int samples) {
            return whole.maximumPayloadBytes(samples);
        }

        @Override
        public boolean costly() {
            return true;
        }

        @Override
        public AudioEncoder newEncoder(String formatParameters) {
            open.incrementAndGet();
            return new AudioEncoder() {
                @Override
                public int encode(short[] pcm, int offset, int samples, byte[] payload, int payloadOffset) {
                    throw new IllegalStateException("broken");
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public AudioDecoder newDecoder(String formatParameters) {
            return whole.newDecoder(formatParameters);
        }
    }
}
