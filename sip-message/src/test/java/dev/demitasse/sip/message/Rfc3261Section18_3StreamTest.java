// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 18.3 on streams: what is found does not depend on the chunks, and the limits are exact")
class Rfc3261Section18_3StreamTest {
    private static final String ONE = options("Content-Length: 3\n") + "abc";
    private static final String OTHER = options("l: 0\nSubject: a\n b\n");

    /** Feeds a stream in chunks that end at the given places, each with other bytes around it. */
    private static List<StreamFrame> fed(SipParserLimits limits, byte[] stream, int... ends) {
        var framer = new SipStreamFramer(new SipParser(limits));
        List<StreamFrame> frames = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            byte[] around = new byte[end - from + 7];
            System.arraycopy(stream, from, around, 5, end - from);
            ByteBuffer chunk = ByteBuffer.wrap(around, 5, end - from);
            frames.addAll(framer.onBytes(chunk));
            assertEquals(0, chunk.remaining());
            from = end;
        }
        return frames;
    }

    @Test
    @DisplayName("two messages, a rejected one and keepalives come out the same, wherever the stream is cut in three")
    void everySplit() {
        byte[] stream = crlf("\n\n" + ONE + "\n" + OTHER + ONE.replace("CSeq: 1", "CSeq: x") + OTHER + "\n");
        List<String> whole = names(fed(SipParserLimits.DEFAULT, stream, stream.length));
        assertEquals(8, whole.size(), whole.toString());
        for (int first = 0; first <= stream.length; first++) {
            int second = Math.min(stream.length, first + 1 + first % 5);
            assertEquals(
                    whole, names(fed(SipParserLimits.DEFAULT, stream, first, second, stream.length)), "at " + first);
        }
    }

    private static List<String> names(List<StreamFrame> frames) {
        return frames.stream()
                .map(frame -> frame instanceof StreamFrame.Message it ? Messages.text(it.message()) : kind(frame))
                .toList();
    }

    private static String kind(StreamFrame frame) {
        return frame instanceof StreamFrame.Rejected it ? it.error().getMessage() : frame.toString();
    }

    private static int[] everyByte(byte[] stream) {
        int[] ends = new int[stream.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = i + 1;
        }
        return ends;
    }

    @Test
    @DisplayName("a start line of the most bytes allowed is taken, one longer is 414, whole or byte by byte")
    void startLine() {
        byte[] stream = crlf(ONE);
        int length = ONE.indexOf('\n');
        for (int[] ends : List.of(new int[] {stream.length}, everyByte(stream))) {
            var exact = new SipParserLimits(4_000, length, 1_000, 3_000, 50, 20, 1_000);
            assertInstanceOf(StreamFrame.Message.class, fed(exact, stream, ends).get(0));
            var less = new SipParserLimits(4_000, length - 1, 1_000, 3_000, 50, 20, 1_000);
            var lost = assertInstanceOf(
                    StreamFrame.Lost.class, fed(less, stream, ends).get(0));
            assertEquals(414, lost.error().suggestedStatus().code());
        }
    }

    @Test
    @DisplayName("headers of the most bytes allowed are taken, one more is 513, whole or byte by byte")
    void headerSection() {
        byte[] stream = crlf(ONE);
        int length = stream.length - "\r\nabc".length();
        for (int[] ends : List.of(new int[] {stream.length}, everyByte(stream))) {
            var exact = new SipParserLimits(4_000, 100, 1_000, length, 50, 20, 1_000);
            assertInstanceOf(StreamFrame.Message.class, fed(exact, stream, ends).get(0));
            var less = new SipParserLimits(4_000, 100, 1_000, length - 1, 50, 20, 1_000);
            var lost = assertInstanceOf(
                    StreamFrame.Lost.class, fed(less, stream, ends).get(0));
            assertEquals(513, lost.error().suggestedStatus().code());
        }
    }
}
