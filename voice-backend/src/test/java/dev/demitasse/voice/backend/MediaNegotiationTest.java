// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.sdp.Direction;
import dev.demitasse.sip.sdp.LocalCapabilities;
import dev.demitasse.sip.sdp.LocalMedia;
import dev.demitasse.sip.sdp.MediaFormat;
import dev.demitasse.sip.sdp.OfferAnswer;
import dev.demitasse.sip.sdp.SdpParseException;
import dev.demitasse.sip.sdp.SdpParser;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.ua.OfferReply;
import dev.demitasse.sip.ua.Rejection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3264: the descriptions of one call")
class MediaNegotiationTest {
    private final MediaNegotiation negotiation;
    private int agreements;

    MediaNegotiationTest() throws UnknownHostException {
        var audio = LocalMedia.audio(10_000)
                .format(MediaFormat.PCMU)
                .format(MediaFormat.PCMA)
                .telephoneEvents(101)
                .build();
        negotiation = new MediaNegotiation(
                LocalCapabilities.builder("192.0.2.1").media(audio).build(),
                false,
                1,
                InetAddress.getByName("192.0.2.1"),
                this::count);
    }

    private void count(MediaNegotiation agreed) {
        agreements++;
    }

    private static SessionDescription description(
            int version, String address, int port, String formats, String direction) {
        return parsed("""
                v=0
                o=- 7 %d IN IP4 198.51.100.7
                s=-
                c=IN IP4 %s
                t=0 0
                m=audio %d RTP/AVP %s
                a=%s
                """.formatted(version, address, port, formats, direction));
    }

    private static SessionDescription parsed(String text) {
        try {
            return SdpParser.create().parse(text.replace("\n", "\r\n"));
        } catch (SdpParseException broken) {
            throw new AssertionError(broken);
        }
    }

    private String answered(SessionDescription offer) {
        return assertInstanceOf(OfferReply.Answered.class, negotiation.takeOffer(offer))
                .answer()
                .toString();
    }

    private Rejection refused(SessionDescription offer) {
        return assertInstanceOf(OfferReply.Rejected.class, negotiation.takeOffer(offer))
                .rejection();
    }

    @Test
    @DisplayName("an offer is answered with the codec in common, and sound goes where it says")
    void firstOffer() {
        String answer = answered(description(1, "198.51.100.7", 4000, "8 18", "sendrecv"));
        assertTrue(answer.contains("m=audio 10000 RTP/AVP 8\r\n"), answer);
        assertEquals(
                new InetSocketAddress("198.51.100.7", 4000),
                negotiation.target().orElseThrow());
    }

    @Test
    @DisplayName("no codec in common: 488 with warning 305")
    void noCommonFormat() {
        Rejection refusal = refused(description(1, "198.51.100.7", 4000, "18", "sendrecv"));
        assertEquals(488, refusal.status().code());
        assertEquals(305, refusal.warning().orElseThrow().code());
    }

    @Test
    @DisplayName("hold is answered truly: sendonly with recvonly, inactive with inactive")
    void hold() {
        answered(description(1, "198.51.100.7", 4000, "0", "sendrecv"));
        assertTrue(
                answered(description(2, "198.51.100.7", 4000, "0", "sendonly")).contains("a=recvonly"));
        assertEquals(Direction.RECVONLY, negotiation.audio().orElseThrow().direction());
        assertTrue(
                answered(description(3, "198.51.100.7", 4000, "0", "inactive")).contains("a=inactive"));
        answered(description(4, "198.51.100.7", 4000, "0", "sendrecv"));
        assertEquals(Direction.SENDRECV, negotiation.audio().orElseThrow().direction());
    }

    @Test
    @DisplayName("a new address moves the target; an unusable one does not")
    void newTarget() {
        answered(description(1, "198.51.100.7", 4000, "0", "sendrecv"));
        answered(description(2, "198.51.100.8", 4002, "0", "sendrecv"));
        var moved = new InetSocketAddress("198.51.100.8", 4002);
        assertEquals(moved, negotiation.target().orElseThrow());
        for (String unusable : new String[] {"0.0.0.0", "127.0.0.1", "169.254.3.4", "240.0.0.1"}) {
            answered(description(3, unusable, 4002, "0", "sendrecv"));
            assertEquals(moved, negotiation.target().orElseThrow(), unusable);
        }
        assertEquals(
                488,
                refused(description(3, "224.0.0.1/8", 4002, "0", "sendrecv"))
                        .status()
                        .code());
        assertEquals(moved, negotiation.target().orElseThrow());
    }

    @Test
    @DisplayName("a refused re-offer leaves what was agreed")
    void refusedReoffer() {
        answered(description(1, "198.51.100.7", 4000, "0", "sendrecv"));
        assertEquals(
                488,
                refused(description(2, "198.51.100.8", 4000, "18", "sendrecv"))
                        .status()
                        .code());
        assertEquals(
                new InetSocketAddress("198.51.100.7", 4000),
                negotiation.target().orElseThrow());
        assertEquals(OfferAnswer.State.STABLE, negotiation.state());
    }

    @Test
    @DisplayName("a late offer: ours goes out, the answer in the ACK is taken")
    void lateOffer() {
        String offer = negotiation.createOffer().toString();
        assertTrue(offer.contains("m=audio 10000 RTP/AVP 0 8 101\r\n"), offer);
        assertTrue(negotiation.takeAnswer(description(1, "198.51.100.7", 4000, "0", "sendrecv")));
        assertEquals(1, agreements);
        assertEquals(
                "PCMU",
                negotiation.audio().orElseThrow().sendFormat().orElseThrow().encodingName());
    }

    @Test
    @DisplayName("a stream that was never given an address has no target")
    void noAddress() {
        answered(description(1, "0.0.0.0", 4000, "0", "sendrecv"));
        assertTrue(negotiation.target().isEmpty());
    }

    @Test
    @DisplayName("an answer without a codec in common agrees to nothing; a void offer is forgotten")
    void badAnswer() {
        negotiation.createOffer();
        assertFalse(negotiation.takeAnswer(description(1, "198.51.100.7", 4000, "18", "sendrecv")));
        assertEquals(0, agreements);
        negotiation.rollback();
        negotiation.createOffer();
        negotiation.rollback();
        assertEquals(OfferAnswer.State.STABLE, negotiation.state());
    }

    @Test
    @DisplayName("what this side wants is in its next offer, and in its answers")
    void wanted() {
        answered(description(1, "198.51.100.7", 4000, "0", "sendrecv"));
        negotiation.wanted(Direction.SENDONLY);
        assertTrue(negotiation.createOffer().toString().contains("a=sendonly"));
        assertTrue(negotiation.takeAnswer(description(2, "198.51.100.7", 4000, "0", "recvonly")));
        assertTrue(
                answered(description(3, "198.51.100.7", 4000, "0", "sendrecv")).contains("a=sendonly"));
    }
}
