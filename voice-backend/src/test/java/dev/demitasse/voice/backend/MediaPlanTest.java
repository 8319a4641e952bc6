// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Network;
import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.spi.AudioCodec;
import dev.demitasse.rtp.media.spi.AudioCodecProvider;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import dev.demitasse.rtp.media.spi.AudioEncoder;
import dev.demitasse.sip.sdp.MediaFormat;
import dev.demitasse.testkit.SimulatedNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("codecs are chosen by name, rate and channels, in the order of preference")
class MediaPlanTest {
    private static final AudioCodecs INSTALLED = AudioCodecs.installed();

    @Test
    @DisplayName("in any case of letters; D1: PCMU, PCMA, G722 and L16 are there; what is named twice is there once")
    void named() {
        List<AudioCodec> chosen =
                MediaPlan.named(INSTALLED, List.of("pcma", "PCMU", "g722", "L16/8000", "l16/24000/1", "PCMA/8000"));
        assertEquals(
                List.of("PCMA/8000", "PCMU/8000", "G722/16000", "L16/8000", "L16/24000"),
                chosen.stream()
                        .map(codec -> codec.encodingName() + "/" + codec.sampleRateHz())
                        .toList());
    }

    @ParameterizedTest(name = "'{0}'")
    @CsvSource(
            delimiter = '|',
            value = {
                "NOSUCH|no codec NOSUCH among [PCMU,",
                "PCMU/16000|no codec PCMU/16000 among [PCMU/8000,",
                "G722/16000|no codec G722/16000",
                "L16/44100/2|2 channels",
                "''|is no codec",
                "/8000|is no codec",
                "PCMU/|is no codec",
                "PCMU/0|is no codec",
                "PCMU/8000/1/1|is no codec",
                "PCMU/99999999999|is no codec",
                "PCMU/8000/-1|is no codec"
            })
    @DisplayName("an unknown one is named, and those that are there; one of two channels is none for a call")
    void unknown(String name, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> MediaPlan.named(INSTALLED, List.of(name)))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    @DisplayName("payload types are those the codecs have; the others are numbered from 96 on, around telephone-event")
    void described() throws UnknownHostException {
        List<MediaFormat> formats = formats(INSTALLED, "L16/8000", "G722", "L16/16000", "PCMU");
        assertEquals(
                List.of("96 L16/8000/1", "9 G722/8000/1", "98 L16/16000/1", "0 PCMU/8000/1"),
                formats.stream()
                        .filter(format -> !format.isTelephoneEvent())
                        .map(format -> format.payloadType() + " " + format.encodingName() + "/" + format.clockRateHz()
                                + "/" + format.channels())
                        .toList());
        assertEquals(97, formats.get(4).payloadType());
        assertEquals(
                formats.size(),
                formats.stream().map(MediaFormat::payloadType).distinct().count());
    }

    @Test
    @DisplayName(
            "RFC 7587 section 7: one of another provider is described as it wants, two channels though its audio has one")
    void ofAnotherProvider() throws UnknownHostException {
        MediaFormat format = formats(AudioCodecs.of(List.of(new Provider())), "codec48/48000/2")
                .get(0);
        assertEquals(new MediaFormat(96, "codec48", 48_000, 2, "a=1;b=2"), format);
    }

    private static List<MediaFormat> formats(AudioCodecs codecs, String... names) throws UnknownHostException {
        InetAddress local = InetAddress.getByName("192.0.2.1");
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(1)) {
            VoiceOptions options =
                    new SipVoiceBackendBuilder().telephoneEventPayloadType(97).options();
            var plan = new MediaPlan(options, (Network) network, codecs);
            return plan.capabilities(local, 10_000, plan.chosen(List.of(names)))
                    .media()
                    .get(0)
                    .formats();
        }
    }

    /** Brings a codec as Opus is: two channels in SDP, one of audio. */
    static final class Provider implements AudioCodecProvider {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public List<AudioCodec> codecs() {
            return List.of(new Codec48());
        }
    }

    private static final class Codec48 implements AudioCodec {
        @Override
        public String encodingName() {
            return "codec48";
        }

        @Override
        public int clockRateHz() {
            return 48_000;
        }

        @Override
        public int sampleRateHz() {
            return 48_000;
        }

        @Override
        public int channels() {
            return 2;
        }

        @Override
        public int audioChannels() {
            return 1;
        }

        @Override
        public int packetMillis(int wanted) {
            return Math.max(20, wanted / 20 * 20);
        }

        @Override
        public String formatParameters() {
            return "a=1;b=2";
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
            return (pcm, offset, samples, payload, payloadOffset) -> 0;
        }

        @Override
        public AudioDecoder newDecoder(String formatParameters) {
            return (payload, offset, length, pcm) -> AudioDecoder.MALFORMED;
        }
    }
}
