// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;

/**
 * A number of seconds with parameters: the shape of Retry-After (RFC 3261 section 20.33), Session-Expires and Min-SE (RFC
 * 4028). A comment, as Retry-After may have, is passed over. Immutable.
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
        Objects.requireNonNull(parameters, "parameters");
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

    /** {@code delta-seconds [ comment ] *( SEMI generic-param )}. */
    static DeltaSeconds parse(ByteCursor in) throws SipParseException {
        long seconds = in.decimal(MAX, "delta-seconds");
        int end = in.position();
        in.skipLws();
        if (in.peek() == '(') {
            skipComment(in);
            end = in.position();
        } else {
            in.moveTo(end);
        }
        Parameters.skip(in, "generic-param");
        var value = new DeltaSeconds(seconds, Parameters.ofHeader(in.bytes(), end, in.position()));
        in.skipLws();
        return value;
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
