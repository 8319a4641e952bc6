// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 4568: SRTP keys in descriptions")
class Rfc4568Test {
    static final String SHA1_80 = "AES_CM_128_HMAC_SHA1_80";
    private static final String SHA1_32 = "AES_CM_128_HMAC_SHA1_32";
    static final String THEIRS = "inline:" + Base64.getEncoder().encodeToString(key(9, 30));
    static final MediaSecurity SDES =
            MediaSecurity.sdes(Crypto.of(1, SHA1_80, key(1, 30)), Crypto.of(2, SHA1_32, key(2, 30)));

    static byte[] key(int fill, int length) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    static OfferAnswer side(String protocol, MediaSecurity security) {
        return Sdp.machine(Sdp.capabilities(LocalMedia.audio(4000)
                .format(MediaFormat.PCMU)
                .security(security)
                .protocol(protocol)
                .build()));
    }

    private static Negotiation offered(MediaSecurity security, String protocol, String... crypto) {
        return side("RTP/SAVP", security).takeOffer(Sdp.media(lines(protocol, crypto)));
    }

    static String lines(String protocol, String... crypto) {
        var lines = new StringBuilder("m=audio 5000 " + protocol + " 0\n");
        for (String line : crypto) {
            lines.append("a=crypto:").append(line).append('\n');
        }
        return lines.toString();
    }

    @Test
    @DisplayName("5.1.2: the answer has the tag and suite of the offerer's first usable line, and this side's key")
    void answer() {
        var machine = side("RTP/SAVP", SDES);
        machine.takeOffer(
                Sdp.media(lines("RTP/SAVP", "7 F8_128_HMAC_SHA1_80 " + THEIRS, "8 " + SHA1_32 + " " + THEIRS)));
        var line = machine.createAnswer().media().get(0);
        assertEquals("RTP/SAVP", line.protocol());
        assertEquals(
                List.of("8 " + SHA1_32 + " inline:" + Base64.getEncoder().encodeToString(key(2, 30))),
                line.attributes("crypto").stream().map(Attribute::value).toList());
        var pair = machine.media().get(0).crypto().orElseThrow();
        assertArrayEquals(key(2, 30), pair.send().masterKeyAndSalt().orElseThrow());
        assertArrayEquals(key(9, 30), pair.receive().masterKeyAndSalt().orElseThrow());
        assertTrue(machine.media().get(0).dtls().isEmpty());
    }

    @Test
    @DisplayName("5.1.3: both sides have each other's key after offer and answer; the key stays in a re-offer")
    void bothSides() {
        var offerer = side("RTP/SAVP", SDES);
        var answerer = side("RTP/SAVPF", MediaSecurity.sdes(Crypto.of(5, SHA1_32, key(5, 30))));
        var offer = offerer.createOffer();
        assertEquals(2, offer.media().get(0).attributes("crypto").size());
        assertTrue(answerer.takeOffer(offer) instanceof Negotiation.Agreed);
        assertTrue(offerer.takeAnswer(answerer.createAnswer()) instanceof Negotiation.Agreed);
        var one = offerer.media().get(0).crypto().orElseThrow();
        var other = answerer.media().get(0).crypto().orElseThrow();
        assertEquals(one.send(), other.receive());
        assertEquals(one.receive(), other.send());
        assertEquals(offer, offerer.createOffer());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "1 F8_128_HMAC_SHA1_80 KEY",
                "1 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
                "1 AES_CM_128_HMAC_SHA1_80 inline:!!!!",
                "1 AES_CM_128_HMAC_SHA1_80 other:AAAA",
                "1 AES_CM_128_HMAC_SHA1_80 KEY|2^20|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 KEY|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 KEY;KEY",
                "1 AES_CM_128_HMAC_SHA1_80 KEY UNENCRYPTED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 KEY UNENCRYPTED_SRTCP",
                "1 AES_CM_128_HMAC_SHA1_80 KEY UNAUTHENTICATED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 KEY FEC_ORDER=FEC_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 KEY FEC_KEY=KEY",
                "1 AES_CM_128_HMAC_SHA1_80 KEY KDR=1",
                "1 AES_CM_128_HMAC_SHA1_80 KEY KDR=01",
                "1 AES_CM_128_HMAC_SHA1_80 KEY KDR=0 KDR=24",
                "1 AES_CM_128_HMAC_SHA1_80 KEY KDR",
                "x AES_CM_128_HMAC_SHA1_80 KEY",
                "1 AES_CM_128_HMAC_SHA1_80"
            })
    @DisplayName("6.1 to 6.3: keys that cannot be used, MKI and unknown session parameters make a line unusable")
    void unusable(String line) {
        var refused = offered(SDES, "RTP/SAVP", line.replace("KEY", THEIRS));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(refused));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(strings = {"KEY", "KEY|2^31", "KEY|2^31 WSH=64", "KEY -UNKNOWN=1", "KEY KDR=0", "KEY KDR=0 WSH=64"})
    @DisplayName("6.3, 9.2: a lifetime, WSH, the default KDR=0 and parameters that begin with a minus do no harm")
    void usable(String key) {
        assertTrue(Sdp.first(offered(SDES, "RTP/SAVP", "1 " + SHA1_80 + " " + key.replace("KEY", THEIRS)))
                .crypto()
                .isPresent());
    }

    @Test
    @DisplayName("keys for SDES alone do not accept a profile that needs a handshake, nor a stream without any")
    void otherProfiles() {
        String crypto = "1 " + SHA1_80 + " " + THEIRS;
        assertEquals(
                Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(offered(SDES, "UDP/TLS/RTP/SAVPF", crypto)));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(offered(SDES, "RTP/SAVP")));
        assertTrue(Sdp.first(offered(SDES, "RTP/AVP", crypto)).crypto().isEmpty());
        assertEquals(
                Negotiation.Reason.INCOMPATIBLE_TRANSPORT, Sdp.reason(offered(SDES.asRequired(), "RTP/AVP", crypto)));
    }

    @Test
    @DisplayName("an offer of both a protected and a plain stream gets the protected one")
    void bestEffort() {
        var machine = side("RTP/SAVP", SDES);
        machine.takeOffer(Sdp.media(lines("RTP/SAVP", "1 " + SHA1_80 + " " + THEIRS) + lines("RTP/AVP")));
        assertEquals(
                List.of(4000, 0),
                machine.createAnswer().media().stream()
                        .map(MediaDescription::port)
                        .toList());
        var keyless = side("RTP/AVP", MediaSecurity.NONE);
        keyless.takeOffer(Sdp.media(lines("RTP/SAVP", "1 " + SHA1_80 + " " + THEIRS) + lines("RTP/AVP")));
        assertEquals(
                List.of(0, 4000),
                keyless.createAnswer().media().stream()
                        .map(MediaDescription::port)
                        .toList());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "RTP/AVP,''",
        "RTP/AVP,1 AES_CM_128_HMAC_SHA1_80 KEY",
        "RTP/SAVP,''",
        "RTP/SAVP,3 AES_CM_128_HMAC_SHA1_80 KEY",
        "RTP/SAVP,1 AES_CM_128_HMAC_SHA1_32 KEY",
        "RTP/SAVP,1 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
        "TCP,1 x KEY"
    })
    @DisplayName("5.1.3: an answer without a key for an offered line is no agreement: nothing is downgraded")
    void downgrade(String protocol, String crypto) {
        var offerer = side("RTP/SAVP", SDES);
        offerer.createOffer();
        String[] lines = crypto.isEmpty() ? new String[0] : new String[] {crypto.replace("KEY", THEIRS)};
        var result = offerer.takeAnswer(Sdp.media(lines(protocol, lines)));
        assertEquals(Profile.of(protocol).refusal(), Sdp.reason(result));
        assertFalse(offerer.media().get(0).isAccepted());
    }

    @Test
    @DisplayName("a plain offer is not agreed by a protected answer")
    void upgrade() {
        var offerer = side("RTP/AVP", SDES);
        offerer.createOffer();
        var result = offerer.takeAnswer(Sdp.media(lines("RTP/SAVP", "1 " + SHA1_80 + " " + THEIRS)));
        assertEquals(Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE, Sdp.reason(result));
    }

    @ParameterizedTest(name = "{0}: {1} bytes")
    @CsvSource({
        "AES_CM_128_HMAC_SHA1_80,30", "AES_CM_128_HMAC_SHA1_32,30", "F8_128_HMAC_SHA1_80,30",
        "AES_192_CM_HMAC_SHA1_80,38", "AES_192_CM_HMAC_SHA1_32,38", "AES_256_CM_HMAC_SHA1_80,46",
        "AES_256_CM_HMAC_SHA1_32,46", "AEAD_AES_128_GCM,28", "AEAD_AES_256_GCM,44"
    })
    @DisplayName("6.2: master key and salt have the length of the suite")
    void keyLengths(String suite, int length) {
        var line = Crypto.of(3, suite, key(1, length));
        assertArrayEquals(key(1, length), line.masterKeyAndSalt().orElseThrow());
        assertEquals(Optional.of(line), Crypto.parse(line.toAttribute().value()));
        for (int wrong : new int[] {0, length - 1, length + 1}) {
            assertThrows(IllegalArgumentException.class, () -> Crypto.of(3, suite, key(1, wrong)));
        }
    }

    @Test
    @DisplayName("9.1: the grammar; what is read is written again")
    void grammar() {
        for (String value : List.of("1 S inline:k", "999999999 S a:b|2^31|1:1 FEC_ORDER=FEC_SRTP WSH=60")) {
            assertEquals(value, Crypto.parse(value).orElseThrow().toAttribute().value());
        }
        for (String value :
                List.of("", "1", "1 S", "-1 S k", "1000000000 S k", "1 S( k", "1 S k\u0001", "1 S k p\u0001")) {
            assertEquals(Optional.empty(), Crypto.parse(value), value);
        }
        assertEquals(
                "crypto 1 S", Crypto.parse("1 S inline:secret").orElseThrow().toString(), "no key in logs");
        assertEquals(1, Crypto.of(1, "NEW", key(1, 5)).tag(), "a suite that is not known has any length");
    }

    @Test
    @DisplayName("keys of this side are checked when they are given")
    void checks() {
        var one = Crypto.of(1, SHA1_80, key(1, 30));
        assertThrows(IllegalArgumentException.class, () -> MediaSecurity.sdes(one, one.withTag(2)));
        assertThrows(IllegalArgumentException.class, () -> MediaSecurity.sdes(one, Crypto.of(1, SHA1_32, key(1, 30))));
        var identified = new Crypto(1, SHA1_80, THEIRS + "|1:4", List.of());
        assertThrows(IllegalArgumentException.class, () -> MediaSecurity.sdes(identified));
        assertThrows(IllegalArgumentException.class, MediaSecurity.NONE::asRequired);
        assertThrows(
                IllegalArgumentException.class, () -> new MediaSecurity(List.of(one), List.of(), Setup.ACTPASS, false));
        var plain = LocalMedia.audio(1).format(MediaFormat.PCMU).security(SDES.asRequired());
        assertThrows(IllegalStateException.class, plain::build, "required, and offered as RTP/AVP");
    }

    @Test
    @DisplayName("7.1.4: a new key in a re-offer is the one used from then on, from either side")
    void newKeys() {
        var machine = side("RTP/SAVP", SDES);
        machine.takeOffer(Sdp.media(lines("RTP/SAVP", "1 " + SHA1_80 + " " + THEIRS)));
        var first = machine.createAnswer();
        String next = "inline:" + Base64.getEncoder().encodeToString(key(8, 30));
        machine.takeOffer(Sdp.media(lines("RTP/SAVP", "1 " + SHA1_80 + " " + next)));
        assertEquals(first.origin(), machine.createAnswer().origin(), "this side's key is the same");
        assertEquals(
                next, machine.media().get(0).crypto().orElseThrow().receive().keyParameters());
        var audio = machine.capabilities().media().get(0).toBuilder()
                .security(MediaSecurity.sdes(Crypto.of(1, SHA1_80, key(7, 30))))
                .build();
        machine.capabilities(Sdp.capabilities(audio));
        var offer = machine.createOffer();
        assertEquals("2", offer.origin().sessionVersion());
        machine.takeAnswer(Sdp.media(lines("RTP/SAVP", "1 " + SHA1_80 + " " + THEIRS)));
        var pair = machine.media().get(0).crypto().orElseThrow();
        assertArrayEquals(key(7, 30), pair.send().masterKeyAndSalt().orElseThrow());
        assertArrayEquals(key(9, 30), pair.receive().masterKeyAndSalt().orElseThrow());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "KEY,, ",
        "KEY|2^20,1048576, ",
        "KEY|2^48,281474976710656, ",
        "KEY|2^0,1, ",
        "KEY|1048577,1048577, ",
        "KEY|1:4,, 1:4",
        "KEY|0:1,, 0:1",
        "KEY|255:1,, 255:1",
        "KEY|2^31|66051:4,2147483648, 66051:4",
        "KEY|7|1:128,7, 1:128"
    })
    @DisplayName("6.1: a key with its lifetime and MKI")
    void keyInfo(String parameter, Long lifetime, String mki) {
        var key = CryptoKey.parse(parameter.replace("KEY", THEIRS)).orElseThrow();
        assertArrayEquals(key(9, 30), key.masterKeyAndSalt());
        assertEquals(lifetime == null ? OptionalLong.empty() : OptionalLong.of(lifetime), key.lifetimePackets());
        assertEquals(Optional.ofNullable(mki), key.mki().map(CryptoKey.Mki::toString));
        assertEquals(Optional.of(key), CryptoKey.parse(key.text()));
        assertFalse(key.toString().contains(key.keyAndSalt()), "no key in logs");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "KEY|", "KEY|2^49", "KEY|2^", "KEY|2^x", "KEY|0", "KEY|-1", "KEY|281474976710657", "KEY|x", "KEY|2^20|",
                "KEY|2^20|1", "KEY|1:", "KEY|:4", "KEY|1:0", "KEY|1:129", "KEY|256:1", "KEY|-1:4", "KEY|a:4",
                        "KEY|1:4|2^20",
                "KEY|1:4:4", "KEY|+1:4", "KEY|2^20|1:4|1", "inline:", "inline:|2^20", "inline:!", "outline:AAAA", ""
            })
    @DisplayName("6.1: \"otherwise invalid\" keys are none")
    void keyInfoMalformed(String parameter) {
        assertEquals(Optional.empty(), CryptoKey.parse(parameter.replace("KEY", THEIRS)));
    }

    @Test
    @DisplayName("6.1: an MKI has at most 128 octets, sent with the most significant first")
    void mki() {
        assertArrayEquals(new byte[] {0, 1, 2, 3}, CryptoKey.Mki.of(66_051, 4).octets());
        assertArrayEquals(new byte[] {(byte) 200}, CryptoKey.Mki.of(200, 1).octets());
        assertArrayEquals(new byte[] {0, (byte) 200}, CryptoKey.Mki.of(200, 2).octets());
        var most = BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.ONE);
        assertEquals(most, new BigInteger(1, new CryptoKey.Mki(most, 128).octets()));
        assertEquals(
                Optional.of(most),
                CryptoKey.parse(THEIRS + "|" + most + ":128")
                        .orElseThrow()
                        .mki()
                        .map(CryptoKey.Mki::value));
        assertEquals(Optional.empty(), CryptoKey.parse(THEIRS + "|0" + most + ":128"), "more digits than that need");
        assertThrows(IllegalArgumentException.class, () -> CryptoKey.Mki.of(-1, 4));
        assertThrows(IllegalArgumentException.class, () -> CryptoKey.Mki.of(1, 0));
    }

    @ParameterizedTest(name = "[{index}] {0}: {1}")
    @CsvSource({
        "KEY, 1",
        "KEY;KEY, 0",
        "KEY|1:4;KEY|2:4, 2",
        "KEY|2^20|1:4;KEY|2^21|2:4;KEY|3:4, 3",
        "KEY|1:4;KEY|1:4, 0",
        "KEY|1:4;KEY|2:2, 0",
        "KEY|1:4;KEY, 0",
        "KEY;KEY|1:4, 0",
        "KEY|1:4;, 0",
        ";KEY, 0",
        "KEY|1:4;inline:AAAA|2:4, 0"
    })
    @DisplayName("6.1: several keys of a line are told apart by MKIs of one length, or there are none")
    void severalKeys(String parameters, int count) {
        var line = new Crypto(1, SHA1_80, parameters.replace("KEY", THEIRS), List.of());
        assertEquals(count, line.keys().size());
        assertEquals(parameters.equals("KEY"), line.masterKeyAndSalt().isPresent());
        if (count > 1) {
            assertEquals(line.keys(), Crypto.of(1, SHA1_80, line.keys()).keys());
        }
    }

    @Test
    @DisplayName("a peer that takes the keys away in a re-offer is refused, and the protected session stays")
    void keysTakenAway() {
        var machine = side("RTP/SAVP", SDES.asRequired());
        machine.takeOffer(Sdp.media(lines("RTP/SAVP", "1 " + SHA1_80 + " " + THEIRS)));
        machine.createAnswer();
        var before = machine.media();
        assertEquals(
                Negotiation.Reason.NO_KEYS_FOR_SECURE_PROFILE,
                Sdp.reason(machine.takeOffer(Sdp.media(lines("RTP/SAVP")))));
        assertEquals(
                Negotiation.Reason.INCOMPATIBLE_TRANSPORT, Sdp.reason(machine.takeOffer(Sdp.media(lines("RTP/AVP")))));
        assertEquals(before, machine.media());
        assertEquals(OfferAnswer.State.STABLE, machine.state());
    }
}
