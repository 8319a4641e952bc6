// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3264 sections 5 and 7: the initial offer and its answer, seen by the offerer")
class Rfc3264Section5Test {
    private final OfferAnswer offerer = Sdp.machine(Sdp.telephone());

    @Test
    @DisplayName("the offer lists the codecs in order of preference, events, packet time and direction")
    void offer() {
        assertEquals(Sdp.crlf("""
                        v=0
                        o=- 42 1 IN IP4 198.51.100.1
                        s=-
                        c=IN IP4 198.51.100.1
                        t=0 0
                        m=audio 4000 RTP/AVP 0 8 101
                        a=rtpmap:0 PCMU/8000
                        a=rtpmap:8 PCMA/8000
                        a=rtpmap:101 telephone-event/8000
                        a=fmtp:101 0-16
                        a=ptime:20
                        a=sendrecv
                        """), offerer.createOffer().toString());
        assertEquals(OfferAnswer.State.LOCAL_OFFER_PENDING, offerer.state());
        assertEquals(List.of(), offerer.media());
    }

    @Test
    @DisplayName("what the answer leaves is agreed, in the answer's order")
    void answered() {
        offerer.createOffer();
        var audio = Sdp.first(offerer.takeAnswer(
                Sdp.media("m=audio 5000 RTP/AVP 8 101\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\n")));
        assertEquals(OfferAnswer.State.STABLE, offerer.state());
        assertEquals(Optional.of(MediaFormat.PCMA), audio.sendFormat());
        assertEquals(Optional.of(MediaFormat.PCMA), audio.receiveFormat(8));
        assertEquals(Optional.empty(), audio.receiveFormat(0));
        assertEquals("0-15", audio.sendTelephoneEvent().orElseThrow().parameters());
        assertEquals("0-16", audio.receiveTelephoneEvents().get(0).parameters());
        assertEquals(new InetSocketAddress("192.0.2.1", 5000), audio.remote());
        assertEquals(new InetSocketAddress("192.0.2.1", 5001), audio.remoteRtcp());
        assertEquals(4000, audio.localPort());
        assertEquals(20, audio.ptimeMillis());
    }

    @Test
    @DisplayName("5.1: different payload types each way: we send with the answer's numbers and receive ours")
    void asymmetricPayloadTypes() {
        var opus = MediaFormat.of(111, "opus", 48_000, 2);
        var machine = Sdp.machine(Sdp.capabilities(
                LocalMedia.audio(4000).format(opus).telephoneEvents(101).build()));
        machine.createOffer();
        var audio = Sdp.first(machine.takeAnswer(Sdp.media(
                "m=audio 5000 RTP/AVP 96 97\na=rtpmap:96 OPUS/48000/2\na=rtpmap:97 telephone-event/48000\n")));
        assertEquals(96, audio.sendFormat().orElseThrow().payloadType());
        assertEquals(97, audio.sendTelephoneEvent().orElseThrow().payloadType());
        assertEquals(Optional.of(opus), audio.receiveFormat(111));
        assertEquals(101, audio.receiveTelephoneEvents().get(0).payloadType());
        assertTrue(audio.receiveFormat(96).isEmpty());
    }

    @Test
    @DisplayName("an answer that leaves the rtpmap of an offered number out means what the offer said")
    void answerWithoutRtpMap() {
        offerer.createOffer();
        var audio = Sdp.first(offerer.takeAnswer(Sdp.media("m=audio 5000 RTP/AVP 0 101\n")));
        assertEquals(101, audio.sendTelephoneEvent().orElseThrow().payloadType());
    }

    @Test
    @DisplayName("7: an answer with other lines is no answer; what was agreed before still holds")
    void linesDiffer() {
        offerer.createOffer();
        for (String lines : List.of("", "m=video 1 RTP/AVP 31\n", "m=audio 1 RTP/AVP 0\nm=audio 1 RTP/AVP 0\n")) {
            var copy = offerer.copy();
            assertEquals(Negotiation.Reason.MEDIA_LINES_DIFFER, Sdp.reason(copy.takeAnswer(Sdp.media(lines))));
            assertEquals(OfferAnswer.State.NO_DESCRIPTION, copy.state());
        }
        assertEquals(OfferAnswer.State.LOCAL_OFFER_PENDING, offerer.state());
    }

    @Test
    @DisplayName("an answer that rejects everything, shares no codec, or needs keys leaves no stream")
    void nothingLeft() {
        offerer.createOffer();
        assertEquals(Negotiation.Reason.ALL_REJECTED, reason("m=audio 0 RTP/AVP 0\n"));
        assertEquals(Negotiation.Reason.NO_COMMON_FORMAT, reason("m=audio 5000 RTP/AVP 18\n"));
        assertEquals(Negotiation.Reason.NO_COMMON_FORMAT, reason("m=audio 5000 RTP/AVP 101\n"));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, reason("m=audio 5000 RTP/SAVP 0\n"));
        assertEquals(Negotiation.Reason.INCOMPATIBLE_TRANSPORT, reason("m=audio 5000 TCP 0\n"));
        var silent = Sdp.parse("v=0\no=- 1 1 IN IP4 h\ns=-\nt=0 0\nm=audio 5000 RTP/AVP 0\n");
        assertEquals(
                Negotiation.Reason.NO_CONNECTION_ADDRESS,
                Sdp.reason(offerer.copy().takeAnswer(silent)));
    }

    private Negotiation.Reason reason(String lines) {
        return Sdp.reason(offerer.copy().takeAnswer(Sdp.media(lines)));
    }

    @Test
    @DisplayName("forked early dialogs answer one offer each on their own")
    void forked() {
        offerer.createOffer();
        var other = offerer.copy();
        offerer.takeAnswer(Sdp.media("m=audio 5000 RTP/AVP 0\n"));
        other.takeAnswer(Sdp.media("m=audio 6000 RTP/AVP 8\n"));
        assertEquals(5000, offerer.media().get(0).remote().getPort());
        assertEquals(6000, other.media().get(0).remote().getPort());
    }

    @Test
    @DisplayName("several streams, one of them refused")
    void severalStreams() {
        var video = LocalMedia.builder("video", 4002)
                .format(MediaFormat.of(96, "VP8", 90_000, 1))
                .build();
        var machine = Sdp.machine(Sdp.capabilities(Sdp.telephone().media().get(0), video));
        assertEquals(2, machine.createOffer().media().size());
        var agreed = machine.takeAnswer(Sdp.media("m=audio 5000 RTP/AVP 0\nm=video 0 RTP/AVP 96\n"));
        assertTrue(Sdp.first(agreed).isAccepted());
        var refused = machine.media().get(1);
        assertFalse(refused.isAccepted());
        assertEquals(Direction.INACTIVE, refused.direction());
        assertEquals("video rejected", refused.toString());
        assertEquals(0, machine.createOffer().media().get(1).port(), "what was rejected is not offered again");
    }

    @Test
    @DisplayName("6.2, RFC 919 7: an answer to a unicast offer names no multicast group, nor all hosts of a net")
    void answeredByMany() {
        for (String address : List.of("255.255.255.255", "224.2.1.1/127")) {
            var machine = Sdp.machine(Sdp.telephone());
            machine.createOffer();
            assertEquals(
                    Negotiation.Reason.INCOMPATIBLE_ADDRESS,
                    Sdp.reason(machine.takeAnswer(Sdp.media("m=audio 1 RTP/AVP 0\nc=IN IP4 " + address + "\n"))));
        }
    }

    @Test
    @DisplayName("RFC 8866 6.4: a packet time is said of audio only")
    void packetTimeOfAudio() {
        var video = LocalMedia.builder("video", 4002)
                .format(MediaFormat.of(96, "VP8", 90_000, 1))
                .build();
        var capabilities = Sdp.capabilities(Sdp.telephone().media().get(0), video);
        var offer = Sdp.machine(capabilities).createOffer();
        var machine = Sdp.machine(capabilities);
        machine.takeOffer(offer);
        for (SessionDescription said : List.of(offer, machine.createAnswer())) {
            assertEquals(
                    List.of(true, false),
                    said.media().stream()
                            .map(line -> line.attribute("ptime").isPresent())
                            .toList());
        }
    }

    @Test
    @DisplayName("verbs out of their state are misuse and say so")
    void misuse() {
        var answer = Sdp.media("m=audio 1 RTP/AVP 0\n");
        assertEquals("takeAnswer() in NO_DESCRIPTION", misuse(() -> offerer.takeAnswer(answer)));
        assertEquals("createAnswer() in NO_DESCRIPTION", misuse(offerer::createAnswer));
        assertEquals("rollback() in NO_DESCRIPTION", misuse(offerer::rollback));
        offerer.createOffer();
        assertEquals("createOffer() in LOCAL_OFFER_PENDING", misuse(offerer::createOffer));
        assertEquals("takeOffer() in LOCAL_OFFER_PENDING", misuse(() -> offerer.takeOffer(answer)));
        assertEquals("createAnswer() in LOCAL_OFFER_PENDING", misuse(offerer::createAnswer));
        offerer.rollback();
        offerer.takeOffer(answer);
        assertEquals("createOffer() in REMOTE_OFFER_PENDING", misuse(offerer::createOffer));
        assertEquals("takeOffer() in REMOTE_OFFER_PENDING", misuse(() -> offerer.takeOffer(answer)));
        assertEquals("takeAnswer() in REMOTE_OFFER_PENDING", misuse(() -> offerer.takeAnswer(answer)));
        offerer.createAnswer();
        assertEquals("takeAnswer() in STABLE", misuse(() -> offerer.takeAnswer(answer)));
        assertEquals("rollback() in STABLE", misuse(offerer::rollback));
    }

    private static String misuse(Runnable verb) {
        return assertThrows(IllegalStateException.class, verb::run).getMessage();
    }
}
