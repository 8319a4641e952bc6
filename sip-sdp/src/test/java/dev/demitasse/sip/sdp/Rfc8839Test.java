// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 8839: ICE in descriptions")
class Rfc8839Test {
    private static final String PASSWORD = "0123456789abcdefghijkl";
    private static final String HOST = "1 1 UDP 2130706431 192.0.2.1 5000 typ host";
    private static final String PEER = "a=ice-ufrag:peer\na=ice-pwd:" + PASSWORD + "\n";
    private static final IceDescription OURS = new IceDescription(
            "ours", PASSWORD, true, List.of("ice2"), List.of(IceCandidate.host(1, 126, "198.51.100.1", 4000)));

    private static OfferAnswer side(Optional<IceDescription> ice) {
        var audio = LocalMedia.audio(4000).format(MediaFormat.PCMU);
        ice.ifPresent(audio::ice);
        return Sdp.machine(Sdp.capabilities(audio.build()));
    }

    private static SessionDescription description(String lines) {
        return Sdp.media("m=audio 5000 RTP/AVP 0\n" + lines);
    }

    @Test
    @DisplayName(
            "4.2.1: the offer has fragment, password, options and candidates on the stream, ice-lite on the session")
    void offer() {
        var offer = side(Optional.of(OURS)).createOffer();
        assertEquals(List.of(Attribute.property("ice-lite")), offer.attributes());
        assertTrue(
                offer.toString()
                        .endsWith(Sdp.crlf("a=ice-ufrag:ours\na=ice-pwd:" + PASSWORD + "\na=ice-options:ice2\n"
                                + "a=candidate:1 1 UDP 126 198.51.100.1 4000 typ host\n")),
                offer.toString());
        var full = new IceDescription("full", PASSWORD, false, List.of(), List.of());
        offer = side(Optional.of(full)).createOffer();
        assertEquals(List.of(), offer.attributes());
        assertTrue(offer.media().get(0).attribute("ice-options").isEmpty());
    }

    @Test
    @DisplayName("4.2.2: ICE is answered where it is offered, and both have each other's half")
    void answer() {
        var offerer = side(Optional.of(OURS));
        var full = new IceDescription(
                "full", PASSWORD, false, List.of(), List.of(IceCandidate.host(1, 1, "198.51.100.1", 4000)));
        var answerer = side(Optional.of(full));
        answerer.takeOffer(offerer.createOffer());
        offerer.takeAnswer(answerer.createAnswer());
        assertEquals(Optional.of(OURS), answerer.media().get(0).ice());
        assertEquals(Optional.of(full), offerer.media().get(0).ice());
    }

    @Test
    @DisplayName("4.2.2: one side without ICE means none")
    void oneSided() {
        var without = side(Optional.empty());
        assertTrue(Sdp.first(without.takeOffer(description(PEER))).ice().isEmpty());
        var plain = without.createAnswer().media().get(0);
        assertTrue(plain.attribute("ice-ufrag").isEmpty());
        assertTrue(plain.attribute("ice-mismatch").isEmpty(), "4.2.5 is for those who know ICE");
        var with = side(Optional.of(OURS));
        assertTrue(Sdp.first(with.takeOffer(description(""))).ice().isEmpty());
        var answer = with.createAnswer().media().get(0);
        assertTrue(answer.attribute("ice-ufrag").isEmpty());
        assertTrue(answer.attribute("ice-mismatch").isEmpty());
    }

    @Test
    @DisplayName("5.4: fragment and password of the session level hold for every stream")
    void sessionLevel() {
        var offer = Sdp.media(PEER + "a=ice-lite\na=ice-options:a b\nm=audio 5000 RTP/AVP 0\na=candidate:" + HOST + "\n"
                + "a=candidate:broken\n");
        var ice = Sdp.first(side(Optional.of(OURS)).takeOffer(offer)).ice().orElseThrow();
        assertEquals(
                new IceDescription(
                        "peer",
                        PASSWORD,
                        true,
                        List.of("a", "b"),
                        List.of(IceCandidate.host(1, 2_130_706_431, "192.0.2.1", 5000))),
                ice);
    }

    @ParameterizedTest(name = "{0}: mismatch {1}")
    @CsvSource({
        "1 1 UDP 1 192.0.2.1 5000 typ host,false",
        "1 1 UDP 1 192.0.2.1 5001 typ host,true",
        "1 1 UDP 1 192.0.2.2 5000 typ host,true",
        "1 2 UDP 1 192.0.2.1 5000 typ host,true",
        "broken,false"
    })
    @DisplayName("4.2.5: a default destination that is no candidate is a mismatch, said in the answer")
    void mismatch(String candidate, boolean mismatch) {
        var machine = side(Optional.of(OURS));
        var agreed = Sdp.first(machine.takeOffer(description(PEER + "a=candidate:" + candidate + "\n")));
        assertEquals(mismatch, agreed.ice().isEmpty());
        var line = machine.createAnswer().media().get(0);
        assertEquals(mismatch, line.attribute("ice-mismatch").isPresent());
        assertEquals(mismatch, line.attribute("ice-ufrag").isEmpty());
    }

    @Test
    @DisplayName("4.2.5: an answer that says mismatch ends ICE; a host name is no mismatch")
    void mismatchAnswered() {
        var machine = side(Optional.of(OURS));
        machine.createOffer();
        assertTrue(Sdp.first(machine.takeAnswer(description(PEER + "a=ice-mismatch\n")))
                .ice()
                .isEmpty());
        var named = description(PEER + "c=IN IP4 media.example\na=candidate:" + HOST + "\n");
        named = Sdp.media("m=audio 5000 RTP/AVP 0\nc=IN IP4 media.example\n" + PEER + "a=candidate:" + HOST + "\n");
        assertTrue(Sdp.first(side(Optional.of(OURS)).takeOffer(named)).ice().isPresent());
    }

    @Test
    @DisplayName("RFC 8840 4.1.1: 0.0.0.0 with port 9 leaves the address to ICE and is no hold; without ICE it is one")
    void trickle() {
        var offer = Sdp.media("m=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\n" + PEER + "a=candidate:" + HOST + "\n");
        var agreed = Sdp.first(side(Optional.of(OURS)).takeOffer(offer));
        assertTrue(agreed.ice().isPresent());
        assertEquals(Direction.SENDRECV, agreed.direction());
        assertEquals(
                Direction.RECVONLY,
                Sdp.first(side(Optional.empty()).takeOffer(offer)).direction());
        var held = Sdp.media("m=audio 5000 RTP/AVP 0\nc=IN IP4 0.0.0.0\n" + PEER);
        assertEquals(
                Direction.RECVONLY,
                Sdp.first(side(Optional.of(OURS)).takeOffer(held)).direction());
        var offerer = side(Optional.of(OURS));
        offerer.createOffer();
        assertEquals(Direction.SENDRECV, Sdp.first(offerer.takeAnswer(offer)).direction());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "a=ice-ufrag:abc\na=ice-pwd:0123456789abcdefghijkl\n",
                "a=ice-ufrag:abcd\na=ice-pwd:0123456789abcdefghijk\n",
                "a=ice-ufrag:ab-d\na=ice-pwd:0123456789abcdefghijkl\n",
                "a=ice-ufrag:abcd\na=ice-pwd:0123456789abcdefghijk-\n",
                "a=ice-ufrag:abcd\n"
            })
    @DisplayName("5.4: what is no fragment and password is no ICE")
    void malformed(String lines) {
        assertTrue(Sdp.first(side(Optional.of(OURS)).takeOffer(description(lines)))
                .ice()
                .isEmpty());
    }

    @Test
    @DisplayName("5.1: the candidate grammar")
    void candidate() {
        var relay = IceCandidate.parse("Fo+/ 2 TCP 0 2001:db8::1 9 typ relay raddr 10.0.0.1 rport 9 generation 0")
                .orElseThrow();
        assertEquals("10.0.0.1", relay.extension("raddr").orElseThrow());
        assertEquals("0", relay.extension("generation").orElseThrow());
        assertEquals(Optional.empty(), relay.extension("10.0.0.1"));
        assertEquals(
                Optional.empty(),
                IceCandidate.parse(HOST + " raddr").orElseThrow().extension("raddr"));
        assertEquals(Optional.of(relay), IceCandidate.parse(relay.toAttribute().value()));
        assertEquals(HOST, IceCandidate.parse(HOST).orElseThrow().toAttribute().value());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "",
                "- 1 UDP 1 h 1 typ host",
                "123456789012345678901234567890123 1 UDP 1 h 1 typ host",
                "1 0 UDP 1 h 1 typ host",
                "1 257 UDP 1 h 1 typ host",
                "1 1 U( 1 h 1 typ host",
                "1 1 UDP 2147483648 h 1 typ host",
                "1 1 UDP -1 h 1 typ host",
                "1 1 UDP 1 h 65536 typ host",
                "1 1 UDP 1 h 1 type host",
                "1 1 UDP 1 h 1 typ",
                "1 1 UDP 1"
            })
    @DisplayName("5.1: what is no candidate is empty")
    void noCandidate(String value) {
        assertEquals(Optional.empty(), IceCandidate.parse(value));
    }

    @Test
    @DisplayName("the password is in no log; what this side says is checked")
    void checks() {
        assertFalse(OURS.toString().contains(PASSWORD));
        assertTrue(OURS.toString().startsWith("ice ours lite ["), OURS.toString());
        assertThrows(
                IllegalArgumentException.class,
                () -> new IceDescription("x".repeat(257), PASSWORD, false, List.of(), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new IceDescription("ours", PASSWORD, false, List.of("a b"), List.of()));
        assertThrows(IllegalArgumentException.class, () -> IceCandidate.host(1, -1, "192.0.2.1", 1));
        assertThrows(IllegalArgumentException.class, () -> IceCandidate.host(1, 1L << 31, "192.0.2.1", 1));
    }
}
