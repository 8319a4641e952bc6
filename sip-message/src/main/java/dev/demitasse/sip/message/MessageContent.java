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

    /** The values of a header, from the given line, which is its first, on. */
    <T> List<T> read(Header<T> header, int firstLine) {
        List<T> values = new ArrayList<>(4);
        int line = firstLine;
        try {
            while (line >= 0) {
                header.readLine(cursor(line), values);
                line = lines.find(bytes, header.name(), header.number(), line + 1);
            }
        } catch (SipParseException e) {
            throw new MalformedHeaderException(header.name(), e);
        }
        return List.copyOf(values);
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
