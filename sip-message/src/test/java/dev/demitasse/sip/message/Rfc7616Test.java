// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7616, RFC 8760: the values of digest headers")
class Rfc7616Test {
    @Test
    @DisplayName("3.3: what a challenge says")
    void challenge() {
        Challenge challenge = Challenge.parse(
                "DIGEST realm=\"a \\\"b\\\"\", Nonce=\"n,1\", domain=\"sip:a  sips:b\","
                        + "opaque=\"\", STALE=True, algorithm=sha-512-256-SESS, qop=\"auth-int, token,auth\", userhash=true, charset=UTF-8");
        assertTrue(challenge.isDigest() && challenge.isStale() && challenge.isUserhash());
        assertEquals("DIGEST", challenge.scheme());
        assertEquals(Optional.of("a \"b\""), challenge.realm());
        assertEquals(Optional.of("n,1"), challenge.nonce());
        assertEquals(Optional.of(""), challenge.opaque());
        assertEquals(List.of("sip:a", "sips:b"), challenge.domain());
        assertEquals(Optional.of(DigestAlgorithm.SHA_512_256_SESS), challenge.algorithm());
        assertEquals(List.of(DigestQop.AUTH_INT, DigestQop.AUTH), challenge.qop());
        assertEquals(Optional.of("UTF-8"), challenge.parameter("CHARSET"));
        assertEquals(Optional.empty(), challenge.token68());
        assertEquals(
                List.of("realm", "Nonce", "domain", "opaque", "STALE", "algorithm", "qop", "userhash", "charset"),
                challenge.parameterNames());
    }

    @Test
    @DisplayName("3.3: without an algorithm it is MD5; one that is not known is none")
    void algorithms() {
        Challenge challenge = Challenge.parse("Digest realm=\"r\"");
        assertEquals(Optional.of(DigestAlgorithm.MD5), challenge.algorithm());
        assertEquals(
                Optional.empty(), Challenge.parse("Digest algorithm=AKAv1-MD5").algorithm());
        assertEquals(
                Optional.of(DigestAlgorithm.SHA_256),
                Challenge.parse("Digest algorithm=\"SHA-256\"").algorithm());
        assertEquals(List.of(), challenge.qop());
        assertEquals(List.of(), challenge.domain());
        assertFalse(challenge.isStale() || challenge.isUserhash());
        assertEquals(Optional.empty(), challenge.nonce());
        assertEquals(
                List.of(), Challenge.parse("Digest qop=\"other\", stale=yes").qop());
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            assertEquals(
                    Optional.of(algorithm), challenge.withAlgorithm(algorithm).algorithm());
            assertEquals(algorithm.token().endsWith("-sess"), algorithm.isSession());
        }
        assertEquals("SHA-512/256", DigestAlgorithm.SHA_512_256_SESS.hash());
    }

    @Test
    @DisplayName(
            "3.3: realm, nonce, opaque, domain and qop of a challenge are quoted, stale, algorithm and userhash not")
    void writtenChallenge() {
        Challenge challenge = Challenge.digest("r\"", "n")
                .withDomain(List.of("sip:a", "sip:b"))
                .withOpaque("o")
                .withAlgorithm(DigestAlgorithm.SHA_256)
                .withQop(List.of(DigestQop.AUTH, DigestQop.AUTH_INT))
                .withStale(true)
                .withUserhash(false)
                .withParameter("x-y", "z")
                .withOpaque("p");
        String text = "Digest realm=\"r\\\"\", nonce=\"n\", domain=\"sip:a sip:b\", opaque=\"p\", algorithm=SHA-256,"
                + " qop=\"auth,auth-int\", stale=true, userhash=false, x-y=\"z\"";
        assertEquals(text, challenge.encoded());
        assertEquals(challenge, Challenge.parse(text));
        assertEquals(challenge.hashCode(), Challenge.parse(text).hashCode());
        assertNotEquals(challenge, challenge.withStale(false));
        assertThrows(IllegalArgumentException.class, () -> challenge.withQop(List.of()));
        assertThrows(IllegalArgumentException.class, () -> challenge.withDomain(List.of("sip:a sip:b")));
        assertThrows(IllegalArgumentException.class, () -> challenge.withParameter("a b", "c"));
        assertThrows(IllegalArgumentException.class, () -> challenge.withOpaque("a\r\nb"));
    }

    @Test
    @DisplayName("RFC 8760 2.3: several challenges keep the server's order, over lines and within one")
    void several() {
        SipMessage message = parse(
                options(
                        "WWW-Authenticate: Digest realm=\"r\", algorithm=SHA-512-256, nonce=\"1\"\n"
                                + "WWW-Authenticate: Digest realm=\"r\", nonce=\"2\" , Negotiate,\n NTLM dG9r==, Bearer realm=\"x\", Digest nonce=\"3\"\n"));
        List<Challenge> challenges = message.all(Header.WWW_AUTHENTICATE);
        assertEquals(
                List.of("Digest", "Digest", "Negotiate", "NTLM", "Bearer", "Digest"),
                challenges.stream().map(Challenge::scheme).toList());
        assertEquals(Optional.of("2"), challenges.get(1).nonce());
        assertEquals(List.of(), challenges.get(2).parameterNames());
        assertEquals(Optional.of("dG9r=="), challenges.get(3).token68());
        assertEquals(Optional.of("3"), challenges.get(5).nonce());
        SipMessage without = ((SipRequest) message)
                .toBuilder()
                        .removeFirst(Header.WWW_AUTHENTICATE)
                        .removeFirst(Header.WWW_AUTHENTICATE)
                        .build();
        assertEquals(challenges.subList(2, 6), without.all(Header.WWW_AUTHENTICATE));
    }

    @Test
    @DisplayName("3.4: what credentials say; qop, nc, algorithm and userhash are not quoted when written")
    void credentials() {
        Credentials credentials = Credentials.digest("bob", "r", "n", Uri.parse("sip:b@h"), "00ff")
                .withAlgorithm(DigestAlgorithm.SHA_256)
                .withQop(DigestQop.AUTH_INT, "c", 0xabcdef01L)
                .withOpaque("o")
                .withUserhash(true)
                .withParameter("x", "y");
        String text = "Digest username=\"bob\", realm=\"r\", nonce=\"n\", uri=\"sip:b@h\", response=\"00ff\","
                + " algorithm=SHA-256, qop=auth-int, cnonce=\"c\", nc=abcdef01, opaque=\"o\", userhash=true, x=\"y\"";
        assertEquals(text, credentials.encoded());
        Credentials read = Credentials.parse(text);
        assertEquals(credentials, read);
        assertEquals(credentials.hashCode(), read.hashCode());
        assertEquals(
                List.of("bob", "r", "n", "sip:b@h", "00ff", "c", "o", "y"),
                List.of(
                        read.username().orElseThrow(),
                        read.realm().orElseThrow(),
                        read.nonce().orElseThrow(),
                        read.uri().orElseThrow(),
                        read.response().orElseThrow(),
                        read.cnonce().orElseThrow(),
                        read.opaque().orElseThrow(),
                        read.parameter("X").orElseThrow()));
        assertEquals(Optional.of(DigestAlgorithm.SHA_256), read.algorithm());
        assertEquals(Optional.of(DigestQop.AUTH_INT), read.qop());
        assertEquals(OptionalLong.of(0xabcdef01L), read.nonceCount());
        assertTrue(read.isUserhash() && read.isDigest());
        assertEquals(12, read.parameterNames().size());
        assertThrows(IllegalArgumentException.class, () -> credentials.withQop(DigestQop.AUTH, "c", 0));
        assertThrows(IllegalArgumentException.class, () -> credentials.withQop(DigestQop.AUTH, "c", 1L << 32));
        assertEquals(
                OptionalLong.of(1), credentials.withQop(DigestQop.AUTH, "c", 1).nonceCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nc=1", "nc=000000001", "nc=0000000g", "nc=\"-0000001\"", "x=y"})
    @DisplayName("3.4: nc is eight hexadecimal digits")
    void nonceCount(String parameter) {
        assertEquals(
                OptionalLong.empty(), Credentials.parse("Digest " + parameter).nonceCount());
    }

    @Test
    @DisplayName("3.4: username* is UTF-8 and percent escapes, and counts where there is no username")
    void extendedUsername() {
        assertEquals(
                Optional.of("J\u00e4s\u00f8n Doe"),
                Credentials.parse("Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe")
                        .username());
        assertEquals(
                Optional.of("a"),
                Credentials.parse("Digest username*=utf-8'en'b, username=\"a\"").username());
        for (String bad : List.of("ISO-8859-1''a", "UTF-8'a", "a", "UTF-8''%4", "UTF-8''%zz")) {
            assertEquals(
                    Optional.empty(),
                    Credentials.parse("Digest username*=" + bad).username(),
                    bad);
        }
    }

    @Test
    @DisplayName("RFC 8898: Bearer credentials are a token68")
    void bearer() {
        Credentials credentials =
                parse(options("Authorization: Bearer mF_9.B5f-4.1JqM~+/==\n")).require(Header.AUTHORIZATION);
        assertEquals(Optional.of("mF_9.B5f-4.1JqM~+/=="), credentials.token68());
        assertEquals(List.of(), credentials.parameterNames());
        assertFalse(credentials.isDigest());
    }

    @Test
    @DisplayName("3.5: Authentication-Info; qop and nc are not quoted")
    void info() {
        AuthenticationInfo info =
                AuthenticationInfo.ofResponse(DigestQop.AUTH, "00", "c", 10).withNextNonce("n");
        assertEquals("qop=auth, rspauth=\"00\", cnonce=\"c\", nc=0000000a, nextnonce=\"n\"", info.encoded());
        AuthenticationInfo read = AuthenticationInfo.parse(info.encoded());
        assertEquals(info, read);
        assertEquals(info.hashCode(), read.hashCode());
        assertEquals(Optional.of(DigestQop.AUTH), read.qop());
        assertEquals(Optional.of("00"), read.response());
        assertEquals(Optional.of("c"), read.cnonce());
        assertEquals(Optional.of("n"), read.nextNonce());
        assertEquals(Optional.of("n"), read.parameter("NEXTNONCE"));
        assertEquals(OptionalLong.of(10), read.nonceCount());
        assertEquals("nextnonce=\"x\"", AuthenticationInfo.ofNextNonce("x").encoded());
    }

    @Test
    @DisplayName("a received challenge may have as many parameters as the limits say, and no more")
    void limits() {
        String many = "Digest a0=1" + ", a%d=1".repeat(63);
        Object[] numbers = java.util.stream.IntStream.rangeClosed(1, 63).boxed().toArray();
        String line = "WWW-Authenticate: " + many.formatted(numbers);
        assertEquals(
                64,
                parse(options(line + "\n"))
                        .require(Header.WWW_AUTHENTICATE)
                        .parameterNames()
                        .size());
        SipMessage more = parse(options(line + ", b=1\n"));
        assertThrows(MalformedHeaderException.class, () -> more.all(Header.WWW_AUTHENTICATE));
        SipMessage privacy = parse(options("Privacy: a" + ";a".repeat(64) + "\n"));
        assertThrows(MalformedHeaderException.class, () -> privacy.all(Header.PRIVACY));
    }

    @Test
    @DisplayName("no credentials in toString")
    void quiet() {
        assertEquals("Digest ****", Challenge.digest("r", "SECRET").toString());
        assertEquals(
                "Digest ****", Credentials.parse("Digest response=\"SECRET\"").toString());
        assertEquals("Bearer ****", Credentials.parse("Bearer SECRET").toString());
        assertEquals("nextnonce ****", AuthenticationInfo.ofNextNonce("SECRET").toString());
    }
}
