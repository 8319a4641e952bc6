// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;

/**
 * A number of seconds with parameters: the shape of Retry-After (RFC 3261 section 20.33), Session-Expires and Min-SE (RFC
 * 4028). The comment a Retry-After may have is passed over. Immutable.
 *
 * @param seconds from 0 to 2^32 - 1
 * @param parameters what follows, such as {@code refresher} or {@code duration}
 */
public record DeltaSeconds(long seconds, Parameters parameters) {
    /** The largest value RFC 3261 section 25.1 allows. */
    static final long MAX = 0xffff_ffffL;

    /**
     * Checks the number.
     *
     * @param seconds from 0 to 2^32 - 1
     * @param parameters what follows, such as {@code refresher} or {@code duration}
     * @throws IllegalArgumentException if it is out of range
     */
    public DeltaSeconds {
        Parameters.requireHeader(parameters);
        if (seconds < 0 || seconds > MAX) {
            throw new IllegalArgumentException(seconds + " seconds are not in 0..4294967295");
        }
    }

    /**
     * A number alone.
     *
     * @param seconds from 0 to 2^32 - 1
     * @return the value
     * @throws IllegalArgumentException if it is out of range
     */
    public static DeltaSeconds of(long seconds) {
        return new DeltaSeconds(seconds, Parameters.NONE);
    }

    /**
     * Reads a number with parameters.
     *
     * @param text such as {@code 1800;refresher=uac}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static DeltaSeconds parse(String text) {
        return ValueCodec.parseText(DeltaSeconds::parse, text, "delta-seconds");
    }

    /** {@code delta-seconds *( SEMI generic-param )}. */
    static DeltaSeconds parse(ByteCursor in) throws SipParseException {
        return withParameters(in, in.decimal(MAX, "delta-seconds"), in.position());
    }

    /** {@code delta-seconds [ comment ] *( SEMI generic-param )}. */
    static DeltaSeconds parseWithComment(ByteCursor in) throws SipParseException {
        long seconds = in.decimal(MAX, "delta-seconds");
        int end = in.position();
        in.skipLws();
        if (in.peek() == '(') {
            skipComment(in);
            end = in.position();
        } else {
            in.moveTo(end);
        }
        return withParameters(in, seconds, end);
    }

    private static DeltaSeconds withParameters(ByteCursor in, long seconds, int from) throws SipParseException {
        ParameterParser.skip(in, "generic-param");
        return new DeltaSeconds(seconds, Parameters.ofHeader(in.bytes(), from, in.position()));
    }

    /** {@code comment = LPAREN *(ctext / quoted-pair / comment) RPAREN}: comments nest, so depth is counted. */
    private static void skipComment(ByteCursor in) throws SipParseException {
        int depth = 0;
        int at = in.position();
        do {
            if (at >= in.end()) {
                in.moveTo(in.end());
                throw in.fail("comment", "')'");
            }
            byte b = in.bytes()[at];
            if (b == '(') {
                depth++;
            } else if (b == ')') {
                depth--;
            } else if (b == '\\') {
                at++;
            }
            at++;
        } while (depth > 0);
        in.moveTo(Math.min(at, in.end()));
    }

    /**
     * One parameter.
     *
     * @param name in any letter case, such as {@code refresher}
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
    public DeltaSeconds withParameter(String name, String value) {
        return new DeltaSeconds(seconds, parameters.with(name, value));
    }

    void writeTo(ByteWriter out) {
        out.number(seconds);
        parameters.writeTo(out);
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return seconds + parameters.toString();
    }
}
