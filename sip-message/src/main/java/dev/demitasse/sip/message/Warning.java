// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * Why a request was not understood or not accepted ({@code warning-value}, RFC 3261 section 20.43). Immutable.
 *
 * @param code from 100 to 999, such as 305 (incompatible media format)
 * @param agent the host, host and port, or pseudonym of whoever warns
 * @param text for a person to read
 */
public record Warning(int code, String agent, String text) {
    /**
     * Checks the parts.
     *
     * @param code from 100 to 999, such as 305 (incompatible media format)
     * @param agent the host, host and port, or pseudonym of whoever warns
     * @param text for a person to read
     * @throws IllegalArgumentException if the code is out of range, the agent is no host or token, or the text has CR,
     *     LF or NUL
     */
    public Warning {
        if (code < 100 || code > 999) {
            throw new IllegalArgumentException("warning code " + code + " is not in 100..999");
        }
        Text.requireClass(agent, CharClass.VALUE, "warning agent");
        Text.requireOneLine(text, "warning text");
    }

    /** {@code warning-value = warn-code SP warn-agent SP warn-text}. */
    static Warning parse(ByteCursor in) throws SipParseException {
        int code = (int) in.decimal(999, "warn-code");
        if (code < 100 || !in.skipLws()) {
            throw in.fail("warning-value", "three digits and SP");
        }
        int start = in.position();
        in.require(CharClass.VALUE, "warn-agent", "host or token");
        int end = in.position();
        in.skipLws();
        int quote = in.position();
        in.skipQuoted("warn-text");
        var value = new Warning(
                code,
                Text.of(in.bytes(), start, end),
                Text.unquoted(in.bytes(), quote, in.position()).replace('\0', ' '));
        in.skipLws();
        return value;
    }

    void writeTo(ByteWriter out) {
        out.number(code).put(' ').text(agent).put(' ').quoted(text);
    }
}
