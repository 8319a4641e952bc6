// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Header keys, the user's own included, and headers as text")
class HeaderTest {
    private static final Header<Integer> ROOM = Header.of("X-Room", Integer::valueOf, n -> Integer.toString(n));
    private static final Header<Uri> LINKS =
            Header.listOf("X-Links", text -> Uri.parse(text.substring(1, text.length() - 1)), uri -> "<" + uri + ">");

    @Test
    @DisplayName("a key of one's own reads and writes with its type")
    void own() {
        SipRequest request = Messages.invite().with(ROOM, 42);
        assertEquals(Optional.of(42), request.first(ROOM));
        assertEquals(Optional.of("42"), request.headers().first("x-room"));
        assertEquals(Optional.empty(), request.first(Header.text("X-Other")));
        assertEquals(List.of(7, 8), parse(options("x-ROOM:7\nX-Room:\n 8\n")).all(ROOM));
    }

    @Test
    @DisplayName("a value its parser refuses is a MalformedHeaderException")
    void ownMalformed() {
        SipMessage message = parse(options("X-Room: many\n"));
        var e = assertThrows(MalformedHeaderException.class, () -> message.first(ROOM));
        assertEquals("X-Room", e.header());
        assertEquals("X-Room", e.rule());
    }

    @Test
    @DisplayName("a list of one's own splits at commas outside quotes and brackets")
    void ownList() {
        SipMessage message = parse(options("X-Links: <sip:a,b@h> ,<urn:x>\nX-Links:\nX-Links: <tel:+1>\n"));
        assertEquals(
                List.of("sip:a,b@h", "urn:x", "tel:+1"),
                message.all(LINKS).stream().map(Uri::toString).toList());
        Header<String> quoted = Header.listOf("X-Q", s -> s, s -> s);
        assertEquals(
                List.of("\"a,\\\"b\"", "c"),
                parse(options("X-Q: \"a,\\\"b\", c\n")).all(quoted));
        assertThrows(
                MalformedHeaderException.class,
                () -> parse(options("X-Q: a,,b\n")).all(quoted));
        assertThrows(
                MalformedHeaderException.class,
                () -> parse(options("X-Q: \"a\n")).all(quoted));
    }

    @Test
    @DisplayName("two keys to one header do not mix up what they have read")
    void twoKeys() {
        SipMessage message = parse(options("Subject: 5\n"));
        Header<Integer> number = Header.of("s", Integer::valueOf, n -> "" + n);
        assertEquals(Optional.of("5"), message.first(Header.SUBJECT));
        assertEquals(Optional.of(5), message.first(number));
        assertEquals(Optional.of("5"), message.first(Header.SUBJECT));
    }

    @Test
    @DisplayName("a key knows its name, compact form and whether it is a list")
    void about() {
        assertEquals("Via", Header.VIA.name());
        assertEquals("Via", Header.VIA.toString());
        assertEquals(Optional.of("v"), Header.VIA.compactForm());
        assertEquals(Optional.empty(), Header.CSEQ.compactForm());
        assertEquals(Optional.empty(), ROOM.compactForm());
        assertTrue(Header.VIA.isListValued() && LINKS.isListValued());
        assertFalse(Header.FROM.isListValued() || ROOM.isListValued());
        assertThrows(IllegalArgumentException.class, () -> Header.text("a b"));
    }

    @Test
    @DisplayName("header lines as text: by index, by name, in order")
    void asText() {
        Headers headers = parse(options("X-A: 1\nx-a: 2\nX-\u00e4: 3\n".replace("X-\u00e4: 3\n", "")))
                .headers();
        assertEquals(List.of("1", "2"), headers.all("X-A"));
        assertEquals(List.of(), headers.all("X-B"));
        assertFalse(headers.contains("X-\u013f") || headers.contains(""));
        assertEquals(Optional.empty(), headers.first("nope"));
        assertThrows(IndexOutOfBoundsException.class, () -> headers.line(7));
        assertThrows(IndexOutOfBoundsException.class, () -> headers.line(-1));
        var iterator = headers.iterator();
        for (int i = 0; i < headers.size(); i++) {
            assertEquals(headers.line(i), iterator.next());
        }
        assertThrows(NoSuchElementException.class, iterator::next);
        assertTrue(new HeaderField("v", "x").isNamed("VIA") && new HeaderField("X-A", "x").isNamed("x-a"));
        assertFalse(new HeaderField("v", "x").isNamed("From") || new HeaderField("X-A", "x").isNamed("via"));
    }
}
