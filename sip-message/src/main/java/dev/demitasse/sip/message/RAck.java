// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Objects;

/**
 * Which reliable provisional response a PRACK acknowledges (RFC 3262 section 7.2). Immutable.
 *
 * @param responseNumber the RSeq of the response, from 1 to 2^32 - 1
 * @param cseq the CSeq of the response
 */
public record RAck(long responseNumber, CSeq cseq) {
    /**
     * Checks the number.
     *
     * @param responseNumber the RSeq of the response, from 1 to 2^32 - 1
     * @param cseq the CSeq of the response
     * @throws IllegalArgumentException if the number is out of range
     */
    public RAck {
        Objects.requireNonNull(cseq, "cseq");
        if (responseNumber < 1 || responseNumber > DeltaSeconds.MAX) {
            throw new IllegalArgumentException("response-num " + responseNumber + " is not in 1..4294967295");
        }
    }

    /** {@code RAck = response-num LWS CSeq-num LWS Method}. */
    static RAck parse(ByteCursor in) throws SipParseException {
        int start = in.position();
        long responseNumber = in.decimal(DeltaSeconds.MAX, "response-num");
        if (responseNumber == 0) {
            throw new SipParseException("response-num", "a number from 1", start, "0", 400);
        }
        if (!in.skipLws()) {
            throw in.fail("RAck", "LWS");
        }
        return new RAck(responseNumber, CSeq.parse(in));
    }

    void writeTo(ByteWriter out) {
        out.number(responseNumber).put(' ');
        cseq.writeTo(out);
    }

    /** As it stands in the header. */
    @Override
    public String toString() {
        return responseNumber + " " + cseq;
    }
}
