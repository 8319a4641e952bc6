// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 5763 with 4145 and 8122: DTLS-SRTP in descriptions")
class Rfc5763Test {
    private static final Fingerprint OURS = Fingerprint.of("sha-256", new byte[32]);
    private static final String THEIRS = "a=fingerprint:SHA-256 0a:FF\n";
    private static final String SECURE = "UDP/TLS/RTP/SAVPF";

    private static OfferAnswer side(Setup preferred) {
        return Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .security(new MediaSecurity(List.of(), List.of(OURS), preferred, false))
                .protocol(SECURE)
                .build()));
    }

    private static SessionDescription description(String protocol, String lines) {
        return Sdp.media("m=audio 5000 " + protocol + " 0\n" + lines);
    }

    @ParameterizedTest(name = "offered {0}, preferred {1}: {2}")
    @CsvSource({
        "a=setup:actpass,ACTIVE,ACTIVE", "a=setup:actpass,PASSIVE,PASSIVE", "a=setup:active,ACTIVE,PASSIVE",
        "a=setup:passive,PASSIVE,ACTIVE", "a=x,ACTIVE,PASSIVE", "a=setup:odd,ACTIVE,PASSIVE"
    })
    @DisplayName("RFC 4145 4.1: the answerer's role; an offer without one is active")
    void answerersRole(String setup, Setup preferred, Setup role) {
        var machine = side(preferred);
        machine.takeOffer(description(SECURE, THEIRS + setup + "\n"));
        var line = machine.createAnswer().media().get(0);
        assertEquals(SECURE, line.protocol());
        assertEquals(role.toAttribute(), line.attribute("setup").orElseThrow());
        assertEquals(OURS.toAttribute(), line.attribute("fingerprint").orElseThrow());
        assertEquals(
                Optional.of(new DtlsPeer(role, List.of(new Fingerprint("sha-256", "0A:FF")))),
                machine.media().get(0).dtls());
        assertTrue(machine.media().get(0).crypto().isEmpty());
    }

    @ParameterizedTest(name = "answered {0}: {1}")
    @CsvSource({"a=setup:active,PASSIVE", "a=setup:passive,ACTIVE", "a=x,ACTIVE", "a=setup:actpass,ACTIVE"})
    @DisplayName("5: the offerer says actpass and is what the answer leaves; an answer without a role is passive")
    void offerersRole(String setup, Setup role) {
        var machine = side(Setup.ACTIVE);
        var line = machine.createOffer().media().get(0);
        assertEquals("actpass", line.attribute("setup").orElseThrow().value());
        machine.takeAnswer(description(SECURE, THEIRS + setup + "\n"));
        assertEquals(role, machine.media().get(0).dtls().orElseThrow().role());
    }

    @Test
    @DisplayName("the session level's fingerprint and role hold where the stream has none of its own")
    void sessionLevel() {
        var machine = side(Setup.PASSIVE);
        var offer = Sdp.media(THEIRS + "a=setup:actpass\nm=audio 5000 " + SECURE + " 0\n");
        var dtls = Sdp.first(machine.takeOffer(offer)).dtls().orElseThrow();
        assertEquals(Setup.PASSIVE, dtls.role());
        machine.rollback();
        var passive = Sdp.media(THEIRS + "a=setup:passive\nm=audio 5000 " + SECURE + " 0\n");
        assertEquals(
                Setup.ACTIVE,
                Sdp.first(machine.takeOffer(passive)).dtls().orElseThrow().role());
        var own = Sdp.media(THEIRS + "m=audio 5000 " + SECURE + " 0\na=fingerprint:sha-1 01\na=setup:passive\n");
        machine.rollback();
        dtls = Sdp.first(machine.takeOffer(own)).dtls().orElseThrow();
        assertEquals(List.of(new Fingerprint("sha-1", "01")), dtls.fingerprints());
        assertEquals(Setup.ACTIVE, dtls.role());
    }

    @Test
    @DisplayName("RFC 8842 5.3: a role once taken is kept when the peer offers actpass again")
    void roleKept() {
        var machine = side(Setup.ACTIVE);
        machine.takeOffer(description(SECURE, THEIRS + "a=setup:active\n"));
        machine.createAnswer();
        machine.takeOffer(description(SECURE, THEIRS + "a=setup:actpass\n"));
        machine.createAnswer();
        assertEquals(Setup.PASSIVE, machine.media().get(0).dtls().orElseThrow().role());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(strings = {"", "a=fingerprint:sha-256", "a=fingerprint:sha-256 0x", "a=fingerprint:sha-256 01 02"})
    @DisplayName("5: no fingerprint, no stream, either way")
    void noFingerprint(String line) {
        var refused = side(Setup.ACTIVE).takeOffer(description(SECURE, line + (line.isEmpty() ? "" : "\n")));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(refused));
        var machine = side(Setup.ACTIVE);
        machine.createOffer();
        var result = machine.takeAnswer(description(SECURE, line + (line.isEmpty() ? "" : "\n")));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(result));
    }

    @Test
    @DisplayName("RFC 4145 4: holdconn sets nothing up, so there is no stream")
    void holdconn() {
        var refused = side(Setup.ACTIVE).takeOffer(description(SECURE, THEIRS + "a=setup:holdconn\n"));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(refused));
        var machine = side(Setup.ACTIVE);
        machine.createOffer();
        var result = machine.takeAnswer(description(SECURE, THEIRS + "a=setup:holdconn\n"));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(result));
    }

    @Test
    @DisplayName("a handshake is also had under RTP/SAVP, and never agreed by a plain answer")
    void otherProfiles() {
        var agreed = Sdp.first(side(Setup.ACTIVE).takeOffer(description("RTP/SAVP", THEIRS + "a=setup:actpass\n")));
        assertTrue(agreed.dtls().isPresent());
        var machine = side(Setup.ACTIVE);
        machine.createOffer();
        var plain = machine.takeAnswer(description("RTP/AVP", THEIRS + "a=setup:active\n"));
        assertEquals(Negotiation.Reason.INCOMPATIBLE_TRANSPORT, Sdp.reason(plain));
    }

    @Test
    @DisplayName("SDES is taken before a handshake under RTP/SAVP, the handshake where SDES cannot be had")
    void sdesFirst() {
        var key = Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]);
        var both = new MediaSecurity(List.of(key), List.of(OURS), Setup.ACTIVE, false);
        var media =
                LocalMedia.audio(4000).format(MediaFormat.PCMU).security(both).build();
        String crypto = key.toAttribute() + "\n";
        var machine = Sdp.machine(Sdp.capabilities(media));
        var first = Sdp.first(machine.takeOffer(description("RTP/SAVP", crypto + THEIRS)));
        assertTrue(first.crypto().isPresent() && first.dtls().isEmpty());
        machine.rollback();
        var second = Sdp.first(machine.takeOffer(description("RTP/SAVP", THEIRS)));
        assertTrue(second.crypto().isEmpty() && second.dtls().isPresent());
        machine.rollback();
        var third = Sdp.first(machine.takeOffer(description(SECURE, crypto + THEIRS)));
        assertTrue(third.crypto().isEmpty() && third.dtls().isPresent());
    }

    @Test
    @DisplayName("two machines of ours agree on who opens the handshake")
    void bothSides() {
        var offerer = side(Setup.ACTIVE);
        var answerer = side(Setup.ACTIVE);
        answerer.takeOffer(offerer.createOffer());
        offerer.takeAnswer(answerer.createAnswer());
        assertEquals(Setup.ACTIVE, answerer.media().get(0).dtls().orElseThrow().role());
        assertEquals(Setup.PASSIVE, offerer.media().get(0).dtls().orElseThrow().role());
        assertEquals(List.of(OURS), offerer.media().get(0).dtls().orElseThrow().fingerprints());
    }

    @Test
    @DisplayName("RFC 8122 5: case does not count; octets and text are the same")
    void fingerprint() {
        var read = Fingerprint.parse("SHA-256 ab:CD").orElseThrow();
        assertEquals(Fingerprint.of("sha-256", new byte[] {(byte) 0xab, (byte) 0xcd}), read);
        assertEquals("sha-256 AB:CD", read.toAttribute().value());
        assertArrayEquals(new byte[] {(byte) 0xab, (byte) 0xcd}, read.octets());
        assertThrows(IllegalArgumentException.class, () -> Fingerprint.of("sha-256", new byte[0]));
        for (String wrong : List.of("", "sha-256", "sha-256 AB:C", "sha-256 ABCD", "a( AB", "sha-256 AB CD")) {
            assertEquals(Optional.empty(), Fingerprint.parse(wrong), wrong);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("RFC 4145 4: each role is written as it is read")
    void setup(Setup role) {
        assertEquals(Optional.of(role), Setup.parse(role.toAttribute().value()));
        assertEquals(role == Setup.HOLDCONN, role.answer(Setup.ACTIVE) == Setup.HOLDCONN);
    }

    @Test
    @DisplayName("a side with both kinds of keys takes from an answer the kind that its offer had")
    void offeredKindCounts() {
        var key = Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]);
        var both = new MediaSecurity(List.of(key), List.of(OURS), Setup.ACTIVE, false);
        String everything = key.toAttribute() + "\n" + THEIRS + "a=setup:active\n";
        for (String protocol : List.of("RTP/SAVP", SECURE)) {
            var audio = LocalMedia.audio(4000).format(MediaFormat.PCMU).security(both);
            var machine = Sdp.machine(Sdp.capabilities(audio.protocol(protocol).build()));
            var line = machine.createOffer().media().get(0);
            boolean sdes = protocol.equals("RTP/SAVP");
            assertEquals(sdes, line.attribute("crypto").isPresent());
            assertEquals(!sdes, line.attribute("fingerprint").isPresent());
            var agreed = Sdp.first(machine.copy().takeAnswer(description(protocol, everything)));
            assertEquals(sdes, agreed.crypto().isPresent());
            assertEquals(!sdes, agreed.dtls().isPresent());
            var other = machine.takeAnswer(description("TCP", everything));
            assertEquals(Negotiation.Reason.INCOMPATIBLE_TRANSPORT, Sdp.reason(other));
        }
    }

    @Test
    @DisplayName("a plain offer with keys at hand has none of them in it")
    void plainOffer() {
        var audio = LocalMedia.audio(4000).format(MediaFormat.PCMU).security(MediaSecurity.dtls(OURS));
        var machine = Sdp.machine(Sdp.capabilities(audio.build()));
        var line = machine.createOffer().media().get(0);
        assertEquals(Optional.empty(), line.attribute("fingerprint"));
        assertEquals(Optional.empty(), line.attribute("setup"));
        assertTrue(Sdp.first(machine.takeAnswer(description("RTP/AVP", THEIRS)))
                .dtls()
                .isEmpty());
    }

    @Test
    @DisplayName("under RTP/SAVP a fingerprint alone is offered where there is no key, and answered by a handshake")
    void handshakeUnderSavp() {
        var audio = LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .security(MediaSecurity.dtls(OURS))
                .protocol("RTP/SAVP");
        var machine = Sdp.machine(Sdp.capabilities(audio.build()));
        assertTrue(machine.createOffer().media().get(0).attribute("fingerprint").isPresent());
        var agreed = machine.takeAnswer(description("RTP/SAVP", THEIRS + "a=setup:passive\n"));
        assertEquals(Setup.ACTIVE, Sdp.first(agreed).dtls().orElseThrow().role());
    }
}
