// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RFC 3264 section 8: modifying the session")
class Rfc3264Section8Test {
    private final OfferAnswer us = Sdp.machine(Sdp.telephone());

    @BeforeEach
    void established() {
        us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\n"));
        us.createAnswer();
    }

    private Direction localDirection(SessionDescription description) {
        return description.directionOf(description.media().get(0));
    }

    private static String version(SessionDescription description) {
        return description.origin().sessionVersion();
    }

    @Test
    @DisplayName("8.4: hold and resume by this side")
    void localHold() {
        us.direction(Direction.SENDONLY);
        var hold = us.createOffer();
        assertEquals(Direction.SENDONLY, localDirection(hold));
        assertEquals("2", version(hold));
        us.takeAnswer(Sdp.media("m=audio 5000 RTP/AVP 0\na=recvonly\n"));
        assertEquals(Direction.SENDONLY, us.media().get(0).direction());

        us.direction(Direction.SENDRECV);
        assertEquals(Direction.SENDRECV, localDirection(us.createOffer()));
        us.takeAnswer(Sdp.media("m=audio 5000 RTP/AVP 0\n"));
        assertEquals(Direction.SENDRECV, us.media().get(0).direction());
    }

    @Test
    @DisplayName("8.4: holding a stream that only receives makes it inactive")
    void holdRecvonly() {
        var listening = Sdp.telephone().media().get(0).toBuilder()
                .direction(Direction.RECVONLY)
                .build();
        us.capabilities(Sdp.capabilities(listening));
        us.direction(Direction.SENDONLY);
        assertEquals(Direction.INACTIVE, localDirection(us.createOffer()));
    }

    @Test
    @DisplayName("8.4: 0.0.0.0 asks for silence: we keep receiving, and nothing is sent")
    void unspecifiedAddress() {
        var held = Sdp.first(us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\nc=IN IP4 0.0.0.0\n")));
        assertEquals(Direction.RECVONLY, held.direction());
        assertEquals(Direction.RECVONLY, localDirection(us.createAnswer()));
        assertEquals(
                Direction.SENDRECV,
                Sdp.first(us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\n"))).direction());
    }

    @Test
    @DisplayName("being held does not change what we want: the next offer of ours says so")
    void heldThenOffer() {
        us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\na=sendonly\n"));
        assertEquals(Direction.RECVONLY, localDirection(us.createAnswer()));
        assertEquals(Direction.SENDRECV, localDirection(us.createOffer()));
    }

    @Test
    @DisplayName("the version grows by one exactly when the description changes")
    void version() {
        var first = us.localDescription().orElseThrow();
        assertEquals("1", version(first));
        us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\n"));
        assertSame(first.origin(), us.createAnswer().origin(), "the same again");
        us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\na=inactive\n"));
        assertEquals("2", version(us.createAnswer()));
        us.takeOffer(Sdp.media("m=audio 5002 RTP/AVP 0\na=inactive\n"));
        assertEquals("2", version(us.createAnswer()), "only the peer moved");
    }

    @Test
    @DisplayName("a rejected offer keeps its version: two different descriptions never share one")
    void rejectedOffer() {
        us.direction(Direction.SENDONLY);
        assertEquals("2", version(us.createOffer()));
        us.rollback();
        assertEquals(OfferAnswer.State.STABLE, us.state());
        assertEquals("2", version(us.createOffer()), "the same description again");
        us.rollback();
        us.direction(Direction.INACTIVE);
        assertEquals("3", version(us.createOffer()));
        assertEquals("1", version(us.localDescription().orElseThrow()));
    }

    @Test
    @DisplayName("o= stays as it was but for its version, even when the address moves")
    void originStays() {
        var moved = LocalCapabilities.builder("203.0.113.5")
                .media(Sdp.telephone().media().get(0))
                .build();
        us.capabilities(moved);
        var offer = us.createOffer();
        assertEquals("203.0.113.5", offer.connection().orElseThrow().address());
        assertEquals("198.51.100.1", offer.origin().address());
        assertEquals("42", offer.origin().sessionId());
    }

    @Test
    @DisplayName("a refused re-offer changes nothing")
    void refusedReOffer() {
        var before = us.media();
        assertEquals(
                Negotiation.Reason.NO_COMMON_FORMAT, Sdp.reason(us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 18\n"))));
        assertEquals(Negotiation.Reason.MEDIA_LINES_DIFFER, Sdp.reason(us.takeOffer(Sdp.media(""))));
        assertEquals(OfferAnswer.State.STABLE, us.state());
        assertEquals(before, us.media());
    }

    @Test
    @DisplayName("8.1, 8.2: a stream is added and taken away; its place stays")
    void addAndRemove() {
        us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\nm=audio 5002 RTP/AVP 0\n"));
        assertEquals(List.of(4000, 0), ports(us.createAnswer()));
        us.takeOffer(Sdp.media("m=audio 0 RTP/AVP 0\nm=audio 5002 RTP/AVP 0\n"));
        assertEquals(List.of(0, 4000), ports(us.createAnswer()), "the free stream serves the other line");
        assertEquals(List.of(0, 4000), ports(us.createOffer()));
    }

    @Test
    @DisplayName("8.2: a re-offer that takes every stream away is answered in kind")
    void removeAll() {
        us.takeOffer(Sdp.media("m=audio 0 RTP/AVP 0\n"));
        assertEquals(List.of(0), ports(us.createAnswer()));
        assertFalse(us.media().get(0).isAccepted());
    }

    private static List<Integer> ports(SessionDescription description) {
        return description.media().stream().map(MediaDescription::port).toList();
    }

    @Test
    @DisplayName("8.3.1: the peer moves; 8.3.2: the codec changes")
    void targetAndCodec() {
        var moved = Sdp.first(us.takeOffer(Sdp.media("m=audio 6000 RTP/AVP 8\nc=IN IP4 192.0.2.99\n")));
        assertEquals("192.0.2.99", moved.remote().getHostString());
        assertEquals(6000, moved.remote().getPort());
        assertEquals(MediaFormat.PCMA, moved.sendFormat().orElseThrow());
    }

    @Test
    @DisplayName("8.3.2: a number that meant a codec never means another in the session")
    void numbersKeepTheirMeaning() {
        var machine = Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.of(96, "opus", 48_000, 2))
                .format(MediaFormat.of(97, "L16", 16_000, 1))
                .build()));
        machine.createOffer();
        machine.takeAnswer(Sdp.media("m=audio 1 RTP/AVP 96\na=rtpmap:96 opus/48000/2\n"));
        var swapped = Sdp.first(machine.takeOffer(
                Sdp.media("m=audio 1 RTP/AVP 97 96\na=rtpmap:97 opus/48000/2\na=rtpmap:96 L16/16000\n")));
        assertEquals(
                List.of(96, 97),
                machine.createAnswer().media().get(0).formats().stream()
                        .map(Integer::valueOf)
                        .toList());
        assertEquals("opus", swapped.receiveFormat(96).orElseThrow().encodingName());
        assertEquals(97, swapped.sendFormat().orElseThrow().payloadType());
    }

    @Test
    @DisplayName("8.3.2: a peer that uses up all numbers for one codec gets no other, in an answer or in an offer")
    void numbersUsedUp() {
        var machine = Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.of(97, "L16", 16_000, 1))
                .format(MediaFormat.of(96, "opus", 48_000, 2))
                .build()));
        for (int number = 35; number <= 127; number = number == 63 ? 96 : number + 1) {
            machine.takeOffer(Sdp.media("m=audio 1 RTP/AVP " + number + "\na=rtpmap:" + number + " L16/16000\n"));
            machine.createAnswer();
        }
        String opus = "a=rtpmap:96 opus/48000/2\n";
        assertEquals(
                Negotiation.Reason.NO_COMMON_FORMAT,
                Sdp.reason(machine.takeOffer(Sdp.media("m=audio 1 RTP/AVP 96\n" + opus))));
        machine.takeOffer(Sdp.media("m=audio 1 RTP/AVP 96 97\n" + opus + "a=rtpmap:97 L16/16000\n"));
        assertEquals(List.of("97"), machine.createAnswer().media().get(0).formats());
        assertEquals(List.of("97"), machine.createOffer().media().get(0).formats());
    }

    @Test
    @DisplayName("an offer of ours has the profile that was agreed on, whichever was ours to begin with")
    void profileStays() {
        us.takeOffer(Sdp.media("m=audio 5000 RTP/AVPF 0\n"));
        us.createAnswer();
        assertEquals("RTP/AVPF", us.createOffer().media().get(0).protocol());
    }

    @Test
    @DisplayName("both descriptions that were agreed last are known, and none before")
    void descriptions() {
        var fresh = Sdp.machine(Sdp.telephone());
        assertEquals(Optional.empty(), fresh.remoteDescription());
        assertEquals(Optional.empty(), fresh.localDescription());
        var offer = Sdp.media("m=audio 7000 RTP/AVP 0\n");
        us.takeOffer(offer);
        var answer = us.createAnswer();
        assertEquals(Optional.of(offer), us.remoteDescription());
        assertEquals(Optional.of(answer), us.localDescription());
    }

    @Test
    @DisplayName("the first version is 0 to 2^62 - 1")
    void firstVersion() {
        for (long version : new long[] {0, (1L << 62) - 1}) {
            var offer = new OfferAnswer(Sdp.telephone(), 7, version).createOffer();
            assertEquals(Long.toString(version), version(offer));
        }
        for (long version : new long[] {-1, 1L << 62}) {
            assertThrows(IllegalArgumentException.class, () -> new OfferAnswer(Sdp.telephone(), 7, version));
        }
    }

    @Test
    @DisplayName("a late offer: ours in the 200, theirs in the ACK")
    void lateOffer() {
        var machine = Sdp.machine(Sdp.telephone());
        machine.createOffer();
        Sdp.first(machine.takeAnswer(Sdp.media("m=audio 5000 RTP/AVP 8\n")));
        assertEquals(OfferAnswer.State.STABLE, machine.state());
        machine.createOffer();
        machine.rollback();
        assertEquals(OfferAnswer.State.STABLE, machine.state());
    }

    @Test
    @DisplayName("new capabilities keep the streams that are there")
    void capabilitiesKeepStreams() {
        var none = LocalCapabilities.builder("198.51.100.1").build();
        var video = Sdp.capabilities(LocalMedia.builder("video", 1)
                .format(MediaFormat.of(96, "VP8", 90_000, 1))
                .build());
        assertThrows(IllegalArgumentException.class, () -> us.capabilities(none));
        assertThrows(IllegalArgumentException.class, () -> us.capabilities(video));
    }

    @ParameterizedTest(name = "we want {0}, the peer {1}, we offer: {2}")
    @MethodSource("pairs")
    @DisplayName("8.4: hold and resume in all sixteen pairs, asked for by either side, and told alike by both")
    void holdAndResume(Direction ours, Direction theirs, boolean weOffer) {
        var peer = new OfferAnswer(Sdp.telephone(), 7, 1);
        var one = Sdp.machine(Sdp.telephone());
        exchange(one, peer);
        one.direction(ours);
        peer.direction(theirs);
        exchange(weOffer ? one : peer, weOffer ? peer : one);
        Direction common = ours.and(theirs.mirrored());
        assertEquals(common, one.media().get(0).direction());
        assertEquals(common.mirrored(), peer.media().get(0).direction());
        one.direction(Direction.SENDRECV);
        peer.direction(Direction.SENDRECV);
        exchange(weOffer ? peer : one, weOffer ? one : peer);
        assertEquals(Direction.SENDRECV, one.media().get(0).direction());
        assertEquals(Direction.SENDRECV, peer.media().get(0).direction());
    }

    private static void exchange(OfferAnswer offerer, OfferAnswer answerer) {
        Sdp.first(answerer.takeOffer(offerer.createOffer()));
        Sdp.first(offerer.takeAnswer(answerer.createAnswer()));
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Direction.values())
                .flatMap(ours -> Stream.of(Direction.values())
                        .flatMap(theirs -> Stream.of(true, false).map(we -> Arguments.of(ours, theirs, we))));
    }
}
