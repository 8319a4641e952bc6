// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "The steps that LinearWorkTest bounds are counted, one at least for each byte passed over: else it could not fail")
class StepCountTest {
    private interface Move {
        void on(ByteCursor in) throws SipParseException;
    }

    private static Arguments move(String name, String text, Move move) {
        return arguments(name, text, move);
    }

    static Stream<Arguments> moves() {
        return Stream.of(
                move("skip", "a".repeat(40), in -> in.skip(CharClass.TOKEN)),
                move("skipLws", " ".repeat(40), ByteCursor::skipLws),
                move("skipToken", "a".repeat(40), in -> in.skipToken("token")),
                move("expect", "a", in -> in.expect('a', "a")),
                move("acceptSeparator", ";", in -> in.acceptSeparator(';')),
                move("acceptSeparator", " \t ;   ", in -> in.acceptSeparator(';')),
                move("expectSeparator", " / ", in -> in.expectSeparator('/', "slash")),
                move("decimal", "0".repeat(40), in -> in.decimal(9, "number")),
                move("skipQuoted", "\"" + "a\\\"".repeat(20) + "\"", in -> in.skipQuoted("quoted-string")),
                move("skipHost", "a.b".repeat(20), in -> in.skipHost("host")),
                move("skipHost", "a_b.".repeat(20), in -> in.skipHost("host")),
                move("skipHost", "[2001:db8::192.0.2.1]", in -> in.skipHost("host")),
                move("moveTo", "a".repeat(40), in -> in.moveTo(in.end())),
                move("generic-param", ";a=b;c;d=e", in -> ParameterParser.skip(in, "generic-param")),
                move("generic-param", ";a = \"b\" ; c", in -> ParameterParser.skip(in, "generic-param")),
                move("generic-param", alike(9), in -> ParameterParser.skip(in, "generic-param")),
                move("uri-parameter", alike(9), ParameterParser::skipUri),
                move("name-addr", "\"a\" <sip:a@b.example>;c=d", NameAddressParser::parse),
                move("addr-spec", "sip:a@b.example;c=d", NameAddressParser::parse),
                move("uri", "sip:a@b.example", in -> UriParser.parse(in, in.end())),
                move("uri", "sip:a%41@b.example;c=d?e=f", in -> UriParser.parse(in, in.end())),
                move("uri", "tel:+1-201-555-0123", in -> UriParser.parse(in, in.end())),
                move("uri", "urn:service:sos", in -> UriParser.parse(in, in.end())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("moves")
    @DisplayName("each move of the cursor counts what it passes over, the same wherever in the array that stands")
    void moves(String name, String text, Move move) throws SipParseException {
        long steps = steps(0, text, move);
        assertTrue(steps >= text.length(), steps + " steps for " + text.length() + " bytes");
        assertEquals(steps, steps(1_000, text, move), "further in");
    }

    private static long steps(int before, String text, Move move) throws SipParseException {
        byte[] bytes = (" ".repeat(before) + text + " ".repeat(20)).getBytes(ISO_8859_1);
        ByteCursor in = ByteCursor.over(bytes, before, before + text.length());
        move.on(in);
        assertTrue(in.atEnd(), text);
        return in.work();
    }

    /** Names that a look at three letters and the length does not tell apart. */
    private static String alike(int count) {
        return names(IntStream.range(0, count).mapToObj(i -> "a" + i + "mm" + i + "z"));
    }

    /** Names of that length which such a look tells apart. */
    private static String different(int count) {
        return names(IntStream.range(0, count).mapToObj(i -> (char) ('a' + i) + "0mm0z"));
    }

    private static String names(Stream<String> names) {
        return names.map(name -> ";" + name).collect(Collectors.joining());
    }

    private static long lookingAgain(int names, Move move) throws SipParseException {
        return steps(0, alike(names), move) - steps(0, different(names), move);
    }

    @Test
    @DisplayName("RFC 3261 7.3.1: to look again at the names before one that may be among them is counted")
    void lookingBack() throws SipParseException {
        Move generic = in -> ParameterParser.skip(in, "generic-param");
        for (Move move : new Move[] {generic, ParameterParser::skipUri}) {
            assertTrue(lookingAgain(2, move) >= alike(1).length());
            assertTrue(lookingAgain(9, move) >= lookingAgain(5, move) + alike(9).length(), "all at once");
        }
    }

    @Test
    @DisplayName("a look ahead for the @ of a URI, or for the end of one without brackets, is counted")
    void lookingAhead() throws SipParseException {
        Move uri = in -> UriParser.skip(in, in.end());
        Move parsed = in -> UriParser.parse(in, in.end());
        Move address = NameAddressParser::parse;
        String text = "sips:" + "a".repeat(100);
        assertTrue(steps(0, text, uri) >= 2 * text.length());
        assertTrue(steps(0, text, parsed) >= steps(0, text, uri) + text.length(), "a quick look did not suffice");
        assertTrue(steps(0, text, address) >= steps(0, text, uri) + text.length());
    }

    private static long steps(String text, boolean accepted) throws SipParseException {
        MessageReader reader = new MessageReader(new SipParser(), crlf(text));
        if (accepted) {
            reader.read();
        } else {
            assertThrows(SipParseException.class, reader::read);
        }
        return reader.work();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\n", "X:a\n", "X: a\n b\n", "To\t: <sip:a>\n"})
    @DisplayName("each line of a message is counted")
    void lines(String line) throws SipParseException {
        String other = line.replace("To", "Path").repeat(100);
        long steps = steps(options(other), true);
        assertTrue(steps >= crlf(options(other)).length, steps + " steps");
    }

    @Test
    @DisplayName("a message that is rejected is gone over once more for what is legible of it, and that is counted")
    void rejected() throws SipParseException {
        String lines = "X: " + "a".repeat(1_000) + "\n";
        String refused =
                "OPTIONS sip:b@example.com SIP/2.0\n" + lines + core("OPTIONS").replace("CSeq: 1", "CSeq: x") + "\n";
        long steps = steps(refused, false) - steps(options(lines), true);
        assertTrue(steps >= lines.length(), steps + " steps more");
        assertTrue(steps(optionsWith("CSeq", ""), false) > steps(optionsWith("CSeq", "CSeq: 1 OPTIONS"), true));
        assertTrue(steps("?", false) < 10, "nothing legible");
    }
}
