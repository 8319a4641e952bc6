// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8842: which DTLS association a description is about")
class Rfc8842Test {
    private static final MediaSecurity DTLS = MediaSecurity.dtls(Fingerprint.of("sha-256", new byte[32]));
    private static final String OURS = "ours-0123456789abcdef";
    private static final String THEIRS = "abcDEF+/-_1234567890";

    private static OfferAnswer side(MediaSecurity security) {
        return Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .security(security)
                .protocol("UDP/TLS/RTP/SAVP")
                .build()));
    }

    private static SessionDescription said(String session, String media) {
        return Sdp.media(
                session + "m=audio 5000 UDP/TLS/RTP/SAVP 0\na=fingerprint:sha-256 01\na=setup:active\n" + media);
    }

    private static Optional<String> tlsId(SessionDescription description) {
        return description.media().get(0).attribute("tls-id").map(Attribute::value);
    }

    private static Optional<String> theirs(OfferAnswer machine) {
        return machine.media().get(0).dtls().orElseThrow().tlsId();
    }

    @Test
    @DisplayName("5.2, 5.3: each side gives its own, and tells the media layer the peer's")
    void bothSides() {
        var offerer = side(DTLS.withTlsId(OURS));
        var answerer = side(DTLS.withTlsId(THEIRS));
        var offer = offerer.createOffer();
        assertEquals(Optional.of(OURS), tlsId(offer));
        answerer.takeOffer(offer);
        var answer = answerer.createAnswer();
        assertEquals(Optional.of(THEIRS), tlsId(answer));
        offerer.takeAnswer(answer);
        assertEquals(Optional.of(THEIRS), theirs(offerer));
        assertEquals(Optional.of(OURS), theirs(answerer));
    }

    @Test
    @DisplayName("5.3: no tls-id in an answer to an offer without; a side without one reads the peer's all the same")
    void oneSided() {
        var identified = side(DTLS.withTlsId(OURS));
        identified.takeOffer(said("", ""));
        assertEquals(Optional.empty(), tlsId(identified.createAnswer()));
        assertEquals(Optional.empty(), theirs(identified));
        var silent = side(DTLS);
        silent.takeOffer(said("", "a=tls-id:" + THEIRS + "\n"));
        assertEquals(Optional.empty(), tlsId(silent.createAnswer()));
        assertEquals(Optional.of(THEIRS), theirs(silent));
    }

    @Test
    @DisplayName("4: the attribute exists at the media level only; above it says nothing, in an answer neither")
    void mediaLevel() {
        var machine = side(DTLS.withTlsId(OURS));
        machine.takeOffer(said("a=tls-id:" + THEIRS + "\n", ""));
        assertEquals(Optional.empty(), tlsId(machine.createAnswer()));
        assertEquals(Optional.empty(), theirs(machine));
        var offerer = side(DTLS.withTlsId(OURS));
        offerer.createOffer();
        offerer.takeAnswer(said("a=tls-id:" + THEIRS + "\n", ""));
        assertEquals(Optional.empty(), theirs(offerer));
    }

    @Test
    @DisplayName("4: 20 to 255 characters; anything else says nothing")
    void grammar() {
        for (String value : List.of(THEIRS, "x".repeat(255))) {
            var machine = side(DTLS);
            machine.takeOffer(said("", "a=tls-id:" + value + "\n"));
            machine.createAnswer();
            assertEquals(Optional.of(value), theirs(machine));
            assertEquals(Optional.of(value), DTLS.withTlsId(value).tlsId());
        }
        for (String value :
                List.of("", "x".repeat(19), "x".repeat(256), "0123456789abcdef.ghijk", "0123456789abcdef ghijk")) {
            var machine = side(DTLS);
            machine.takeOffer(said("", "a=tls-id:" + value + "\n"));
            machine.createAnswer();
            assertEquals(Optional.empty(), theirs(machine), value);
            assertThrows(IllegalArgumentException.class, () -> DTLS.withTlsId(value));
        }
    }

    @Test
    @DisplayName("5.5: another tls-id in a re-offer is another handshake, told by a DtlsPeer that differs")
    void newAssociation() {
        var machine = side(DTLS.withTlsId(OURS));
        machine.takeOffer(said("", "a=tls-id:" + THEIRS + "\n"));
        machine.createAnswer();
        var before = machine.media().get(0).dtls();
        machine.takeOffer(said("", "a=tls-id:" + THEIRS + "\n"));
        machine.createAnswer();
        assertEquals(before, machine.media().get(0).dtls());
        machine.takeOffer(said("", "a=tls-id:new-" + THEIRS + "\n"));
        machine.createAnswer();
        assertNotEquals(before, machine.media().get(0).dtls());
    }

    @Test
    @DisplayName("what is added to a protection leaves the rest of it")
    void copies() {
        var all = DTLS.withMki().withTlsId(OURS).asRequired();
        assertTrue(all.required() && all.mki());
        assertEquals(Optional.of(OURS), all.tlsId());
        assertEquals(DTLS.fingerprints(), all.fingerprints());
        assertEquals(all, all.withMki().withTlsId(OURS));
    }
}
