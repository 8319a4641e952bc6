// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Parameters are passed over to their end, each name once")
class ParameterParserTest {
    private interface Rule {
        void skip(ByteCursor in) throws SipParseException;
    }

    private static final Rule GENERIC = in -> ParameterParser.skip(in, "generic-param");

    /** The text at the beginning of the array and further in, with other bytes behind the span. */
    private static int end(Rule rule, String text) throws SipParseException {
        byte[] bytes = text.getBytes(ISO_8859_1);
        ByteCursor alone = new ByteCursor(bytes, 0, bytes.length, 0, 20);
        rule.skip(alone);
        byte[] within = (";a" + text + "x=y;z \"").getBytes(ISO_8859_1);
        ByteCursor further = new ByteCursor(within, 2, 2 + bytes.length, 0, 20);
        rule.skip(further);
        assertEquals(alone.position() + 2, further.position(), text);
        return alone.position();
    }

    private static String refused(Rule rule, String text) {
        var e = assertThrows(SipParseException.class, () -> end(rule, text), text);
        return e.rule() + " at " + e.offset();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "``|0",
                "a|0",
                " a|0",
                "=|0",
                ";a|2",
                ";a=b|4",
                ";a=b;c|6",
                ";a;b=[::1]:80;c|15",
                ";a,;b|2",
                ";a>|2",
                ";a=b,|4",
                ";a |2",
                ";a=b |4",
                ";a ;b|5",
                ";a = b|6",
                "; a|3",
                " ;a|3",
                ";a\t;b =\"c;d\" ;e x|15",
                ";a=\"\";b|7",
                ";a=\"b\"x|6",
                ";a=\"b\" ,|6",
                ";aa;a;ab;b|10"
            })
    @DisplayName("RFC 3261 25.1: *( SEMI generic-param ), white space inside, but not behind the last")
    void taken(String text, int end) throws SipParseException {
        assertEquals(end, end(GENERIC, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                ";|1",
                "; |2",
                ";;|1",
                ";;a|1",
                ";=a|1",
                ";a;|3",
                ";a;;b|3",
                ";a=|3",
                ";a=;b|3",
                ";a=,|3",
                ";a= |4",
                ";a = ;|5",
                " ;|2",
                ";a ;|4",
                ";a ; =|5",
                ";a=\"|4",
                ";a=\"b|5",
                ";(|1",
                ";a=(|3",
                ";a;A|3",
                ";a ;A|4",
                ";a=1;b;a=2|7",
                ";b;c=\"a\" ; b|11",
                ";ab;AB|4",
                ";a;b;c;a;(|7",
                ";(;a;a|1"
            })
    @DisplayName("RFC 3261 7.3.1: no empty name, no empty value, no name twice")
    void refused(String text, int offset) {
        assertEquals("generic-param at " + offset, refused(GENERIC, text));
    }

    @ParameterizedTest
    @CsvSource({
        "'',0",
        "a,0",
        ";a,2",
        ";a=b,4",
        ";a=[::1]/&+$:;b,15",
        ";a=b?c,4",
        ";a@,2",
        ";%41=%42;b,10",
        ";a ;b,2",
        ";a b,2"
    })
    @DisplayName("RFC 3261 25.1: *( \";\" uri-parameter ), without white space")
    void uri(String text, int end) throws SipParseException {
        assertEquals(end, end(ParameterParser::skipUri, text));
    }

    @ParameterizedTest
    @CsvSource({
        ";,uri-parameter at 1",
        ";;a,uri-parameter at 1",
        ";a=,uri-parameter at 3",
        ";a=;b,uri-parameter at 3",
        ";=b,uri-parameter at 1",
        ";%4,uri-parameter at 1",
        ";a=%4,uri-parameter at 3",
        ";a;b;A,uri-parameters at 5",
        ";a;%41,uri-parameters at 3",
        ";%61;A,uri-parameters at 5"
    })
    @DisplayName("RFC 3261 19.1.1: no empty name, no empty value, no name twice, escaped neither")
    void uriRefused(String text, String error) {
        assertEquals(error, refused(ParameterParser::skipUri, text));
    }

    /** Names that no filter of length and three letters tells apart. */
    private static String alike(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ";a" + i + "mm" + i + "z")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    @DisplayName("RFC 3261 7.3.1: of names that are alike, however many, each is taken once and refused twice")
    void alikeNames(String space) throws SipParseException {
        for (int count = 1; count <= 9; count++) {
            String names = alike(count).replace(";", space + ";");
            assertEquals(names.length(), end(GENERIC, names));
            if (space.isEmpty()) {
                assertEquals(names.length(), end(ParameterParser::skipUri, names));
            }
            for (int again = 0; again < count; again++) {
                String twice = names + space + ";A" + again + "MM" + again + "Z";
                int offset = names.length() + space.length() + 1;
                assertEquals("generic-param at " + offset, refused(GENERIC, twice));
                if (space.isEmpty()) {
                    assertEquals("uri-parameters at " + offset, refused(ParameterParser::skipUri, twice));
                }
            }
        }
    }

    @Test
    @DisplayName("as many as the limit are taken, of either kind; one more is refused where its name begins")
    void limit() throws SipParseException {
        String most = IntStream.range(10, 30).mapToObj(i -> ";p" + i).collect(Collectors.joining());
        for (String text : new String[] {most, most.replace(";p29", " ;p29")}) {
            assertEquals(text.length(), end(GENERIC, text));
            assertEquals("generic-param at " + (text.length() + 1), refused(GENERIC, text + ";q"));
        }
        assertEquals(most.length(), end(ParameterParser::skipUri, most));
        assertEquals("uri-parameters at " + (most.length() + 1), refused(ParameterParser::skipUri, most + ";q"));
    }
}
