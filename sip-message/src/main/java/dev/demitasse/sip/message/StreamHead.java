// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * Start line, headers and empty line of a message on a stream, looked through for the Content-Length alone (RFC 3261
 * section 18.3). Its lines have to end as they may, since two receivers that disagree about lines disagree about where
 * the next message begins; anything else is left to the parser. Not thread-safe; confined to one message.
 */
final class StreamHead {
    private final byte[] bytes;
    private final SipParser parser;
    private long contentLength = -1;
    private int contentLengthAt;

    StreamHead(byte[] bytes, SipParser parser) {
        this.bytes = bytes;
        this.parser = parser;
    }

    /** Length of the whole message, body included. */
    int messageLength() throws SipParseException {
        int at = lineEnd(0);
        while (bytes[at] != '\r' && bytes[at] != '\n') {
            int next = lineEnd(at);
            while (CharClass.is(bytes[next], CharClass.WSP)) {
                next = lineEnd(next);
            }
            header(at, next);
            at = next;
        }
        lineEnd(at);
        if (contentLength < 0) {
            throw error("it, as in every message on a stream", at, "none", 400);
        }
        if (contentLength > parser.limits().maxBodyBytes()) {
            throw error("at most " + parser.limits().maxBodyBytes(), contentLengthAt, "more", 513);
        }
        if (bytes.length + contentLength > parser.limits().maxMessageBytes()) {
            String expected = "a message of at most " + parser.limits().maxMessageBytes() + " bytes";
            throw error(expected, contentLengthAt, "more", 513);
        }
        return bytes.length + (int) contentLength;
    }

    private static SipParseException error(String expected, int offset, String found, int suggestedStatus) {
        return new SipParseException("Content-Length", expected, offset, found, suggestedStatus);
    }

    /** Where the line ends that this is part of; the last one of all is known to end. */
    private int lineEnd(int from) throws SipParseException {
        int at = from;
        while (bytes[at] != '\n') {
            if (bytes[at] == '\r' && bytes[at + 1] != '\n') {
                throw new SipParseException("message-header", "CRLF", at, "CR alone", 400);
            }
            at++;
        }
        if ((at == 0 || bytes[at - 1] != '\r') && !parser.has(LenientQuirk.BARE_LF)) {
            throw new SipParseException("message-header", "CRLF", at, "LF alone", 400);
        }
        return at + 1;
    }

    private void header(int start, int end) throws SipParseException {
        int first = bytes[start] | 0x20;
        if (first != 'c' && first != 'l') {
            return;
        }
        ByteCursor in = parser.cursor(bytes, start, end);
        in.skip(CharClass.TOKEN);
        if (HeaderNames.find(bytes, start, in.position()) != HeaderNames.CONTENT_LENGTH || !in.acceptSeparator(':')) {
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
