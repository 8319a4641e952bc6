// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioPayload;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.rtp.media.internal.ReceivePayloads.Kind;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("payload types and the lives of their decoders")
class ReceivePayloadsTest {
    private final List<String> log = new ArrayList<>();
    private final ReceivePayloads payloads = new ReceivePayloads();

    /** A codec whose decoders tell what is done to them. */
    private final class Told implements AudioCodec {
        private final String name;

        Told(String name) {
            this.name = name;
        }

        @Override
        public String encodingName() {
            return name;
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
            return samples;
        }

        @Override
        public AudioEncoder newEncoder(String formatParameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AudioDecoder newDecoder(String formatParameters) {
            return new AudioDecoder() {
                @Override
                public int decode(byte[] payload, int offset, int length, short[] pcm) {
                    return MALFORMED;
                }

                @Override
                public void reset() {
                    log.add("reset " + name);
                }

                @Override
                public void close() {
                    log.add("close " + name);
                }
            };
        }
    }

    private final AudioCodec one = new Told("one");
    private final AudioCodec two = new Told("two");

    private boolean configure(AudioPayload... receive) {
        var builder = RtpParameters.sending(receive[0]).receiveComfortNoise(13).receiveTelephoneEvent(101);
        for (AudioPayload payload : receive) {
            builder.receive(payload);
        }
        return payloads.configure(builder.build());
    }

    @Test
    @DisplayName("kinds are as agreed on; a decoder keeps its state as long as its payload is the same")
    void same() {
        assertFalse(configure(AudioPayload.of(96, one), AudioPayload.of(97, two)));
        AudioDecoder decoder = payloads.decoder(96);
        assertFalse(configure(AudioPayload.of(96, one)));
        assertSame(decoder, payloads.decoder(96));
        assertEquals(Kind.AUDIO, payloads.kind(96));
        assertEquals(Kind.UNKNOWN, payloads.kind(97));
        assertEquals(Kind.COMFORT_NOISE, payloads.kind(13));
        assertEquals(Kind.EVENT, payloads.kind(101));
        assertEquals(List.of(), log);
    }

    @Test
    @DisplayName("a payload type that means another codec closes the decoder it had")
    void replaced() {
        configure(AudioPayload.of(96, one));
        AudioDecoder decoder = payloads.decoder(96);
        assertTrue(configure(AudioPayload.of(96, two)));
        assertNotSame(decoder, payloads.decoder(96));
        assertEquals(List.of("close one"), log);
    }

    @Test
    @DisplayName("another source begins with decoders that have forgotten the one before; at the end all are closed")
    void resetAndClose() {
        configure(AudioPayload.of(96, one), AudioPayload.of(97, two));
        payloads.reset();
        payloads.close();
        assertEquals(List.of("reset one", "reset two", "close one", "close two"), log);
    }
}
