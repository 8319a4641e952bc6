// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A position in a span of bytes, moved forward by the rules of RFC 3261 section 25.1. Positions are absolute, so that
 * errors name the byte of the message. It counts the bytes it has walked over, for the tests that show the work is
 * linear. Not thread-safe; confined to one parse.
 */
final class ByteCursor {
    private static final HexFormat HEX = HexFormat.of();

    private final int quirks;
    private final int maxParameters;
    private byte[] bytes;
    private int position;
    private int end;
    private long work;

    ByteCursor(byte[] bytes, int start, int end, int quirks, int maxParameters) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
        this.quirks = quirks;
        this.maxParameters = maxParameters;
    }

    /** A cursor over text of the caller's; refuses what could end a line. */
    static ByteCursor over(String text, String what) {
        byte[] encoded = Text.requireOneLine(text, what).getBytes(StandardCharsets.UTF_8);
        return over(encoded, 0, encoded.length);
    }

    /** A cursor with all quirks and without a limit, over bytes that were checked before or come from the caller. */
    static ByteCursor over(byte[] bytes, int start, int end) {
        return new ByteCursor(bytes, start, end, SipParser.DEFAULT.quirks(), Integer.MAX_VALUE);
    }

    /** A cursor with all quirks and the parser's usual limit, over bytes that were received and then decoded. */
    static ByteCursor overReceived(byte[] bytes, int start, int end) {
        return new ByteCursor(bytes, start, end, SipParser.DEFAULT.quirks(), SipParserLimits.DEFAULT.maxParameters());
    }

    /** The host itself, with brackets around an IPv6 address. */
    static String requireHost(String host) {
        String bracketed = host.indexOf(':') >= 0 && host.charAt(0) != '[' ? "[" + host + "]" : host;
        ByteCursor in = over(bracketed, "host");
        try {
            in.skipHost("host");
        } catch (SipParseException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
        if (!in.atEnd()) {
            throw new IllegalArgumentException("host: a character that is not allowed at index " + in.position());
        }
        return bracketed;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    int maxParameters() {
        return maxParameters;
    }

    long work() {
        return work;
    }

    /** Counts bytes that were looked at without the position moving. */
    void walked(int count) {
        work += count;
    }

    boolean has(LenientQuirk quirk) {
        return (quirks & quirk.mask()) != 0;
    }

    /** Begins with other bytes, all of them. */
    void over(byte[] other) {
        bytes = other;
        span(0, other.length);
        work = 0;
    }

    ByteCursor span(int from, int to) {
        position = from;
        end = to;
        return this;
    }

    void moveTo(int newPosition) {
        work += Math.abs(newPosition - position);
        position = newPosition;
    }

    boolean atEnd() {
        return position >= end;
    }

    /** The byte here, or -1 at the end. */
    int peek() {
        return position < end ? bytes[position] & 0xff : -1;
    }

    boolean at(int classes) {
        return position < end && CharClass.is(bytes[position], classes);
    }

    /** Passes over bytes of the classes and says whether there were any. */
    boolean skip(int classes) {
        int from = position;
        int at = from;
        while (at < end && CharClass.is(bytes[at], classes)) {
            at++;
        }
        work += at - from + 1;
        position = at;
        return at > from;
    }

    boolean skipLws() {
        return position < end && bytes[position] <= ' ' && skip(CharClass.LWS);
    }

    void skipToken(String rule) throws SipParseException {
        require(CharClass.TOKEN, rule, "token");
    }

    void require(int classes, String rule, String expected) throws SipParseException {
        if (!skip(classes)) {
            throw fail(rule, expected);
        }
    }

    /** Takes this byte, if it is here. */
    boolean accept(int wanted) {
        if (peek() == wanted) {
            position++;
            work++;
            return true;
        }
        return false;
    }

    void expect(char wanted, String rule) throws SipParseException {
        if (!accept(wanted)) {
            throw fail(rule, "'" + wanted + "'");
        }
    }

    /** {@code SWS c SWS}; moves nowhere if the byte after the white space is another. */
    boolean acceptSeparator(int wanted) {
        int here = peek();
        if (here == wanted) {
            position++;
            work++;
            skipLws();
            return true;
        }
        if (here > ' ') {
            return false;
        }
        int from = position;
        skipLws();
        if (accept(wanted)) {
            skipLws();
            return true;
        }
        position = from;
        return false;
    }

    void expectSeparator(char wanted, String rule) throws SipParseException {
        skipLws();
        expect(wanted, rule);
        skipLws();
    }

    /** {@code 1*DIGIT}, at most {@code max}. */
    long decimal(long max, String rule) throws SipParseException {
        int from = position;
        long value = 0;
        while (position < end && CharClass.is(bytes[position], CharClass.DIGIT)) {
            value = value * 10 + bytes[position] - '0';
            if (value > max) {
                throw new SipParseException(rule, "a number up to " + max, from, "a larger one", 400);
            }
            position++;
        }
        work += position - from + 1;
        if (position == from) {
            throw fail(rule, "a number");
        }
        return value;
    }

    /**
     * {@code quoted-string = DQUOTE *(qdtext / quoted-pair ) DQUOTE}; a fold inside it is white space. Other control
     * characters may stand in a quoted-pair only, and CR and LF not there either.
     */
    void skipQuoted(String rule) throws SipParseException {
        int from = position;
        expect('"', rule);
        while (position < end && bytes[position] != '"') {
            if (bytes[position] == '\\') {
                position++;
                if (position < end && (bytes[position] == '\r' || bytes[position] == '\n')) {
                    throw fail(rule, "a quoted-pair");
                }
            } else if (CharClass.is(bytes[position], CharClass.CONTROL)) {
                throw fail(rule, "qdtext");
            }
            position++;
        }
        work += position - from;
        position = Math.min(position, end);
        expect('"', rule);
    }

    /** {@code host = hostname / IPv4address / IPv6reference}. */
    void skipHost(String rule) throws SipParseException {
        int from = position;
        int plainEnd = HostText.endOfPlain(bytes, from, end);
        if (plainEnd >= 0) {
            work += plainEnd - from + 1;
            position = plainEnd;
            return;
        }
        skipOtherHost(rule);
        // The look that did not suffice went over no more than the host and the word it ends in, and back over its last
        // label.
        work += 2L * (position - from) + Long.BYTES;
    }

    /** A host by every rule: what {@link HostText#endOfPlain} knows goes through here to the same end. */
    void skipOtherHost(String rule) throws SipParseException {
        int from = position;
        if (accept('[')) {
            require(CharClass.IPV6, rule, "IPv6 address");
            if (HostText.ipv6(bytes, from + 1, position).length == 0) {
                throw new SipParseException(rule, "IPv6 address", from + 1, "another text", 400);
            }
            expect(']', rule);
            return;
        }
        boolean any = skip(CharClass.HOST);
        while (has(LenientQuirk.UNDERSCORE_IN_HOST) && accept('_')) {
            any = true;
            skip(CharClass.HOST);
        }
        if (!any) {
            throw fail(rule, "host");
        }
        work += 2L * (position - from);
        if (!HostText.isNameOrIpv4(bytes, from, position, has(LenientQuirk.DIGIT_FIRST_HOST))) {
            throw new SipParseException(rule, "host", from, "another text", 400);
        }
    }

    void expectEnd(String rule) throws SipParseException {
        skipLws();
        if (!atEnd()) {
            throw fail(rule, "the end of the value");
        }
    }

    SipParseException fail(String rule, String expected) {
        String found = position < end ? "0x" + HEX.toHexDigits(bytes[position]) : "the end";
        return new SipParseException(rule, expected, position, found, 400);
    }
}
