// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the framer finds does not depend on how the stream was cut: in every two parts, in single bytes, at random. */
class SipStreamFramerPropertyTest {
    private static final SipParserLimits SMALL = new SipParserLimits(900, 60, 300, 400, 12, 20, 400);

    /** Feeds the chunks between the cuts; frames as text, since exceptions are equal only to themselves. */
    private static List<String> frames(SipParserLimits limits, byte[] stream, List<Integer> cuts) {
        SipStreamFramer framer = new SipStreamFramer(new SipParser(limits));
        List<String> found = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            framer.onBytes(ByteBuffer.wrap(stream, from, cut - from)).forEach(frame -> found.add(text(frame)));
            from = cut;
        }
        framer.onBytes(ByteBuffer.wrap(stream, from, stream.length - from)).forEach(frame -> found.add(text(frame)));
        found.add(framer.pendingBytes() + " bytes pending");
        return found;
    }

    private static String text(StreamFrame frame) {
        if (frame instanceof StreamFrame.Message message) {
            return new String(message.message().toBytes(), StandardCharsets.ISO_8859_1);
        }
        if (frame instanceof StreamFrame.Rejected rejected) {
            return "rejected " + text(rejected.error());
        }
        return frame instanceof StreamFrame.Lost lost ? "lost " + text(lost.error()) : frame.toString();
    }

    private static String text(SipParseException error) {
        return error.getMessage()
                + error.partial()
                        .flatMap(partial -> partial.responseBuilder(error.suggestedStatus()))
                        .map(builder -> Messages.text(builder.build()));
    }

    private static void sameInEveryTwoPartsAndInSingleBytes(SipParserLimits limits, byte[] stream) {
        List<String> whole = frames(limits, stream, List.of());
        List<Integer> everywhere = new ArrayList<>();
        for (int cut = 1; cut < stream.length; cut++) {
            everywhere.add(cut);
            assertEquals(whole, frames(limits, stream, List.of(cut)), "cut at " + cut);
        }
        assertEquals(whole, frames(limits, stream, everywhere), "single bytes");
    }

    private static void sameWhenCutAt(SipParserLimits limits, byte[] stream, List<Integer> cuts) {
        List<Integer> sorted =
                cuts.stream().filter(cut -> cut <= stream.length).sorted().toList();
        assertEquals(frames(limits, stream, List.of()), frames(limits, stream, sorted), "cut at " + sorted);
    }

    @Property
    void messagesAndKeepAlives(@ForAll("streams") byte[] stream, @ForAll("cuts") List<Integer> cuts) {
        sameWhenCutAt(SipParserLimits.DEFAULT, stream, cuts);
    }

    @Property
    void streamsThatAreLost(@ForAll("broken") byte[] stream, @ForAll("cuts") List<Integer> cuts) {
        sameWhenCutAt(SMALL, stream, cuts);
    }

    @Property(tries = 25) // each is cut in a thousand ways
    void everyCutOfMessagesAndKeepAlives(@ForAll("streams") byte[] stream) {
        sameInEveryTwoPartsAndInSingleBytes(SipParserLimits.DEFAULT, stream);
    }

    @Property(tries = 25) // each is cut in a thousand ways
    void everyCutOfStreamsThatAreLost(@ForAll("broken") byte[] stream) {
        sameInEveryTwoPartsAndInSingleBytes(SMALL, stream);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 1_200).list().ofMaxSize(12);
    }

    /** Messages, good and malformed, with line ends between them; the last one may be incomplete. */
    @Provide
    Arbitrary<byte[]> streams() {
        return stream(
                "\r\n",
                "\r\n\r\n",
                "\n",
                message("l: 3\n") + "abc",
                message("Content-Length: 12\n") + "\r\n\r\n\0OPTIONS",
                message("Subject: a\n b\nContent-Length:\n 0\n"),
                message("l:0\n").replace("\r\n", "\n"),
                message("l: 0\n").replace("CSeq: 1", "CSeq: x"),
                message("l: 2\nno colon\n") + "xy",
                message("l: 0\n").replace("SIP/2.0", "SIP/3.0"));
    }

    @Provide
    Arbitrary<byte[]> broken() {
        return stream(
                "\r\n",
                "\n\r",
                message("l: 3\n") + "abc",
                message(""),
                message("l: x\n"),
                message("l: 1\nl: 1\n") + "a",
                message("l: 500\n"),
                message("l: 0\nX: " + "y".repeat(310) + "\n"),
                message("l: 0\nX: " + "y".repeat(250) + "\n"),
                message("l: 0\nX: a\rb\n"),
                "OPTIONS sip:" + "b".repeat(50),
                "SIP/2.0 200 " + "O".repeat(48),
                "\u0016\u0003",
                " x");
    }

    private static String message(String lines) {
        return Messages.options(lines).replace("\n", "\r\n");
    }

    private static Arbitrary<byte[]> stream(String... pieces) {
        return Arbitraries.of(pieces)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(list -> String.join("", list).getBytes(StandardCharsets.ISO_8859_1));
    }
}
