// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Parameters of header values and URIs, RFC 3261 7.3.1 and 19.1.1")
class ParametersTest {
    private static Parameters header(String text) {
        return Parameters.ofHeader(text.getBytes(ISO_8859_1), 0, text.length());
    }

    private static Parameters uri(String text) {
        return Parameters.ofUri(text.getBytes(ISO_8859_1), 0, text.length());
    }

    private static ParameterWalk walk(String text, boolean uri) {
        return new ParameterWalk(text.getBytes(ISO_8859_1), 0, text.length(), uri);
    }

    @Test
    @DisplayName("what is not there has no value, whatever the last parameter has")
    void absent() {
        Parameters parameters = header(";a=1;b;c=0.5");
        assertEquals(Optional.empty(), parameters.value("d"));
        assertEquals(OptionalLong.empty(), header(";a=1").number("d"));
        assertEquals(OptionalDouble.empty(), parameters.q());
        assertEquals(OptionalDouble.of(0.5), header(";a=1;Q=0.5").q());
        assertEquals(OptionalDouble.of(0), header(";q=0").q());
        assertEquals(0, parameters.offset("d"));
        assertEquals(3, parameters.offset("a"));
        assertFalse(parameters.contains("d"));
        assertTrue(parameters.contains("B"));
        assertEquals(Optional.empty(), Parameters.headerValue(new byte[] {';', 'a', '=', '1'}, 0, 4, "d"));
        assertSame(Parameters.NONE, Parameters.ofHeader(new byte[4], 2, 2));
        assertEquals(List.of(), Parameters.NONE.names());
    }

    @Test
    @DisplayName("a parameter without a value has the empty one, at the end of the bytes too")
    void valueless() {
        assertEquals(Optional.of(""), header(";a").value("a"));
        assertEquals(Optional.of(""), header(";a;b=1").value("a"));
        assertEquals(Optional.of(""), header(";a=\"\"").value("a"));
        assertEquals(OptionalLong.empty(), header(";a").number("a"));
        assertEquals(Optional.empty(), Parameters.headerValue(new byte[] {';', 'a'}, 0, 2, "a"));
        assertEquals(
                Optional.of(""),
                Parameters.ofHeader(";a\"".getBytes(ISO_8859_1), 0, 2).value("a"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "9, 9", "007, 7", "4294967295, 4294967295", "4294967296,", "99999999999999999999,", "1a,", "-1,"
    })
    @DisplayName("a number is from 0 to 2^32 - 1")
    void numbers(String value, Long number) {
        OptionalLong expected = number == null ? OptionalLong.empty() : OptionalLong.of(number);
        assertEquals(expected, header(";a=" + value).number("a"));
    }

    @Test
    @DisplayName("one is set in its place or at the end, and taken out alone")
    void with() {
        assertEquals(";a=1;B=\"x y\";c", header(";a=1;b=2;c").with("B", "x y").toString());
        assertEquals(";a=1;b=2", header(";a=1").with("b", "2").toString());
        assertEquals(";lr", Parameters.NONE.with("lr").toString());
        assertEquals(";a=1;c", header(";a=1;b=\"2\";c").without("B").toString());
        assertEquals(";a;b=%20", uri(";a;%62=1").with("b", " ").toString());
        assertTrue(header(";a=1").without("a").isEmpty());
    }

    @Test
    @DisplayName("equal by the text, folds as spaces, to others of their kind alone")
    void equality() {
        assertEquals(header(";a=1; b"), header(";a=1;\r\n b"));
        assertEquals(header(";a=1; b").hashCode(), header(";a=1;\r\n b").hashCode());
        assertNotEquals(header(";a=1"), header(";a=2"));
        assertNotEquals(header(";a=1").hashCode(), header(";a=2").hashCode());
        assertNotEquals(header(";a=1"), uri(";a=1"));
        assertNotEquals(header(";a=1"), (Object) ";a=1");
    }

    @Test
    @DisplayName("a walk ends where no name follows, and does not look behind its end")
    void walkEnds() {
        for (String end : List.of("", ";", "; ", ",", ",b", " ", "; ;", ";=")) {
            ParameterWalk walk = walk(";a=\"1\"" + end, false);
            assertTrue(walk.next(), end);
            assertEquals(List.of(1, 2, 3, 6), List.of(walk.nameStart, walk.nameEnd, walk.valueStart, walk.valueEnd));
            assertFalse(walk.next(), end);
        }
        assertFalse(walk("x;a", false).next());
        assertFalse(new ParameterWalk(new byte[] {';', 'a'}, 0, 1, false).next());
        assertFalse(new ParameterWalk(new byte[] {';', 'a'}, 0, 0, false).next());
    }

    @Test
    @DisplayName("a value that is cut off ends at the end")
    void walkCutOff() {
        for (String text : List.of(";a=", ";a=b", ";a=\"", ";a=\"b", ";a=\"b\\", ";a=\"b\\\"")) {
            ParameterWalk walk = walk(text, false);
            assertTrue(walk.next(), text);
            assertEquals(3, walk.valueStart, text);
            assertEquals(text.length(), walk.valueEnd, text);
            assertFalse(walk.next(), text);
        }
        var walk = new ParameterWalk(";a=\"".getBytes(ISO_8859_1), 0, 3, false);
        assertTrue(walk.next());
        assertEquals(3, walk.valueEnd, "the quote stands behind the end");
    }

    @Test
    @DisplayName("white space around a name and a value is passed over, other low and high bytes are not")
    void walkWhiteSpace() {
        ParameterWalk walk = walk(" ; a \t=\r\n \"b;\\\"c\" ;d", false);
        assertTrue(walk.next());
        assertEquals(List.of(3, 4, 10, 17), List.of(walk.nameStart, walk.nameEnd, walk.valueStart, walk.valueEnd));
        assertTrue(walk.find("D"));
        for (char odd : new char[] {1, 0x1f, 0x80, 0xff}) {
            ParameterWalk other = walk(";" + odd + "a", false);
            assertTrue(other.next());
            assertEquals(1, other.nameStart);
        }
    }

    @Test
    @DisplayName("RFC 3261 19.1.4: escapes count in the name of a URI parameter alone")
    void names() {
        ParameterWalk header = walk(";A%41", false);
        ParameterWalk uri = walk(";A%41", true);
        assertTrue(header.next() && uri.next());
        assertEquals("a%41", header.comparableName());
        assertEquals("aa", uri.comparableName());
        assertTrue(header.isNamed("a%41") && uri.isNamed("aa"));
        assertFalse(header.isNamed("aa") || uri.isNamed("a%41"));
    }
}
