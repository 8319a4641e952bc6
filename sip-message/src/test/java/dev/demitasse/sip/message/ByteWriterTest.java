// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bytes under construction")
class ByteWriterTest {
    private static String written(ByteWriter out) {
        return new String(out.toArray(), UTF_8);
    }

    private static String value(String source, int start, int end) {
        return written(new ByteWriter(0).value(source.getBytes(UTF_8), start, end));
    }

    @Test
    @DisplayName("the array stays while there is room, is given out uncopied when full, and grows then")
    void room() {
        var out = new ByteWriter(3);
        byte[] first = out.array();
        out.text("a").put('b').number(3);
        assertSame(first, out.array());
        assertSame(first, out.toArray());
        out.put('d');
        assertNotSame(first, out.array());
        assertEquals("ab3d", written(out));
    }

    @Test
    @DisplayName("text is UTF-8, from U+0080 on too")
    void text() {
        assertEquals(
                "\u007f\u0080\u00e4b",
                written(new ByteWriter(1)
                        .text("\u007f")
                        .text("\u0080")
                        .text("\u00e4")
                        .text("b")));
        for (String bad : new String[] {"a\r", "\n", "\0a", "\u00e4\n"}) {
            assertThrows(IllegalArgumentException.class, () -> new ByteWriter(9).text(bad));
        }
        assertEquals("\t\u000b", written(new ByteWriter(0).text("\t\u000b")));
    }

    @Test
    @DisplayName("numbers bring their own room")
    void numbers() {
        assertEquals("0", written(new ByteWriter(0).number(0)));
        assertEquals("9109999", written(new ByteWriter(0).number(9).number(10).number(9999)));
        assertEquals("9223372036854775807", written(new ByteWriter(0).number(Long.MAX_VALUE)));
    }

    @Test
    @DisplayName("a fold of a value is one space, at the end of a span too, and the span is not left")
    void values() {
        assertEquals("a b", value("a\r\n b", 0, 5));
        assertEquals("a b", value("a\n\t b", 0, 5));
        assertEquals("a b", value("a\r b", 0, 4));
        assertEquals("a b c", value("a\r\n b\r\n\r\n c", 0, 11));
        assertEquals("a ", value("a\r\n", 0, 3));
        assertEquals("a ", value("a\r\n  b", 0, 3));
        assertEquals("b", value("a\r\nb\r\n", 3, 4));
        assertEquals("a\tb", value("a\tb", 0, 3));
    }

    @Test
    @DisplayName("quotes, backslashes and control characters of ASCII get a backslash, letters beyond it do not")
    void quoted() {
        assertEquals("\"a\\\"\\\\b\"", written(new ByteWriter(0).quoted("a\"\\b")));
        assertEquals("\"\\\u0001\\\u007f\"", written(new ByteWriter(0).quoted("\u0001\u007f")));
        assertEquals("\"\u0080\u0101\u017f\"", written(new ByteWriter(0).quoted("\u0080\u0101\u017f")));
        assertEquals("\"\"", written(new ByteWriter(0).quoted("")));
    }

    @Test
    @DisplayName("escapes have two digits in upper case")
    void escaped() {
        assertEquals(
                "%00%0A%AFx",
                written(new ByteWriter(0)
                        .escaped((byte) 0)
                        .escaped((byte) 10)
                        .escaped((byte) 0xaf)
                        .put('x')));
        assertEquals("a%25%20", written(new ByteWriter(0).escaped("a% ", CharClass.USER)));
    }
}
