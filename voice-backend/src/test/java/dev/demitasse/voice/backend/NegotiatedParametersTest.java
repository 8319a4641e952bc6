// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.MediaDirection;
import dev.demitasse.rtp.media.RtpParameters;
import dev.demitasse.sip.sdp.LocalCapabilities;
import dev.demitasse.sip.sdp.LocalMedia;
import dev.demitasse.sip.sdp.LocalMediaBuilder;
import dev.demitasse.sip.sdp.MediaFormat;
import dev.demitasse.sip.sdp.NegotiatedMedia;
import dev.demitasse.sip.sdp.OfferAnswer;
import dev.demitasse.sip.sdp.SdpParseException;
import dev.demitasse.sip.sdp.SdpParser;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("what SDP has agreed on, in the words of the media layer")
class NegotiatedParametersTest {
    private static final InetSocketAddress NAMED = new InetSocketAddress("198.51.100.7", 4000);

    private static NegotiatedMedia agreed(String lines) throws SdpParseException {
        return agreed(
                LocalMedia.audio(10_000)
                        .format(MediaFormat.PCMU)
                        .format(MediaFormat.PCMA)
                        .telephoneEvents(101),
                lines);
    }

    private static NegotiatedMedia agreed(LocalMediaBuilder audio, String lines) throws SdpParseException {
        var machine = new OfferAnswer(
                LocalCapabilities.builder("192.0.2.1").media(audio.build()).build(), 1, 0);
        String offer = """
                v=0
                o=- 7 1 IN IP4 198.51.100.7
                s=-
                c=IN IP4 198.51.100.7
                t=0 0
                """ + lines;
        machine.takeOffer(SdpParser.create().parse(offer.replace("\n", "\r\n")));
        machine.createAnswer();
        return machine.media().get(0);
    }

    private static RtpParameters translated(NegotiatedMedia audio, InetSocketAddress target) {
        return NegotiatedParameters.of(audio, Optional.of(target), AudioCodecs.installed());
    }

    @Test
    @DisplayName("the clock of the digits is that of their rtpmap, where it is not the codec's")
    void clockOfDigits() throws SdpParseException {
        RtpParameters parameters = translated(agreed("""
                m=audio 4000 RTP/AVP 0 96
                a=rtpmap:96 telephone-event/8000
                """), NAMED);
        assertEquals(OptionalInt.of(8_000), parameters.sendTelephoneEventClockRateHz());
        assertEquals(Map.of(96, 8_000), parameters.receiveTelephoneEventClocks());
    }

    @Test
    @DisplayName("codecs, digits and packet time each way; RTCP on the next port")
    void plain() throws SdpParseException {
        NegotiatedMedia audio = agreed("""
                m=audio 4000 RTP/AVP 8 0 96
                a=rtpmap:96 telephone-event/8000
                a=ptime:40
                """);
        RtpParameters parameters = translated(audio, NAMED);
        assertEquals("PCMU", parameters.send().codec().encodingName());
        assertEquals(2, parameters.receive().size());
        assertEquals(OptionalInt.of(96), parameters.sendTelephoneEvent());
        assertEquals(List.of(96), parameters.receiveTelephoneEvents());
        assertEquals(40, parameters.ptimeMillis());
        assertEquals(MediaDirection.SENDRECV, parameters.direction());
        assertEquals(Optional.of(NAMED), parameters.remote());
        assertEquals(4001, parameters.remoteRtcp().orElseThrow().getPort());
    }

    @Test
    @DisplayName("RFC 3389 5.1: comfort noise is sent where it is agreed for the clock of the codec, and nowhere else")
    void comfortNoise() throws SdpParseException {
        RtpParameters without = translated(agreed("m=audio 4000 RTP/AVP 0 13\n"), NAMED);
        assertEquals(OptionalInt.empty(), without.sendComfortNoise());
        assertEquals(List.of(), without.receiveComfortNoise());
        var local = LocalMedia.audio(10_000)
                .format(MediaFormat.PCMU)
                .format(MediaFormat.of(96, "L16", 16_000, 1))
                .format(MediaFormat.of(13, "CN", 8_000, 1));
        NegotiatedMedia narrow = agreed(local, "m=audio 4000 RTP/AVP 0 13\n");
        assertEquals(OptionalInt.of(13), translated(narrow, NAMED).sendComfortNoise());
        assertEquals(List.of(13), translated(narrow, NAMED).receiveComfortNoise());
        NegotiatedMedia wide = agreed(
                LocalMedia.audio(10_000)
                        .format(MediaFormat.of(96, "L16", 16_000, 1))
                        .format(MediaFormat.PCMU)
                        .format(MediaFormat.of(13, "CN", 8_000, 1)),
                "m=audio 4000 RTP/AVP 98 0 13\na=rtpmap:98 L16/16000\n");
        assertEquals(98, translated(wide, NAMED).send().payloadType());
        assertEquals(OptionalInt.empty(), translated(wide, NAMED).sendComfortNoise());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RTP/AVPF|a=rtcp-fb:* nack|true
            RTP/AVPF|a=rtcp-fb:0 nack|true
            RTP/AVPF|a=rtcp-fb:8 nack|false
            RTP/AVPF|a=rtcp-fb:* nack pli|false
            RTP/AVPF|a=rtcp-rsize|false
            RTP/AVP|a=rtcp-fb:* nack|false
            """)
    @DisplayName("RFC 4585 4.2: a generic NACK where the peer says so, for what we send, and under AVPF only")
    void genericNack(String profile, String line, boolean expected) throws SdpParseException {
        var local = LocalMedia.audio(10_000)
                .format(MediaFormat.PCMU)
                .format(MediaFormat.PCMA)
                .feedback("nack");
        NegotiatedMedia audio = agreed(local, "m=audio 4000 " + profile + " 0 8\n" + line + "\n");
        assertEquals(expected, translated(audio, NAMED).genericNack());
    }

    @Test
    @DisplayName("RFC 5506 5, RFC 5761 5.1.1: reduced size and one port where both sides have said so")
    void reducedSizeAndMux() throws SdpParseException {
        var local =
                LocalMedia.audio(10_000).format(MediaFormat.PCMU).rtcpMux(true).rtcpReducedSize(true);
        RtpParameters plain = translated(agreed(local, "m=audio 4000 RTP/AVPF 0\n"), NAMED);
        assertFalse(plain.rtcpReducedSize());
        assertFalse(plain.rtcpMux());
        RtpParameters both = translated(agreed(local, "m=audio 4000 RTP/AVPF 0\na=rtcp-mux\na=rtcp-rsize\n"), NAMED);
        assertTrue(both.rtcpReducedSize());
        assertTrue(both.rtcpMux());
        assertEquals(Optional.of(NAMED), both.remoteRtcp());
    }

    @Test
    @DisplayName("the direction is ours, and RTCP goes where a=rtcp says")
    void held() throws SdpParseException {
        RtpParameters parameters = translated(agreed("""
                        m=audio 4000 RTP/AVP 0
                        a=rtcp:5005
                        a=sendonly
                        """), NAMED);
        assertEquals(MediaDirection.RECVONLY, parameters.direction());
        assertEquals(5005, parameters.remoteRtcp().orElseThrow().getPort());
        assertTrue(parameters.sendTelephoneEvent().isEmpty());
    }

    @Test
    @DisplayName("a target that was kept keeps its RTCP port, whatever the unusable description says")
    void keptTarget() throws SdpParseException {
        var kept = new InetSocketAddress("198.51.100.9", 6000);
        RtpParameters parameters = translated(agreed("m=audio 4000 RTP/AVP 0\na=rtcp:5005\n"), kept);
        assertEquals(Optional.of(kept), parameters.remote());
        assertEquals(
                new InetSocketAddress("198.51.100.9", 6001),
                parameters.remoteRtcp().orElseThrow());
    }

    @Test
    @DisplayName("a packet time that can't be sent is brought into range")
    void packetTime() throws SdpParseException {
        assertEquals(
                60,
                translated(agreed("m=audio 4000 RTP/AVP 0\na=ptime:200\n"), NAMED)
                        .ptimeMillis());
        assertEquals(
                10,
                translated(agreed("m=audio 4000 RTP/AVP 0\na=ptime:5\n"), NAMED).ptimeMillis());
    }

    @Test
    @DisplayName("a packet time that the codec does not have is made one that it has")
    void packetTimeOfCodec() throws SdpParseException {
        var audio = LocalMedia.audio(10_000)
                .format(new MediaFormat(96, "codec48", 48_000, 2, ""))
                .build();
        var machine = new OfferAnswer(
                LocalCapabilities.builder("192.0.2.1").media(audio).build(), 1, 0);
        String offer = """
                v=0
                o=- 7 1 IN IP4 198.51.100.7
                s=-
                c=IN IP4 198.51.100.7
                t=0 0
                m=audio 4000 RTP/AVP 111
                a=rtpmap:111 codec48/48000/2
                a=ptime:30
                """;
        machine.takeOffer(SdpParser.create().parse(offer.replace("\n", "\r\n")));
        machine.createAnswer();
        AudioCodecs codecs = AudioCodecs.of(List.of(new MediaPlanTest.Provider()));
        RtpParameters parameters = NegotiatedParameters.of(machine.media().get(0), Optional.of(NAMED), codecs);
        assertEquals(20, parameters.ptimeMillis());
        assertEquals(111, parameters.send().payloadType());
        assertEquals(1, parameters.send().format().channels());
    }

    @Test
    @DisplayName("without a target the session waits until it has heard somebody")
    void noTarget() throws SdpParseException {
        NegotiatedMedia audio = agreed("m=audio 4000 RTP/AVP 0\n");
        assertTrue(NegotiatedParameters.of(audio, Optional.empty(), AudioCodecs.installed())
                .remote()
                .isEmpty());
    }
}
