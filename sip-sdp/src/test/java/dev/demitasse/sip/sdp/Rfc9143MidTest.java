// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 9143 9.1.1, 9.2, 12, 15: streams of a bundle told by their MID")
class Rfc9143MidTest {
    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String MID_3 = "a=extmap:3 " + ExtMap.MID + "\n";
    private static final LocalMedia ONE = audio(4000);
    private static final LocalMedia TWO = audio(4002);

    /** Two streams of audio with the payload type 0, as WebRTC offers them. */
    private static final String OFFER = "a=group:BUNDLE a b\n" + stream(5000, "a") + stream(5002, "b");

    private static LocalMedia audio(int port) {
        return LocalMedia.audio(port)
                .format(MediaFormat.PCMU)
                .rtcpMux(true)
                .headerExtension(LEVEL)
                .headerExtension(ExtMap.MID)
                .build();
    }

    private static String stream(int port, String mid) {
        return "m=audio " + port + " RTP/AVP 0\na=mid:" + mid + "\na=rtcp-mux\n" + MID_3;
    }

    private static OfferAnswer side(BundlePolicy policy, LocalMedia... media) {
        return Sdp.machine(
                Sdp.capabilities(media).toBuilder().bundlePolicy(policy).build());
    }

    private static OfferAnswer answering(String offer, LocalMedia... media) {
        var machine = side(BundlePolicy.COMPATIBLE, media);
        assertTrue(machine.takeOffer(Sdp.media(offer)) instanceof Negotiation.Agreed, offer);
        machine.createAnswer();
        return machine;
    }

    /** Of each stream: port, formats and numbers of extensions. */
    private static String shape(SessionDescription description) {
        var shape = new StringBuilder();
        description
                .attributes("group")
                .forEach(group -> shape.append(group.value()).append(": "));
        for (MediaDescription line : description.media()) {
            shape.append(line.port()).append(line.formats());
            line.attributes(ExtMap.NAME).forEach(map -> shape.append(map.value().replaceAll(" .*:(.).*", "$1")));
            shape.append(' ');
        }
        return shape.toString().trim();
    }

    private static String answer(String offer, LocalMedia... media) {
        return shape(answering(offer, media).localDescription().orElseThrow());
    }

    @Test
    @DisplayName("9.2: two streams of audio with one payload type share a transport when both have a MID")
    void shared() {
        var machine = answering(OFFER, ONE, TWO);
        assertEquals(
                "BUNDLE a b: 4000[0]3m 4000[0]3m",
                shape(machine.localDescription().orElseThrow()));
        for (NegotiatedMedia stream : machine.media()) {
            assertEquals(0, stream.transport());
            assertEquals(5000, stream.remote().getPort());
            assertEquals(OptionalInt.of(3), stream.headerExtensions().sendId(ExtMap.MID));
            assertEquals(OptionalInt.of(3), stream.headerExtensions().receiveId(ExtMap.MID));
        }
        assertEquals(Optional.of("b"), machine.media().get(1).mid());
        assertEquals(
                "BUNDLE a b: 4000[0]3m 4000[0]3m",
                answer(OFFER.replace("audio 5002", "audio 0").replace("mid:b", "mid:b\na=bundle-only"), ONE, TWO));
    }

    @Test
    @DisplayName("9.2: without it on both, on either side, in the direction of the stream, they stay apart as before")
    void apart() {
        String second = stream(5002, "b");
        String apart = "BUNDLE a: 4000[0]3m 4002[0]";
        assertEquals(apart, answer(OFFER.replace(second, second.replace(MID_3, "")), ONE, TWO));
        assertEquals("BUNDLE a: 4000[0] 4002[0]", answer(OFFER.replace(MID_3, ""), ONE, TWO));
        var plain =
                LocalMedia.audio(4002).format(MediaFormat.PCMU).rtcpMux(true).build();
        assertEquals(apart, answer(OFFER, ONE, plain));
        for (String way : List.of("sendonly", "recvonly", "inactive")) {
            String restricted = second.replace("extmap:3", "extmap:3/" + way);
            assertEquals(apart, answer(OFFER.replace(second, restricted), ONE, TWO), way);
        }
        String unheard = second.replace("extmap:3", "sendonly\na=extmap:3/sendonly");
        assertEquals(
                "BUNDLE a b: 4000[0]3m 4000[0]3/recvonlym",
                answer(OFFER.replace(second, unheard), ONE, TWO),
                "who only sends needs to send it only");
    }

    @Test
    @DisplayName("the MID is for bundles: nobody else has it in an answer or in an offer")
    void bundlesOnly() {
        assertEquals("4000[0]", answer(stream(5000, "a"), ONE));
        assertEquals("4000[0]1s", shape(side(BundlePolicy.SINGLE, ONE).createOffer()));
        assertEquals(
                "BUNDLE 0: 4000[0]1s2m",
                shape(side(BundlePolicy.COMPATIBLE, ONE).createOffer()));
        var single = side(BundlePolicy.SINGLE, ONE, TWO);
        single.takeOffer(Sdp.media(OFFER));
        assertEquals("BUNDLE a: 4000[0]3m 4002[0]", shape(single.createAnswer()), "a bundle of one stream is one");
    }

    @Test
    @DisplayName("9.1.1: one number for two codecs, or for two sets of parameters, is none to share, MID or not")
    void configurations() {
        String other = OFFER.replace("5000 RTP/AVP 0", "5000 RTP/AVP 96\na=rtpmap:96 opus/48000/2")
                .replace("5002 RTP/AVP 0", "5002 RTP/AVP 96\na=rtpmap:96 opus/48000/2\na=fmtp:96 useinbandfec=1");
        var opus =
                ONE.toBuilder().format(MediaFormat.of(111, "opus", 48_000, 2)).build();
        var more =
                TWO.toBuilder().format(MediaFormat.of(111, "opus", 48_000, 2)).build();
        assertEquals("BUNDLE a: 4000[96]3m 4002[96]", answer(other, opus, more));
        assertEquals(
                "BUNDLE a b: 4000[96]3m 4000[96]3m",
                answer(other.replace("a=fmtp:96 useinbandfec=1\n", ""), opus, more));
        String codecs = other.replace("opus/48000/2\na=fmtp:96 useinbandfec=1", "PCMU/8000");
        assertEquals("BUNDLE a: 4000[96]3m 4002[96]", answer(codecs, opus, more));
    }

    @Test
    @DisplayName("12: a number has one meaning in a bundle, and an extension one number: what differs is left out")
    void oneMeaning() {
        String second = stream(5002, "b").replace("RTP/AVP 0", "RTP/AVP 8");
        String offer = OFFER.replace(stream(5002, "b"), second);
        var two = TWO.toBuilder().format(MediaFormat.PCMA).build();
        assertEquals("BUNDLE a b: 4000[0]3m 4000[8]3m", answer(offer, ONE, two));
        assertEquals(
                "BUNDLE a b: 4000[0]3m 4000[8]",
                answer(offer.replace(second, second.replace("extmap:3", "extmap:4")), ONE, two));
        assertEquals(
                "BUNDLE a b: 4000[0]3m 4000[8]",
                answer(offer.replace(second, second.replace(ExtMap.MID, LEVEL)), ONE, two));
        assertEquals(
                "BUNDLE a: 4000[0]3m 4002[0]",
                answer(OFFER.replace(stream(5002, "b"), stream(5002, "b").replace("extmap:3", "extmap:4")), ONE, TWO),
                "and then it does not tell the stream");
        String third = "m=audio 5004 RTP/AVP 9\na=mid:c\na=rtcp-mux\na=extmap:4 " + LEVEL + "\n";
        String none = stream(5000, "a").replace(MID_3, "");
        var more = audio(4004).toBuilder().format(MediaFormat.G722).build();
        assertEquals(
                "BUNDLE a b c: 4000[0] 4000[8]4m 4000[9]",
                answer(
                        "a=group:BUNDLE a b c\n" + none + second.replace("extmap:3", "extmap:4") + third,
                        ONE,
                        two,
                        more),
                "what the second stream has binds the third");
    }

    @Test
    @DisplayName("15: an offer has the MID in each bundled line, under one number; payload types still differ")
    void offer() {
        assertEquals(
                "BUNDLE 0 1: 4000[0]1s2m 4002[96]1s2m",
                shape(side(BundlePolicy.COMPATIBLE, ONE, TWO).createOffer()));
        var other = LocalMedia.audio(4002)
                .format(MediaFormat.PCMU)
                .rtcpMux(true)
                .headerExtension(ExtMap.MID)
                .headerExtension("urn:x:z")
                .headerExtension(LEVEL)
                .build();
        assertEquals(
                "BUNDLE 0 1: 4000[0]1s2m 0[96]2m3z1s",
                shape(side(BundlePolicy.ONLY, ONE, other).createOffer()));
    }

    @Test
    @DisplayName("15: an agreement by our offer; where the answer has another tag, or no bundle, there are no MIDs")
    void accepted() {
        String answer = "a=group:BUNDLE 0 1\n" + stream(5000, "0").replace("extmap:3", "extmap:2")
                + stream(5000, "1").replace("extmap:3", "extmap:2").replace("AVP 0", "AVP 96\na=rtpmap:96 PCMU/8000");
        for (String given : List.of(
                answer,
                answer.replace("mid:0", "mid:x").replace("E 0", "E x"),
                answer.replace("a=group:BUNDLE 0 1\n", ""))) {
            var machine = side(BundlePolicy.COMPATIBLE, ONE, TWO);
            machine.createOffer();
            assertTrue(machine.takeAnswer(Sdp.media(given)) instanceof Negotiation.Agreed);
            assertEquals(
                    given.equals(answer) ? OptionalInt.of(2) : OptionalInt.empty(),
                    machine.media().get(0).headerExtensions().sendId(ExtMap.MID));
        }
    }

    @Test
    @DisplayName("7.5: this side's re-offers keep the shared payload types and the numbers of extensions")
    void reoffer() {
        var machine = answering(OFFER, ONE, TWO);
        var offer = machine.createOffer();
        assertEquals("BUNDLE a b: 4000[0]1s3m 4000[0]1s3m", shape(offer));
        machine.takeAnswer(Sdp.media(OFFER));
        assertEquals(
                List.of(0, 0),
                machine.media().stream().map(NegotiatedMedia::transport).toList());
        assertEquals(offer, machine.createOffer());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"BUNDLE a b,true false", "BUNDLE b a,true false"})
    @DisplayName("9.2: an answer that has no MIDs any more leaves one of the streams that need it")
    void forgotten(String group, String accepted) {
        String second = stream(5002, "b");
        for (String answer : List.of(
                OFFER.replace(MID_3, ""),
                OFFER.replace(second, second.replace(MID_3, "")),
                OFFER.replace(MID_3, "").replace("mid:b\n", "mid:b\n" + MID_3))) {
            var machine = answering(OFFER, ONE, TWO);
            machine.createOffer();
            assertEquals(accepted, accepted(machine, answer.replace("BUNDLE a b", group)));
        }
    }

    private static String accepted(OfferAnswer machine, String answer) {
        assertTrue(machine.takeAnswer(Sdp.media(answer)) instanceof Negotiation.Agreed);
        return machine.media().stream()
                .map(stream -> Boolean.toString(stream.isAccepted()))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0} and {1}, the second answered at port {2}: {3}")
    @CsvSource({"0 8,8,5000,true false true false", "8,8,0,true false true false", "8,8,5000,true true false false"})
    @DisplayName("9.2: those that are left keep the payload types from the others, not those that are refused")
    void forgottenBySeveral(String second, String third, int port, String accepted) {
        String rest = stream(5000, "c").replace("AVP 0", "AVP " + third)
                + stream(5000, "d").replace("AVP 0", "AVP 8");
        String offer = "a=group:BUNDLE a b c d\n" + stream(5000, "a")
                + stream(5000, "b").replace("AVP 0", "AVP " + second) + rest;
        var both = TWO.toBuilder().format(MediaFormat.PCMA);
        var machine = answering(
                offer,
                ONE,
                both.build(),
                both.port(4004).build(),
                both.port(4006).build());
        assertTrue(machine.media().stream().allMatch(stream -> stream.transport() == 0));
        machine.createOffer();
        String answer = offer.replace(MID_3, "")
                .replace(
                        "audio 5000 RTP/AVP " + second + "\na=mid:b",
                        "audio " + port + " RTP/AVP " + second + "\na=mid:b");
        assertEquals(accepted, accepted(machine, answer));
    }

    @Test
    @DisplayName("9.2: a re-offer shares no new payload type where the answer had the MID for one direction only")
    void restricted() {
        String answer = "a=group:BUNDLE 0 1\n" + stream(5000, "0").replace("extmap:3", "extmap:2")
                + stream(5000, "1")
                        .replace("extmap:3", "extmap:2/sendonly")
                        .replace("AVP 0", "AVP 96\na=rtpmap:96 PCMU/8000");
        var machine = side(BundlePolicy.COMPATIBLE, ONE, TWO);
        machine.createOffer();
        assertTrue(machine.takeAnswer(Sdp.media(answer)) instanceof Negotiation.Agreed);
        var opus = MediaFormat.of(111, "opus", 48_000, 2);
        machine.capabilities(machine.capabilities().toBuilder()
                .media(0, ONE.toBuilder().format(opus).build())
                .media(1, TWO.toBuilder().format(opus).build())
                .build());
        var offer = machine.createOffer();
        assertEquals("BUNDLE 0 1: 4000[0, 111]1s2m 4000[96, 97]1s2m", shape(offer));
        assertTrue(machine.takeAnswer(offer) instanceof Negotiation.Agreed);
        assertTrue(machine.media().stream().allMatch(NegotiatedMedia::isAccepted));
    }

    @Test
    @DisplayName("a side that sends no MIDs any more numbers its payload types apart again")
    void noMore() {
        var machine = answering(OFFER, ONE, TWO);
        var plain =
                LocalMedia.audio(4002).format(MediaFormat.PCMU).rtcpMux(true).build();
        machine.capabilities(machine.capabilities().toBuilder().media(1, plain).build());
        assertEquals("BUNDLE a b: 4000[0]1s3m 4000[96]", shape(machine.createOffer()));
        var first = answering(OFFER, ONE, TWO);
        var port = plain.toBuilder().port(4000).build();
        first.capabilities(first.capabilities().toBuilder().media(0, port).build());
        assertEquals("BUNDLE a b: 4000[0] 4000[96]1s3m", shape(first.createOffer()), "whichever of them it is");
    }

    @Test
    @DisplayName(
            "a stream added to the bundle has its numbers, and a payload type of its own until the MID is agreed on")
    void added() {
        var machine = answering(OFFER, ONE, TWO);
        machine.capabilities(
                machine.capabilities().toBuilder().media(audio(4004)).build());
        machine.addStream(2);
        assertEquals("BUNDLE a b 2: 4000[0]1s3m 4000[0]1s3m 4000[96]1s3m", shape(machine.createOffer()));
    }

    @Test
    @DisplayName("15.2: a tag too long for an element is no MID")
    void longTag() {
        String offer = "a=group:BUNDLE a\n" + stream(5000, "a");
        assertEquals("BUNDLE " + "a".repeat(255) + ": 4000[0]3m", answer(renamed(offer, 255), ONE));
        assertEquals("BUNDLE " + "a".repeat(256) + ": 4000[0]", answer(renamed(offer, 256), ONE));
    }

    private static String renamed(String offer, int length) {
        return offer.replace("E a\n", "E " + "a".repeat(length) + "\n")
                .replace("mid:a\n", "mid:" + "a".repeat(length) + "\n");
    }
}
