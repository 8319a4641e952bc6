// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("two sides, or one, through offers and answers")
class OfferAnswerPropertyTest {
    /** What a session lives through, in which one of the two sides takes the first step. */
    enum Step {
        ALICE_OFFERS,
        BOB_OFFERS,
        ALICE_HOLDS,
        ALICE_RESUMES,
        BOB_MUTES,
        BOB_RESUMES,
        ALICE_OFFERS_IN_VAIN,
        ALICE_REMOVES,
        ALICE_ADDS
    }

    @Provide
    Arbitrary<LocalCapabilities> sides() {
        return Generators.capabilities();
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Arbitraries.of(Step.class).list().ofMaxSize(12);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("after every exchange both sides mean the same: codecs, numbers, directions, addresses")
    void bothAgree(
            @ForAll("sides") LocalCapabilities one,
            @ForAll("sides") LocalCapabilities two,
            @ForAll("lives") List<Step> steps) {
        var alice = new OfferAnswer(one, 1, 1);
        var bob = new OfferAnswer(two, 2, 1);
        exchange(alice, bob);
        for (Step step : steps) {
            switch (step) {
                case ALICE_OFFERS -> exchange(alice, bob);
                case BOB_OFFERS -> exchange(bob, alice);
                case ALICE_HOLDS -> alice.direction(Direction.SENDONLY);
                case ALICE_RESUMES -> alice.direction(Direction.SENDRECV);
                case BOB_MUTES -> bob.direction(Direction.RECVONLY);
                case BOB_RESUMES -> bob.direction(Direction.SENDRECV);
                case ALICE_OFFERS_IN_VAIN -> {
                    alice.createOffer();
                    alice.rollback();
                }
                case ALICE_REMOVES -> removeFirst(alice);
                case ALICE_ADDS -> addFirst(alice);
            }
        }
    }

    private static void removeFirst(OfferAnswer side) {
        side.media().stream()
                .filter(NegotiatedMedia::isAccepted)
                .findFirst()
                .ifPresent(stream -> side.removeStream(stream.index()));
    }

    /** Adds the first local stream the session has not; the machine says which that is. */
    private static void addFirst(OfferAnswer side) {
        for (int i = 0; i < side.capabilities().media().size(); i++) {
            try {
                side.addStream(i);
                return;
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().endsWith("is in the session"), e.getMessage());
            }
        }
    }

    private static void exchange(OfferAnswer offerer, OfferAnswer answerer) {
        var offer = offerer.createOffer();
        if (answerer.takeOffer(offer) instanceof Negotiation.Failed) {
            offerer.rollback();
            return;
        }
        var answer = answerer.createAnswer();
        offerer.takeAnswer(answer);
        assertEquals(offerer.media().size(), answerer.media().size());
        for (int i = 0; i < offerer.media().size(); i++) {
            agree(offerer.media().get(i), answerer.media().get(i));
        }
        shares(offerer);
        shares(answerer);
    }

    /** No payload type that its receiver has not listed. */
    private static void listed(List<MediaFormat> formats, MediaDescription line) {
        formats.forEach(format -> assertTrue(line.formats().contains(Integer.toString(format.payloadType()))));
    }

    /** RFC 9143: streams on one transport have all of it in common, and no payload type; the description says the same. */
    static void shares(OfferAnswer side) {
        var groups = BundleGroups.of(side.localDescription().orElseThrow());
        for (NegotiatedMedia one : side.media()) {
            listed(
                    one.receiveFormats(),
                    side.localDescription().orElseThrow().media().get(one.index()));
            listed(
                    one.sendFormats(),
                    side.remoteDescription().orElseThrow().media().get(one.index()));
            if (one.isAccepted()) {
                assertEquals(bothSay("rtcp-mux", RemoteMedia.RTCP_MUX_ONLY, one.transport(), side), one.rtcpMux());
                var reduced = ReducedSizeRtcp.NAME;
                assertEquals(bothSay(reduced, reduced, one.transport(), side), one.rtcpReducedSize());
                noiseHasItsCodec(one);
            }
            var tagged = side.media().get(one.transport());
            assertEquals(tagged.localPort(), one.localPort());
            assertEquals(tagged.remote(), one.remote());
            assertEquals(tagged.remoteRtcp(), one.remoteRtcp());
            assertEquals(tagged.crypto(), one.crypto());
            assertEquals(tagged.dtls(), one.dtls());
            assertEquals(tagged.ice(), one.ice());
            assertTrue(tagged.isAccepted() || one == tagged);
            assertTrue(one.rtcpMux() || !one.isBundled());
            assertTrue(one == tagged || one.isBundled() && tagged.isBundled());
            assertTrue(!one.isBundled() || groups.of(one.index()).contains(one.transport()));
            for (NegotiatedMedia other : side.media()) {
                if (one != other && one.transport() == other.transport()) {
                    toldApart(one, other);
                }
            }
        }
    }

    /** RFC 9143 sections 9.1.1, 9.2 and 12. */
    private static void toldApart(NegotiatedMedia one, NegotiatedMedia other) {
        boolean mids = Stream.of(one, other)
                .allMatch(each -> each.headerExtensions().find(ExtMap.MID).isPresent());
        for (MediaFormat format : one.receiveFormats()) {
            other.receiveFormat(format.payloadType())
                    .ifPresent(same -> assertTrue(mids && same.sameEncoding(format), format + " of " + one + other));
        }
        for (ExtMap map : one.headerExtensions().all()) {
            for (ExtMap same : other.headerExtensions().all()) {
                assertEquals(map.id() == same.id(), map.uri().equals(same.uri()));
            }
        }
    }

    private static boolean bothSay(String name, String orElse, int line, OfferAnswer side) {
        return List.of(side.localDescription(), side.remoteDescription()).stream()
                .map(said -> said.orElseThrow().media().get(line))
                .allMatch(said -> said.attribute(name).isPresent()
                        || said.attribute(orElse).isPresent());
    }

    /** RFC 3389 section 4.1: comfort noise has the clock of the codec it stands in for. */
    private static void noiseHasItsCodec(NegotiatedMedia stream) {
        stream.sendFormats().stream()
                .filter(MediaFormat::isComfortNoise)
                .forEach(noise -> assertTrue(stream.sendFormats().stream()
                        .anyMatch(codec -> codec.isCodec() && codec.clockRateHz() == noise.clockRateHz())));
    }

    private static void agree(NegotiatedMedia one, NegotiatedMedia other) {
        assertEquals(one.isAccepted(), other.isAccepted());
        assertEquals(one.isBundled(), other.isBundled());
        assertEquals(one.transport(), other.transport());
        assertEquals(one.direction(), other.direction().mirrored());
        if (one.isAccepted()) {
            assertEquals(one.sendFormats(), other.receiveFormats());
            assertEquals(one.receiveFormats(), other.sendFormats());
            assertEquals(one.remote().getPort(), other.localPort());
            assertEquals(other.remote().getPort(), one.localPort());
            assertEquals(one.rtcpMux(), other.rtcpMux());
            assertEquals(one.rtcpReducedSize(), other.rtcpReducedSize());
            assertEquals(one.crypto().map(Crypto.Pair::send), other.crypto().map(Crypto.Pair::receive));
            assertEquals(
                    one.dtls().map(DtlsPeer::role),
                    other.dtls().map(dtls -> dtls.role() == Setup.ACTIVE ? Setup.PASSIVE : Setup.ACTIVE));
            assertEquals(one.ice().isPresent(), other.ice().isPresent());
            assertEquals(one.feedback().isEmpty(), other.feedback().isEmpty());
            assertTrue(one.sendFormat()
                    .orElseThrow()
                    .sameEncoding(other.sendFormat().orElseThrow()));
            assertTrue(distinct(one.receiveFormats()));
            assertEquals(extensions(one, false), extensions(other, true));
            assertEquals(
                    one.headerExtensions().mixed(), other.headerExtensions().mixed());
        }
    }

    private static List<String> extensions(NegotiatedMedia stream, boolean mirrored) {
        return stream.headerExtensions().all().stream()
                .map(map -> map.id() + " " + map.uri() + " "
                        + map.direction()
                                .map(way -> mirrored ? way.mirrored() : way)
                                .orElseThrow())
                .toList();
    }

    private static boolean distinct(List<MediaFormat> formats) {
        return formats.stream().map(MediaFormat::payloadType).distinct().count() == formats.size();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("the version grows by one exactly when a description differs from the one made before")
    void version(
            @ForAll("sides") LocalCapabilities side,
            @ForAll("sides") LocalCapabilities peer,
            @ForAll("lives") List<Step> steps) {
        var machine = new OfferAnswer(side, 1, 10);
        var other = new OfferAnswer(peer, 2, 1);
        List<SessionDescription> made = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case ALICE_HOLDS -> machine.direction(Direction.SENDONLY);
                case ALICE_RESUMES -> machine.direction(Direction.SENDRECV);
                case BOB_MUTES -> other.direction(Direction.RECVONLY);
                case BOB_RESUMES -> other.direction(Direction.SENDRECV);
                case ALICE_REMOVES -> removeFirst(machine);
                case ALICE_ADDS -> addFirst(machine);
                case ALICE_OFFERS, ALICE_OFFERS_IN_VAIN -> {
                    made.add(machine.createOffer());
                    if (step == Step.ALICE_OFFERS
                            && other.takeOffer(made.get(made.size() - 1)) instanceof Negotiation.Agreed) {
                        machine.takeAnswer(other.createAnswer());
                    } else {
                        machine.rollback();
                    }
                }
                case BOB_OFFERS -> {
                    if (machine.takeOffer(other.createOffer()) instanceof Negotiation.Agreed) {
                        made.add(machine.createAnswer());
                        other.takeAnswer(made.get(made.size() - 1));
                    } else {
                        other.rollback();
                    }
                }
            }
        }
        IntStream.range(1, made.size()).forEach(i -> grows(made.get(i - 1), made.get(i)));
    }

    private static void grows(SessionDescription before, SessionDescription after) {
        long old = Long.parseLong(before.origin().sessionVersion());
        long now = Long.parseLong(after.origin().sessionVersion());
        boolean same = after.toBuilder().origin(before.origin()).build().equals(before);
        assertEquals(same ? old : old + 1, now);
        assertEquals(after.origin(), before.origin().withSessionVersion(now));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @Label("a payload type of this side never changes its meaning on a stream")
    void numbersKeepTheirMeaning(
            @ForAll("sides") LocalCapabilities side, @ForAll List<@From("sides") LocalCapabilities> peers) {
        var machine = new OfferAnswer(side, 1, 1);
        MediaFormat[] meanings = new MediaFormat[128];
        String kind = "";
        for (LocalCapabilities peer : peers) {
            var offer = new OfferAnswer(peer, 3, 1).createOffer();
            if (machine.takeOffer(offer) instanceof Negotiation.Agreed agreed) {
                machine.createAnswer();
                if (!kind.equals(agreed.media().get(0).media())) {
                    kind = agreed.media().get(0).media();
                    Arrays.fill(meanings, null);
                }
                for (MediaFormat format : agreed.media().get(0).receiveFormats()) {
                    var known = meanings[format.payloadType()];
                    assertFalse(known != null && !known.sameEncoding(format), () -> known + " became " + format);
                    meanings[format.payloadType()] = format;
                }
            }
        }
    }
}
