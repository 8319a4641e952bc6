// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9143: an offered bundle is declined, as section 7.3 lets an answerer do")
class Rfc9143Test {
    private static final String OFFER = """
            a=group:BUNDLE a v
            m=audio 5000 RTP/AVP 0
            a=mid:a
            a=rtcp-mux
            m=video 5002 RTP/AVP 96
            a=rtpmap:96 VP8/90000
            a=mid:v
            a=rtcp-mux
            m=audio 0 RTP/AVP 8
            a=mid:b
            a=bundle-only
            """;

    private final OfferAnswer us = Sdp.machine(Sdp.capabilities(
            LocalMedia.audio(4000).format(MediaFormat.PCMU).rtcpMux(true).build(),
            LocalMedia.builder("video", 4002)
                    .format(MediaFormat.of(96, "VP8", 90_000, 1))
                    .rtcpMux(true)
                    .build(),
            LocalMedia.audio(4004).format(MediaFormat.PCMA).build()));

    @Test
    @DisplayName("7.3: the answer has no group, each stream its own port, and every mid")
    void declined() {
        us.takeOffer(Sdp.media(OFFER));
        var answer = us.createAnswer();
        assertEquals(List.of(), answer.attributes("group"));
        assertEquals(
                List.of(4000, 4002, 0),
                answer.media().stream().map(MediaDescription::port).toList());
        assertEquals(
                List.of("a", "v", "b"),
                answer.media().stream()
                        .map(line -> line.attribute("mid").orElseThrow().value())
                        .toList());
        assertTrue(us.media().get(0).rtcpMux() && us.media().get(1).rtcpMux());
        assertEquals(5002, us.media().get(1).remote().getPort());
    }

    @Test
    @DisplayName("7.3.3: a stream that is to exist inside a bundle only is rejected")
    void bundleOnly() {
        us.takeOffer(Sdp.media(OFFER));
        us.createAnswer();
        assertEquals(
                List.of(true, true, false),
                us.media().stream().map(NegotiatedMedia::isAccepted).toList());
        assertEquals(Optional.of("b"), us.media().get(2).mid());
    }

    @Test
    @DisplayName("RFC 5888 9.1: a tag once there stays in this side's offers")
    void tagsStay() {
        us.takeOffer(Sdp.media(OFFER));
        us.createAnswer();
        var offer = us.createOffer();
        assertEquals(
                List.of("a", "v", "b"),
                offer.media().stream()
                        .map(line -> line.attribute("mid").orElseThrow().value())
                        .toList());
        assertEquals(List.of(), offer.attributes("group"));
    }
}
