// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says after it has accepted digest credentials: the value of Authentication-Info (RFC 3261 section 20.6,
 * RFC 7616 section 3.5) and Proxy-Authentication-Info (RFC 7615). {@link #toString} shows the names alone. Equal to
 * another by its text. Immutable and thread-safe.
 */
public final class AuthenticationInfo {
    private static final int NC_DIGITS = 8;

    private final AuthParameters parameters;

    private AuthenticationInfo(AuthParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads a value.
     *
     * @param text such as {@code nextnonce="47364c23"}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static AuthenticationInfo parse(String text) {
        return ValueCodec.parseText(AuthenticationInfo::parse, text, "ainfo");
    }

    /** {@code ainfo *(COMMA ainfo)}. */
    static AuthenticationInfo parse(ByteCursor in) throws SipParseException {
        return new AuthenticationInfo(AuthParameters.parse(in));
    }

    /**
     * A value with the nonce to be used next.
     *
     * @param nextNonce the nonce
     * @return the value
     * @throws IllegalArgumentException if it has CR, LF or NUL
     */
    public static AuthenticationInfo ofNextNonce(String nextNonce) {
        return new AuthenticationInfo(AuthParameters.NONE.withQuoted("nextnonce", nextNonce));
    }

    /**
     * A value by which the server proves that it knows the user's secret.
     *
     * @param qop the quality of protection of the request
     * @param response the server's digest in hexadecimal
     * @param cnonce that of the request
     * @param nonceCount that of the request, from 1 to 2^32 - 1
     * @return the value
     * @throws IllegalArgumentException if the count is out of range, or a text has CR, LF or NUL
     */
    public static AuthenticationInfo ofResponse(DigestQop qop, String response, String cnonce, long nonceCount) {
        return new AuthenticationInfo(AuthParameters.NONE
                .withToken("qop", qop.token())
                .withQuoted("rspauth", response)
                .withQuoted("cnonce", cnonce)
                .withToken("nc", eightDigits(nonceCount)));
    }

    /**
     * The same with the nonce to be used next.
     *
     * @param nextNonce the nonce
     * @return the new value
     * @throws IllegalArgumentException if it has CR, LF or NUL
     */
    public AuthenticationInfo withNextNonce(String nextNonce) {
        return new AuthenticationInfo(parameters.withQuoted("nextnonce", nextNonce));
    }

    /** {@code nc-value = 8LHEX}. */
    static String eightDigits(long nonceCount) {
        if (nonceCount < 1 || nonceCount > DeltaSeconds.MAX) {
            throw new IllegalArgumentException("nonce count " + nonceCount + " is not in 1..4294967295");
        }
        String hex = Long.toHexString(nonceCount);
        return "0".repeat(NC_DIGITS - hex.length()) + hex;
    }

    static OptionalLong nonceCount(AuthParameters parameters) {
        Optional<String> nc =
                parameters.value("nc").filter(text -> text.length() == NC_DIGITS && Text.isAll(text, CharClass.HEX));
        return nc.isPresent() ? OptionalLong.of(Long.parseLong(nc.get(), 16)) : OptionalLong.empty();
    }

    /**
     * The names of the parameters.
     *
     * @return as written, in order
     */
    public List<String> parameterNames() {
        return parameters.names();
    }

    /**
     * One parameter.
     *
     * @param name in any letter case
     * @return its value, without quotes
     */
    public Optional<String> parameter(String name) {
        return parameters.value(name);
    }

    /**
     * The nonce to be used next.
     *
     * @return the nonce; empty if there is none
     */
    public Optional<String> nextNonce() {
        return parameters.value("nextnonce");
    }

    /**
     * The server's digest.
     *
     * @return {@code rspauth} in hexadecimal; empty if there is none
     */
    public Optional<String> response() {
        return parameters.value("rspauth");
    }

    /**
     * The quality of protection of the response.
     *
     * @return empty if there is none, or it is not known
     */
    public Optional<DigestQop> qop() {
        return parameters.value("qop").flatMap(DigestQop::of);
    }

    /**
     * The client's nonce.
     *
     * @return the nonce; empty if there is none
     */
    public Optional<String> cnonce() {
        return parameters.value("cnonce");
    }

    /**
     * How often the client has used the nonce.
     *
     * @return from 0 to 2^32 - 1; empty if there is none, or it is not eight hexadecimal digits
     */
    public OptionalLong nonceCount() {
        return nonceCount(parameters);
    }

    /**
     * The whole value. Confidential.
     *
     * @return as it stands in a header
     */
    public String encoded() {
        var out = new ByteWriter(128);
        writeTo(out);
        return Text.of(out.toArray(), 0, out.length());
    }

    void writeTo(ByteWriter out) {
        parameters.writeTo(out);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthenticationInfo that && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return parameters.hashCode();
    }

    /** The names of the parameters; their values may not be logged. */
    @Override
    public String toString() {
        return String.join(", ", parameterNames()) + " ****";
    }
}
