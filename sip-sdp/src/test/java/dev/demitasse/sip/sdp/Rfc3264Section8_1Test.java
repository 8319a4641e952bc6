// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3264 8.1 and 8.2: streams added and removed by either side")
class Rfc3264Section8_1Test {
    private static final LocalMedia VIDEO = LocalMedia.builder("video", 4002)
            .format(MediaFormat.of(96, "VP8", 90_000, 1))
            .build();
    private static final LocalMedia SECOND =
            LocalMedia.audio(4004).format(MediaFormat.PCMA).build();

    private final OfferAnswer us = Sdp.machine(Sdp.telephone());
    private final OfferAnswer peer =
            new OfferAnswer(Sdp.capabilities(Sdp.telephone().media().get(0), VIDEO), 7, 1);

    private void exchange(OfferAnswer offerer, OfferAnswer answerer) {
        assertTrue(answerer.takeOffer(offerer.createOffer()) instanceof Negotiation.Agreed);
        offerer.takeAnswer(answerer.createAnswer());
    }

    private void withVideo() {
        us.capabilities(Sdp.capabilities(Sdp.telephone().media().get(0), VIDEO, SECOND));
    }

    private static List<String> kinds(SessionDescription description) {
        return description.media().stream()
                .map(line -> line.media() + (line.port() == 0 ? " 0" : ""))
                .toList();
    }

    @Test
    @DisplayName("8.1: an added stream stands behind the others; before it is asked for it is not offered")
    void added() {
        exchange(us, peer);
        withVideo();
        assertEquals(List.of("audio"), kinds(us.createOffer()));
        us.rollback();
        us.addStream(1);
        assertEquals(List.of("audio", "video"), kinds(us.createOffer()));
        us.rollback();
        var again = us.createOffer();
        assertEquals(List.of("audio", "video"), kinds(again), "a failed offer leaves it wanted");
        peer.takeOffer(again);
        us.takeAnswer(peer.createAnswer());
        assertTrue(us.media().get(1).isAccepted());
        assertEquals(List.of("audio", "video"), kinds(us.createOffer()));
    }

    @Test
    @DisplayName("8.1: an added stream that is rejected is not offered again")
    void addedAndRejected() {
        exchange(us, peer);
        withVideo();
        us.addStream(1);
        us.createOffer();
        us.takeAnswer(Sdp.media("m=audio 5000 RTP/AVP 0\nm=video 0 RTP/AVP 96\n"));
        assertEquals(List.of("audio", "video 0"), kinds(us.createOffer()));
    }

    @Test
    @DisplayName("8.2: a removed stream keeps its place with port 0 and is gone for both sides")
    void removed() {
        withVideo();
        exchange(us, peer);
        us.removeStream(1);
        var offer = us.createOffer();
        assertEquals(List.of("audio", "video 0", "audio 0"), kinds(offer));
        assertEquals(List.of("96"), offer.media().get(1).formats());
        us.rollback();
        assertTrue(us.media().get(1).isAccepted(), "a failed offer leaves the stream");
        exchange(us, peer);
        assertEquals(
                List.of(true, false, false),
                us.media().stream().map(NegotiatedMedia::isAccepted).toList());
        assertEquals(
                List.of(true, false, false),
                peer.media().stream().map(NegotiatedMedia::isAccepted).toList());
        assertThrows(IllegalArgumentException.class, () -> us.removeStream(1));
    }

    @Test
    @DisplayName("8.2: a stream to be removed is refused in an answer, too")
    void removedInAnswer() {
        withVideo();
        exchange(us, peer);
        us.removeStream(1);
        exchange(peer, us);
        assertEquals(
                List.of(true, false, false),
                us.media().stream().map(NegotiatedMedia::isAccepted).toList());
        assertEquals(
                List.of(true, false, false),
                peer.media().stream().map(NegotiatedMedia::isAccepted).toList());
    }

    @Test
    @DisplayName("8.1: the place of a stream that is gone is used again, so that descriptions do not grow for ever")
    void recycled() {
        withVideo();
        exchange(us, peer);
        for (int round = 0; round < 5; round++) {
            us.removeStream(1);
            exchange(us, peer);
            us.addStream(1);
            assertEquals(List.of("audio", "video", "audio 0"), kinds(us.createOffer()));
            us.rollback();
            exchange(us, peer);
            assertTrue(us.media().get(1).isAccepted());
            exchange(us, peer);
            assertTrue(us.media().get(1).isAccepted(), "it was to be removed once");
        }
    }

    @Test
    @DisplayName("8.1: a place may get another kind of media; its numbers start afresh")
    void recycledForAnother() {
        withVideo();
        exchange(us, peer);
        us.removeStream(1);
        exchange(us, peer);
        us.addStream(2);
        var offer = us.createOffer();
        assertEquals(List.of("audio", "audio", "audio 0"), kinds(offer));
        assertEquals(List.of("8"), offer.media().get(1).formats());
    }

    @Test
    @DisplayName("8.3.2: a number is bound to a codec as long as its place has that kind of media")
    void numbersOfAPlace() {
        var vp9 = VIDEO.toBuilder().build();
        var other = LocalMedia.builder("video", 4006)
                .format(MediaFormat.of(96, "VP9", 90_000, 1))
                .build();
        var opus = LocalMedia.audio(4008)
                .format(MediaFormat.of(96, "opus", 48_000, 2))
                .build();
        us.capabilities(Sdp.capabilities(Sdp.telephone().media().get(0), vp9, other, opus));
        exchange(us, peer);
        us.removeStream(1);
        exchange(us, peer);
        var again = us.copy();
        again.addStream(2);
        assertEquals(List.of("97"), again.createOffer().media().get(1).formats(), "96 meant VP8 there");
        us.addStream(3);
        assertEquals(List.of("96"), us.createOffer().media().get(1).formats());
    }

    @Test
    @DisplayName("8.3.2: in a place to which the peer gives another kind of media its numbers start afresh")
    void peersOtherKind() {
        var machine = Sdp.machine(Sdp.capabilities(
                LocalMedia.audio(4000)
                        .format(MediaFormat.of(96, "opus", 48_000, 2))
                        .build(),
                VIDEO));
        machine.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 96\na=rtpmap:96 opus/48000/2\n"));
        machine.createAnswer();
        machine.takeOffer(Sdp.media("m=video 5000 RTP/AVP 96\na=rtpmap:96 VP8/90000\n"));
        assertEquals(List.of("96"), machine.createAnswer().media().get(0).formats());
    }

    @Test
    @DisplayName("8.1: two streams added at once get two places")
    void twoAdded() {
        withVideo();
        exchange(us, peer);
        us.removeStream(1);
        exchange(us, peer);
        us.addStream(1);
        us.addStream(2);
        assertEquals(List.of("audio", "video", "audio"), kinds(us.createOffer()));
    }

    @Test
    @DisplayName("6: a line offered with port 0 is no stream, whatever the answer has in its place")
    void answeredAllTheSame() {
        withVideo();
        exchange(us, peer);
        us.removeStream(1);
        us.createOffer();
        us.takeAnswer(Sdp.media("m=audio 5000 RTP/AVP 0\nm=video 5002 RTP/AVP 96\na=rtpmap:96 VP8/90000\n"
                + "m=audio 5004 RTP/AVP 8\n"));
        assertEquals(
                List.of(true, false, false),
                us.media().stream().map(NegotiatedMedia::isAccepted).toList());
    }

    @Test
    @DisplayName("8.1: the first local stream can be added like any other")
    void firstAdded() {
        var machine = Sdp.machine(Sdp.capabilities(Sdp.telephone().media().get(0), VIDEO));
        machine.takeOffer(Sdp.media("m=video 5002 RTP/AVP 96\na=rtpmap:96 VP8/90000\n"));
        machine.createAnswer();
        machine.addStream(0);
        assertEquals(List.of("video", "audio"), kinds(machine.createOffer()));
    }

    @Test
    @DisplayName("the place of a stream removed in the same offer is not used yet")
    void removedAndAddedAtOnce() {
        exchange(us, peer);
        withVideo();
        us.removeStream(0);
        us.addStream(2);
        us.addStream(1);
        assertEquals(List.of("audio 0", "video", "audio"), kinds(us.createOffer()));
    }

    @Test
    @DisplayName("8: streams the peer adds are answered; lines in another order are other streams in their places")
    void peerAddsAndReorders() {
        withVideo();
        us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\n"));
        us.createAnswer();
        String video = "m=video 5002 RTP/AVP 97\na=rtpmap:97 VP8/90000\n";
        us.takeOffer(Sdp.media("m=audio 5000 RTP/AVP 0\n" + video));
        assertEquals(List.of("audio", "video"), kinds(us.createAnswer()));
        us.takeOffer(Sdp.media(video + "m=audio 5000 RTP/AVP 0\n"));
        var answer = us.createAnswer();
        assertEquals(List.of("video", "audio"), kinds(answer));
        assertEquals(
                List.of(4002, 4000),
                us.media().stream().map(NegotiatedMedia::localPort).toList());
    }

    @Test
    @DisplayName("a copy goes its own way with what is to be added and removed")
    void copies() {
        withVideo();
        exchange(us, peer);
        us.removeStream(1);
        var copy = us.copy();
        us.addStream(2);
        assertEquals(List.of("audio", "video 0", "audio 0"), kinds(copy.createOffer()));
        assertEquals(List.of("audio", "video 0", "audio"), kinds(us.createOffer()));
    }

    @Test
    @DisplayName("what cannot be added or removed is misuse")
    void misuse() {
        assertThrows(IllegalArgumentException.class, () -> us.removeStream(0));
        exchange(us, peer);
        assertThrows(IllegalArgumentException.class, () -> us.addStream(0));
        assertThrows(IllegalArgumentException.class, () -> us.addStream(1));
        assertThrows(IllegalArgumentException.class, () -> us.addStream(-1));
        assertThrows(IllegalArgumentException.class, () -> us.removeStream(-1));
        assertThrows(IllegalArgumentException.class, () -> us.removeStream(1));
    }
}
