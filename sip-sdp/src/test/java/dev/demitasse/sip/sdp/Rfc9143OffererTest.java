// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 9143 7.2, 7.4, 7.5: offering bundles")
class Rfc9143OffererTest {
    private static final LocalMedia AUDIO =
            LocalMedia.audio(4000).format(MediaFormat.PCMU).rtcpMux(true).build();
    private static final LocalMedia VIDEO = LocalMedia.builder("video", 4002)
            .format(MediaFormat.of(96, "VP8", 90_000, 1))
            .rtcpMux(true)
            .build();
    private static final String BOTH = """
            a=group:BUNDLE 0 1
            m=audio 5000 RTP/AVP 0
            a=mid:0
            a=rtcp-mux
            m=video 5000 RTP/AVP 96
            a=rtpmap:96 VP8/90000
            a=mid:1
            """;

    private static OfferAnswer side(BundlePolicy policy, LocalMedia... media) {
        return Sdp.machine(
                Sdp.capabilities(media).toBuilder().bundlePolicy(policy).build());
    }

    private static String shape(SessionDescription description) {
        var shape = new StringBuilder();
        description
                .attributes("group")
                .forEach(group -> shape.append(group.value()).append(": "));
        for (MediaDescription line : description.media()) {
            shape.append(line.media().charAt(0)).append(line.port());
            shape.append(line.attribute("rtcp-mux").isPresent() ? "m" : "");
            shape.append(line.attribute("bundle-only").isPresent() ? "o " : " ");
        }
        return shape.toString().trim();
    }

    private static OfferAnswer answered(BundlePolicy policy, String answer, LocalMedia... media) {
        var machine = side(policy, media);
        machine.createOffer();
        machine.takeAnswer(Sdp.media(answer));
        return machine;
    }

    private static String told(OfferAnswer machine) {
        var told = new StringBuilder();
        for (NegotiatedMedia stream : machine.media()) {
            told.append(stream.isAccepted() ? "" : "-")
                    .append(stream.transport())
                    .append(stream.isBundled() ? "b" : "");
            told.append(' ')
                    .append(stream.localPort())
                    .append('>')
                    .append(stream.remote().getPort())
                    .append(' ');
        }
        return told.toString().trim();
    }

    @Test
    @DisplayName(
            "7.2: a port for each line and one group, or bundle-only lines behind the first; none unless asked for")
    void initial() {
        assertEquals(
                "a4000m v4002m", shape(side(BundlePolicy.SINGLE, AUDIO, VIDEO).createOffer()));
        assertEquals(
                "BUNDLE 0 1: a4000m v4002m",
                shape(side(BundlePolicy.COMPATIBLE, AUDIO, VIDEO).createOffer()));
        assertEquals(
                "BUNDLE 0 1: a4000m v0o",
                shape(side(BundlePolicy.ONLY, AUDIO, VIDEO).createOffer()));
        assertEquals("BUNDLE 0: a4000m", shape(side(BundlePolicy.ONLY, AUDIO).createOffer()));
        var plain = AUDIO.toBuilder().rtcpMux(false).build();
        assertEquals(
                "BUNDLE 1: a4000 v4002m",
                shape(side(BundlePolicy.ONLY, plain, VIDEO).createOffer()));
        assertEquals("a4000", shape(side(BundlePolicy.COMPATIBLE, plain).createOffer()));
    }

    @Test
    @DisplayName("7.1.3: bundle-only lines have no keys, no ICE, no rtcp-mux; their feedback they have")
    void bundleOnly() {
        var key = MediaSecurity.sdes(Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]));
        var ice = new IceDescription("ours", "0123456789abcdefghijkl", false, List.of(), List.of());
        var audio =
                AUDIO.toBuilder().security(key).protocol("RTP/SAVPF").ice(ice).build();
        var video = VIDEO.toBuilder()
                .security(key)
                .protocol("RTP/SAVPF")
                .ice(ice)
                .feedback("nack")
                .build();
        for (BundlePolicy policy : List.of(BundlePolicy.ONLY, BundlePolicy.COMPATIBLE)) {
            var offer = side(policy, audio, video).createOffer();
            boolean only = policy == BundlePolicy.ONLY;
            assertEquals(only, offer.media().get(1).attribute("crypto").isEmpty());
            assertEquals(only, offer.media().get(1).attribute("ice-ufrag").isEmpty());
            assertTrue(offer.media().get(1).attribute("rtcp-fb").isPresent());
            assertTrue(offer.media().get(0).attribute("crypto").isPresent());
        }
        var machine = side(BundlePolicy.ONLY, audio, video);
        var answerer = side(BundlePolicy.COMPATIBLE, audio, video);
        answerer.takeOffer(machine.createOffer());
        assertTrue(machine.takeAnswer(answerer.createAnswer()) instanceof Negotiation.Agreed);
        for (OfferAnswer each : List.of(machine, answerer)) {
            assertEquals("0b 4000>4000 0b 4000>4000", told(each));
            assertTrue(each.media().get(1).crypto().isPresent()
                    && each.media().get(1).ice().isPresent());
        }
    }

    @Test
    @DisplayName("streams that are protected differently are not offered in one bundle")
    void otherProtection() {
        var key = MediaSecurity.sdes(Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]));
        var video = VIDEO.toBuilder().security(key).protocol("RTP/SAVPF").build();
        assertEquals(
                "BUNDLE 0: a4000m v4002m",
                shape(side(BundlePolicy.ONLY, AUDIO, video).createOffer()));
    }

    @Test
    @DisplayName("9.1.1: a number has one meaning in a bundle, and in an offer of ours one stream")
    void numbers() {
        var opus = LocalMedia.audio(4000)
                .format(MediaFormat.of(96, "opus", 48_000, 2))
                .format(MediaFormat.PCMU)
                .rtcpMux(true)
                .build();
        var offer = side(BundlePolicy.COMPATIBLE, opus, VIDEO, AUDIO).createOffer();
        assertEquals(
                List.of(List.of("96", "0"), List.of("97"), List.of("98")),
                offer.media().stream().map(MediaDescription::formats).toList());
        assertEquals("PCMU", offer.media().get(2).rtpMap("98").orElseThrow().encodingName());
        var apart = side(BundlePolicy.SINGLE, opus, VIDEO).createOffer();
        assertEquals(List.of("96"), apart.media().get(1).formats());
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPATIBLE", "ONLY"})
    @DisplayName("7.4: an accepted bundle: all streams on the tagged line's transport, and re-offers keep it")
    void accepted(BundlePolicy policy) {
        for (String answer :
                List.of(BOTH, BOTH.replace("video 5000", "video 0").replace("a=mid:1", "a=mid:1\na=bundle-only"))) {
            var machine = answered(policy, answer, AUDIO, VIDEO);
            assertEquals("0b 4000>5000 0b 4000>5000", told(machine));
            var offer = machine.createOffer();
            assertEquals("BUNDLE 0 1: a4000m v4000", shape(offer), "7.5");
            machine.takeAnswer(Sdp.media(answer));
            assertEquals("0b 4000>5000 0b 4000>5000", told(machine));
            assertEquals(offer, machine.createOffer());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"COMPATIBLE,0 4000>5000 1 4002>5002", "ONLY,0 4000>5000 -1 0>0"})
    @DisplayName("7.4: an answer without a group is a normal one; bundle-only lines are not there then")
    void declined(BundlePolicy policy, String told) {
        String answer = BOTH.replace("a=group:BUNDLE 0 1\n", "").replace("video 5000", "video 5002");
        var machine = answered(policy, answer, AUDIO, VIDEO);
        assertEquals(told, told(machine));
        assertTrue(machine.createOffer().attributes("group").isEmpty(), "who declined once is not asked again");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "BUNDLE 1 0,1b 4002>5000 1b 4002>5000",
        "BUNDLE 0,0b 4000>5000 1 4002>5000",
        "BUNDLE 1,0 4000>5000 1b 4002>5000",
        "BUNDLE 7 0 1,0b 4000>5000 0b 4000>5000",
        "LS 0 1,0 4000>5000 1 4002>5000"
    })
    @DisplayName("7.4: the answer's first tag tells whose transport it is; what it leaves out is apart")
    void answerersChoice(String group, String told) {
        String answer = BOTH.replace("BUNDLE 0 1", group) + "a=rtcp-mux\n";
        assertEquals(told, told(answered(BundlePolicy.COMPATIBLE, answer, AUDIO, VIDEO)));
    }

    @Test
    @DisplayName("7.4: lines that were not offered in a bundle are not taken into one")
    void notOffered() {
        assertEquals("0 4000>5000 1 4002>5000", told(answered(BundlePolicy.SINGLE, BOTH, AUDIO, VIDEO)));
        var plain = VIDEO.toBuilder().rtcpMux(false).build();
        assertEquals("0b 4000>5000 1 4002>5000", told(answered(BundlePolicy.COMPATIBLE, BOTH, AUDIO, plain)));
        var alike = AUDIO.toBuilder().port(4002).build();
        String answer = BOTH.replace("video 5000 RTP/AVP 96\na=rtpmap:96 VP8/90000", "audio 5002 RTP/AVP 0");
        assertEquals("0 4000>5000 1 4002>5002", told(answered(BundlePolicy.SINGLE, answer, AUDIO, alike)));
        var apart = alike.toBuilder().rtcpMux(false).build();
        assertEquals("0b 4000>5000 1 4002>5002", told(answered(BundlePolicy.COMPATIBLE, answer, AUDIO, apart)));
    }

    @Test
    @DisplayName("9.3: a bundle whose tagged line has no rtcp-mux, or is rejected, is none")
    void noTag() {
        assertEquals(
                "0 4000>5000 1 4002>5000",
                told(answered(BundlePolicy.COMPATIBLE, BOTH.replace("a=rtcp-mux\n", ""), AUDIO, VIDEO)));
        String rejected = BOTH.replace("audio 5000", "audio 0") + "a=rtcp-mux\n";
        assertEquals("-0 0>0 1b 4002>5000", told(answered(BundlePolicy.COMPATIBLE, rejected, AUDIO, VIDEO)));
        var machine = side(BundlePolicy.ONLY, AUDIO, VIDEO);
        machine.createOffer();
        assertEquals(Negotiation.Reason.ALL_REJECTED, Sdp.reason(machine.takeAnswer(Sdp.media(rejected))));
    }

    @Test
    @DisplayName("7.5: in a later answer too, the line whose port was offered for all has the transport")
    void laterAnswer() {
        var machine = answered(BundlePolicy.COMPATIBLE, BOTH, AUDIO, VIDEO);
        machine.createOffer();
        machine.takeAnswer(Sdp.media(BOTH.replace("BUNDLE 0 1", "BUNDLE 1 0") + "a=rtcp-mux\n"));
        assertEquals("0b 4000>5000 0b 4000>5000", told(machine));
        machine.createOffer();
        machine.takeAnswer(Sdp.media(BOTH.replace("a=group:BUNDLE 0 1\n", "")));
        assertEquals("0 4000>5000 -1 0>0", told(machine), "7.3.2: an answer cannot move a line out");
    }

    @Test
    @DisplayName("7.5.3: a stream taken away leaves its bundle; the tagged one leaves it to the next")
    void removed() {
        var machine = answered(BundlePolicy.COMPATIBLE, BOTH, AUDIO, VIDEO);
        machine.removeStream(1);
        assertEquals("BUNDLE 0: a4000m v0", shape(machine.createOffer()));
        machine.rollback();
        var other = answered(BundlePolicy.COMPATIBLE, BOTH, AUDIO, VIDEO);
        other.removeStream(0);
        assertEquals("BUNDLE 1: a0 v4002m", shape(other.createOffer()));
    }

    @Test
    @DisplayName("7.5.1: a stream that is added comes into the bundle, under a tag of its own")
    void added() {
        for (BundlePolicy policy : BundlePolicy.values()) {
            var machine = answered(BundlePolicy.COMPATIBLE, BOTH, AUDIO, VIDEO);
            var more = LocalMedia.audio(4004)
                    .format(MediaFormat.PCMU)
                    .rtcpMux(true)
                    .build();
            machine.capabilities(machine.capabilities().toBuilder()
                    .media(more)
                    .bundlePolicy(policy)
                    .build());
            machine.addStream(2);
            boolean shared = policy != BundlePolicy.SINGLE;
            var offer = machine.createOffer();
            assertEquals(shared ? "BUNDLE 0 1 2: a4000m v4000 a4000" : "BUNDLE 0 1: a4000m v4000 a4004m", shape(offer));
            assertEquals(List.of(shared ? "97" : "0"), offer.media().get(2).formats());
        }
    }

    @Test
    @DisplayName("7.5.1: a stream added where none is bundled stays apart; tags the peer chose are not given again")
    void addedApart() {
        var machine = side(BundlePolicy.COMPATIBLE, AUDIO, VIDEO);
        machine.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\n"));
        machine.createAnswer();
        machine.addStream(1);
        assertEquals("a4000m v4002m", shape(machine.createOffer()));
        machine.rollback();
        var tagged = side(BundlePolicy.COMPATIBLE, AUDIO, VIDEO);
        tagged.takeOffer(Sdp.media("a=group:BUNDLE 1\nm=audio 5000 RTP/AVP 0\na=mid:1\na=rtcp-mux\n"));
        tagged.createAnswer();
        tagged.addStream(1);
        assertEquals("BUNDLE 1 3: a4000m v4000", shape(tagged.createOffer()));
    }

    /** A side to which two bundles were offered: audio alone, and video with audio. */
    private static OfferAnswer twoBundles(String groups) {
        var more = LocalMedia.audio(4004)
                .format(MediaFormat.of(97, "opus", 48_000, 2))
                .rtcpMux(true)
                .build();
        var video =
                VIDEO.toBuilder().format(MediaFormat.of(98, "VP9", 90_000, 1)).build();
        var audio =
                AUDIO.toBuilder().format(MediaFormat.of(98, "L16", 16_000, 1)).build();
        var machine = side(BundlePolicy.COMPATIBLE, audio, video, more);
        machine.takeOffer(Sdp.media(groups + """
                m=audio 5000 RTP/AVP 98
                a=rtpmap:98 L16/16000
                a=mid:a
                a=rtcp-mux
                m=video 5002 RTP/AVP 98
                a=rtpmap:98 VP9/90000
                a=mid:v
                a=rtcp-mux
                m=audio 5004 RTP/AVP 97
                a=rtpmap:97 opus/48000/2
                a=mid:b
                a=rtcp-mux
                """));
        machine.createAnswer();
        return machine;
    }

    @Test
    @DisplayName("7.5: two bundles stay two: their streams, their tagged lines, and 9.1.1 their numbers")
    void twoBundles() {
        var machine = twoBundles("a=group:BUNDLE a\na=group:BUNDLE b v\n");
        var offer = machine.createOffer();
        assertEquals("BUNDLE a: BUNDLE b v: a4000m v4004 a4004m", shape(offer));
        assertTrue(offer.media().get(0).formats().contains("98"));
        assertTrue(offer.media().get(1).formats().contains("98"), "not taken: it is in the other bundle");
        machine.rollback();
        machine.removeStream(2);
        assertEquals("BUNDLE a: BUNDLE v: a4000m v4002m a0", shape(machine.createOffer()));
    }

    @Test
    @DisplayName("7.5.1: a stream that is added comes into the bundle there is, also if the first stream is in none")
    void addedToTheBundle() {
        var machine = twoBundles("a=group:BUNDLE v b\n");
        machine.capabilities(machine.capabilities().toBuilder()
                .media(AUDIO.toBuilder().port(4006).build())
                .build());
        machine.addStream(3);
        assertEquals("BUNDLE v b 3: a4000m v4002m a4002 a4002", shape(machine.createOffer()));
    }

    @Test
    @DisplayName("7.5.2: a stream that is no longer protected like the others is moved out")
    void movedOut() {
        var key = MediaSecurity.sdes(Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]));
        var machine = answered(BundlePolicy.COMPATIBLE, BOTH, AUDIO, VIDEO);
        machine.capabilities(machine.capabilities().toBuilder()
                .media(
                        1,
                        VIDEO.toBuilder()
                                .security(key.asRequired())
                                .protocol("RTP/SAVPF")
                                .build())
                .build());
        assertEquals("BUNDLE 0: a4000m v4002m", shape(machine.createOffer()));
        machine.rollback();
        machine.capabilities(machine.capabilities().toBuilder()
                .media(0, AUDIO.toBuilder().rtcpMux(false).build())
                .media(1, VIDEO.toBuilder().rtcpMux(false).build())
                .build());
        assertEquals("a4000 v4002", shape(machine.createOffer()), "and so are all without multiplexed RTCP");
    }

    @Test
    @DisplayName("the bundle is part of what is agreed: two agreements differ by it")
    void equality() {
        var bundled = answered(BundlePolicy.COMPATIBLE, BOTH + "a=rtcp-mux\n", AUDIO, VIDEO)
                .media();
        var apart = answered(BundlePolicy.SINGLE, BOTH + "a=rtcp-mux\n", AUDIO, VIDEO)
                .media();
        assertFalse(bundled.get(0).equals(apart.get(0)));
        assertFalse(bundled.get(1).equals(apart.get(1)));
    }
}
