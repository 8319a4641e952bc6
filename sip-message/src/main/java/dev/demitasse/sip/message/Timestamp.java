// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.math.BigDecimal;

/**
 * When a client sent a request, by a clock of its own, and for how long a server held it (RFC 3261 section 20.38).
 * Received digits are kept as they are, trailing zeros included. Immutable.
 *
 * @param seconds in seconds, of any origin; not negative, at most 20 digits before the point and 20 after it
 * @param delay in seconds, from the arrival of the request to the response; zero is not written; the same range
 */
public record Timestamp(BigDecimal seconds, BigDecimal delay) {
    private static final int MAX_DIGITS = 20;
    private static final String RULE = "Timestamp";

    /**
     * Checks both.
     *
     * @param seconds in seconds, of any origin; not negative, at most 20 digits before the point and 20 after it
     * @param delay in seconds, from the arrival of the request to the response; zero is not written; the same range
     * @throws IllegalArgumentException if one of them is out of range
     */
    public Timestamp {
        seconds = requireInRange(seconds);
        delay = delay.signum() == 0 ? BigDecimal.ZERO : requireInRange(delay);
    }

    /**
     * A time without a delay.
     *
     * @param seconds in seconds, of any origin
     * @return the value
     * @throws IllegalArgumentException if it is out of range
     */
    public static Timestamp of(BigDecimal seconds) {
        return new Timestamp(seconds, BigDecimal.ZERO);
    }

    private static BigDecimal requireInRange(BigDecimal value) {
        long before = (long) value.precision() - value.scale();
        if (value.signum() < 0 || value.scale() > MAX_DIGITS || value.signum() > 0 && before > MAX_DIGITS) {
            throw new IllegalArgumentException("a number of seconds that is negative or has too many digits");
        }
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    /** {@code Timestamp = 1*DIGIT [ "." *DIGIT ] [ LWS delay ]}, {@code delay = *DIGIT [ "." *DIGIT ]}. */
    static Timestamp parse(ByteCursor in) throws SipParseException {
        if (!in.at(CharClass.DIGIT)) {
            throw in.fail(RULE, "a number");
        }
        BigDecimal seconds = decimal(in);
        BigDecimal delay = in.skipLws() ? decimal(in) : BigDecimal.ZERO;
        return new Timestamp(seconds, delay);
    }

    private static BigDecimal decimal(ByteCursor in) throws SipParseException {
        int start = in.position();
        digits(in);
        int point = in.position();
        boolean fraction = in.accept('.');
        digits(in);
        int end = in.position() - (fraction && in.position() == point + 1 ? 1 : 0);
        return end == start ? BigDecimal.ZERO : new BigDecimal(Text.of(in.bytes(), start, end));
    }

    private static void digits(ByteCursor in) throws SipParseException {
        int start = in.position();
        in.skip(CharClass.DIGIT);
        if (in.position() - start > MAX_DIGITS) {
            throw new SipParseException(RULE, "at most 20 digits", start, "more", 400);
        }
    }

    void writeTo(ByteWriter out) {
        out.text(toString());
    }

    /** As it stands in the header. */
    @Override
    public String toString() {
        return seconds.toPlainString() + (delay.signum() == 0 ? "" : " " + delay.toPlainString());
    }
}
