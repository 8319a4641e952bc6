// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The value of an Authorization or Proxy-Authorization (RFC 3261 sections 20.7 and 20.28; digest: RFC 7616 section 3.4).
 * It is read and written here; computing and checking the response is the user agent's. {@link #toString} shows the scheme
 * alone. Equal to another by its text. Immutable and thread-safe.
 */
public final class Credentials extends AuthenticationValue {
    private Credentials(AuthValue value) {
        super(value);
    }

    /**
     * Reads credentials.
     *
     * @param text such as {@code Digest username="bob", realm="example.com", nonce="1", uri="sip:h", response="2"}
     * @return the value
     * @throws IllegalArgumentException if it is none
     */
    public static Credentials parse(String text) {
        return ValueCodec.parseText(Credentials::parse, text, "credentials");
    }

    static Credentials parse(ByteCursor in) throws SipParseException {
        return new Credentials(AuthValue.parse(in));
    }

    /**
     * Digest credentials.
     *
     * @param username the name, or its hash: see {@link #withUserhash}
     * @param realm that of the challenge
     * @param nonce that of the challenge
     * @param uri the Request-URI
     * @param response the digest in hexadecimal
     * @return the credentials
     * @throws IllegalArgumentException if one of them has CR, LF or NUL
     */
    public static Credentials digest(String username, String realm, String nonce, Uri uri, String response) {
        return new Credentials(AuthValue.digest()
                .withQuoted("username", username)
                .withQuoted("realm", realm)
                .withQuoted("nonce", nonce)
                .withQuoted("uri", uri.toString())
                .withQuoted("response", response));
    }

    /**
     * The user's name, or its hash if {@link #isUserhash}; that of {@code username*} if there is no other.
     *
     * @return the name; empty if there is none, or it is {@code username*} in a form that RFC 7616 section 3.4 does not
     *     allow
     */
    public Optional<String> username() {
        return value.value("username").or(() -> value.value("username*").flatMap(Credentials::decoded));
    }

    /** {@code ext-value} of RFC 8187 in the one form RFC 7616 allows: {@code UTF-8''} and percent escapes. */
    private static Optional<String> decoded(String extValue) {
        byte[] bytes = Bytes.ofUtf8(extValue).toArray();
        int quotes = extValue.toUpperCase(Locale.ROOT).startsWith("UTF-8'") ? extValue.indexOf('\'', 6) : -1;
        if (quotes < 0) {
            return Optional.empty();
        }
        ByteCursor in = ByteCursor.over(bytes, quotes + 1, bytes.length);
        try {
            Escapes.check(in, quotes + 1, bytes.length, "ext-value");
        } catch (SipParseException e) {
            return Optional.empty();
        }
        return Optional.of(Text.unescaped(bytes, quotes + 1, bytes.length));
    }

    /**
     * The URI that was hashed.
     *
     * @return as written: the digest is computed over this text; empty if there is none
     */
    public Optional<String> uri() {
        return value.value("uri");
    }

    /**
     * The digest.
     *
     * @return in hexadecimal, as written; empty if there is none
     */
    public Optional<String> response() {
        return value.value("response");
    }

    /**
     * The client's nonce.
     *
     * @return the nonce; empty if there is none
     */
    public Optional<String> cnonce() {
        return value.value("cnonce");
    }

    /**
     * The quality of protection chosen.
     *
     * @return empty if none is named, as in RFC 2069, or it is not known: {@code parameter("qop")} tells which
     */
    public Optional<DigestQop> qop() {
        return value.value("qop").flatMap(DigestQop::of);
    }

    /**
     * How often the client has used the nonce: {@code nc}, eight hexadecimal digits.
     *
     * @return from 0 to 2^32 - 1; empty if there is none, or it is something else
     */
    public OptionalLong nonceCount() {
        return AuthenticationInfo.nonceCount(value.parameters());
    }

    /**
     * The same with an algorithm.
     *
     * @param algorithm that of the challenge
     * @return the new value
     */
    public Credentials withAlgorithm(DigestAlgorithm algorithm) {
        return new Credentials(value.withToken("algorithm", algorithm.token()));
    }

    /**
     * The same with a quality of protection and what goes with it.
     *
     * @param qop one of the challenge's
     * @param cnonce the client's nonce
     * @param nonceCount how often the nonce was used, this time included: from 1 to 2^32 - 1
     * @return the new value
     * @throws IllegalArgumentException if the count is out of range, or the nonce has CR, LF or NUL
     */
    public Credentials withQop(DigestQop qop, String cnonce, long nonceCount) {
        return new Credentials(value.withToken("qop", qop.token())
                .withQuoted("cnonce", cnonce)
                .withToken("nc", AuthenticationInfo.eightDigits(nonceCount)));
    }

    /**
     * The same with what the challenge asked to have back.
     *
     * @param opaque that of the challenge
     * @return the new value
     * @throws IllegalArgumentException if it has CR, LF or NUL
     */
    public Credentials withOpaque(String opaque) {
        return new Credentials(value.withQuoted("opaque", opaque));
    }

    /**
     * The same, saying whether the username is a hash.
     *
     * @param userhash whether it is
     * @return the new value
     */
    public Credentials withUserhash(boolean userhash) {
        return new Credentials(value.withToken("userhash", Boolean.toString(userhash)));
    }

    /**
     * The same with a parameter of another specification, quoted.
     *
     * @param name a token
     * @param text any text on one line
     * @return the new value
     * @throws IllegalArgumentException if the name is not a token, or the text has CR, LF or NUL
     */
    public Credentials withParameter(String name, String text) {
        return new Credentials(value.withQuoted(name, text));
    }
}
