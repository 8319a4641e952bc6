// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

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

    boolean isSame(MessageContent other) {
        return Arrays.equals(bytes, start, end, other.bytes, other.start, other.end);
    }

    /** The Call-ID of a message whose Call-ID was checked. */
    String callId() {
        int line = lines.find(bytes, "", HeaderNames.CALL_ID, 0);
        return lines.value(bytes, line);
    }
}
