// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * Start line, headers and empty line of a message on a stream, looked through for the Content-Length alone (RFC 3261
 * section 18.3). Its lines have to end as they may, since two receivers that disagree about lines disagree about where
 * the next message begins; anything else is left to the parser. It looks at one head after the other where they stand, and
 * keeps none. Not thread-safe; confined to one stream.
 */
final class StreamHead {
    private final SipParser parser;
    private long contentLength;
    private int contentLengthAt;

    StreamHead(SipParser parser) {
        this.parser = parser;
    }

    /** Length of the whole message, body included, of which the head stands in the span. Offsets of errors are of the array. */
    int messageLength(byte[] bytes, int start, int end) throws SipParseException {
        contentLength = -1;
        int at = nextLine(bytes, start, end);
        while (bytes[at] != '\r' && bytes[at] != '\n') {
            int next = nextLine(bytes, at, end);
            while (CharClass.is(bytes[next], CharClass.WSP)) {
                next = nextLine(bytes, next, end);
            }
            header(bytes, at, next);
            at = next;
        }
        nextLine(bytes, at, end);
        if (contentLength < 0) {
            throw error("it, as in every message on a stream", at, "none", 400);
        }
        if (contentLength > parser.limits().maxBodyBytes()) {
            throw error("at most " + parser.limits().maxBodyBytes(), contentLengthAt, "more", 513);
        }
        if (end - start + contentLength > parser.limits().maxMessageBytes()) {
            String expected = "a message of at most " + parser.limits().maxMessageBytes() + " bytes";
            throw error(expected, contentLengthAt, "more", 513);
        }
        return end - start + (int) contentLength;
    }

    private static SipParseException error(String expected, int offset, String found, int suggestedStatus) {
        return new SipParseException("Content-Length", expected, offset, found, suggestedStatus);
    }

    /** Where the line after this one begins; the last one of all is known to end. */
    private int nextLine(byte[] bytes, int from, int end) throws SipParseException {
        int at = Scan.indexOfControl(bytes, from, end);
        while (bytes[at] != '\r' && bytes[at] != '\n') {
            at = Scan.indexOfControl(bytes, at + 1, end);
        }
        if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
            return at + 2;
        }
        if (bytes[at] == '\n' && parser.has(LenientQuirk.BARE_LF)) {
            return at + 1;
        }
        String found = bytes[at] == '\r' ? "CR alone" : "LF alone";
        throw new SipParseException("message-header", "CRLF", at, found, 400);
    }

    private void header(byte[] bytes, int start, int end) throws SipParseException {
        int first = bytes[start] | 0x20;
        if (first != 'c' && first != 'l') {
            return;
        }
        int nameEnd = start + 1;
        while (CharClass.is(bytes[nameEnd], CharClass.TOKEN)) {
            nameEnd++;
        }
        if (HeaderNames.find(bytes, start, nameEnd) != HeaderNames.CONTENT_LENGTH) {
            return;
        }
        ByteCursor in = parser.cursor(bytes, nameEnd, end);
        if (!in.acceptSeparator(':')) {
            return;
        }
        if (contentLength >= 0) {
            throw new SipParseException("Content-Length", "it once", start, "it again", 400);
        }
        contentLengthAt = in.position();
        contentLength = in.decimal(Integer.MAX_VALUE, "Content-Length");
        in.expectEnd("Content-Length");
    }
}
