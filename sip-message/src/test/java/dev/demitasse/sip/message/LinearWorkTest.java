// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName(
        "Work is linear in the input: bytes walked per byte of input stay under a constant, however large it grows")
class LinearWorkTest {
    private static final int STEPS_PER_BYTE = 8;

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
        for (int n = 500; n <= 8_000; n *= 2) {
            byte[] bytes = adversary.apply(n).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            MessageReader reader = new MessageReader(new SipParser(), bytes);
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
