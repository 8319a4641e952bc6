// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 8858: a=rtcp-mux-only")
class Rfc8858Test {
    private static final String LINE = "m=audio 5000 RTP/AVP 0\n";
    private static final LocalMedia ONLY = LocalMedia.audio(4000)
            .format(MediaFormat.PCMU)
            .rtcpPort(4010)
            .rtcpMuxOnly(true)
            .build();
    private static final LocalMedia ALLOWED =
            ONLY.toBuilder().rtcpMuxOnly(false).build();
    private static final LocalMedia NEVER = ALLOWED.toBuilder().rtcpMux(false).build();
    private static final LocalMedia VIDEO = LocalMedia.builder("video", 4002)
            .format(MediaFormat.of(96, "VP8", 90_000, 1))
            .rtcpMuxOnly(true)
            .build();

    private static LocalMedia side(String name) {
        return switch (name) {
            case "only" -> ONLY;
            case "allowed" -> ALLOWED;
            default -> NEVER;
        };
    }

    /** What the lines of a description say about RTCP. */
    private static List<List<String>> said(SessionDescription description) {
        return description.media().stream()
                .map(line -> line.attributes().stream()
                        .map(Attribute::name)
                        .filter(name -> name.startsWith("rtcp"))
                        .toList())
                .toList();
    }

    @Test
    @DisplayName(
            "4.2, 5.3: an offer has it beside rtcp-mux, and no other port; where both are possible it has the port")
    void offer() {
        assertEquals(
                List.of(List.of("rtcp-mux", "rtcp-mux-only")),
                said(Sdp.machine(Sdp.capabilities(ONLY)).createOffer()));
        assertEquals(
                List.of(List.of("rtcp", "rtcp-mux")),
                said(Sdp.machine(Sdp.capabilities(ALLOWED)).createOffer()));
        assertEquals(
                List.of(List.of("rtcp")),
                said(Sdp.machine(Sdp.capabilities(NEVER)).createOffer()));
    }

    @ParameterizedTest(name = "{0}, offered {1}: {2}")
    @CsvSource({
        "only,a=rtcp-mux,true", "only,a=x,false", "only,a=rtcp-mux-only,true",
        "allowed,a=rtcp-mux,true", "allowed,a=rtcp-mux-only,true", "never,a=rtcp-mux-only,false"
    })
    @DisplayName("4.3: an answer multiplexes what is only multiplexed, on either side, or has no such stream")
    void answer(String side, String offered, boolean accepted) {
        var machine = Sdp.machine(Sdp.capabilities(side(side)));
        var result = machine.takeOffer(Sdp.media(LINE + offered + "\n"));
        if (accepted) {
            assertTrue(Sdp.first(result).rtcpMux());
            assertEquals(List.of(List.of("rtcp-mux")), said(machine.createAnswer()), "3: it is forbidden in answers");
            assertEquals(5000, machine.media().get(0).remoteRtcp().getPort());
        } else {
            assertEquals(Negotiation.Reason.INCOMPATIBLE_TRANSPORT, Sdp.reason(result));
        }
    }

    @Test
    @DisplayName(
            "4.3: of two streams of a kind the line gets the one that can multiplex; one that cannot is only rejected")
    void nextOfKind() {
        var second = ALLOWED.toBuilder().port(4004).build();
        var machine = Sdp.machine(Sdp.capabilities(NEVER, second));
        machine.takeOffer(Sdp.media(LINE + "a=rtcp-mux-only\n" + LINE));
        var answer = machine.createAnswer();
        assertEquals(
                List.of(4004, 4000),
                answer.media().stream().map(MediaDescription::port).toList());
        assertEquals(List.of(List.of("rtcp-mux"), List.of("rtcp")), said(answer));
        var one = Sdp.machine(Sdp.capabilities(NEVER));
        one.takeOffer(Sdp.media(LINE + "a=rtcp-mux-only\n" + LINE));
        assertEquals(
                List.of(0, 4000),
                one.createAnswer().media().stream().map(MediaDescription::port).toList());
        assertEquals(
                Negotiation.Reason.MEDIA_TYPE_NOT_AVAILABLE,
                Sdp.reason(
                        one.takeOffer(Sdp.media("m=audio 0 RTP/AVP 0\nm=video 5000 RTP/AVP 96\na=rtcp-mux-only\n"))));
        var key = Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]);
        var keyed = NEVER.toBuilder().security(MediaSecurity.sdes(key)).build();
        var offer = Sdp.media("m=audio 5000 RTP/SAVP 0\na=rtcp-mux-only\n" + key.toAttribute() + "\n");
        assertEquals(
                Negotiation.Reason.INCOMPATIBLE_TRANSPORT,
                Sdp.reason(Sdp.machine(Sdp.capabilities(keyed, VIDEO)).takeOffer(offer)),
                "that video has no keys is nothing to audio");
        assertEquals(
                Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE,
                Sdp.reason(Sdp.machine(Sdp.capabilities(NEVER)).takeOffer(offer)));
    }

    @ParameterizedTest(name = "{0}, answered {1}: {2}")
    @CsvSource({
        "only,a=rtcp-mux,MUXED",
        "only,a=x,REFUSED",
        "only,a=rtcp-mux-only,MUXED",
        "allowed,a=rtcp-mux,MUXED",
        "allowed,a=x,APART"
    })
    @DisplayName("4.4: without rtcp-mux in the answer the stream is disabled, and gone from the next offer")
    void answered(String side, String answered, String expected) {
        var machine = Sdp.machine(Sdp.capabilities(side(side)));
        machine.createOffer();
        var result = machine.takeAnswer(Sdp.media(LINE + answered + "\n"));
        if (expected.equals("REFUSED")) {
            assertEquals(Negotiation.Reason.INCOMPATIBLE_TRANSPORT, Sdp.reason(result));
            assertEquals(0, machine.createOffer().media().get(0).port());
        } else {
            assertEquals(expected.equals("MUXED"), Sdp.first(result).rtcpMux());
        }
    }

    @Test
    @DisplayName("4.5: a later offer has both again, whoever has offered first")
    void later() {
        var machine = Sdp.machine(Sdp.capabilities(ONLY));
        machine.takeOffer(Sdp.media(LINE + "a=rtcp-mux\n"));
        machine.createAnswer();
        assertEquals(List.of(List.of("rtcp-mux", "rtcp-mux-only")), said(machine.createOffer()));
    }

    @ParameterizedTest
    @CsvSource({"COMPATIBLE, true", "ONLY, false"})
    @DisplayName("RFC 9143 9.3.1.1: on each line of a bundle with a transport; later on the tagged line")
    void bundles(BundlePolicy policy, boolean both) {
        var machine = Sdp.machine(
                Sdp.capabilities(ONLY, VIDEO).toBuilder().bundlePolicy(policy).build());
        var peer = Sdp.machine(Sdp.capabilities(ALLOWED, VIDEO).toBuilder()
                .bundlePolicy(BundlePolicy.COMPATIBLE)
                .build());
        var mux = List.of("rtcp-mux", "rtcp-mux-only");
        var offer = machine.createOffer();
        assertEquals(List.of(mux, both ? mux : List.<String>of()), said(offer));
        peer.takeOffer(offer);
        var answer = peer.createAnswer();
        assertEquals(List.of(List.of("rtcp-mux"), List.of()), said(answer));
        machine.takeAnswer(answer);
        assertTrue(machine.media().stream().allMatch(NegotiatedMedia::isBundled));
        assertEquals(List.of(mux, List.of()), said(machine.createOffer()));
    }

    @Test
    @DisplayName(
            "RFC 9143 9.3.1.2: a line that cannot multiplex alone may where another's transport does; else it is rejected")
    void overAnother() {
        var video = VIDEO.toBuilder().rtcpMux(false).build();
        var both = Sdp.capabilities(ALLOWED, video);
        String mux = "a=rtcp-mux\na=rtcp-mux-only\n";
        var offer = Sdp.media("a=group:BUNDLE a v\n" + LINE + "a=mid:a\n" + mux + "m=video 5002 RTP/AVP 96\na=mid:v\n"
                + mux + "a=rtpmap:96 VP8/90000\n");
        var sharing = Sdp.machine(
                both.toBuilder().bundlePolicy(BundlePolicy.COMPATIBLE).build());
        sharing.takeOffer(offer);
        assertEquals(List.of(List.of("rtcp-mux"), List.of()), said(sharing.createAnswer()));
        assertTrue(sharing.media().get(1).isBundled());
        var apart = Sdp.machine(both);
        apart.takeOffer(offer);
        assertFalse(apart.createAnswer().media().get(1).port() != 0);
    }

    @Test
    @DisplayName("RFC 9143 9.3.1.2: an answer has no a=rtcp where RTCP is multiplexed")
    void noOtherPortInAnAnswer() {
        for (String group : List.of("a=group:BUNDLE a\n", "")) {
            var machine = Sdp.machine(Sdp.capabilities(ALLOWED));
            machine.takeOffer(Sdp.media(group + LINE + "a=mid:a\na=rtcp-mux\n"));
            assertEquals(List.of(List.of("rtcp-mux")), said(machine.createAnswer()));
        }
        var machine = Sdp.machine(Sdp.capabilities(ALLOWED));
        machine.takeOffer(Sdp.media(LINE));
        assertEquals(List.of(List.of("rtcp")), said(machine.createAnswer()));
    }

    @Test
    @DisplayName(
            "who only multiplexes multiplexes, and who does not multiplex does not only do that: the last word counts")
    void value() {
        assertTrue(ONLY.rtcpMux() && ONLY.rtcpMuxOnly());
        assertTrue(ALLOWED.rtcpMux() && !ALLOWED.rtcpMuxOnly());
        var last = ONLY.toBuilder().rtcpMux(false).build();
        assertFalse(last.rtcpMux() || last.rtcpMuxOnly());
        assertTrue(ONLY.toBuilder().rtcpMux(true).build().rtcpMuxOnly());
        assertEquals(ONLY, ONLY.toBuilder().build());
        assertNotEquals(ONLY, ALLOWED);
    }
}
