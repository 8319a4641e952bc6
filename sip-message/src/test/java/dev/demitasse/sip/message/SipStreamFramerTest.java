// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.StreamFrame.KeepAlive.PING;
import static dev.demitasse.sip.message.StreamFrame.KeepAlive.PONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 18.3: framing by Content-Length on a stream; RFC 5626 4.4.1: keepalives")
class SipStreamFramerTest {
    private static final String ONE = options("Content-Length: 3\n") + "abc";
    private static final String OTHER = options("l: 0\nSubject: other\n");

    private final SipStreamFramer framer = new SipStreamFramer(new SipParser());

    private static List<StreamFrame> frames(SipStreamFramer framer, String stream) {
        return framer.onBytes(ByteBuffer.wrap(crlf(stream)));
    }

    private static StreamFrame message(String text) {
        return new StreamFrame.Message(Messages.parse(text));
    }

    private SipParseException lost(String stream) {
        List<StreamFrame> frames = frames(framer, stream);
        assertEquals(1, frames.size(), frames.toString());
        return assertInstanceOf(StreamFrame.Lost.class, frames.get(0)).error();
    }

    @Test
    @DisplayName("18.3: each message ends where its Content-Length says")
    void several() {
        assertEquals(List.of(message(ONE), message(OTHER), message(ONE)), frames(framer, ONE + OTHER + ONE));
        assertEquals(0, framer.pendingBytes());
    }

    @Test
    @DisplayName("a message is given out with its last byte, and what follows is kept")
    void incomplete() {
        byte[] bytes = crlf(ONE + OTHER);
        int first = crlf(ONE).length;
        assertEquals(List.of(), framer.onBytes(ByteBuffer.wrap(bytes, 0, first - 1)));
        assertEquals(first - 1, framer.pendingBytes());
        assertEquals(List.of(message(ONE)), framer.onBytes(ByteBuffer.wrap(bytes, first - 1, 11)));
        assertEquals(10, framer.pendingBytes());
        ByteBuffer rest = ByteBuffer.allocateDirect(bytes.length);
        rest.put(bytes, first + 10, bytes.length - first - 10).flip();
        assertEquals(List.of(message(OTHER)), framer.onBytes(rest));
        assertFalse(rest.hasRemaining());
        assertEquals(List.of(), framer.onBytes(rest));
    }

    @Test
    @DisplayName("a chunk is copied: its owner may use the memory again")
    void copied() {
        byte[] bytes = crlf(ONE);
        List<StreamFrame> frames = framer.onBytes(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        SipStreamFramer second = new SipStreamFramer(new SipParser());
        List<StreamFrame> others = second.onBytes(ByteBuffer.wrap(bytes));
        java.util.Arrays.fill(bytes, (byte) 0);
        assertEquals(List.of(message(ONE)), frames);
        assertEquals(List.of(message(ONE)), others);
    }

    @Test
    @DisplayName("RFC 5626 4.4.1: two line ends in a row are a ping, one is a pong; those around messages do no harm")
    void keepAlives() {
        assertEquals(List.of(PONG), frames(framer, "\n"));
        assertEquals(List.of(PING), frames(framer, "\n"));
        assertEquals(List.of(PONG, PING, PONG, PING), frames(framer, "\n\n\n\n"));
        assertEquals(List.of(PONG, message(OTHER), PONG), frames(framer, "\n" + OTHER + "\n"));
        assertEquals(List.of(message(OTHER), PONG, PING), frames(framer, OTHER + "\n\n"), "a message begins anew");
        assertEquals("\r\n\r\n", PING.bytes().utf8());
        assertEquals("\r\n", PONG.bytes().utf8());
    }

    @Test
    @DisplayName("a malformed message of known length costs itself alone")
    void rejected() {
        List<StreamFrame> frames = frames(framer, ONE.replace("CSeq: 1", "CSeq: x") + OTHER);
        SipParseException error =
                assertInstanceOf(StreamFrame.Rejected.class, frames.get(0)).error();
        assertEquals(SipStatus.BAD_REQUEST, error.suggestedStatus());
        assertTrue(error.partial()
                .orElseThrow()
                .responseBuilder(SipStatus.BAD_REQUEST)
                .isPresent());
        assertEquals(message(OTHER), frames.get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Subject: x|400",
                "Content-Length: -1|400",
                "Content-Length:|400",
                "Content-Length: 1 1|400",
                "Content-Length: 99999999999999999999|400",
                "Content-Length: 0\\nl: 0|400",
                "CONTENT-length: 3\\nX-A: b\\nContent-Length : 3|400",
                "Content-Length: 1048577|513",
                "Content-Length: 2147483647|513",
                "Content-Length: 3\\nX: a\\rb|400"
            })
    @DisplayName("18.3: a Content-Length that is missing, repeated, malformed or too large ends the stream, answerably")
    void lostLength(String lines, int status) {
        SipParseException error = lost(options(lines.replace("\\n", "\n").replace("\\r", "\r") + "\n") + "abc" + OTHER);
        assertEquals(status, error.suggestedStatus().code());
        assertEquals(
                "1@192.0.2.1",
                error.partial()
                        .flatMap(partial -> partial.responseBuilder(error.suggestedStatus()))
                        .orElseThrow()
                        .build()
                        .callId());
        assertEquals(List.of(), frames(framer, OTHER), "nothing after it");
        assertEquals(0, framer.pendingBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0001", " OPTIONS sip:a SIP/2.0", "\rOPTIONS", ":", "\0"})
    @DisplayName("a first byte that begins no message ends the stream at once")
    void garbage(String start) {
        byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
        List<StreamFrame> frames = framer.onBytes(ByteBuffer.wrap(bytes));
        assertInstanceOf(StreamFrame.Lost.class, frames.get(0));
    }

    @Test
    @DisplayName("lines that end with LF alone are taken by the quirk, and end the stream without it")
    void bareLf() {
        ByteBuffer stream = ByteBuffer.wrap(("\n\n" + ONE).getBytes(StandardCharsets.UTF_8));
        List<StreamFrame> frames = framer.onBytes(stream.duplicate());
        assertEquals(List.of(PONG, PING), frames.subList(0, 2));
        assertInstanceOf(StreamFrame.Message.class, frames.get(2));
        SipStreamFramer strict =
                new SipStreamFramer(new SipParser(SipParserLimits.DEFAULT, EnumSet.noneOf(LenientQuirk.class)));
        assertInstanceOf(StreamFrame.Lost.class, strict.onBytes(stream).get(0));
        SipStreamFramer inHead =
                new SipStreamFramer(new SipParser(SipParserLimits.DEFAULT, EnumSet.noneOf(LenientQuirk.class)));
        assertInstanceOf(
                StreamFrame.Lost.class,
                inHead.onBytes(ByteBuffer.wrap(ONE.getBytes(StandardCharsets.UTF_8)))
                        .get(0));
    }

    @Test
    @DisplayName("folds around a Content-Length, and headers that begin like it, are understood")
    void folded() {
        assertInstanceOf(
                StreamFrame.Message.class,
                frames(framer, options("Content-Length\t:\n 3\nContact: <sip:a>\nC: a/b\nL2: 9\nX: y\n l: 7\n") + "abc")
                        .get(0));
    }

    @Test
    @DisplayName("start line and headers are given up at their limit, also when their end never comes")
    void overLong() {
        SipParserLimits limits = new SipParserLimits(2_000, 100, 1_000, 600, 50, 20, 1_000);
        String options = options("Content-Length: 0\nX: " + "y".repeat(700) + "\n");
        for (int chunk : new int[] {1, 7, 4_000}) {
            var header = chunked(limits, crlf(options), chunk);
            assertEquals(
                    513,
                    assertInstanceOf(StreamFrame.Lost.class, header.get(0))
                            .error()
                            .suggestedStatus()
                            .code());
            var line = chunked(limits, crlf("OPTIONS sip:" + "a".repeat(100)), chunk);
            assertEquals(
                    414,
                    assertInstanceOf(StreamFrame.Lost.class, line.get(0))
                            .error()
                            .suggestedStatus()
                            .code());
            var message = chunked(limits, crlf(options("l: 1000\n").replace("X:", "Y:")), chunk);
            assertEquals(List.of(), message);
        }
        SipParserLimits small = new SipParserLimits(900, 100, 1_000, 600, 50, 20, 1_000);
        var whole = chunked(small, crlf(options("l: 1000\n")), 50);
        assertEquals(
                "Content-Length",
                assertInstanceOf(StreamFrame.Lost.class, whole.get(0)).error().rule());
    }

    private static List<StreamFrame> chunked(SipParserLimits limits, byte[] stream, int size) {
        SipStreamFramer framer = new SipStreamFramer(new SipParser(limits));
        List<StreamFrame> frames = new ArrayList<>();
        for (int at = 0; at < stream.length; at += size) {
            frames.addAll(framer.onBytes(ByteBuffer.wrap(stream, at, Math.min(size, stream.length - at))));
        }
        return frames;
    }

    @Test
    @DisplayName("work is linear in the input, one byte at a time too")
    void linear() {
        for (int n = 500; n <= 60_000; n *= 2) {
            byte[] stream = crlf(options("l: 3\nX: " + "y".repeat(Math.min(n, 16_000)) + "\n" + "A:\n".repeat(n / 300))
                    + "abc" + "\n".repeat(n));
            SipStreamFramer fed = new SipStreamFramer(new SipParser());
            for (byte b : stream) {
                fed.onBytes(ByteBuffer.wrap(new byte[] {b}));
            }
            assertTrue(fed.work() <= 4L * stream.length, n + ": " + fed.work() + " for " + stream.length);
        }
    }

    @Test
    @DisplayName("the steps are counted, and bounded in one chunk and in many: line ends, heads, and a body not at all")
    void steps() {
        String many = "\n".repeat(300) + ONE.repeat(20) + "\n".repeat(300);
        for (String text : new String[] {many, options("l: 30000\n") + " ".repeat(30_000)}) {
            byte[] stream = crlf(text);
            int body = text == many ? 20 * 3 : 30_000;
            for (int size : new int[] {stream.length, 100, 1}) {
                SipStreamFramer fed = new SipStreamFramer(new SipParser());
                for (int at = 0; at < stream.length; at += size) {
                    fed.onBytes(ByteBuffer.wrap(stream, at, Math.min(size, stream.length - at)));
                }
                int others = stream.length - body;
                assertEquals(0, fed.pendingBytes());
                assertTrue(fed.work() >= others, fed.work() + " steps for " + others);
                assertTrue(fed.work() <= 4L * others, fed.work() + " steps for " + others);
            }
        }
    }

    @Test
    @DisplayName("what is kept of a head or body in small chunks is copied to more room seldom: work stays linear")
    void roomIsMadeSeldom() {
        byte[] stream = crlf(options("Content-Length: 200000\nX: " + "y".repeat(15_000) + "\n") + "z".repeat(200_000));
        for (int size : new int[] {1, 100}) {
            SipStreamFramer fed = new SipStreamFramer(new SipParser());
            int grown = 0;
            int frames = 0;
            for (int at = 0; at < stream.length; at += size) {
                int before = fed.room();
                frames += fed.onBytes(ByteBuffer.wrap(stream, at, Math.min(size, stream.length - at)))
                        .size();
                grown += fed.room() > before ? 1 : 0;
            }
            assertEquals(1, frames);
            assertTrue(grown <= 20, "grown " + grown + " times");
        }
    }

    @Test
    @DisplayName("regression: behind an incomplete message a whole chunk was kept, however large")
    void roomForALargeChunk() {
        byte[] stream = crlf(ONE.repeat(1_000) + "OPT");
        for (ByteBuffer chunk : List.of(
                ByteBuffer.wrap(stream, 1, stream.length - 1),
                ByteBuffer.wrap(stream, 1, stream.length - 1).asReadOnlyBuffer())) {
            var fed = new SipStreamFramer(new SipParser());
            fed.onBytes(ByteBuffer.wrap(stream, 0, 1));
            assertEquals(1_000, fed.onBytes(chunk).size());
            assertEquals(0, chunk.remaining());
            assertEquals(3, fed.pendingBytes());
            assertTrue(fed.room() <= SipParserLimits.DEFAULT.maxHeaderSectionBytes() + 2, "room for " + fed.room());
        }
    }

    @Test
    @DisplayName("room grows with what arrives, not with what is announced, and is given back")
    void room() {
        byte[] head = crlf(options("Content-Length: 1000000\n"));
        framer.onBytes(ByteBuffer.wrap(head));
        assertTrue(framer.room() <= head.length, "announced: " + framer.room());
        int sent = 0;
        for (; sent < 1_000_000; sent += 10_000) {
            assertEquals(head.length + sent, framer.pendingBytes());
            assertTrue(framer.room() <= 2 * (head.length + sent), framer.room() + " for " + sent);
            assertTrue(framer.room() <= head.length + 1_000_000);
            List<StreamFrame> frames = framer.onBytes(ByteBuffer.wrap(new byte[10_000]));
            assertEquals(sent == 990_000 ? 1 : 0, frames.size());
        }
        assertEquals(0, framer.room());
    }
}
