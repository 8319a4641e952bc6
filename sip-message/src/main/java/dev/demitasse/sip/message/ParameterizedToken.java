// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;

/**
 * A token with parameters: the shape of Reason (RFC 3326), Event and Subscription-State (RFC 6665), Content-Disposition,
 * Accept-Encoding and Accept-Language (RFC 3261), Answer-Mode (RFC 5373) and others. Immutable.
 *
 * @param token the token as written
 * @param parameters what follows
 */
public record ParameterizedToken(String token, Parameters parameters) {
    /**
     * Checks the token.
     *
     * @param token the token as written
     * @param parameters what follows
     * @throws IllegalArgumentException if it is not a token
     */
    public ParameterizedToken {
        Text.requireToken(token, "token");
        Parameters.requireHeader(parameters);
    }

    /**
     * A token alone.
     *
     * @param token a token
     * @return the value
     * @throws IllegalArgumentException if it is not a token
     */
    public static ParameterizedToken of(String token) {
        return new ParameterizedToken(token, Parameters.NONE);
    }

    /**
     * Reads a token with parameters.
     *
     * @param text such as {@code Q.850;cause=16}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static ParameterizedToken parse(String text) {
        return ValueCodec.parseText(ParameterizedToken::parse, text, "token");
    }

    /** {@code token *( SEMI generic-param )}. */
    static ParameterizedToken parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.skipToken("token");
        int end = in.position();
        ParameterParser.skip(in, "generic-param");
        var value = new ParameterizedToken(
                Text.of(in.bytes(), start, end), Parameters.ofHeader(in.bytes(), end, in.position()));
        in.skipLws();
        return value;
    }

    /**
     * One parameter.
     *
     * @param name in any letter case
     * @return its value without quotes; the empty text if it has none
     */
    public Optional<String> parameter(String name) {
        return parameters.value(name);
    }

    /**
     * The same with a parameter.
     *
     * @param name a token
     * @param value any text on one line; quoted if needed; the empty text for none
     * @return the new value
     * @throws IllegalArgumentException if the name is not a token, or the value has CR, LF or NUL
     */
    public ParameterizedToken withParameter(String name, String value) {
        return new ParameterizedToken(token, parameters.with(name, value));
    }

    void writeTo(ByteWriter out) {
        out.text(token);
        parameters.writeTo(out);
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return token + parameters;
    }
}
