// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;

/**
 * The command sequence of a request and its responses (RFC 3261 sections 8.1.1.5 and 20.16). Immutable.
 *
 * @param number the sequence number, from 0 to 2^31 - 1
 * @param method the method of the request
 */
public record CSeq(int number, SipMethod method) {
    /**
     * Checks the number.
     *
     * @param number the sequence number, from 0 to 2^31 - 1
     * @param method the method of the request
     * @throws IllegalArgumentException if the number is negative
     */
    public CSeq {
        Objects.requireNonNull(method, "method");
        if (number < 0) {
            throw new IllegalArgumentException("CSeq number " + number + " is not in 0..2147483647");
        }
    }

    /** {@code CSeq = 1*DIGIT LWS Method}. */
    static CSeq parse(ByteCursor in) throws SipParseException {
        int number = (int) in.decimal(Integer.MAX_VALUE, "CSeq");
        if (!in.skipLws()) {
            throw in.fail("CSeq", "LWS");
        }
        return new CSeq(number, SipMethod.parse(in));
    }

    /**
     * The number one higher, with a method.
     *
     * @param nextMethod the method of the next request
     * @return the next CSeq of a dialog
     * @throws IllegalArgumentException if the numbers are used up
     */
    public CSeq next(SipMethod nextMethod) {
        return new CSeq(number + 1, nextMethod);
    }

    void writeTo(ByteWriter out) {
        out.number(number).put(' ').text(method.name());
    }

    /** As it stands in the header. */
    @Override
    public String toString() {
        return number + " " + method;
    }
}
