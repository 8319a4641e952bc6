// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Limits: at the limit a message is taken, one beyond it is refused")
class SipParserLimitsTest {
    private static final SipParserLimits ROOMY = new SipParserLimits(4_000, 1_000, 1_000, 3_000, 50, 20, 1_000);

    private static void limit(SipParserLimits limits, String taken, String refused, int status) {
        SipParser parser = new SipParser(limits);
        assertEquals(limits, parser.limits());
        assertDoesNotThrow(() -> parser.parse(crlf(taken)));
        var e = assertThrows(SipParseException.class, () -> parser.parse(crlf(refused)));
        assertEquals(status, e.suggestedStatus().code());
        assertTrue(e.expected().startsWith("at most "), e.getMessage());
    }

    private static SipParserLimits limits(
            int message, int start, int line, int section, int count, int parameters, int body) {
        return new SipParserLimits(message, start, line, section, count, parameters, body);
    }

    @Test
    void message() {
        String text = Messages.options("");
        int size = crlf(text).length;
        limit(limits(size, 1_000, 1_000, 3_000, 50, 20, 1_000), text, text + "x", 513);
        var buffer = java.nio.ByteBuffer.allocate(200_0000);
        assertThrows(SipParseException.class, () -> new SipParser().parse(buffer));
        assertEquals(0, buffer.remaining());
    }

    @Test
    void startLine() {
        String text = Messages.options("");
        limit(limits(4_000, 33, 1_000, 3_000, 50, 20, 1_000), text, text.replace("sip:b", "sip:bb"), 414);
    }

    @Test
    void headerLine() {
        String taken = Messages.options("X: " + "a".repeat(97) + "\n");
        limit(limits(4_000, 1_000, 100, 3_000, 50, 20, 1_000), taken, taken.replace("X: ", "X:  "), 513);
        limit(
                limits(4_000, 1_000, 100, 3_000, 50, 20, 1_000),
                taken,
                Messages.options("X: " + "a\n ".repeat(40) + "\n"),
                513);
    }

    @Test
    void headerSection() {
        String text = Messages.options("");
        int size = crlf(text).length - 2;
        limit(limits(4_000, 1_000, 1_000, size, 50, 20, 1_000), text, Messages.options("X:\n"), 513);
    }

    @Test
    void headerCount() {
        limit(limits(4_000, 1_000, 1_000, 3_000, 5, 20, 1_000), Messages.options(""), Messages.options("X:\n"), 513);
    }

    @Test
    void parameters() {
        String taken = Messages.optionsWith("From", "From: <sip:a@h>;a;b;c");
        limit(limits(4_000, 1_000, 1_000, 3_000, 50, 3, 1_000), taken, taken.replace(";c", ";c;d"), 400);
        String uri = Messages.optionsWith("From", "From: <sip:a@h;a;b;c>");
        limit(limits(4_000, 1_000, 1_000, 3_000, 50, 3, 1_000), uri, uri.replace(";c", ";c;d"), 400);
    }

    @Test
    void body() {
        limit(
                limits(4_000, 1_000, 1_000, 3_000, 50, 20, 3),
                Messages.options("") + "abc",
                Messages.options("") + "abcd",
                513);
    }

    @Test
    @DisplayName("a datagram of line ends alone is refused")
    void lineEnds() {
        assertThrows(SipParseException.class, () -> new SipParser(ROOMY).parse(crlf("\n".repeat(1_600))));
        assertThrows(SipParseException.class, () -> new SipParser(ROOMY).parse(new byte[0]));
    }

    @Test
    @DisplayName("a parser with more parameters than by default reads and changes what it took")
    void moreThanDefault() throws SipParseException {
        StringBuilder many = new StringBuilder("From: <sip:a@h");
        for (int i = 0; i < 100; i++) {
            many.append(";p").append(i);
        }
        SipParser parser = new SipParser(limits(9_000, 1_000, 8_000, 9_000, 50, 200, 1_000));
        SipMessage message = parser.parse(crlf(Messages.optionsWith("From", many + ">")));
        assertEquals(
                100, message.from().sipUri().orElseThrow().parameters().names().size());
        assertEquals("t", message.from().withTag("t").tag().orElseThrow());
    }

    @Test
    @DisplayName("limits that make no sense are refused")
    void nonsense() {
        assertThrows(IllegalArgumentException.class, () -> limits(0, 1, 1, 1, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> limits(1, 1, 1, 1, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> limits(1, 1, 1, 1, 1, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> limits(1, 1, 1, 1 << 18, 1, 1, 1));
    }
}
