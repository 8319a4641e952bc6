// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/**
 * A description that is not SDP, or exceeds a limit. It says which rule of RFC 8866 failed, at which octet, and what to
 * answer. Checked, because whoever parses a peer's description has to answer the peer.
 */
public final class SdpParseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The rule that failed. */
    private final String rule;
    /** The octet where it failed. */
    private final int offset;
    /** The status to answer with. */
    private final int suggestedStatus;

    /**
     * A failure.
     *
     * @param rule the rule, by its name in RFC 8866 section 9, or the limit
     * @param expected what should have stood there
     * @param offset the octet of the description where the rule failed, from 0
     * @param found what stood there instead, already safe to print
     * @param suggestedStatus the SIP status to answer a request with
     */
    SdpParseException(String rule, String expected, int offset, String found, int suggestedStatus) {
        super(rule + ": expected " + expected + " at byte " + offset + ", found " + found);
        this.rule = rule;
        this.offset = offset;
        this.suggestedStatus = suggestedStatus;
    }

    /**
     * The rule that failed, such as {@code media-field}.
     *
     * @return the name of the rule
     */
    public String rule() {
        return rule;
    }

    /**
     * Where it failed.
     *
     * @return the octet of the description, from 0
     */
    public int offset() {
        return offset;
    }

    /**
     * The SIP status to answer a request that carries this description.
     *
     * @return 400 for a malformed description
     */
    public int suggestedStatus() {
        return suggestedStatus;
    }

    /**
     * A text that may be shown to the peer: it names rule and offset, and repeats nothing of the description.
     *
     * @return one line of ASCII
     */
    public String safeMessage() {
        return "Malformed session description: " + rule + " at byte " + offset;
    }
}
