// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Header lines taken quickly: a token, colon, space, plain value and CRLF, within the limits; no other is")
class PlainLinesTest {
    /** Read as one word where the last line ends. */
    private static final String BEHIND = "\r\nabcdef";

    private static SipParserLimits limits(int line, int section, int headers) {
        return new SipParserLimits(100_000, 1_000, line, section, headers, 20, 1_000);
    }

    private static int read(String text, int from, SipParserLimits limits, LineTable lines) {
        return PlainLines.read(text.getBytes(ISO_8859_1), from, limits, lines);
    }

    @Test
    @DisplayName("a plain line is taken, however its name and value lie in the words they are read by")
    void taken() {
        for (int name = 1; name <= 19; name++) {
            for (int value = 1; value <= 19; value++) {
                for (String before : new String[] {"", "Via: x\r\n"}) {
                    String line = "z".repeat(name) + ": " + "v".repeat(value) + "\r\n";
                    String text = before + line + line + BEHIND;
                    var lines = new LineTable(4);
                    int end = read(text, before.length(), SipParserLimits.DEFAULT, lines);
                    assertEquals(text.length() - BEHIND.length(), end, text);
                    assertEquals(2, lines.size());
                    int start = before.length() + line.length();
                    assertEquals(start, lines.start(1));
                    assertEquals(start + name + 2, lines.valueStart(1));
                    assertEquals(start + name + 2 + value, lines.valueEnd(1));
                    assertEquals(HeaderNames.UNKNOWN, lines.number(1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via: a", "v: a", "Via: a:b", "Via: : a", "Via: a b", "Via: \u00e9", "Via: \u007f"})
    @DisplayName("a name that is known has its number; a value may hold colons, spaces within and any byte above CR")
    void known(String line) {
        var lines = new LineTable(4);
        String text = line + "\r\n" + BEHIND;
        assertEquals(line.length() + 2, read(text, 0, SipParserLimits.DEFAULT, lines));
        assertEquals(HeaderNames.VIA, lines.number(0));
        assertEquals(
                line.substring(line.indexOf(' ') + 1).getBytes(ISO_8859_1).length,
                lines.valueEnd(0) - lines.valueStart(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\r\nX: a\r\n",
                "no colon\r\n",
                "no colon in a longer line\r\nX: a\r\n",
                "a\r\nb: c\r\n",
                "a\0b: c\r\n",
                ": a\r\n",
                "X : a\r\n",
                "X\t: a\r\n",
                "a b: c\r\n",
                "a/b: c\r\n",
                "abcdefgh ijklmnop: c\r\n",
                "\u00e9: c\r\n",
                "X:a\r\n",
                "X:\ta\r\n",
                "X:  a\r\n",
                "X:\r\n",
                "X: \r\n",
                "X:  \r\n",
                "X: a \r\n",
                "X: a\tb\r\n",
                "X: a\t\r\n",
                "X: a\0b\r\n",
                "X: 0123456789\0\r\n",
                "X: a\n",
                "X: a\rb\r\n",
                "X: a\r\r\n",
                "X: a\n\r\n",
                "X: a\r\n b\r\n",
                "X: a\r\n\tb\r\n",
                "X: a\r\n \r\n"
            })
    @DisplayName("RFC 3261 7.3.1: any other line is left where it begins, for the reader that knows all rules")
    void left(String line) {
        assertEquals(0, read(" X: a\r\n" + BEHIND, 0, SipParserLimits.DEFAULT, new LineTable(4)));
        for (String before : new String[] {"", "Via: x\r\n", "Subject: 0123456789\r\nA: b\r\n"}) {
            var lines = new LineTable(4);
            String text = before + line + (line.isEmpty() ? "\r\n" : "") + BEHIND;
            assertEquals(before.length(), read(text, 0, SipParserLimits.DEFAULT, lines), text);
            assertEquals(before.isEmpty() ? 0 : before.split("\r\n").length, lines.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"100,100,2,2", "100,26,2,2", "100,25,2,1", "100,100,1,1", "11,100,2,2", "10,100,2,0"})
    @DisplayName("the limits hold to the byte and to the line")
    void limited(int line, int section, int headers, int taken) {
        String text = "X: 01234567\r\n".repeat(2) + BEHIND;
        var lines = new LineTable(4);
        assertEquals(13 * taken, read(text, 0, limits(line, section, headers), lines));
        assertEquals(taken, lines.size());
    }

    @Test
    @DisplayName("nothing is read behind the array: a line is taken only if a word can be read at its end")
    void endOfArray() {
        for (int value = 1; value <= 19; value++) {
            String line = "X: " + "v".repeat(value) + "\r\n";
            for (int cut = 0; cut <= line.length() + BEHIND.length(); cut++) {
                String text = line + (line + BEHIND).substring(0, cut);
                var lines = new LineTable(4);
                int end = read(text, 0, SipParserLimits.DEFAULT, lines);
                assertEquals(line.length() * lines.size(), end);
                int beyond = Long.BYTES - 2; // of a word that begins with the line end
                assertEquals(cut >= line.length() + beyond ? 2 : cut >= beyond ? 1 : 0, lines.size(), text);
            }
        }
    }

    @Test
    @DisplayName("a message whose lines are all plain has none that is gone over again")
    void noneAgain() throws SipParseException {
        byte[] bytes = Messages.crlf(Messages.options("X: " + "a".repeat(5_000) + "\n") + "body at the end");
        var quick = new MessageReader(new SipParser(), bytes);
        quick.read();
        assertTrue(quick.work() < 2 * bytes.length, quick.work() + " steps");
    }
}
