// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9143 7.3: answering offers with bundles")
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
            """;
    private static final String BUNDLE_ONLY =
            OFFER.replace("video 5002", "video 0").replace("mid:v", "mid:v\na=bundle-only");
    private static final String LATER =
            OFFER.replace("video 5002", "video 5000").replace("mid:v\na=rtcp-mux", "mid:v");
    private static final LocalMedia AUDIO =
            LocalMedia.audio(4000).format(MediaFormat.PCMU).rtcpMux(true).build();
    private static final LocalMedia VIDEO = LocalMedia.builder("video", 4002)
            .format(MediaFormat.of(96, "VP8", 90_000, 1))
            .rtcpMux(true)
            .build();

    private static OfferAnswer side(BundlePolicy policy, LocalMedia... media) {
        return Sdp.machine(
                Sdp.capabilities(media).toBuilder().bundlePolicy(policy).build());
    }

    private static OfferAnswer both() {
        return side(BundlePolicy.COMPATIBLE, AUDIO, VIDEO);
    }

    private static SessionDescription answer(OfferAnswer machine, String offer) {
        assertTrue(machine.takeOffer(Sdp.media(offer)) instanceof Negotiation.Agreed, offer);
        return machine.createAnswer();
    }

    /** The groups and the ports of a description, and with their bundles the lines of it. */
    private static String shape(SessionDescription description) {
        var shape = new StringBuilder();
        description
                .attributes("group")
                .forEach(group -> shape.append(group.value()).append(": "));
        for (MediaDescription line : description.media()) {
            shape.append(line.media().charAt(0)).append(line.port());
            shape.append(line.attribute("rtcp-mux").isPresent() ? "m " : " ");
        }
        return shape.toString().trim();
    }

    private static List<Integer> transports(OfferAnswer machine) {
        return machine.media().stream().map(NegotiatedMedia::transport).toList();
    }

    @Test
    @DisplayName("7.3.4: each bundled line has the port of the tagged one, which alone has rtcp-mux; no bundle-only")
    void accepted() {
        for (String offer : List.of(OFFER, BUNDLE_ONLY, LATER)) {
            var machine = both();
            assertEquals("BUNDLE a v: a4000m v4000", shape(answer(machine, offer)));
            assertFalse(machine.localDescription().orElseThrow().toString().contains("bundle-only"));
            assertEquals(List.of(0, 0), transports(machine));
            var video = machine.media().get(1);
            assertTrue(video.isBundled() && video.rtcpMux());
            assertEquals(4000, video.localPort());
            assertEquals(5000, video.remote().getPort());
            assertEquals(5000, video.remoteRtcp().getPort());
            assertEquals("VP8", video.sendFormat().orElseThrow().encodingName());
        }
    }

    @Test
    @DisplayName("one stream of audio in a bundle, as browsers offer it, is accepted by a side that shares nothing")
    void oneStream() {
        var machine = side(BundlePolicy.SINGLE, AUDIO);
        assertEquals("BUNDLE a: a4000m v0", shape(answer(machine, OFFER)));
        assertTrue(machine.media().get(0).isBundled());
        assertEquals(0, machine.media().get(0).transport());
        assertEquals("BUNDLE a: a4000m v0", shape(machine.createOffer()), "and a re-offer keeps it");
    }

    @Test
    @DisplayName("7.3.2: a side that shares nothing keeps the first line of a bundle in it and moves the others out")
    void movedOut() {
        var machine = side(BundlePolicy.SINGLE, AUDIO, VIDEO);
        assertEquals("BUNDLE a: a4000m v4002m", shape(answer(machine, OFFER)));
        assertEquals(List.of(0, 1), transports(machine));
        assertEquals(5002, machine.media().get(1).remote().getPort());
        assertFalse(machine.media().get(1).isBundled());
        assertEquals("BUNDLE a: a4000m v4002m", shape(machine.createOffer()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("7.3.2: what has no transport of its own cannot be moved out, and is rejected")
    void cannotBeMovedOut(boolean bundleOnly) {
        var machine = side(BundlePolicy.SINGLE, AUDIO, VIDEO);
        assertEquals("BUNDLE a: a4000m v0", shape(answer(machine, bundleOnly ? BUNDLE_ONLY : LATER)));
        assertEquals(Optional.of("v"), machine.media().get(1).mid());
    }

    @Test
    @DisplayName("6: bundle-only outside of a bundle counts for nothing; a port of zero without it is no stream")
    void bundleOnlyAlone() {
        assertEquals("a4000m v0", shape(answer(both(), BUNDLE_ONLY.replace("a=group:BUNDLE a v\n", ""))));
        assertEquals("BUNDLE a: a4000m v0", shape(answer(both(), BUNDLE_ONLY.replace("BUNDLE a v", "BUNDLE a"))));
        assertEquals("BUNDLE a: a4000m v0", shape(answer(both(), OFFER.replace("video 5002", "video 0"))));
        var alone =
                Sdp.media("a=group:BUNDLE v\nm=video 0 RTP/AVP 96\na=rtpmap:96 VP8/90000\na=mid:v\na=bundle-only\n");
        assertEquals(Negotiation.Reason.INCOMPATIBLE_TRANSPORT, Sdp.reason(both().takeOffer(alone)));
    }

    @Test
    @DisplayName("7.3.1: the first line of the group that is accepted has the transport")
    void nextTag() {
        var machine = side(BundlePolicy.COMPATIBLE, VIDEO);
        assertEquals("BUNDLE v: a0 v4002m", shape(answer(machine, OFFER)));
        assertEquals("BUNDLE v: a0 v4002m", shape(answer(machine, OFFER)), "and so it is when it is offered again");
        assertEquals("BUNDLE v a: a4002 v4002m", shape(answer(both(), OFFER.replace("BUNDLE a v", "BUNDLE v a"))));
    }

    @Test
    @DisplayName("9.3: no bundle without multiplexed RTCP on both sides")
    void rtcpMux() {
        assertEquals("a4000 v4002", shape(answer(both(), OFFER.replace("a=rtcp-mux\n", ""))));
        var plain = AUDIO.toBuilder().rtcpMux(false).build();
        assertEquals(
                "a4000",
                shape(answer(side(BundlePolicy.COMPATIBLE, plain), OFFER.substring(0, OFFER.indexOf("m=video")))));
        assertEquals(
                "BUNDLE v a: a4002 v4002m",
                shape(answer(side(BundlePolicy.COMPATIBLE, plain, VIDEO), OFFER)),
                "the next that can");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "a=group:LS a v, a4000m v4002m",
        "a=group:BUNDLE, a4000m v4002m",
        "a=group:BUNDLE x y, a4000m v4002m",
        "a=group:BUNDLE x a a, BUNDLE a: a4000m v4002m",
        "a=group:BUNDLE  a  v , BUNDLE a v: a4000m v4000",
        "a=group:bundle a v, a4000m v4002m"
    })
    @DisplayName("5: groups of other kinds, tags of no line and tags named twice count for nothing")
    void groups(String group, String shape) {
        assertEquals(shape, shape(answer(both(), OFFER.replace("a=group:BUNDLE a v", group))));
    }

    @Test
    @DisplayName("5: a line is in one group only; two groups have two transports")
    void twoGroups() {
        var offer = OFFER.replace("a=group:BUNDLE a v\n", "a=group:BUNDLE a\na=group:BUNDLE v a\n");
        var machine = both();
        assertEquals("BUNDLE a: BUNDLE v: a4000m v4002m", shape(answer(machine, offer)));
        assertEquals(List.of(0, 1), transports(machine));
        assertTrue(machine.media().get(0).isBundled() && machine.media().get(1).isBundled());
    }

    @Test
    @DisplayName("9.1.1, 9.2: two streams with one payload type do not share a transport")
    void numbers() {
        var more = LocalMedia.audio(4004).format(MediaFormat.PCMU).rtcpMux(true).build();
        String second = "m=audio 5004 RTP/AVP 0\na=mid:b\na=rtcp-mux\n";
        String offer = OFFER.replace("BUNDLE a v", "BUNDLE a b v") + second;
        var machine = side(BundlePolicy.COMPATIBLE, AUDIO, VIDEO, more);
        assertEquals("BUNDLE a v: a4000m v4000 a4004m", shape(answer(machine, offer)));
        String shared = offer.replace("audio 5004", "audio 0").replace("mid:b", "mid:b\na=bundle-only");
        assertEquals(
                "BUNDLE a v: a4000m v4000 a0",
                shape(answer(side(BundlePolicy.COMPATIBLE, AUDIO, VIDEO, more), shared)));
    }

    @Test
    @DisplayName("the same number for different codecs in an offer, or in an answer, keeps streams apart")
    void numbersOfEachSide() {
        String offer = OFFER.replace("RTP/AVP 0\n", "RTP/AVP 96\na=rtpmap:96 PCMU/8000\n");
        assertEquals("BUNDLE a: a4000m v4002m", shape(answer(both(), offer)));
        var machine = both();
        answer(
                machine,
                OFFER.replace("96", "0").replace("RTP/AVP 0\na=mid:a", "RTP/AVP 97\na=rtpmap:97 PCMU/8000\na=mid:a"));
        // 0 means VP8 on the second line from now on, so that 97 stays the number of PCMU on the first.
        assertEquals(
                "BUNDLE a v: a4000m v4000",
                shape(answer(machine, OFFER.replace("RTP/AVP 0\n", "RTP/AVP 97\na=rtpmap:97 PCMU/8000\n"))));
    }

    @Test
    @DisplayName("7.3: a bundle-only line that comes before the tagged one gets what that leaves")
    void bundleOnlyFirst() {
        String first = "m=audio 0 RTP/AVP 0\na=mid:b\na=bundle-only\n";
        String offer = "a=group:BUNDLE a b\n" + first + "m=audio 5000 RTP/AVP 0\na=mid:a\na=rtcp-mux\n";
        assertEquals("BUNDLE a: a0 a4000m", shape(answer(side(BundlePolicy.COMPATIBLE, AUDIO), offer)));
        var other = LocalMedia.audio(4004).format(MediaFormat.PCMA).build();
        assertEquals(
                "BUNDLE a b: a4000 a4000m",
                shape(answer(
                        side(BundlePolicy.COMPATIBLE, AUDIO, other),
                        offer.replace("audio 0 RTP/AVP 0", "audio 0 RTP/AVP 8"))));
    }

    @Test
    @DisplayName("7.5: a peer's re-offers keep the bundle, add to it, and take from it")
    void reoffers() {
        var machine = both();
        var first = answer(machine, OFFER);
        assertEquals(first, answer(machine, LATER));
        assertEquals(first, answer(machine, BUNDLE_ONLY), "7.3.5: as RFC 8843 had it");
        assertEquals(
                "BUNDLE a: a4000m v0",
                shape(answer(machine, OFFER.replace("BUNDLE a v", "BUNDLE a").replace("5002", "0"))));
        assertEquals("BUNDLE a v: a4000m v4000", shape(answer(machine, LATER)));
        assertEquals("a4000m v4002m", shape(answer(machine, OFFER.replace("a=group:BUNDLE a v\n", ""))));
        assertEquals(List.of(0, 1), transports(machine));
    }

    @Test
    @DisplayName("7.3.3: a line whose transport others use is not rejected by an answer, but by the next offer")
    void taggedRemoved() {
        var machine = both();
        answer(machine, OFFER);
        machine.removeStream(0);
        assertEquals("BUNDLE a v: a4000m v4000", shape(answer(machine, LATER)));
        assertEquals("BUNDLE v: a0 v4002m", shape(machine.createOffer()), "the transport is that of the next");
        machine.rollback();
        machine.removeStream(1);
        String audioOnly = LATER.replace("BUNDLE a v", "BUNDLE a").replace("video 5000", "video 0");
        var alone = both();
        answer(alone, audioOnly);
        alone.removeStream(0);
        assertEquals(Negotiation.Reason.ALL_REJECTED, Sdp.reason(alone.takeOffer(Sdp.media(audioOnly))));
    }

    @Test
    @DisplayName("7.3.3: but one whose transport nobody else uses, or nobody any more, is rejected at once")
    void taggedAlone() {
        var machine = side(BundlePolicy.SINGLE, AUDIO, VIDEO);
        answer(machine, OFFER);
        machine.removeStream(0);
        assertEquals("BUNDLE v: a0 v4002m", shape(answer(machine, OFFER)));
        var left = both();
        answer(left, OFFER);
        left.removeStream(0);
        var offer = Sdp.media(OFFER.replace("video 5002", "video 0"));
        assertEquals(Negotiation.Reason.ALL_REJECTED, Sdp.reason(left.takeOffer(offer)));
    }

    @Test
    @DisplayName(
            "7.3.1: a line at the port of one that is refused has no transport, so that it cannot be the tagged one")
    void noTransportToTag() {
        for (String offer : List.of(LATER, BUNDLE_ONLY)) {
            var machine = side(BundlePolicy.COMPATIBLE, VIDEO);
            assertEquals(
                    Negotiation.Reason.MEDIA_TYPE_NOT_AVAILABLE,
                    Sdp.reason(machine.takeOffer(Sdp.media(offer))),
                    offer);
        }
    }

    @Test
    @DisplayName("7.3.3: a bundle may be rejected as a whole, and a line that shares another's transport alone")
    void othersRemoved() {
        var machine = both();
        answer(machine, OFFER);
        machine.removeStream(1);
        assertEquals("BUNDLE a: a4000m v0", shape(answer(machine, LATER)));
        var all = both();
        answer(all, OFFER);
        all.removeStream(0);
        all.removeStream(1);
        assertEquals(Negotiation.Reason.ALL_REJECTED, Sdp.reason(all.takeOffer(Sdp.media(LATER))));
    }

    @Test
    @DisplayName("7.1.3: keys, fingerprints and ICE of the tagged line hold for the others, and stand there only")
    void keys() {
        var dtls = MediaSecurity.dtls(Fingerprint.of("sha-256", new byte[32]));
        var ice = new IceDescription("ours", "0123456789abcdefghijkl", false, List.of(), List.of());
        var audio = AUDIO.toBuilder().security(dtls).ice(ice).build();
        var video = VIDEO.toBuilder().security(dtls).feedback("nack pli").build();
        String keys = "a=fingerprint:sha-256 01\na=setup:actpass\na=ice-ufrag:peer\na=ice-pwd:0123456789abcdefghijkl\n";
        String offer = LATER.replace("RTP/AVP", "UDP/TLS/RTP/SAVPF").replace("a=mid:a\n", "a=mid:a\n" + keys)
                + "a=rtcp-fb:96 nack pli\n";
        var machine = side(BundlePolicy.COMPATIBLE, audio, video);
        var answered = answer(machine, offer);
        assertEquals("BUNDLE a v: a4000m v4000", shape(answered));
        for (String name : List.of("fingerprint", "setup", "ice-ufrag", "ice-pwd")) {
            assertTrue(answered.media().get(0).attribute(name).isPresent(), name);
            assertTrue(answered.media().get(1).attribute(name).isEmpty(), name);
        }
        assertTrue(answered.media().get(1).attribute("rtcp-fb").isPresent());
        assertTrue(machine.media().get(1).dtls().isPresent());
        assertTrue(machine.media().get(1).ice().isPresent());
        assertEquals(machine.media().get(0).dtls(), machine.media().get(1).dtls());
        assertEquals(answered, answer(machine, offer));
    }

    @Test
    @DisplayName("7.1.3: the same where each line is offered with keys and ICE of its own, as first offers have them")
    void keysOnEachLine() {
        var dtls = MediaSecurity.dtls(Fingerprint.of("sha-256", new byte[32]));
        var ice = new IceDescription("ours", "0123456789abcdefghijkl", false, List.of(), List.of());
        var machine = side(
                BundlePolicy.COMPATIBLE,
                AUDIO.toBuilder().security(dtls).ice(ice).build(),
                VIDEO.toBuilder().security(dtls).ice(ice).build());
        String transport = "a=rtcp-mux\na=fingerprint:sha-256 01\na=setup:actpass\na=ice-ufrag:peer\n"
                + "a=ice-pwd:0123456789abcdefghijkl\n";
        var answered =
                answer(machine, OFFER.replace("RTP/AVP", "UDP/TLS/RTP/SAVPF").replace("a=rtcp-mux\n", transport));
        assertEquals("BUNDLE a v: a4000m v4000", shape(answered));
        assertEquals(
                List.of("rtpmap", "sendrecv", "mid"),
                answered.media().get(1).attributes().stream()
                        .map(Attribute::name)
                        .toList());
        assertTrue(answered.media().get(0).attribute("ice-ufrag").isPresent());
    }

    @Test
    @DisplayName("7.1.3: the keys of the tagged line are enough, whichever the stream itself could have")
    void otherSuite() {
        var tagged = Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]);
        var other = Crypto.of(1, "AEAD_AES_128_GCM", new byte[28]);
        var machine = side(
                BundlePolicy.COMPATIBLE,
                AUDIO.toBuilder().security(MediaSecurity.sdes(tagged)).build(),
                VIDEO.toBuilder().security(MediaSecurity.sdes(other)).build());
        String offer =
                LATER.replace("RTP/AVP", "RTP/SAVP").replace("a=mid:a\n", "a=mid:a\n" + tagged.toAttribute() + "\n");
        assertEquals("BUNDLE a v: a4000m v4000", shape(answer(machine, offer)));
        assertEquals(machine.media().get(0).crypto(), machine.media().get(1).crypto());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "UDP/TLS/RTP/SAVPF,BUNDLE a: a4000m v4002m",
        "RTP/AVPF,BUNDLE a: a4000m v4002m",
        "RTP/SAVP,BUNDLE a v: a4000m v4000"
    })
    @DisplayName("streams that are protected differently do not share a transport")
    void otherProtection(String profile, String shape) {
        var key = Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]);
        var security =
                new MediaSecurity(List.of(key), List.of(Fingerprint.of("sha-256", new byte[32])), Setup.ACTIVE, false);
        var machine = side(
                BundlePolicy.COMPATIBLE,
                AUDIO.toBuilder().security(security).build(),
                VIDEO.toBuilder().security(security).build());
        String keys = key.toAttribute() + "\na=fingerprint:sha-256 01\n";
        String offer = OFFER.replace("RTP/AVP 0", "RTP/SAVPF 0")
                .replace("RTP/AVP 96", profile + " 96")
                .replace("a=rtcp-mux\n", "a=rtcp-mux\n" + keys);
        assertEquals(shape, shape(answer(machine, offer)));
    }

    @Test
    @DisplayName("lines at the discard port with keys of their own, as browsers trickle, can stand apart")
    void trickled() {
        String offer = OFFER.replace("5000", "9").replace("5002", "9").replace("a=mid", "c=IN IP4 0.0.0.0\na=mid");
        assertEquals("BUNDLE a: a4000m v4002m", shape(answer(side(BundlePolicy.SINGLE, AUDIO, VIDEO), offer)));
        String shared = OFFER.replace("5000", "9").replace("5002", "9");
        assertEquals(
                "BUNDLE a: a4000m v0", shape(answer(side(BundlePolicy.SINGLE, AUDIO, VIDEO), shared)), "a real place");
        String elsewhere = OFFER.replace("5002", "5000").replace("a=mid:v", "c=IN IP4 192.0.2.9\na=mid:v");
        assertEquals("BUNDLE a: a4000m v4002m", shape(answer(side(BundlePolicy.SINGLE, AUDIO, VIDEO), elsewhere)));
    }

    @Test
    @DisplayName("RFC 5888 9.1: a tag once there stays in this side's offers, bundled or not")
    void tagsStay() {
        var us = side(BundlePolicy.SINGLE, AUDIO, VIDEO);
        answer(us, OFFER.replace("a=group:BUNDLE a v\n", "") + "m=audio 0 RTP/AVP 8\na=mid:b\n");
        var offer = us.createOffer();
        assertEquals(
                List.of("a", "v", "b"),
                offer.media().stream()
                        .map(line -> line.attribute("mid").orElseThrow().value())
                        .toList());
        assertEquals(List.of(), offer.attributes("group"));
    }
}
