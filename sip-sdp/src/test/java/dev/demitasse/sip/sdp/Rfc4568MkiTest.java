// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static dev.demitasse.sip.sdp.Rfc4568Test.SDES;
import static dev.demitasse.sip.sdp.Rfc4568Test.SHA1_80;
import static dev.demitasse.sip.sdp.Rfc4568Test.THEIRS;
import static dev.demitasse.sip.sdp.Rfc4568Test.key;
import static dev.demitasse.sip.sdp.Rfc4568Test.lines;
import static dev.demitasse.sip.sdp.Rfc4568Test.side;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 4568 6.1: keys with an MKI in offers and answers")
class Rfc4568MkiTest {
    @Test
    @DisplayName("6.1: a side that knows MKIs accepts and gives marked keys, and says which; another does not")
    void marked() {
        var ours = CryptoKey.of(key(1, 30)).withMki(CryptoKey.Mki.of(9, 2));
        var line = Crypto.of(1, SHA1_80, List.of(ours, CryptoKey.of(key(2, 30)).withMki(CryptoKey.Mki.of(10, 2))));
        assertThrows(IllegalArgumentException.class, () -> MediaSecurity.sdes(line));
        var security = new MediaSecurity(List.of(line), List.of(), Setup.ACTIVE, true, true, Optional.empty());
        var offer = Sdp.media(lines("RTP/SAVP", "3 " + SHA1_80 + " " + THEIRS + "|2^20|1:4"));
        var machine = side("RTP/SAVP", security);
        var pair = Sdp.first(machine.takeOffer(offer)).crypto().orElseThrow();
        assertEquals(
                List.of(CryptoKey.Mki.of(1, 4)),
                pair.receive().keys().stream()
                        .map(key -> key.mki().orElseThrow())
                        .toList());
        assertEquals(ours, pair.send().keys().get(0));
        assertEquals(2, pair.send().keys().size());
        var answer = machine.createAnswer().media().get(0).attribute("crypto").orElseThrow();
        assertEquals(line.withTag(3).toAttribute(), answer);
        assertEquals(
                Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE,
                Sdp.reason(side("RTP/SAVP", SDES).takeOffer(offer)));
        assertTrue(Sdp.first(side("RTP/SAVP", SDES.withMki()).takeOffer(offer))
                .crypto()
                .isPresent());
        var offerer = side("RTP/SAVP", SDES);
        offerer.createOffer();
        var result = offerer.takeAnswer(Sdp.media(lines("RTP/SAVP", "1 " + SHA1_80 + " " + THEIRS + "|1:4")));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(result));
        assertThrows(IllegalArgumentException.class, () -> Crypto.of(1, SHA1_80, List.of()));
        assertThrows(IllegalArgumentException.class, () -> Crypto.of(1, SHA1_80, List.of(CryptoKey.of(new byte[5]))));
        assertThrows(IllegalArgumentException.class, () -> CryptoKey.of(new byte[0]));
    }

    @Test
    @DisplayName("6.1: to an offer without an MKI the answer is the first key without one, which the offerer takes")
    void unmarkedAnswer() {
        var one = new CryptoKey(
                Base64.getEncoder().encodeToString(key(1, 30)),
                OptionalLong.of(1 << 20),
                Optional.of(CryptoKey.Mki.of(9, 2)));
        var other = CryptoKey.of(key(2, 30)).withMki(CryptoKey.Mki.of(10, 2));
        var marked = Crypto.of(1, SHA1_80, List.of(one, other));
        var answerer = side(
                "RTP/SAVP", new MediaSecurity(List.of(marked), List.of(), Setup.ACTIVE, true, true, Optional.empty()));
        var offerer = side("RTP/SAVP", MediaSecurity.sdes(Crypto.of(7, SHA1_80, key(3, 30))));
        answerer.takeOffer(offerer.createOffer());
        var answer = answerer.createAnswer();
        assertEquals(
                "7 " + SHA1_80 + " inline:" + one.keyAndSalt() + "|1048576",
                answer.media().get(0).attribute("crypto").orElseThrow().value());
        var pair = Sdp.first(offerer.takeAnswer(answer)).crypto().orElseThrow();
        assertEquals(
                pair.receive(), answerer.media().get(0).crypto().orElseThrow().send());
    }

    @Test
    @DisplayName("5.1.2: a key of this side without an MKI is written in the answer as it was given")
    void asGiven() {
        var machine = side("RTP/SAVP", MediaSecurity.sdes(new Crypto(1, SHA1_80, THEIRS + "|2^20", List.of())));
        machine.takeOffer(Sdp.media(lines("RTP/SAVP", "4 " + SHA1_80 + " " + THEIRS)));
        assertEquals(
                "4 " + SHA1_80 + " " + THEIRS + "|2^20",
                machine.createAnswer()
                        .media()
                        .get(0)
                        .attribute("crypto")
                        .orElseThrow()
                        .value());
    }

    @Test
    @DisplayName("6.1: keys that cannot be used are not by a side that knows MKIs either")
    void unusable() {
        var offer = Sdp.media(lines("RTP/SAVP", "1 " + SHA1_80 + " inline:AAAA|1:4"));
        assertEquals(
                Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE,
                Sdp.reason(side("RTP/SAVP", SDES.withMki()).takeOffer(offer)));
    }

    @Test
    @DisplayName(
            "9.2: the values check what they are made of; the smallest tag is 0; an unknown suite has keys of any length")
    void values() {
        assertThrows(IllegalArgumentException.class, () -> new Crypto(1, "S", "k", List.of("a b")));
        String key = CryptoKey.of(key(1, 30)).keyAndSalt();
        for (long packets : new long[] {-1, 0, (1L << 48) + 1}) {
            var lifetime = OptionalLong.of(packets);
            assertThrows(IllegalArgumentException.class, () -> new CryptoKey(key, lifetime, Optional.empty()));
        }
        assertEquals(0, Crypto.parse("0 S inline:AAAA").orElseThrow().tag());
        assertEquals(
                3,
                new Crypto(0, "S", "inline:AAAA", List.of()).masterKeyAndSalt().orElseThrow().length);
        var marked = new CryptoKey(key, OptionalLong.of(77), Optional.of(CryptoKey.Mki.of(9, 2)));
        assertTrue(marked.toString().contains("77") && marked.toString().contains("9:2"), marked.toString());
    }
}
