// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One pass over a multipart body (RFC 2046 section 5.1.1): what stands before the first delimiter line and behind the
 * closing one is passed over, each part between two of them is given out. Not thread-safe; confined to one read.
 */
final class MultipartReader {
    private static final String RULE = "multipart-body";
    private static final int MAX_BOUNDARY = 70;

    private final SipParser parser;
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final byte[] delimiter;

    /** Where the delimiter line ends that was found last. */
    private int afterDelimiter;

    private boolean closed;

    MultipartReader(SipParser parser, MediaType type, Bytes body) throws SipParseException {
        this.parser = parser;
        this.bytes = body.array();
        this.start = body.start();
        this.end = start + body.length();
        String boundary = type.parameters().value("boundary").orElse("");
        byte[] dashed = Bytes.ofUtf8("--" + boundary).toArray();
        if (boundary.isBlank() || dashed.length > MAX_BOUNDARY + 2) {
            throw new SipParseException("multipart", "a boundary of 1 to 70 characters", start, "another", 400);
        }
        this.delimiter = dashed;
    }

    List<BodyPart> read() throws SipParseException {
        List<BodyPart> parts = new ArrayList<>();
        nextDelimiter(start);
        while (!closed) {
            if (parts.size() == BodyPart.MAX_PARTS) {
                throw new SipParseException(
                        RULE, "at most " + BodyPart.MAX_PARTS + " parts", afterDelimiter, "more", 513);
            }
            int from = afterDelimiter;
            parts.add(part(from, Math.max(from, nextDelimiter(from))));
        }
        if (parts.isEmpty()) {
            throw new SipParseException(RULE, "a part", start, "none", 400);
        }
        return List.copyOf(parts);
    }

    /** Looks for the next delimiter line and returns where the line end before it begins, which belongs to it. */
    private int nextDelimiter(int from) throws SipParseException {
        int line = from;
        while (line <= end) {
            if (isDelimiter(line)) {
                int lineEnd = Math.max(start, line - 1);
                lineEnd -= lineEnd > start && bytes[lineEnd - 1] == '\r' ? 1 : 0;
                return lineEnd;
            }
            while (line < end && bytes[line] != '\n') {
                line++;
            }
            line++;
        }
        throw new SipParseException(RULE, "a delimiter line", end, "the end", 400);
    }

    /** {@code dash-boundary [ "--" ] *LWSP-char CRLF}; the closing one may be the last thing of all. */
    private boolean isDelimiter(int line) {
        int at = line + delimiter.length;
        if (at > end || !Arrays.equals(bytes, line, at, delimiter, 0, delimiter.length)) {
            return false;
        }
        closed = at + 2 <= end && bytes[at] == '-' && bytes[at + 1] == '-';
        at += closed ? 2 : 0;
        while (at < end && CharClass.is(bytes[at], CharClass.WSP)) {
            at++;
        }
        if (at < end && bytes[at] == '\r') {
            at++;
        }
        boolean ended = at < end && bytes[at] == '\n' && (bytes[at - 1] == '\r' || parser.has(LenientQuirk.BARE_LF));
        afterDelimiter = at + 1;
        closed &= ended || at == end;
        return ended || closed;
    }

    /** {@code MIME-part-headers [ CRLF *OCTET ]}: the headers are copied, the body is a view. */
    private BodyPart part(int from, int to) throws SipParseException {
        int length = Math.min(to - from, parser.limits().maxHeaderSectionBytes());
        byte[] head = Arrays.copyOfRange(bytes, from, from + length + 4);
        head[length] = '\r';
        head[length + 1] = '\n';
        head[length + 2] = '\r';
        head[length + 3] = '\n';
        MessageContent headers;
        try {
            headers = new MessageReader(parser, head).partHeaders();
        } catch (SipParseException e) {
            throw e.within(from);
        }
        headers.origin = from;
        int bodyStart = Math.min(from + headers.bodyStart, to);
        return new BodyPart(headers, Bytes.view(bytes, bodyStart, to));
    }
}
