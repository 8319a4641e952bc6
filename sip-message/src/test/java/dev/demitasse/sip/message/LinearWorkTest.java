// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName(
        "Work is linear in the input: bytes walked per byte of input stay under a constant, however large it grows")
class LinearWorkTest {
    /** Of these up to five are looks for a repeated parameter: four back at once, and one at all that are left. */
    private static final int STEPS_PER_BYTE = 12;

    /** Nothing but the number of bytes limits what there is to do. */
    private static final SipParserLimits RAISED = new SipParserLimits(
            1 << 20,
            1 << 17,
            1 << 17,
            SipParserLimits.HEADER_SECTION_CEILING,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            1 << 20);

    /** Different names with the same first, middle and last letter, and of one length: no filter tells them apart. */
    private static String collidingNames(int bytes) {
        return IntStream.range(0, bytes / 12)
                .mapToObj(i -> ";a%04dm%04dz".formatted(i % 10_000, i / 10_000))
                .collect(Collectors.joining());
    }

    static Stream<IntFunction<String>> adversaries() {
        return Stream.of(
                n -> options("X: y\n".repeat(n / 40)),
                n -> options("Subject: a" + "\n b".repeat(n / 40) + "\n"),
                n -> options("X:" + " ".repeat(n / 40) + "\n"),
                n -> optionsWith("From", "From: \"" + "\\\"".repeat(n) + "\" <sip:a@h>"),
                n -> optionsWith("From", "From: " + "a ".repeat(n) + "<sip:a@h>"),
                n -> optionsWith("From", "From: " + "a ".repeat(n) + "b"),
                n -> optionsWith("From", "From: <sip:" + "@".repeat(n) + ">"),
                n -> optionsWith("From", "From: <sip:a@h;" + "x".repeat(n) + ">"),
                n -> optionsWith("From", "From: <sip:" + "%41".repeat(n) + "@h>"),
                n -> optionsWith("From", "From: <sip:a@h>" + ";a".repeat(n)),
                n -> optionsWith("From", "From: <sip:a@h>;a=\"" + "x".repeat(n) + "\";a"),
                n -> optionsWith("From", "From: <sip:a@h>" + collidingNames(n)),
                n -> optionsWith("From", "From: <sip:a@h> " + collidingNames(n)),
                n -> optionsWith("From", "From: <sip:a@h>;x=" + "x".repeat(n) + collidingNames(80)),
                n -> optionsWith("From", "From: <sip:a@h" + collidingNames(n) + ">"),
                n -> optionsWith("From", "From: <sip:a@h" + collidingNames(n).replace("a", "%61") + ">"),
                n -> optionsWith("From", "From: <sip:a@h" + collidingNames(n) + ";a0000m0000z>"),
                n -> optionsWith("Via", "Via: SIP/2.0/UDP h" + collidingNames(n) + ";a0000m0000z"),
                n -> optionsWith("Via", "Via: SIP/2.0/UDP " + "a.".repeat(n) + ".b"),
                n -> optionsWith("Via", "Via: SIP/2.0/UDP " + "a_".repeat(n)),
                n -> optionsWith("Via", "Via: SIP/2.0/UDP a_b" + ",SIP/2.0/UDP a_b".repeat(n / 16)),
                n -> optionsWith("From", "From: <sip:a@" + "a-b.".repeat(n) + "1b>"),
                n -> optionsWith(
                        "To", "Via: SIP/2.0/UDP h\n".repeat(n / 40) + "To: <sip:a>\n".repeat(n / 30) + "To: x y"),
                n -> optionsWith("To", "From" + " ".repeat(n) + ":" + " ".repeat(n) + "x" + " ".repeat(n)),
                n -> optionsWith("Via", "Via: SIP/2.0/UDP h" + ",SIP/2.0/UDP h".repeat(n / 14)),
                n -> optionsWith("Via", "Via: SIP/2.0/UDP h" + ",".repeat(n)),
                n -> optionsWith("Via", "Via: SIP/2.0/UDP h" + " ".repeat(n) + ";x"),
                n -> optionsWith("CSeq", "CSeq: " + "0".repeat(n) + "1 OPTIONS"),
                n -> optionsWith("Call-ID", "Call-ID: " + "<".repeat(n)),
                n -> "OPTIONS sip:" + "a".repeat(n / 2) + " SIP/2.0\n\n",
                n -> "O".repeat(n / 2) + " sip:a SIP/2.0\n\n");
    }

    @ParameterizedTest
    @MethodSource("adversaries")
    void linear(IntFunction<String> adversary) {
        linear(new SipParser(), adversary);
    }

    @ParameterizedTest
    @MethodSource("adversaries")
    void linearWithoutLimits(IntFunction<String> adversary) {
        linear(new SipParser(RAISED), adversary);
    }

    private static void linear(SipParser parser, IntFunction<String> adversary) {
        for (int n = 500; n <= 8_000; n *= 2) {
            byte[] bytes = adversary.apply(n).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            MessageReader reader = new MessageReader(parser, bytes);
            try {
                reader.read();
            } catch (SipParseException e) {
                assertTrue(e.offset() <= bytes.length);
            }
            assertTrue(
                    reader.work() <= (long) STEPS_PER_BYTE * bytes.length,
                    n + ": " + reader.work() + " steps for " + bytes.length + " bytes");
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void lazyListsAreLinear(IntFunction<String> list) throws SipParseException {
        for (int n = 500; n <= 8_000; n *= 2) {
            String text = list.apply(n);
            ByteCursor in = ByteCursor.over(text, "test");
            int length = in.end();
            try {
                MessageContent.readLine(Header.CONTACT, in, new ArrayList<>());
            } catch (SipParseException e) {
                assertTrue(e.offset() <= length);
            }
            assertTrue(in.work() <= (long) STEPS_PER_BYTE * length, n + ": " + in.work() + " for " + length);
        }
    }

    @Test
    @DisplayName("names chosen to collide are all different, and all taken")
    void collisions() throws SipParseException {
        String names = collidingNames(8_000);
        byte[] bytes = crlf(optionsWith("From", "From: <sip:a@h" + names + ">" + names));
        NameAddress from = new SipParser(RAISED).parse(bytes).from();
        assertEquals(666, from.parameters().names().size());
        assertEquals(666, from.sipUri().orElseThrow().parameters().names().size());
    }

    static Stream<IntFunction<String>> comments() {
        return Stream.of(
                n -> "1 " + "(".repeat(n),
                n -> "1 " + "(".repeat(n) + ")".repeat(n),
                n -> "1 (" + "\\(".repeat(n) + ")",
                n -> "1 " + "(a) ".repeat(n));
    }

    @ParameterizedTest
    @MethodSource("comments")
    void commentsAreLinear(IntFunction<String> comment) {
        for (int n = 500; n <= 64_000; n *= 2) {
            ByteCursor in = ByteCursor.over(comment.apply(n), "test");
            int length = in.end();
            try {
                MessageContent.readLine(Header.RETRY_AFTER, in, new ArrayList<>());
            } catch (SipParseException e) {
                assertTrue(e.offset() <= length);
            }
            assertTrue(in.work() <= (long) STEPS_PER_BYTE * length, n + ": " + in.work() + " for " + length);
        }
    }

    static Stream<IntFunction<String>> lists() {
        return Stream.of(
                n -> "<sip:a>" + ",<sip:a>".repeat(n / 8),
                n -> "a <sip:a>" + ", \"b\" <sip:a>;c".repeat(n / 16),
                n -> "sip:a" + ",sip:a".repeat(n / 6),
                n -> "<sip:a>" + " ,".repeat(n),
                n -> "a".repeat(n) + ":");
    }
}
