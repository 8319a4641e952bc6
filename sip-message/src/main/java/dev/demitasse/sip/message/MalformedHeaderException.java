// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * A header that is read on demand turned out to be malformed, or one that the caller needs is not there. Unchecked: a
 * user agent turns it into the answer it suggests at one place. Without a stack trace. Immutable.
 */
public final class MalformedHeaderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The name of the header. */
    private final String header;

    /** The rule that was broken. */
    private final String rule;

    /** Where it was broken. */
    private final int offset;

    /** The code to answer. */
    private final int suggestedStatus;

    MalformedHeaderException(String header, SipParseException cause) {
        super(
                header.equals(cause.rule()) ? cause.getMessage() : header + ": " + cause.getMessage(),
                null,
                false,
                false);
        this.header = header;
        this.rule = cause.rule();
        this.offset = cause.offset();
        this.suggestedStatus = cause.suggestedStatus().code();
    }

    MalformedHeaderException(String header, String rule, int offset, String text) {
        super(header + ": " + text, null, false, false);
        this.header = header;
        this.rule = rule;
        this.offset = offset;
        this.suggestedStatus = 400;
    }

    /**
     * The name of the header.
     *
     * @return its long form
     */
    public String header() {
        return header;
    }

    /**
     * The grammar rule that was broken.
     *
     * @return the rule
     */
    public String rule() {
        return rule;
    }

    /**
     * Where it was broken.
     *
     * @return the index of the byte, 0 being the first byte that was given to the parser, or, if the message was built, its
     *     first; -1 if the header is missing
     */
    public int offset() {
        return offset;
    }

    /**
     * What a server would answer.
     *
     * @return a status of 400 or above
     */
    public SipStatus suggestedStatus() {
        return SipStatus.of(suggestedStatus);
    }

    /**
     * A text that may be shown to the peer: nothing in it was received.
     *
     * @return one line
     */
    public String safeMessage() {
        return (offset < 0 ? "Missing " : "Malformed ") + header;
    }
}
