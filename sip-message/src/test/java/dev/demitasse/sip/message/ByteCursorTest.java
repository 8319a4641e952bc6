// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cursor, character classes, texts and the writer")
class ByteCursorTest {
    private static ByteCursor in(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteCursor.over(bytes, 0, bytes.length);
    }

    @Test
    @DisplayName("RFC 3261 25.1: a separator has white space and folds around it; without it nothing moves")
    void separators() throws SipParseException {
        ByteCursor in = in(" \r\n ; \t=x");
        assertFalse(in.acceptSeparator(','));
        assertEquals(0, in.position());
        assertTrue(in.acceptSeparator(';'));
        in.expectSeparator('=', "test");
        assertEquals('x', in.peek());
        assertFalse(in.acceptSeparator('='));
        in.skipToken("test");
        assertEquals(-1, in.peek());
        assertFalse(in.acceptSeparator(';') || in.accept('x') || in.at(CharClass.TOKEN) || in.skipLws());
        assertThrows(SipParseException.class, () -> in.expect('x', "test"));
    }

    @Test
    @DisplayName("numbers are bounded, however many digits come")
    void decimal() throws SipParseException {
        assertEquals(65_535, in("65535").decimal(65_535, "port"));
        assertEquals(7, in("0000000000000000000000000000007").decimal(9, "n"));
        assertEquals(4_294_967_295L, in("4294967295").decimal(4_294_967_295L, "n"));
        for (String bad : new String[] {"65536", "99999999999999999999999", "", "x", "-1", "+1", " 1", "\u0661"}) {
            assertThrows(SipParseException.class, () -> in(bad).decimal(65_535, "port"), bad);
        }
    }

    @Test
    @DisplayName("RFC 3261 25.1: a quoted string ends at the quote that is not in a quoted pair")
    void quoted() throws SipParseException {
        for (String good : new String[] {"\"\"", "\"a\"", "\"\\\"\"", "\"\\\\\"", "\"a,;<>\r\n b\""}) {
            ByteCursor in = in(good);
            in.skipQuoted("quoted-string");
            assertTrue(in.atEnd(), good);
        }
        for (String bad : new String[] {"", "a", "\"", "\"a", "\"\\\"", "\"\\"}) {
            assertThrows(SipParseException.class, () -> in(bad).skipQuoted("quoted-string"), bad);
        }
        assertEquals("a \"b\" \\", Text.unquoted("\"a \\\"b\\\" \\\\\"".getBytes(StandardCharsets.UTF_8), 0, 12));
    }

    @Test
    @DisplayName("RFC 3261 25.1: quoted-pair is any byte to 0x7F but LF and CR, qdtext no control but a fold's")
    void quotedPairs() throws SipParseException {
        for (int b = 0; b < 0x80; b++) {
            String pair = "\"\\" + (char) b + "\"";
            if (b == '\r' || b == '\n') {
                var e = assertThrows(SipParseException.class, () -> in(pair).skipQuoted("q"));
                assertEquals("a quoted-pair at 2", e.expected() + " at " + e.offset());
            } else {
                ByteCursor in = in(pair);
                in.skipQuoted("q");
                assertTrue(in.atEnd(), "byte " + b);
            }
        }
        for (String bad : new String[] {"\"\0\"", "\"a\u001f\"", "\"\u007f\""}) {
            assertEquals(
                    "qdtext",
                    assertThrows(SipParseException.class, () -> in(bad).skipQuoted("q"))
                            .expected());
        }
        byte[] bytes = "\"a\\\n\"".getBytes(StandardCharsets.UTF_8);
        var e = assertThrows(
                SipParseException.class, () -> ByteCursor.over(bytes, 0, 3).skipQuoted("q"));
        assertEquals("the end at 3", e.found() + " at " + e.offset(), "a backslash at the end of the span");
    }

    @Test
    @DisplayName("where no host is, the byte that is there is named")
    void noHost() {
        for (String text : new String[] {"", ";a", ">"}) {
            var e = assertThrows(SipParseException.class, () -> in(text).skipHost("host"));
            assertEquals("host at 0", e.expected() + " at " + e.offset());
            assertEquals(text.isEmpty() ? "the end" : "0x3" + (text.length() == 2 ? "b" : "e"), e.found());
        }
        var e = assertThrows(SipParseException.class, () -> in("a--.b").skipHost("host"));
        assertEquals("another text at 0", e.found() + " at " + e.offset());
    }

    @Test
    @DisplayName("RFC 3261 25.1: hosts are names, IPv4 addresses and IPv6 references")
    void hosts() throws SipParseException {
        for (String good : new String[] {
            "h", "a-b.c", "192.0.2.1", "[::]", "[2001:db8::1]", "[::ffff:192.0.2.1]", "[2001:db8:::192.0.2.1]", "a_b"
        }) {
            ByteCursor in = in(good);
            in.skipHost("host");
            assertTrue(in.atEnd(), good);
        }
        for (String bad :
                new String[] {"", ":", "[", "[]", "[1]", "[1:2]", "[::1", "[::g]", "[" + "1:".repeat(30) + "]"}) {
            assertThrows(SipParseException.class, () -> in(bad).skipHost("host"), bad);
        }
        assertEquals("[::1]", ByteCursor.requireHost("::1"));
        assertEquals("[::1]", ByteCursor.requireHost("[::1]"));
        assertEquals("h", ByteCursor.requireHost("h"));
        assertThrows(IllegalArgumentException.class, () -> ByteCursor.requireHost("h;x"));
    }

    @Test
    @DisplayName("RFC 3261 25.1: tokens are what the rule lists, and nothing else")
    void tokens() {
        String token = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~";
        for (int b = 0; b < 256; b++) {
            assertEquals(token.indexOf(b) >= 0, CharClass.is((byte) b, CharClass.TOKEN), "byte " + b);
        }
        assertEquals('a', CharClass.lower((byte) 'A'));
        assertEquals('[', CharClass.lower((byte) '['));
        assertEquals('@', CharClass.lower((byte) '@'));
        assertEquals(15, CharClass.hex((byte) 'F'));
        assertEquals(10, CharClass.hex((byte) 'a'));
        assertEquals(9, CharClass.hex((byte) '9'));
    }

    @Test
    @DisplayName("names that differ by more than letter case are different names")
    void headerNames() {
        assertEquals(HeaderNames.VIA, HeaderNames.find("vIA"));
        for (String other :
                new String[] {"Vi", "Vib", "Viaa", "v\u0129a", "", "Call_ID", "Call\rID", "V~a", "\u00f6"}) {
            assertEquals(HeaderNames.UNKNOWN, HeaderNames.find(other), other);
        }
        assertEquals("", HeaderNames.compact(HeaderNames.CSEQ));
        assertEquals("", HeaderNames.compact(HeaderNames.UNKNOWN));
        assertEquals("Content-Length", HeaderNames.name(HeaderNames.CONTENT_LENGTH));
    }

    @Test
    @DisplayName("percent escapes are decoded as UTF-8; a percent sign that is none stays")
    void unescape() {
        byte[] bytes = "a%C3%BC%2".getBytes(StandardCharsets.UTF_8);
        assertEquals("a\u00fc%2", Text.unescaped(bytes, 0, bytes.length));
        var out = new ByteWriter(1).escaped("a\u00fc%;", CharClass.URI_PARAMETER);
        assertEquals("a%C3%BC%25%3B", Text.of(out.toArray(), 0, out.length()));
    }

    @Test
    @DisplayName("a written value has each of its folds as one space")
    void unfolded() {
        byte[] bytes = "a\r\n b\n\t \r\n c".getBytes(StandardCharsets.UTF_8);
        var out = new ByteWriter(0).value(bytes, 0, bytes.length);
        assertEquals("a b c", Text.of(out.toArray(), 0, out.length()));
        assertEquals("a b c", Text.of(bytes, 0, bytes.length));
    }

    @Test
    @DisplayName("comparisons look at length, then at letters")
    void comparisons() {
        byte[] bytes = "AbC".getBytes(StandardCharsets.UTF_8);
        assertTrue(Text.equalsIgnoreCase(bytes, 0, 3, "aBc") && Text.equals(bytes, 0, 3, "AbC"));
        assertFalse(Text.equalsIgnoreCase(bytes, 0, 3, "ab") || Text.equals(bytes, 0, 3, "abc"));
        assertFalse(Text.equalsIgnoreCase(bytes, 0, 3, "ab\u0143"));
        assertFalse(Text.isAll("", CharClass.TOKEN) || Text.isAll("\u0141", CharClass.TOKEN));
    }
}
