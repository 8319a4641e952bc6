// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.Optional;

/**
 * What is legible of a message that was rejected: enough to answer it, or to say in a log what it may have been. Nothing
 * in it was checked but what is handed out. Immutable and thread-safe.
 */
public final class PartialMessage {
    private static final int MAX_METHOD_BYTES = 64;

    private final byte[] bytes;
    private final SipParser parser;
    private final boolean response;
    private final SipMethod method;
    private final LineTable lines = new LineTable(8);

    /** One bit for each number of a header that was noted: to search the lines for it would take their number squared. */
    private int noted;

    private long work;

    private PartialMessage(byte[] bytes, int start, SipParser parser) {
        this.bytes = bytes;
        this.parser = parser;
        response = startsWithVersion(start);
        method = methodAt(start); // none where a version stands: a slash is no part of a method
    }

    /** Goes over the lines without judging them; null if not even a start line is legible. */
    static PartialMessage skim(byte[] bytes, int start, SipParser parser) {
        PartialMessage partial = new PartialMessage(bytes, start, parser);
        if (!partial.response && partial.method == null) {
            return null;
        }
        partial.skimLines(start);
        return partial;
    }

    /** How many bytes were walked over. */
    long work() {
        return work;
    }

    private boolean startsWithVersion(int start) {
        return bytes.length - start >= 4 && Text.equalsIgnoreCase(bytes, start, start + 4, "SIP/");
    }

    private SipMethod methodAt(int start) {
        int end = start;
        int last = Math.min(bytes.length, start + MAX_METHOD_BYTES);
        while (end < last && CharClass.is(bytes[end], CharClass.TOKEN)) {
            end++;
        }
        boolean legible = end > start && end < last && bytes[end] == ' ';
        return legible ? SipMethod.of(bytes, start, end) : null;
    }

    private void skimLines(int start) {
        int last = Math.min(bytes.length, parser.limits().maxHeaderSectionBytes());
        int at = nextLine(start, last);
        while (at < last && lines.size() < parser.limits().maxHeaders() && bytes[at] != '\r' && bytes[at] != '\n') {
            int next = nextLine(at, last);
            while (next < last && CharClass.is(bytes[next], CharClass.WSP)) {
                next = nextLine(next, last);
            }
            work += 2L * (next - at); // to find its end, and at most once more to find name and value in it
            if (bytes[next - 1] == '\n') { // a line that was cut off may say something else than was meant
                skimLine(at, next);
            }
            at = next;
        }
    }

    private int nextLine(int from, int last) {
        int at = from;
        while (at < last && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, last);
    }

    /** Notes the line, of which the last byte is its line feed, if it is one of the five that a response copies. */
    private void skimLine(int start, int end) {
        int nameEnd = start;
        while (CharClass.is(bytes[nameEnd], CharClass.TOKEN)) {
            nameEnd++;
        }
        int valueStart = nameEnd;
        while (CharClass.is(bytes[valueStart], CharClass.WSP)) {
            valueStart++;
        }
        if (nameEnd == start || bytes[valueStart] != ':') {
            return;
        }
        int number = HeaderNames.find(bytes, start, nameEnd);
        if (number == HeaderNames.UNKNOWN || number > HeaderNames.CSEQ) {
            return;
        }
        valueStart++;
        int valueEnd = end;
        while (valueStart < valueEnd && CharClass.is(bytes[valueStart], CharClass.LWS)) {
            valueStart++;
        }
        while (valueEnd > valueStart && CharClass.is(bytes[valueEnd - 1], CharClass.LWS)) {
            valueEnd--;
        }
        if (number == HeaderNames.VIA || (noted & 1 << number) == 0) {
            lines.add(start, valueStart, valueEnd, number);
            noted |= 1 << number;
        }
    }

    private <T> Optional<T> first(Header<T> header) {
        int line = lines.find(bytes, header.name(), header.number(), 0);
        if (line < 0) {
            return Optional.empty();
        }
        return value(header, lines.valueStart(line), lines.valueEnd(line));
    }

    private <T> Optional<T> value(Header<T> header, int start, int end) {
        ByteCursor in = parser.cursor(bytes, start, end);
        try {
            T value = header.codec().parse(in);
            in.skipLws();
            return in.atEnd() || header.isListValued() && in.peek() == ',' ? Optional.of(value) : Optional.empty();
        } catch (SipParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether it was meant to be a request.
     *
     * @return false if it was a response
     */
    public boolean isRequest() {
        return !response;
    }

    /**
     * The method of the request line.
     *
     * @return the method; empty if it is a response
     */
    public Optional<SipMethod> method() {
        return Optional.ofNullable(method);
    }

    /**
     * The topmost Via; without its parameters if those are malformed, since its sent-by is enough to answer.
     *
     * @return the value; empty if missing or malformed
     */
    public Optional<Via> topVia() {
        Optional<Via> whole = first(Header.VIA);
        return whole.isPresent() ? whole : viaWithoutParameters();
    }

    private Optional<Via> viaWithoutParameters() {
        int line = lines.find(bytes, "", HeaderNames.VIA, 0);
        if (line < 0) {
            return Optional.empty();
        }
        int end = lines.valueStart(line);
        while (end < lines.valueEnd(line) && bytes[end] != ';') {
            end++;
        }
        return value(Header.VIA, lines.valueStart(line), end);
    }

    /**
     * The From.
     *
     * @return the value; empty if missing or malformed
     */
    public Optional<NameAddress> from() {
        return first(Header.FROM);
    }

    /**
     * The To.
     *
     * @return the value; empty if missing or malformed
     */
    public Optional<NameAddress> to() {
        return first(Header.TO);
    }

    /**
     * The Call-ID.
     *
     * @return the value; empty if missing or malformed
     */
    public Optional<String> callId() {
        return first(Header.CALL_ID);
    }

    /**
     * The CSeq.
     *
     * @return the value; empty if missing or malformed
     */
    public Optional<CSeq> cseq() {
        return first(Header.CSEQ);
    }

    /**
     * Begins the response to the rejected request. Via, From, To, Call-ID and CSeq are copied as they stand, on one line
     * each, malformed or not, so that the sender can match them; missing ones stay missing. Only of a topmost Via whose
     * parameters are malformed these are left out, so that the response can be sent by it, and control characters but
     * the tab become question marks, since they may make the response one that nobody reads (RFC 3261 section 25.1).
     *
     * @param status the status, usually {@link SipParseException#suggestedStatus}
     * @return a new builder; empty if this may not be answered: a response, an ACK, or no legible Via to send it to
     */
    public Optional<SipResponse.Builder> responseBuilder(SipStatus status) {
        Optional<Via> topVia = topVia();
        if (response || method.equals(SipMethod.ACK) || topVia.isEmpty()) {
            return Optional.empty();
        }
        SipResponse.Builder builder = SipResponse.builder(status);
        builder.allowIncomplete();
        for (int i = 0; i < lines.size(); i++) {
            builder.append(BuilderLine.legible(bytes, lines, i));
        }
        if (first(Header.VIA).isEmpty()) {
            builder.replaceFirstLine(Header.VIA, topVia.get());
        }
        return Optional.of(builder);
    }
}
