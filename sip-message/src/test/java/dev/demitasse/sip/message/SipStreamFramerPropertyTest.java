// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the framer finds does not depend on how the stream was cut: in every two parts, in single bytes, at random. */
class SipStreamFramerPropertyTest {
    private static final SipParserLimits SMALL = new SipParserLimits(900, 60, 300, 400, 12, 20, 400);

    /** Into how many shares the places of a stream are divided; each try cuts at one of them. */
    private static final int SHARES = 40;

    /** Messages, good and malformed, and line ends. */
    private static final List<String> GOOD = List.of(
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

    private static final List<String> BROKEN = List.of(
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

    /** Cut in two at each place of a share of them, and in single bytes. */
    private static void sameInTwoPartsAndInSingleBytes(SipParserLimits limits, byte[] stream, int share, int shares) {
        List<String> whole = frames(limits, stream, List.of());
        for (int cut = share; cut <= stream.length; cut += shares) {
            assertEquals(whole, frames(limits, stream, List.of(cut)), "cut at " + cut);
        }
        List<Integer> everywhere = IntStream.range(1, stream.length).boxed().toList();
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

    @Property
    void twoPartsOfMessagesAndKeepAlives(
            @ForAll("streams") byte[] stream, @ForAll @IntRange(max = SHARES - 1) int share) {
        sameInTwoPartsAndInSingleBytes(SipParserLimits.DEFAULT, stream, share, SHARES);
    }

    @Property
    void twoPartsOfStreamsThatAreLost(@ForAll("broken") byte[] stream, @ForAll @IntRange(max = SHARES - 1) int share) {
        sameInTwoPartsAndInSingleBytes(SMALL, stream, share, SHARES);
    }

    @Example
    void everyCut() {
        sameInTwoPartsAndInSingleBytes(SipParserLimits.DEFAULT, bytes(String.join("", GOOD)), 0, 1);
        for (String piece : BROKEN) {
            sameInTwoPartsAndInSingleBytes(SMALL, bytes(GOOD.get(3) + "\r\n" + piece + "\r\n"), 0, 1);
        }
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 1_200).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<byte[]> streams() {
        return stream(GOOD);
    }

    @Provide
    Arbitrary<byte[]> broken() {
        return stream(BROKEN);
    }

    private static String message(String lines) {
        return Messages.options(lines).replace("\n", "\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Arbitrary<byte[]> stream(List<String> pieces) {
        return Arbitraries.of(pieces).list().ofMinSize(1).ofMaxSize(5).map(list -> bytes(String.join("", list)));
    }
}
