// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipStreamFramer;
import dev.demitasse.sip.message.StreamFrame;
import dev.demitasse.sip.sdp.SdpParser;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bounds hold whether or not the code is compiled, and so on every run: compiled code allocates no more. */
@DisplayName("A parser allocates the message it returns, its bytes included")
class AllocationTest {
    private static final int PARSES = 2_000;

    /** A list with room for two, a frame, and the cursor that reads the Content-Length. */
    private static final long FRAME = 24 + 24 + 16 + 40;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    @DisplayName("an INVITE of 1,053 bytes: 2,000 bytes at most")
    void invite() throws Exception {
        byte[] invite = Samples.invite("own");
        var parser = new SipParser();
        assertAtMost(2_000, () -> parser.parse(invite));
    }

    @Test
    @DisplayName("its SDP of 12 lines: 1,500 bytes at most")
    void sdp() throws Exception {
        byte[] sdp = Samples.sdp("own");
        SdpParser parser = SdpParser.create();
        assertAtMost(1_500, () -> parser.parse(sdp));
    }

    @Test
    @DisplayName("the message itself and nothing else, however long it is")
    void scan() throws Exception {
        var parser = new SipParser();
        SipMessage other = parser.parse(Samples.invite("own"));
        for (byte[] invite : new byte[][] {Samples.invite("own"), withLines(8), withBody(20_000)}) {
            long message = Retained.bytes(parser.parse(invite), other);
            long all = each(() -> parser.parse(invite));
            assertEquals(message, all);
        }
    }

    @Test
    @DisplayName("cut out of a stream, a message costs a list, a frame and a cursor more")
    void stream() throws Exception {
        var parser = new SipParser();
        for (byte[] invite : new byte[][] {Samples.invite("own"), withLines(8), withBody(20_000)}) {
            var framer = new SipStreamFramer(parser);
            ByteBuffer stream = ByteBuffer.wrap(invite);
            assertInstanceOf(StreamFrame.Message.class, framer.onBytes(stream).get(0));
            long parsing = each(() -> parser.parse(invite));
            long all = each(() -> framer.onBytes(stream.rewind()));
            assertTrue(all - parsing <= FRAME, all + " bytes, of which the parser " + parsing);
        }
    }

    /** No more lines than there is room for from the start: beyond that the table of lines is copied as it grows. */
    private static byte[] withLines(int number) {
        String text = new String(Samples.invite("own"), StandardCharsets.US_ASCII);
        int end = text.indexOf("User-Agent");
        int removed = text.indexOf("Contact");
        String lines = "X-Line: a value that is a good deal longer than most of them are\r\n".repeat(number);
        return (text.substring(0, removed) + lines + text.substring(end)).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] withBody(int length) {
        String text = new String(Samples.invite("own"), StandardCharsets.US_ASCII);
        String head = text.substring(0, text.indexOf("Content-Length")) + "Content-Length: " + length + "\r\n\r\n";
        return (head + "x".repeat(length)).getBytes(StandardCharsets.US_ASCII);
    }

    private void assertAtMost(long most, Callable<?> parse) throws Exception {
        long each = each(parse);
        assertTrue(each <= most, each + " bytes");
        assertTrue(each > 500, "measured nothing: " + each + " bytes");
    }

    private long each(Callable<?> parse) throws Exception {
        for (int i = 0; i < PARSES; i++) { // classes are loaded and call sites linked
            parse.call();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < PARSES; i++) {
            parse.call();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / PARSES;
    }
}
