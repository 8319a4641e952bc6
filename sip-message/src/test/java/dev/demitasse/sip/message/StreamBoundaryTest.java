// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.StreamFrame.KeepAlive.PING;
import static dev.demitasse.sip.message.StreamFrame.KeepAlive.PONG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "RFC 3261 18.3 on streams, to the byte: nothing earlier or later than its last byte, nothing behind a chunk")
class StreamBoundaryTest {
    private static final String ONE = options("Content-Length: 3\n") + "abc";
    private static final String EMPTY = options("l: 0\nX: a\n b\n");
    private static final SipParser STRICT = new SipParser(SipParserLimits.DEFAULT, EnumSet.noneOf(LenientQuirk.class));

    @Test
    @DisplayName(
            "a frame comes with its last byte, wherever the chunks were cut; the bytes behind a chunk do not count")
    void withTheLastByte() {
        String[] parts = {"\n", "\n", ONE, EMPTY, "\n", EMPTY, ONE};
        int[] ends = new int[parts.length];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            ends[i] = crlf(text.append(parts[i]).toString()).length;
        }
        byte[] stream = crlf(text.toString());
        for (int first = 0; first <= stream.length; first++) {
            int second = Math.min(stream.length, first + first % 7);
            var framer = new SipStreamFramer(STRICT);
            int frames = 0;
            int from = 0;
            for (int end : new int[] {first, second, stream.length}) {
                // Once with the stream going on in memory, once with the array ending there.
                ByteBuffer chunk = first % 2 == 0
                        ? ByteBuffer.wrap(stream, from, end - from)
                        : ByteBuffer.wrap(Arrays.copyOfRange(stream, from, end));
                frames += framer.onBytes(chunk).size();
                int now = end;
                int complete = (int) Arrays.stream(ends).filter(e -> e <= now).count();
                assertEquals(complete, frames, first + ", " + end);
                assertEquals(end - (complete == 0 ? 0 : ends[complete - 1]), framer.pendingBytes(), "at " + end);
                assertTrue(framer.room() >= framer.pendingBytes());
                from = end;
            }
        }
    }

    @Test
    @DisplayName("the same where lines end with LF alone: the second LF ends the head, and no byte more is waited for")
    void withTheLastByteAfterLf() {
        byte[] stream = (EMPTY + "\n" + ONE + EMPTY).getBytes(ISO_8859_1);
        int[] ends = {EMPTY.length(), EMPTY.length() + 1, (EMPTY + "\n" + ONE).length(), stream.length};
        for (int cut = 0; cut <= stream.length; cut++) {
            for (byte[] more : new byte[][] {{}, {'\n', '\r', '\n'}}) {
                byte[] memory = Arrays.copyOf(Arrays.copyOf(stream, cut), cut + more.length);
                System.arraycopy(more, 0, memory, cut, more.length);
                var framer = new SipStreamFramer(new SipParser());
                int frames = framer.onBytes(ByteBuffer.wrap(memory, 0, cut)).size();
                int now = cut;
                assertEquals(Arrays.stream(ends).filter(end -> end <= now).count(), frames, "at " + cut);
                frames += framer.onBytes(ByteBuffer.wrap(stream, cut, stream.length - cut))
                        .size();
                assertEquals(ends.length, frames, "at " + cut);
            }
        }
    }

    @Test
    @DisplayName("a chunk may be a slice of a larger one")
    void slice() {
        ByteBuffer large = ByteBuffer.allocate(2_000).put(100, crlf("\n" + ONE));
        ByteBuffer slice = large.position(90).slice();
        slice.position(10).limit(10 + crlf("\n" + ONE).length);
        List<StreamFrame> frames = new SipStreamFramer(STRICT).onBytes(slice);
        assertEquals(List.of(PONG, new StreamFrame.Message(Messages.parse(ONE))), frames);
        assertEquals(slice.limit(), slice.position());
    }

    @Test
    @DisplayName("RFC 5626 4.4.1: without quirks a line end is CRLF, and LF alone ends the stream, behind others too")
    void strictKeepAlives() {
        var framer = new SipStreamFramer(STRICT);
        assertEquals(List.of(PONG, PING, PONG), framer.onBytes(ByteBuffer.wrap(crlf("\n\n\n"))));
        assertEquals(List.of(PING), framer.onBytes(ByteBuffer.wrap(crlf("\n"))));
        List<StreamFrame> frames = framer.onBytes(ByteBuffer.wrap("\r\n\n\r\n".getBytes(ISO_8859_1)));
        assertEquals(PONG, frames.get(0));
        var error = assertInstanceOf(StreamFrame.Lost.class, frames.get(1)).error();
        assertEquals("SIP-message at 0", error.rule() + " at " + error.offset());
        assertEquals(2, frames.size());
    }

    @Test
    @DisplayName("an error is counted from the beginning of its message, behind others too")
    void offsets() {
        String text = options("X: a\nContent-Length: x\n");
        for (String before : new String[] {"", "\n", ONE + EMPTY}) {
            List<StreamFrame> frames = new SipStreamFramer(STRICT).onBytes(ByteBuffer.wrap(crlf(before + text)));
            var error = assertInstanceOf(StreamFrame.Lost.class, frames.get(frames.size() - 1))
                    .error();
            int offset = new String(crlf(text), ISO_8859_1).indexOf("x\r\n");
            assertEquals("Content-Length at " + offset, error.rule() + " at " + error.offset());
            assertEquals("1@192.0.2.1", error.partial().orElseThrow().callId().orElseThrow());
        }
    }

    @Test
    @DisplayName("a line of one letter is not the empty line")
    void shortLine() {
        byte[] stream = ("OPTIONS sip:b SIP/2.0|x\nl: 0|" + core("OPTIONS").replace("\n", "|") + "|")
                .replace("|", "\r\n")
                .getBytes(ISO_8859_1);
        byte[] both = Arrays.copyOf(stream, stream.length + crlf(ONE).length);
        System.arraycopy(crlf(ONE), 0, both, stream.length, crlf(ONE).length);
        List<StreamFrame> frames = new SipStreamFramer(new SipParser()).onBytes(ByteBuffer.wrap(both));
        assertInstanceOf(StreamFrame.Rejected.class, frames.get(0));
        assertEquals(new StreamFrame.Message(Messages.parse(ONE)), frames.get(1));
    }

    private static List<StreamFrame> byteByByte(SipParser parser, byte[] stream) {
        var framer = new SipStreamFramer(parser);
        List<StreamFrame> frames = new ArrayList<>();
        for (byte b : stream) {
            frames.addAll(framer.onBytes(ByteBuffer.wrap(new byte[] {b})));
        }
        return frames;
    }

    @Test
    @DisplayName("a start line that ends with LF alone is as long as one that ends with CRLF")
    void startLineWithLf() {
        byte[] stream = ONE.getBytes(ISO_8859_1);
        int length = ONE.indexOf('\n');
        var exact = new SipParser(new SipParserLimits(4_000, length, 1_000, 3_000, 50, 20, 1_000));
        var less = new SipParser(new SipParserLimits(4_000, length - 1, 1_000, 3_000, 50, 20, 1_000));
        for (String before : new String[] {"", "\n\n\n"}) {
            byte[] behind = (before + ONE).getBytes(ISO_8859_1);
            List<StreamFrame> frames = new SipStreamFramer(exact).onBytes(ByteBuffer.wrap(behind));
            assertInstanceOf(StreamFrame.Message.class, frames.get(before.length()));
            frames = new SipStreamFramer(less).onBytes(ByteBuffer.wrap(behind));
            assertInstanceOf(StreamFrame.Lost.class, frames.get(before.length()));
        }
        assertInstanceOf(StreamFrame.Message.class, byteByByte(exact, stream).get(0));
        assertInstanceOf(StreamFrame.Lost.class, byteByByte(less, stream).get(0));
    }

    @Test
    @DisplayName("a start line without end is waited for up to its limit and one byte, which may be CR")
    void openStartLine() {
        var parser = new SipParser(new SipParserLimits(4_000, 20, 1_000, 3_000, 50, 20, 1_000));
        for (String more : new String[] {"a", "\r"}) {
            assertEquals(List.of(), byteByByte(parser, ("a".repeat(20) + more).getBytes(ISO_8859_1)));
            byte[] tooLong = ("a".repeat(21) + more).getBytes(ISO_8859_1);
            for (List<StreamFrame> frames : List.of(
                    byteByByte(parser, tooLong), new SipStreamFramer(parser).onBytes(ByteBuffer.wrap(tooLong)))) {
                var error =
                        assertInstanceOf(StreamFrame.Lost.class, frames.get(0)).error();
                assertEquals("414 at 20", error.suggestedStatus().code() + " at " + error.offset());
            }
        }
    }

    @Test
    @DisplayName("RFC 3261 21.4.13: a start line too long is 414 where the headers are not allowed more bytes either")
    void startLineOfAllThatIsAllowed() {
        for (int section : new int[] {20, 10}) {
            var parser = new SipParser(new SipParserLimits(4_000, 20, 1_000, section, 50, 20, 1_000));
            for (int over = 1; over <= 4; over++) {
                byte[] stream = ("a".repeat(section + over) + "\r\nl: 0\r\n\r\n").getBytes(ISO_8859_1);
                for (List<StreamFrame> frames : List.of(
                        byteByByte(parser, stream), new SipStreamFramer(parser).onBytes(ByteBuffer.wrap(stream)))) {
                    var error = assertInstanceOf(StreamFrame.Lost.class, frames.get(0))
                            .error();
                    assertEquals("414 at " + section, error.suggestedStatus().code() + " at " + error.offset());
                }
            }
        }
    }

    @Test
    @DisplayName("a line that begins with CR ends the stream, wherever it is cut")
    void crAlone() {
        byte[] stream = crlf(options("l: 0\n\rX: a\n"));
        int offset = new String(stream, ISO_8859_1).indexOf("\rX");
        for (List<StreamFrame> frames :
                List.of(byteByByte(STRICT, stream), new SipStreamFramer(STRICT).onBytes(ByteBuffer.wrap(stream)))) {
            var error = assertInstanceOf(StreamFrame.Lost.class, frames.get(0)).error();
            assertEquals("CR alone at " + offset, error.found() + " at " + error.offset());
        }
    }

    @Test
    @DisplayName("RFC 3261 18.3: a Content-Length without its colon is none, and so is a header that begins like it")
    void noContentLength() {
        for (String line :
                new String[] {"Content-Length 3", "l 3", "Content-Lengths: 3", "Content-Lengt: 3", "ll: 3"}) {
            List<StreamFrame> frames =
                    new SipStreamFramer(STRICT).onBytes(ByteBuffer.wrap(crlf(options(line + "\n") + "abc")));
            var error = assertInstanceOf(StreamFrame.Lost.class, frames.get(0)).error();
            assertEquals("Content-Length none", error.rule() + " " + error.found());
        }
    }

    @Test
    @DisplayName("a message of the most bytes allowed is taken, one more is 513, behind another message too")
    void longestMessage() {
        int length = crlf(ONE).length;
        for (String before : new String[] {"", EMPTY}) {
            byte[] stream = crlf(before + ONE);
            int at = before.isEmpty() ? 0 : 1;
            var exact = new SipParser(new SipParserLimits(length, 100, 1_000, length, 50, 20, 1_000));
            List<StreamFrame> frames = new SipStreamFramer(exact).onBytes(ByteBuffer.wrap(stream));
            assertInstanceOf(StreamFrame.Message.class, frames.get(at));
            var less = new SipParser(new SipParserLimits(length - 1, 100, 1_000, length, 50, 20, 1_000));
            frames = new SipStreamFramer(less).onBytes(ByteBuffer.wrap(stream));
            var error = assertInstanceOf(StreamFrame.Lost.class, frames.get(at)).error();
            assertEquals(
                    "Content-Length 513",
                    error.rule() + " " + error.suggestedStatus().code());
        }
    }
}
