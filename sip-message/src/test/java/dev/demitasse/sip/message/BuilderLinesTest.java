// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Header lines of a message under construction")
class BuilderLinesTest {
    private static String written(BuilderLines lines, int bodyLength, boolean compact) {
        var out = new ByteWriter(16);
        lines.writeTo(out, new LineTable(1), bodyLength, compact);
        return new String(out.toArray(), UTF_8);
    }

    @Test
    @DisplayName("they have a number and a length in bytes")
    void size() {
        var lines = new BuilderLines();
        assertEquals(0, lines.size());
        assertEquals(0, lines.length());
        lines.add(lines.write("Subject", "a"));
        lines.add(lines.write("X-A", "\u00e4"));
        assertEquals(2, lines.size());
        assertEquals("Subject: a\r\nX-A: ..\r\n".length(), lines.length());
    }

    @Test
    @DisplayName("a line is found by its number, one of an unknown header by its name in any letter case")
    void named() {
        var lines = new BuilderLines();
        BuilderLine room = lines.write("X-Room", "1");
        assertTrue(room.isNamed("x-rOOM", HeaderNames.UNKNOWN));
        for (String other : List.of("X-Roo", "X-Rooms", "X-Zoom", "", "X-Room: 1")) {
            assertFalse(room.isNamed(other, HeaderNames.UNKNOWN), other);
        }
        int subject = HeaderNames.find("Subject");
        BuilderLine known = lines.write("s", "1");
        assertTrue(known.isNamed("", subject));
        assertFalse(known.isNamed("s", HeaderNames.UNKNOWN) || room.isNamed("X-Room", subject));
        assertFalse(known.isNamed("s", HeaderNames.VIA));
        lines.add(room);
        lines.add(known);
        assertEquals(0, lines.indexOf("X-Room", HeaderNames.UNKNOWN));
        assertEquals(-1, lines.indexOf("X-Other", HeaderNames.UNKNOWN));
        assertEquals(1, lines.indexOf("Subject", subject));
        assertEquals(-1, lines.indexOf("Via", HeaderNames.VIA));
    }

    @Test
    @DisplayName("several lines take the place of those of their header, the first place too, or the end")
    void replaced() {
        var lines = new BuilderLines();
        for (String name : List.of("X-A", "X-B", "X-A", "X-C")) {
            lines.add(lines.write(name, "old"));
        }
        lines.replace("x-a", HeaderNames.UNKNOWN, List.of(lines.write("X-A", "1"), lines.write("X-A", "2")));
        lines.replace("X-C", HeaderNames.UNKNOWN, List.of(lines.write("X-C", "3"), lines.write("X-C", "4")));
        lines.replace("X-D", HeaderNames.UNKNOWN, List.of(lines.write("X-D", "5")));
        lines.replace("X-E", HeaderNames.UNKNOWN, List.of());
        assertEquals(
                "X-A: 1\r\nX-A: 2\r\nX-B: old\r\nX-C: 3\r\nX-C: 4\r\nX-D: 5\r\nContent-Length: 0\r\n",
                written(lines, 0, false));
    }

    @Test
    @DisplayName("there is one Content-Length, in the first one's place, and it is right")
    void contentLength() {
        var lines = new BuilderLines();
        lines.add(lines.write("l", "5"));
        lines.add(lines.write("Subject", "a"));
        lines.add(lines.write("Content-Length", "7"));
        assertEquals("l: 5\r\nSubject: a\r\n", written(lines, 5, false));
        assertEquals("Content-Length: 7\r\nSubject: a\r\n", written(lines, 7, false));
        assertEquals("l: 7\r\ns: a\r\n", written(lines, 7, true));
    }

    @Test
    @DisplayName("in a message with a line end that is LF alone, only lines that have one are written anew")
    void bareLf() throws SipParseException {
        String head = "OPTIONS sip:b@example.com SIP/2.0\r\n"
                + Messages.core("OPTIONS").replace("\n", "\r\n");
        String folded = "X-A:1\r\n 2\r\nl:0\r\n";
        assertEquals(head + folded + "\r\n", rebuilt(head + folded + "\n"), "the empty line alone");
        String last = "l:0\r\nX-A:1\r\n 2\r\n";
        assertEquals(head + last + "\r\n", rebuilt(head + last + "\n"), "the empty line behind a folded one");
        assertEquals(head + "X-B: 3\r\n" + folded + "\r\n", rebuilt(head + "X-B:3\n" + folded + "\r\n"));
        assertEquals(head + "X-B: 3 4\r\n" + folded + "\r\n", rebuilt(head + "X-B:3\n 4\r\n" + folded + "\r\n"));
    }

    private static String rebuilt(String text) throws SipParseException {
        SipRequest request = (SipRequest) new SipParser().parse(text.getBytes(UTF_8));
        return new String(request.toBuilder().build().toBytes(), UTF_8);
    }
}
