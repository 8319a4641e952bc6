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

    /**
     * Reads a value.
     *
     * @param text such as {@code 305 example.com "Incompatible media format"}
     * @return the value
     * @throws IllegalArgumentException if it is not one
     */
    public static Warning parse(String text) {
        return ValueCodec.parseText(Warning::parse, text, "warning-value");
    }

    /** {@code warning-value = warn-code SP warn-agent SP warn-text}. */
    static Warning parse(ByteCursor in) throws SipParseException {
        int codeStart = in.position();
        int code = (int) in.decimal(999, "warn-code");
        if (code < 100 || in.position() != codeStart + 3) {
            throw new SipParseException("warn-code", "a number from 100 to 999", codeStart, "another", 400);
        }
        requireSpace(in);
        int start = in.position();
        in.require(CharClass.VALUE, "warn-agent", "host or token");
        int end = in.position();
        requireSpace(in);
        int quote = in.position();
        in.skipQuoted("warn-text");
        return new Warning(
                code,
                Text.of(in.bytes(), start, end),
                Text.unquoted(in.bytes(), quote, in.position()).replace('\0', ' '));
    }

    private static void requireSpace(ByteCursor in) throws SipParseException {
        if (!in.skipLws()) {
            throw in.fail("warning-value", "SP");
        }
    }

    void writeTo(ByteWriter out) {
        out.number(code).put(' ').text(agent).put(' ').quoted(text);
    }

    /** As it stands in the header. */
    @Override
    public String toString() {
        var out = new ByteWriter(64);
        writeTo(out);
        return Text.of(out.toArray(), 0, out.length());
    }
}
