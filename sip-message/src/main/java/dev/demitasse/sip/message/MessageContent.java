// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a message is made of: filled by one reader or builder, then handed to one message and not changed any more.
 */
final class MessageContent {
    byte[] bytes;
    int start;
    int end;
    int bodyStart;
    LineTable lines;

    /** Where in the message {@code bytes} begin, which are a copy for a part of a body: errors name bytes of the message. */
    int origin;

    /** Whether a line ends with LF alone. */
    boolean bareLf;

    SipParser parser = SipParser.DEFAULT;
    SipMethod method;
    Uri uri;
    SipStatus status;
    String reason;

    /** Null in a message that was built: it is then read on demand. */
    List<Via> vias;

    NameAddress from;
    NameAddress to;
    CSeq cseq;

    ByteCursor cursor(int line) {
        return parser.cursor(bytes, lines.valueStart(line), lines.valueEnd(line));
    }

    /** The values of a header, from the given line, which is its first, on; none if that is -1. */
    <T> List<T> read(Header<T> header, int firstLine) {
        List<T> values = new ArrayList<>(4);
        int line = firstLine;
        try {
            while (line >= 0) {
                readLine(header, cursor(line), values);
                requireLoneStar(values, lines.valueStart(line));
                line = lines.find(bytes, header.name(), header.number(), line + 1);
            }
        } catch (SipParseException e) {
            throw new MalformedHeaderException(header.name(), e.within(origin));
        }
        return List.copyOf(values);
    }

    /** RFC 3261 20.10 and 10.3 step 6: a star is the only Contact of its message. A line has none beside others. */
    private static void requireLoneStar(List<?> values, int offset) throws SipParseException {
        int last = values.size() - 1;
        if (last > 0 && (values.get(0) == NameAddress.WILDCARD || values.get(last) == NameAddress.WILDCARD)) {
            throw new SipParseException("Contact", "'*' alone", offset, "another value", 400);
        }
    }

    /** Adds the values of one line: {@code header-value *(COMMA header-value)} if it is a list; it may then be empty. */
    static <T> void readLine(Header<T> header, ByteCursor in, List<? super T> values) throws SipParseException {
        boolean list = header.isListValued();
        if (list && in.atEnd()) {
            return;
        }
        do {
            values.add(header.codec().parse(in));
        } while (list && in.acceptSeparator(','));
        in.expectEnd(header.name());
    }

    boolean isSame(MessageContent other) {
        return Arrays.equals(bytes, start, end, other.bytes, other.start, other.end);
    }

    /** The Call-ID of a message whose Call-ID was checked. */
    String callId() {
        int line = lines.find(bytes, "", HeaderNames.CALL_ID, 0);
        return Text.ascii(bytes, lines.valueStart(line), lines.valueEnd(line));
    }
}
