// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.nio.charset.StandardCharsets;

/**
 * One parse of one message at a time: start line, header lines, the core headers, the body (RFC 3261 sections 7, 8.1.1 and
 * 18.3). Not thread-safe.
 */
final class MessageReader {
    private static final byte[] NONE = {};
    private static final long SIP_2_0 = Scan.eight("SIP/2.0\0".getBytes(StandardCharsets.US_ASCII), 0);

    private final SipParser parser;
    private final SipParserLimits limits;
    private final ByteCursor in;
    private MessageContent content;
    private byte[] bytes;
    private int end;
    private int at;
    private long contentLength;
    private long skimmed;

    /** Bytes of lines that the quick look did not suffice for. */
    private long again;

    MessageReader(SipParser parser, byte[] bytes) {
        this.parser = parser;
        this.limits = parser.limits();
        this.in = parser.cursor(bytes, 0, bytes.length);
        over(bytes);
    }

    /** Begins with other bytes, as a new one would. */
    MessageReader over(byte[] other) {
        bytes = other;
        end = other.length;
        at = 0;
        contentLength = -1;
        skimmed = 0;
        again = 0;
        content = new MessageContent();
        in.over(other);
        return this;
    }

    /** Lets go of what was read: others own it. */
    void release() {
        bytes = NONE;
        content = null;
        in.over(NONE);
    }

    SipMessage read() throws SipParseException {
        try {
            skipLineEnds();
            content.start = at;
            startLine();
            headerLines(true);
            core();
            body();
        } catch (SipParseException e) {
            PartialMessage partial = PartialMessage.skim(bytes, content.start, parser);
            skimmed = partial == null ? 0 : partial.work();
            throw e.with(partial);
        }
        content.parser = parser;
        return isRequest() ? new SipRequest(content) : new SipResponse(content);
    }

    /** The header lines of a body part, up to its empty line (RFC 2046 section 5.1). */
    MessageContent partHeaders() throws SipParseException {
        return partHeaders(true);
    }

    /** The same, for tests perhaps with each line read by every rule. */
    MessageContent partHeaders(boolean quickly) throws SipParseException {
        headerLines(quickly);
        content.bytes = bytes;
        content.end = end;
        content.parser = parser;
        return content;
    }

    private boolean isRequest() {
        return content.method != null;
    }

    /** How many bytes were walked over so far. */
    long work() {
        return in.work() + at + again + skimmed;
    }

    /** RFC 3261 7.5: "Implementations processing SIP messages over stream-oriented transports MUST ignore any CRLF". */
    private void skipLineEnds() throws SipParseException {
        while (at < end && (bytes[at] == '\r' || bytes[at] == '\n')) {
            at = afterLineEnd(at, "SIP-message");
        }
        content.bareLf = false;
        if (at >= limits.maxHeaderSectionBytes()) {
            throw new SipParseException("SIP-message", "a start line", at, "line ends", 400);
        }
    }

    private void startLine() throws SipParseException {
        int start = at;
        int lineEnd = line(false, "start-line");
        if (lineEnd - start > limits.maxStartLineBytes()) {
            throw tooLong("start-line", limits.maxStartLineBytes(), start, 414);
        }
        in.span(start, lineEnd);
        if (lineEnd - start >= 4
                && (bytes[start] | 0x20) == 's'
                && Text.equalsIgnoreCase(bytes, start, start + 4, "SIP/")) {
            statusLine(lineEnd);
        } else {
            requestLine(lineEnd);
        }
        in.span(at, end);
    }

    /** {@code Request-Line = Method SP Request-URI SP SIP-Version CRLF}. */
    private void requestLine(int lineEnd) throws SipParseException {
        content.method = SipMethod.parse(in);
        in.expect(' ', "Request-Line");
        content.uri = UriParser.parse(in, Scan.indexOf(' ', bytes, in.position(), lineEnd));
        in.expect(' ', "Request-Line");
        version(lineEnd);
        if (!in.atEnd()) {
            throw in.fail("Request-Line", "CRLF");
        }
    }

    /** {@code SIP-Version = "SIP" "/" 1*DIGIT "." 1*DIGIT}; any other than 2.0 is answered 505. */
    private void version(int lineEnd) throws SipParseException {
        int start = in.position();
        if (lineEnd - start >= 7
                && Scan.hasEight(bytes, start)
                && (Scan.eight(bytes, start) & Scan.mask(7)) == SIP_2_0) {
            in.moveTo(start + 7);
            if (!in.at(CharClass.DIGIT)) {
                return;
            }
        }
        if (lineEnd - start < 4 || !Text.equalsIgnoreCase(bytes, start, start + 4, "SIP/")) {
            throw in.fail("SIP-Version", "SIP/2.0");
        }
        in.moveTo(start + 4);
        int from = in.position();
        in.require(CharClass.DIGIT, "SIP-Version", "a digit");
        in.expect('.', "SIP-Version");
        in.require(CharClass.DIGIT, "SIP-Version", "a digit");
        if (!Text.equals(bytes, from, in.position(), "2.0")) {
            throw new SipParseException("SIP-Version", "SIP/2.0", start, "another version", 505);
        }
    }

    /** {@code Status-Line = SIP-Version SP Status-Code SP Reason-Phrase CRLF}. */
    private void statusLine(int lineEnd) throws SipParseException {
        version(lineEnd);
        in.expect(' ', "Status-Line");
        int start = in.position();
        int code = (int) in.decimal(699, "Status-Code");
        if (in.position() - start != 3 || code < 100) {
            throw new SipParseException("Status-Code", "100 to 699", start, "another number", 400);
        }
        content.status = SipStatus.of(code);
        content.reason = "";
        if (in.atEnd() && parser.has(LenientQuirk.NO_SPACE_BEFORE_EMPTY_REASON)) {
            return;
        }
        in.expect(' ', "Status-Line");
        int from = in.position();
        for (int i = from; i < lineEnd; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t') {
                throw new SipParseException("Reason-Phrase", "text", i, "a control character", 400);
            }
        }
        String phrase = content.status.phrase();
        content.reason = Text.equals(bytes, from, lineEnd, phrase) ? phrase : Text.of(bytes, from, lineEnd);
    }

    /** {@code *( message-header ) CRLF}. */
    private void headerLines(boolean quickly) throws SipParseException {
        LineTable lines = new LineTable(20);
        content.lines = lines;
        skipPlain(quickly);
        while (!atEmptyLine()) {
            if (lines.size() == limits.maxHeaders()) {
                throw tooLong("message-header", limits.maxHeaders(), at, 513);
            }
            int start = at;
            headerLine();
            again += at - start;
            if (at > limits.maxHeaderSectionBytes()) {
                throw tooLong("message-header", limits.maxHeaderSectionBytes(), lines.start(lines.size() - 1), 513);
            }
            skipPlain(quickly);
        }
        lines.endAt(at);
        at = afterLineEnd(at, "message-header");
        content.bodyStart = at;
    }

    private void skipPlain(boolean quickly) {
        at = quickly ? PlainLines.read(bytes, at, limits, content.lines) : at;
    }

    private boolean atEmptyLine() throws SipParseException {
        if (at >= end) {
            throw new SipParseException("message-header", "an empty line", at, "the end", 400);
        }
        return bytes[at] == '\r' || bytes[at] == '\n';
    }

    /** {@code header-name HCOLON header-value}, where {@code HCOLON = *( SP / HTAB ) ":" SWS}. */
    private void headerLine() throws SipParseException {
        byte[] data = bytes;
        int start = at;
        int colon = Scan.indexOf(':', data, start, end);
        int nameEnd = colon;
        while (nameEnd > start && CharClass.is(data[nameEnd - 1], CharClass.WSP)) {
            nameEnd--;
        }
        // From the start, not from the colon: the one search need not wait for the other.
        int valueEnd = Scan.indexOfControl(data, start, end);
        int number =
                nameEnd == start || valueEnd < nameEnd ? HeaderNames.UNKNOWN : HeaderNames.find(data, start, nameEnd);
        if (number == HeaderNames.UNKNOWN || colon == end) {
            checkName(start, nameEnd, colon);
        }
        // Of controls only a tab can stand before the colon by now.
        if (isPlainLineEnd(data, valueEnd)) {
            at = valueEnd + 2;
        } else {
            at = colon + 1;
            valueEnd = line(true, "message-header");
        }
        if (valueEnd - start > limits.maxHeaderLineBytes()) {
            throw tooLong("message-header", limits.maxHeaderLineBytes(), start, 513);
        }
        int valueStart = colon + 1;
        while (valueStart < valueEnd && CharClass.is(data[valueStart], CharClass.LWS)) {
            valueStart++;
        }
        while (valueEnd > valueStart && CharClass.is(data[valueEnd - 1], CharClass.LWS)) {
            valueEnd--;
        }
        if (valueEnd > SipParserLimits.HEADER_SECTION_CEILING) {
            throw tooLong("message-header", limits.maxHeaderSectionBytes(), start, 513);
        }
        content.lines.add(start, valueStart, valueEnd, number);
    }

    /** CRLF, and no fold behind it. */
    private boolean isPlainLineEnd(byte[] data, int i) {
        return i + 2 < end && data[i] == '\r' && data[i + 1] == '\n' && !CharClass.is(data[i + 2], CharClass.WSP);
    }

    /** A name has to be a token, which one that is known is, with only white space between it and the colon. */
    private void checkName(int start, int nameEnd, int colon) throws SipParseException {
        int i = start;
        while (i < nameEnd && CharClass.is(bytes[i], CharClass.TOKEN)) {
            i++;
        }
        if (i == start || i < nameEnd || colon == end) {
            while (i > start && i < nameEnd && CharClass.is(bytes[i], CharClass.WSP)) {
                i++;
            }
            in.span(i, end);
            throw in.fail("message-header", i == start ? "header-name" : "':'");
        }
    }

    /** Goes to the line after this one, folds included if asked, and returns where the content of this one ends. */
    private int line(boolean folds, String rule) throws SipParseException {
        byte[] data = bytes;
        int last = end;
        int i = at;
        while (true) {
            i = Scan.indexOfControl(data, i, last);
            if (i >= last) {
                throw new SipParseException(rule, "CRLF", i, "the end", 400);
            }
            if (data[i] == '\r' || data[i] == '\n') {
                int next = afterLineEnd(i, rule);
                if (!folds || next >= last || !CharClass.is(data[next], CharClass.WSP)) {
                    at = next;
                    return i;
                }
                i = next;
            } else if (data[i] == 0 && (i == at || data[i - 1] != '\\')) {
                throw new SipParseException(rule, "no NUL but in a quoted-pair", i, "0x00", 400);
            }
            i++;
        }
    }

    private int afterLineEnd(int i, String rule) throws SipParseException {
        if (bytes[i] == '\r' && i + 1 < end && bytes[i + 1] == '\n') {
            return i + 2;
        }
        if (bytes[i] == '\n' && parser.has(LenientQuirk.BARE_LF)) {
            content.bareLf = true;
            return i + 1;
        }
        throw new SipParseException(rule, "CRLF", i, bytes[i] == '\r' ? "CR alone" : "LF alone", 400);
    }

    private SipParseException tooLong(String rule, int limit, int offset, int suggestedStatus) {
        return new SipParseException(rule, "at most " + limit, offset, "more", suggestedStatus);
    }

    /** RFC 3261 8.1.1 asks for these; each but the Via once. */
    private void core() throws SipParseException {
        int seen = 0;
        LineTable lines = content.lines;
        for (int i = lines.nextCore(0); i < lines.size(); i = lines.nextCore(i + 1)) {
            int number = lines.number(i);
            if (number != HeaderNames.VIA && (seen & 1 << number) != 0) {
                throw new SipParseException(HeaderNames.name(number), "it once", lines.start(i), "it again", 400);
            }
            seen |= 1 << number;
            in.span(lines.valueStart(i), lines.valueEnd(i));
            coreValue(number);
            if (!in.atEnd()) {
                in.expectEnd(HeaderNames.name(number));
            }
        }
        for (int number = HeaderNames.VIA; number <= HeaderNames.CSEQ; number++) {
            if ((seen & 1 << number) == 0) {
                throw new SipParseException("SIP-message", HeaderNames.name(number), lines.end(), "none", 400);
            }
        }
        if (isRequest() && !content.cseq.method().equals(content.method)) {
            // RFC 3261 8.1.1.5: "The method MUST match that of the request."
            valueOf(HeaderNames.CSEQ).skip(CharClass.DIGIT);
            in.skipLws();
            throw new SipParseException("CSeq", "the method of the request", in.position(), "another", 400);
        }
    }

    /** Back to the value of a header that is there, to say where it is wrong. */
    private ByteCursor valueOf(int number) {
        int line = content.lines.find(bytes, "", number, 0);
        return in.span(content.lines.valueStart(line), content.lines.valueEnd(line));
    }

    private void coreValue(int number) throws SipParseException {
        switch (number) {
            case HeaderNames.VIA -> vias();
            case HeaderNames.FROM -> content.from = NameAddressParser.parse(in);
            case HeaderNames.TO -> content.to = NameAddressParser.parse(in);
            case HeaderNames.CALL_ID -> ValueCodecs.skipCallId(in);
            case HeaderNames.CSEQ -> content.cseq = CSeq.parse(in);
            case HeaderNames.CONTENT_LENGTH -> contentLength = in.decimal(Integer.MAX_VALUE, "Content-Length");
            default -> throw new AssertionError(number);
        }
    }

    private void vias() throws SipParseException {
        do {
            Via via = Via.parse(in);
            content.vias = content.vias == null ? new ViaList(via) : ((ViaList) content.vias).plus(via);
        } while (in.acceptSeparator(','));
    }

    /**
     * RFC 3261 18.3: bytes of a datagram beyond Content-Length are discarded; a datagram that ends before it is an error.
     * Without Content-Length the body goes to the end.
     */
    private void body() throws SipParseException {
        int available = end - content.bodyStart;
        if (contentLength > available) {
            int offset = valueOf(HeaderNames.CONTENT_LENGTH).position();
            throw new SipParseException("Content-Length", "at most what follows", offset, available + " bytes", 400);
        }
        int length = contentLength < 0 ? available : (int) contentLength;
        if (length > limits.maxBodyBytes()) {
            throw tooLong("message-body", limits.maxBodyBytes(), content.bodyStart, 513);
        }
        content.bytes = bytes;
        content.end = content.bodyStart + length;
    }
}
