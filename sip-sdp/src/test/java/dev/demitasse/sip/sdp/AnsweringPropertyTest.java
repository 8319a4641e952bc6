// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("an answer to any offer")
class AnsweringPropertyTest {
    @Provide
    Arbitrary<LocalCapabilities> sides() {
        return Generators.capabilities();
    }

    @Provide
    Arbitrary<SessionDescription> offers() {
        var generated = Generators.session();
        return Arbitraries.oneOf(
                generated,
                Generators.bundles(),
                Generators.capabilities().map(side -> new OfferAnswer(side, 7, 7).createOffer()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("the answer has the offer's m-lines in order, and no payload type of another meaning or from nowhere")
    void answerMirrors(@ForAll("offers") SessionDescription offer, @ForAll("sides") LocalCapabilities side) {
        var machine = new OfferAnswer(side, 1, 1);
        Assume.that(machine.takeOffer(offer) instanceof Negotiation.Agreed);
        var answer = machine.createAnswer();
        assertEquals(offer.media().size(), answer.media().size());
        for (int i = 0; i < offer.media().size(); i++) {
            var offered = offer.media().get(i);
            var answered = answer.media().get(i);
            assertEquals(offered.media(), answered.media());
            assertEquals(offered.protocol(), answered.protocol());
            assertTrue(offered.formats().containsAll(answered.formats()), Generators.show(answer));
            if (answered.port() != 0) {
                var transport = answer.media().get(machine.media().get(i).transport());
                assertTrue(BundleGroups.of(offer).hasLine(i, offered));
                assertEquals(transport.port(), answered.port());
                rtcpIsAsOffered(offered, answered, transport == answered);
                answered.formats()
                        .forEach(format -> assertTrue(answered.rtpMap(format)
                                .orElseThrow()
                                .sameEncoding(offered.rtpMap(format).orElseThrow())));
                var direction = answer.directionOf(answered);
                assertEquals(direction, direction.and(offer.directionOf(offered).mirrored()));
                keysAreGiven(answered, transport);
                extensionsAreOffered(offer, offered, answered);
            }
        }
        OfferAnswerPropertyTest.shares(machine);
        var before = machine.media();
        assertTrue(machine.takeOffer(offer) instanceof Negotiation.Agreed);
        machine.createAnswer();
        for (NegotiatedMedia stream : before) {
            assertTrue(!stream.isAccepted() || stream.equals(machine.media().get(stream.index())), "offered again");
        }
    }

    /** RFC 5761 section 5.1.1, RFC 5506 section 5, RFC 8858 section 4.3: an answer has what the offer has, or less. */
    private static void rtcpIsAsOffered(MediaDescription offered, MediaDescription answered, boolean ownTransport) {
        boolean muxed = answered.attribute("rtcp-mux").isPresent();
        boolean muxedOnly = offered.attribute(RemoteMedia.RTCP_MUX_ONLY).isPresent();
        assertTrue(!muxed || muxedOnly || offered.attribute("rtcp-mux").isPresent());
        assertTrue(muxed || !muxedOnly || !ownTransport, "RFC 8858 4.3");
        assertTrue(answered.attribute(RemoteMedia.RTCP_MUX_ONLY).isEmpty());
        assertTrue(answered.attribute(ReducedSizeRtcp.NAME).isEmpty()
                || offered.attribute(ReducedSizeRtcp.NAME).isPresent());
        assertTrue(answered.attribute(ReducedSizeRtcp.NAME).isEmpty()
                || Profile.of(answered.protocol()).hasFeedback());
    }

    /** An answer never accepts a profile whose keys it does not give. */
    private static void keysAreGiven(MediaDescription answered, MediaDescription transport) {
        boolean keys = transport.attribute("crypto").isPresent()
                || transport.attribute("fingerprint").isPresent()
                        && transport.attribute("setup").isPresent();
        assertEquals(Profile.of(answered.protocol()).isSecure(), keys, answered.toString());
    }

    /** RFC 8285 section 7: numbers of the offer, for what they are there, none twice; directions within the mirrored ones. */
    private static void extensionsAreOffered(
            SessionDescription offer, MediaDescription offered, MediaDescription answered) {
        var theirs = offer.headerExtensionsOf(offered);
        var ours = maps(answered.attributes(ExtMap.NAME));
        assertEquals(ours.size(), ours.stream().map(ExtMap::id).distinct().count());
        assertEquals(ours.size(), ours.stream().map(ExtMap::uri).distinct().count());
        for (ExtMap map : ours) {
            var same = theirs.stream()
                    .filter(other -> other.id() == map.id() && other.uri().equals(map.uri()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(map + " of " + Generators.show(offer)));
            assertEquals(same.direction().isPresent(), map.direction().isPresent());
            map.direction()
                    .ifPresent(way -> assertEquals(
                            way, way.and(same.direction().orElseThrow().mirrored())));
            assertTrue(map.isUsable());
        }
        boolean bundled = offer.attributes("group").stream()
                .anyMatch(group -> group.value().startsWith("BUNDLE"));
        assertTrue(bundled || ours.stream().noneMatch(ExtMap::isMid));
    }

    private static List<ExtMap> maps(List<Attribute> lines) {
        return lines.stream()
                .flatMap(line -> ExtMap.parse(line.value()).stream())
                .toList();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("answering one's own offer agrees on all of it, again and again, without a new version")
    void ownOffer(@ForAll("sides") LocalCapabilities side) {
        Assume.that(
                side.media().stream().allMatch(media -> media.formats().stream().anyMatch(MediaFormat::isCodec)));
        Assume.that(side.media().stream().allMatch(media -> clocksFit(media.formats())));
        var offerer = new OfferAnswer(side, 1, 5);
        var answerer = new OfferAnswer(side, 1, 5);
        var offer = offerer.createOffer();
        for (int round = 0; round < 3; round++) {
            answerer.takeOffer(offer);
            var answer = answerer.createAnswer();
            assertEquals(
                    "5",
                    answer.origin().sessionVersion(),
                    () -> Generators.show(offer) + " -> " + Generators.show(answer));
            assertEquals(
                    offer.media().stream().map(MediaDescription::formats).toList(),
                    answer.media().stream().map(MediaDescription::formats).toList());
        }
    }

    private static boolean clocksFit(List<MediaFormat> formats) {
        return formats.stream()
                .allMatch(format -> formats.stream()
                        .anyMatch(codec -> codec.isCodec() && codec.clockRateHz() == format.clockRateHz()));
    }
}
