// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Small rules of values, each by what it takes and what it does not")
class ValueRulesTest {
    @Test
    @DisplayName("RFC 3261 20.43: a warning has three digits, from 100 to 999")
    void warning() {
        for (int code : new int[] {100, 999}) {
            assertEquals(new Warning(code, "h", "x"), Warning.parse(code + " h \"x\""));
        }
        for (String bad : new String[] {"099 h \"x\"", "99 h \"x\"", "0100 h \"x\"", "1000 h \"x\""}) {
            assertThrows(IllegalArgumentException.class, () -> Warning.parse(bad), bad);
        }
    }

    @Test
    @DisplayName("limits are at least 1, the body's 0, and the header section's at most what can be indexed")
    void limits() {
        int[] least = {1, 1, 1, 1, 1, 1, 0};
        int[] largest = least.clone();
        largest[3] = SipParserLimits.HEADER_SECTION_CEILING;
        assertEquals(0, of(least).maxBodyBytes());
        assertEquals(SipParserLimits.HEADER_SECTION_CEILING, of(largest).maxHeaderSectionBytes());
        largest[3]++;
        assertThrows(IllegalArgumentException.class, () -> of(largest));
        for (int i = 0; i < least.length; i++) {
            int[] less = least.clone();
            less[i]--;
            assertThrows(IllegalArgumentException.class, () -> of(less), "component " + i);
        }
    }

    private static SipParserLimits of(int[] all) {
        return new SipParserLimits(all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
    }

    @Test
    @DisplayName(
            "a datagram of the most bytes allowed is taken, from a buffer too, which is read to its limit either way")
    void datagram() throws SipParseException {
        byte[] bytes = crlf(options("l: 0\n"));
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        var exact = new SipParser(new SipParserLimits(bytes.length, 1_000, 1_000, 1_000, 50, 20, 1_000));
        assertEquals(exact.parse(bytes), exact.parse(buffer));
        assertFalse(buffer.hasRemaining());
        buffer.rewind();
        var less = new SipParser(new SipParserLimits(bytes.length - 1, 1_000, 1_000, 1_000, 50, 20, 1_000));
        var e = assertThrows(SipParseException.class, () -> less.parse(buffer));
        assertEquals(513, e.suggestedStatus().code());
        assertFalse(buffer.hasRemaining());
    }

    @ParameterizedTest
    @CsvSource({
        "*/*,a/b,true",
        "*/*,text/plain,true",
        "a/*,a/b,true",
        "a/*,b/b,false",
        "a/b,a/b,true",
        "A/B,a/b,true",
        "a/b,a/c,false",
        "a/b,c/b,false"
    })
    @DisplayName("RFC 3261 20.1: a range of media types takes all, those of a type, or one")
    void mediaRange(String range, String type, boolean taken) {
        MediaType other = MediaType.parse(type);
        assertEquals(taken, MediaType.parse(range).includes(other));
        boolean same = range.equalsIgnoreCase(type);
        assertEquals(same, MediaType.parse(range).isSameType(other));
        assertEquals(MediaType.parse("a/b"), MediaType.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%g4", "%4g", "%4", "%", "%%41", "%4%", "a%"})
    @DisplayName("RFC 3261 25.1: escaped is a percent sign and two hexadecimal digits")
    void escaped(String user) {
        assertThrows(IllegalArgumentException.class, () -> Uri.parse("sip:" + user + "@h"));
        assertThrows(IllegalArgumentException.class, () -> Uri.parse("sip:h;a=" + user));
        assertThrows(IllegalArgumentException.class, () -> Uri.parse("urn:" + user));
        assertEquals(Optional.of("ND"), SipUri.parse("sip:%4e%44@h").user());
    }

    @Test
    @DisplayName("RFC 3986 6.2.2.1: other URIs are equivalent if all but the case of their scheme is the same")
    void otherUris() {
        Uri uri = Uri.parse("urn:a");
        assertTrue(uri.equivalentTo(Uri.parse("URN:a")));
        for (String other : new String[] {"urn:A", "urx:a", "urn:ab", "sip:a", "tel:+1"}) {
            assertFalse(uri.equivalentTo(Uri.parse(other)), other);
        }
        assertEquals("a", ((OpaqueUri) uri).schemeSpecificPart());
    }

    @Test
    @DisplayName("RFC 3261 7.3.1: lines of unknown headers are told apart by their names, whatever their case")
    void lineNames() {
        Headers headers = Messages.parse(options("X-A: 1\nx-b: 2\nl: 0\n")).headers();
        assertTrue(headers.line(0).isNamed("x-a") && headers.line(1).isNamed("X-B"));
        assertFalse(headers.line(0).isNamed("X-B") || headers.line(0).isNamed("Via"));
        assertTrue(headers.line(2).isNamed("Content-Length") && !headers.line(2).isNamed("X-A"));
        assertTrue(headers.contains("X-A") && headers.contains("X-B") && headers.contains("Call-ID"));
        assertFalse(headers.contains("X-C") || headers.contains("Subject"));
        for (int index : new int[] {-1, headers.size(), headers.size() + 1}) {
            assertThrows(IndexOutOfBoundsException.class, () -> headers.line(index));
        }
    }

    @Test
    @DisplayName("a header of the application's own that is no list may hold commas, read and written")
    void ownHeader() {
        Header<String> note = Header.of("X-Note", text -> text, text -> text);
        SipRequest request = Messages.invite().with(note, "a, b");
        assertEquals(Optional.of("a, b"), request.first(note));
    }

    @Test
    @DisplayName("a value that is malformed from its first byte on is malformed, not missing")
    void malformedAtOnce() {
        SipUri uri = SipUri.parse("sip:a@h?Expires=x");
        var e = assertThrows(MalformedHeaderException.class, () -> uri.header(Header.EXPIRES));
        assertEquals("Malformed Expires", e.safeMessage());
    }

    @Test
    @DisplayName("RFC 3261 19.3: each letter of an identifier has five random bits of its own")
    void randomLetters() {
        RandomGenerator ones = () -> -1L;
        for (String id :
                new String[] {Identifiers.branch(ones).substring(7), Identifiers.tag(ones), Identifiers.callId(ones)}) {
            assertEquals(id.substring(0, 1).repeat(id.length()), id);
        }
    }

    @Test
    @DisplayName("bytes within a slice are counted from its start")
    void slice() {
        Bytes slice = Bytes.of(new byte[] {1, 2, 3, 4}).slice(1, 4);
        assertEquals("2 3 4", slice.at(0) + " " + slice.at(1) + " " + slice.at(2));
        assertFalse(slice.equals("another type"));
    }
}
