// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("feedback (RFC 4585), bandwidth (RFC 8866, 3890), port counts and several c= lines")
class StreamDetailsTest {
    private static final LocalMedia VIDEO = LocalMedia.builder("video", 4002)
            .format(MediaFormat.of(96, "VP8", 90_000, 1))
            .format(MediaFormat.of(97, "VP9", 90_000, 1))
            .protocol("RTP/AVPF")
            .feedback("nack")
            .feedback("nack pli")
            .bandwidth(new Bandwidth("AS", 512))
            .build();

    private final OfferAnswer us = Sdp.machine(Sdp.capabilities(VIDEO));

    private static List<String> feedback(SessionDescription description) {
        return description.media().get(0).attributes("rtcp-fb").stream()
                .map(Attribute::value)
                .toList();
    }

    @Test
    @DisplayName("RFC 4585 4.2: an offer says its feedback for all formats, and its bandwidth")
    void offer() {
        var offer = us.createOffer();
        assertEquals(List.of("* nack", "* nack pli"), feedback(offer));
        assertEquals(List.of(new Bandwidth("AS", 512)), offer.media().get(0).bandwidths());
        var agreed = Sdp.first(us.takeAnswer(Sdp.media("m=video 6000 RTP/AVPF 96\na=rtpmap:96 VP8/90000\n"
                + "a=rtcp-fb:96 nack pli\na=rtcp-fb:96 ccm fir\na=rtcp-fb:97 nack\n")));
        assertEquals(List.of(new RtcpFeedback("96", "nack pli")), agreed.feedback());
    }

    @Test
    @DisplayName("RFC 4585 4.2: an answer has what both know, under the formats it accepts")
    void answer() {
        us.takeOffer(Sdp.media("m=video 6000 RTP/AVPF 100 101\na=rtpmap:100 VP8/90000\na=rtpmap:101 AV1/90000\n"
                + "a=rtcp-fb:* nack\na=rtcp-fb:100  nack  pli\na=rtcp-fb:100 transport-cc\na=rtcp-fb:101 nack\n"
                + "a=rtcp-fb:x nack\na=rtcp-fb:100\n"));
        assertEquals(List.of("* nack", "100 nack pli"), feedback(us.createAnswer()));
        assertEquals(
                List.of(new RtcpFeedback("*", "nack"), new RtcpFeedback("100", "nack pli")),
                us.media().get(0).feedback());
    }

    @Test
    @DisplayName("RFC 4585 4: no feedback lines under RTP/AVP")
    void plainProfile() {
        us.takeOffer(Sdp.media("m=video 6000 RTP/AVP 100\na=rtpmap:100 VP8/90000\na=rtcp-fb:* nack\n"));
        assertEquals(List.of(), feedback(us.createAnswer()));
        assertEquals(List.of(), us.media().get(0).feedback());
        var plain = VIDEO.toBuilder().protocol("RTP/AVP").build();
        assertEquals(List.of(), feedback(Sdp.machine(Sdp.capabilities(plain)).createOffer()));
    }

    @Test
    @DisplayName("feedback is written under this side's number where it is another")
    void ownNumber() {
        us.takeOffer(Sdp.media("m=video 6000 RTP/AVPF 100\na=rtpmap:100 VP8/90000\n"));
        us.createAnswer();
        us.takeOffer(Sdp.media("m=video 6000 RTP/AVPF 100\na=rtpmap:100 VP9/90000\na=rtcp-fb:100 nack\n"));
        var answer = us.createAnswer();
        assertEquals(List.of("97"), answer.media().get(0).formats());
        assertEquals(List.of("97 nack"), feedback(answer));
        assertEquals(List.of(new RtcpFeedback("100", "nack")), us.media().get(0).feedback());
    }

    @Test
    @DisplayName("RFC 4585 4.2: the grammar")
    void grammar() {
        var line = RtcpFeedback.parse("127 ccm  fir").orElseThrow();
        assertEquals("127 ccm fir", line.toAttribute().value());
        assertEquals(Optional.of(new RtcpFeedback("0", "nack")), RtcpFeedback.parse("0 nack"));
        for (String wrong : List.of("", "*", "128 nack", "a nack", "96 ", "* na\0ck")) {
            assertEquals(Optional.empty(), RtcpFeedback.parse(wrong), wrong);
        }
        assertThrows(IllegalArgumentException.class, () -> new RtcpFeedback("x", "nack"));
        assertThrows(IllegalArgumentException.class, () -> new RtcpFeedback("*", ""));
    }

    @ParameterizedTest(name = "b={0}:{1}")
    @CsvSource({"AS,64,64000", "CT,1,1000", "TIAS,64001,64001", "AS,9223372036854775807,9223372036854775807"})
    @DisplayName("RFC 8866 5.8: bandwidth in bits per second")
    void bitsPerSecond(String type, long value, long bits) {
        assertEquals(OptionalLong.of(bits), new Bandwidth(type, value).bitsPerSecond());
        assertEquals(OptionalLong.empty(), new Bandwidth("RS", value).bitsPerSecond());
    }

    @Test
    @DisplayName("the stream's own limits hold, or else the session's")
    void remoteBandwidth() {
        var machine = Sdp.machine(Sdp.telephone());
        String session = "v=0\no=- 1 1 IN IP4 h\ns=-\nc=IN IP4 192.0.2.1\nb=AS:100\nt=0 0\nm=audio 1 RTP/AVP 0\n";
        assertEquals(
                List.of(new Bandwidth("AS", 100)),
                Sdp.first(machine.copy().takeOffer(Sdp.parse(session))).bandwidths());
        assertEquals(
                List.of(new Bandwidth("TIAS", 64_000), new Bandwidth("RR", 0)),
                Sdp.first(machine.copy().takeOffer(Sdp.parse(session + "b=TIAS:64000\nb=RR:0\n")))
                        .bandwidths());
    }

    private static List<String> destinations(String lines) {
        return Sdp.first(Sdp.machine(Sdp.telephone()).takeOffer(Sdp.media(lines))).destinations().stream()
                .map(address -> address.getHostString() + ':' + address.getPort())
                .toList();
    }

    @Test
    @DisplayName("RFC 8866 5.14 and 5.7: a number of ports and several c= lines name several destinations")
    void manyDestinations() {
        assertEquals(List.of("192.0.2.1:5000"), destinations("m=audio 5000 RTP/AVP 0\n"));
        assertEquals(List.of("192.0.2.1:5000", "192.0.2.1:5002"), destinations("m=audio 5000/2 RTP/AVP 0\n"));
        assertEquals(
                List.of("192.0.2.7:5000", "192.0.2.8:5000"),
                destinations("m=audio 5000 RTP/AVP 0\nc=IN IP4 192.0.2.7\nc=IN IP4 192.0.2.8\n"));
        assertEquals(List.of("192.0.2.1:65534"), destinations("m=audio 65534/2 RTP/AVP 0\n"));
        assertEquals(List.of("192.0.2.1:65533", "192.0.2.1:65535"), destinations("m=audio 65533/2 RTP/AVP 0\n"));
        assertEquals(16, destinations("m=audio 5000/65535 RTP/AVP 0\n").size(), "a peer's count has a limit");
        var machine = Sdp.machine(Sdp.telephone());
        machine.takeOffer(Sdp.media("m=audio 5000/2 RTP/AVP 0\n"));
        assertEquals(1, machine.createAnswer().media().get(0).portCount());
    }

    @Test
    @DisplayName("what is configured on a stream is part of its equality and of its copies")
    void localMedia() {
        assertEquals(VIDEO, VIDEO.toBuilder().build());
        assertTrue(!VIDEO.equals(VIDEO.toBuilder().feedback("x").build()));
        assertTrue(!VIDEO.equals(
                VIDEO.toBuilder().bandwidth(new Bandwidth("AS", 1)).build()));
        var ice = new IceDescription("ufra", "0123456789abcdefghijkl", false, List.of(), List.of());
        assertTrue(!VIDEO.equals(VIDEO.toBuilder().ice(ice).build()));
        var dtls = MediaSecurity.dtls(Fingerprint.of("sha-256", new byte[32]));
        assertTrue(!VIDEO.equals(VIDEO.toBuilder().security(dtls).build()));
        assertThrows(IllegalArgumentException.class, () -> VIDEO.toBuilder().feedback(""));
        assertEquals(
                VIDEO.toBuilder().ice(ice).security(dtls).build(),
                VIDEO.toBuilder().ice(ice).security(dtls).build().toBuilder().build());
    }
}
