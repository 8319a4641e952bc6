// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * The header lines that nearly all are: a token, a colon, a space, a value without control characters that neither begins
 * nor ends with white space, CRLF, and no fold. They are taken in one loop over words of eight bytes, in which each word
 * is looked at once for both ends, that of the name and that of the line; any other line is left to {@link MessageReader},
 * which knows all rules. Stateless.
 */
final class PlainLines {
    private static final int CRLF = '\r' | '\n' << 8;

    private PlainLines() {}

    /** Notes the plain lines from an offset on, and returns where the first other one begins, or the empty line. */
    static int read(byte[] data, int from, SipParserLimits limits, LineTable lines) {
        int last = Math.min(data.length - Long.BYTES, limits.maxHeaderSectionBytes() - 2);
        int start = from;
        while (start <= last && lines.size() < limits.maxHeaders()) {
            int at = start;
            long word = Scan.eight(data, at);
            long colons = Scan.hits(':', word);
            long controls = Scan.controls(word);
            while ((colons | controls) == 0) {
                at += Long.BYTES;
                if (at > last) {
                    return start;
                }
                word = Scan.eight(data, at);
                colons = Scan.hits(':', word);
                controls = Scan.controls(word);
            }
            if ((controls & (colons ^ colons - 1)) != 0) {
                return start;
            }
            int colon = at + (Long.numberOfTrailingZeros(colons) >>> 3);
            while (controls == 0) {
                at += Long.BYTES;
                if (at > last) {
                    return start;
                }
                controls = Scan.controls(Scan.eight(data, at));
            }
            int valueEnd = at + (Long.numberOfTrailingZeros(controls) >>> 3);
            if (valueEnd > last || valueEnd - start > limits.maxHeaderLineBytes() || !isPlain(data, colon, valueEnd)) {
                return start;
            }
            int number = HeaderNames.find(data, start, colon);
            if (number == HeaderNames.UNKNOWN && !isToken(data, start, colon)) {
                return start;
            }
            lines.add(start, colon + 2, valueEnd, number);
            start = valueEnd + 2;
        }
        return start;
    }

    /** Whether there is a plain value between the colon and CRLF, and no fold behind it. */
    private static boolean isPlain(byte[] data, int colon, int valueEnd) {
        long tail = Scan.eight(data, valueEnd);
        long behind = tail >>> 16 & 0xff;
        return (tail & 0xffff) == CRLF
                && behind != ' '
                && behind != '\t'
                && colon + 2 < valueEnd
                && data[colon + 1] == ' '
                && data[colon + 2] != ' '
                && data[valueEnd - 1] != ' ';
    }

    private static boolean isToken(byte[] data, int start, int end) {
        int at = start;
        while (at < end && CharClass.is(data[at], CharClass.TOKEN)) {
            at++;
        }
        return at == end && end > start;
    }
}
