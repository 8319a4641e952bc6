// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;

/**
 * Bytes that are not a SIP message this parser accepts. It says which rule was broken, where, and what to answer, and it
 * carries what was legible of the message, so that a server can answer. It has no stack trace: it costs the receiver
 * little. Immutable.
 */
public final class SipParseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The rule that was broken. */
    private final String rule;

    /** What the rule wanted. */
    private final String expected;

    /** Where it was broken. */
    private final int offset;

    /** What stood there. */
    private final String found;

    /** The code to answer. */
    private final int suggestedStatus;

    private final transient PartialMessage partial;

    SipParseException(String rule, String expected, int offset, String found, int suggestedStatus) {
        this(rule, expected, offset, found, suggestedStatus, null);
    }

    private SipParseException(
            String rule, String expected, int offset, String found, int suggestedStatus, PartialMessage partial) {
        super(null, null, false, false);
        this.rule = rule;
        this.expected = expected;
        this.offset = offset;
        this.found = found;
        this.suggestedStatus = suggestedStatus;
        this.partial = partial;
    }

    /** What {@link #rule}, {@link #expected}, {@link #offset} and {@link #found} say, put together when asked for. */
    @Override
    public String getMessage() {
        return rule + ": expected " + expected + " at byte " + offset + ", found " + found;
    }

    SipParseException with(PartialMessage legible) {
        return new SipParseException(rule, expected, offset, found, suggestedStatus, legible);
    }

    /** The same of a larger text, in which the one that was parsed begins at {@code start}. */
    SipParseException within(int start) {
        return new SipParseException(rule, expected, start + offset, found, suggestedStatus, partial);
    }

    /**
     * The grammar rule or section that was broken, such as {@code via-parm}.
     *
     * @return the rule
     */
    public String rule() {
        return rule;
    }

    /**
     * What the rule wanted.
     *
     * @return a few words
     */
    public String expected() {
        return expected;
    }

    /**
     * Where it was broken.
     *
     * @return the index of the byte, 0 being the first byte given to the parser
     */
    public int offset() {
        return offset;
    }

    /**
     * What stood there: a byte in hexadecimal, the end, or a number.
     *
     * @return a few words, never received text
     */
    public String found() {
        return found;
    }

    /**
     * What a server would answer, if this was a request.
     *
     * @return a status of 400 or above
     */
    public SipStatus suggestedStatus() {
        return SipStatus.of(suggestedStatus);
    }

    /**
     * A text that may be shown to the peer, as a reason phrase for example: it holds nothing that was received and
     * nothing about this machine.
     *
     * @return one line
     */
    public String safeMessage() {
        return "Malformed " + rule + ", expected " + expected;
    }

    /**
     * What was legible of the message. Empty if not even a start line was, or if it was no message that was parsed.
     *
     * @return the legible part
     */
    public Optional<PartialMessage> partial() {
        return Optional.ofNullable(partial);
    }
}
