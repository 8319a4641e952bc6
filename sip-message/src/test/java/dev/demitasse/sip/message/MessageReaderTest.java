// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Start line and header lines at their boundaries; each header line by every rule, without the quick way")
class MessageReaderTest {
    private static final SipParser STRICT = new SipParser(SipParserLimits.DEFAULT, EnumSet.noneOf(LenientQuirk.class));
    private static final String REST = core("OPTIONS") + "\n";

    /** The text with a caret before the byte that is wrong. */
    private static SipParseException rejected(SipParser parser, String rule, int status, String text) {
        int caret = new String(crlf(text), ISO_8859_1).indexOf('^');
        byte[] bytes = crlf(text.replace("^", ""));
        var e = assertThrows(SipParseException.class, () -> parser.parse(bytes), text);
        assertEquals(rule + " at " + caret, e.rule() + " at " + e.offset(), text);
        assertEquals(status, e.suggestedStatus().code(), text);
        return e;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE", "S", "SIP", "SIPx", "sip", "options", "SIP-2"})
    @DisplayName("RFC 3261 7.1: a line that begins with a method is a request, if it is like a version too")
    void methods(String method) throws SipParseException {
        SipMessage message = STRICT.parse(crlf(method + " sip:a SIP/2.0\n" + core(method) + "\n"));
        assertEquals(
                method, assertInstanceOf(SipRequest.class, message).method().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/2.0", "sip/2.0", "Sip/2.0"})
    @DisplayName("RFC 3261 7.1: the version is compared without regard to letter case")
    void version(String version) throws SipParseException {
        assertInstanceOf(SipRequest.class, STRICT.parse(crlf("OPTIONS sip:a " + version + "\n" + REST)));
        SipMessage message = STRICT.parse(crlf("\n" + version + " 200 OK\n" + core("INVITE") + "\n"));
        assertEquals(200, assertInstanceOf(SipResponse.class, message).status().code());
    }

    @ParameterizedTest
    @CsvSource({
        "SIP-Version, 400, ^S",
        "SIP-Version, 400, ^SIP",
        "SIP-Version, 400, ^SIP2/2.0",
        "SIP-Version, 400, ^TIP/2.0",
        "SIP-Version, 400, SIP/^",
        "SIP-Version, 400, SIP/^x",
        "SIP-Version, 400, SIP/2^",
        "SIP-Version, 400, SIP/2.^",
        "SIP-Version, 505, ^SIP/2.00",
        "SIP-Version, 505, ^SIP/2.01",
        "SIP-Version, 505, ^SIP/02.0",
        "SIP-Version, 505, ^SIP/1.0",
        "Request-Line, 400, SIP/2.0^x",
        "Request-Line, 400, 'SIP/2.0^ '",
        "Request-Line, 400, SIP/2.0^.0"
    })
    @DisplayName("RFC 3261 21.5.6: another version is 505, and what is none 400, at the end of the request line")
    void noVersion(String rule, int status, String version) {
        rejected(STRICT, rule, status, "OPTIONS sip:a " + version + "\n" + REST);
        rejected(STRICT, rule, status, "\n\nOPTIONS sip:a " + version + "\n" + REST);
    }

    @Test
    @DisplayName("RFC 3261 7.2: the same at the beginning of a status line")
    void statusLine() {
        rejected(STRICT, "SIP-Version", 400, "SIP/^\n" + REST);
        rejected(STRICT, "SIP-Version", 400, "\nSIP/^\n" + REST);
        rejected(STRICT, "SIP-Version", 400, "SIP/x^".replace("x^", "^x") + "\n" + REST);
        rejected(STRICT, "SIP-Version", 505, "^SIP/2.00 200 OK\n" + REST);
        rejected(STRICT, "Status-Line", 400, "SIP/2.0^x200 OK\n" + REST);
        rejected(STRICT, "Request-Line", 400, "SIP^\n" + REST);
        rejected(STRICT, "Request-Line", 400, "S^\n" + REST);
    }

    @Test
    @DisplayName("RFC 3261 25.1: a reason phrase holds tabs and UTF-8, but no other control, escaped neither")
    void reason() throws SipParseException {
        for (String reason : new String[] {"", " ", "\t", "OK", "a\tb c", "\u00fc", "OK then"}) {
            SipMessage message = STRICT.parse(crlf("SIP/2.0 200 " + reason + "\n" + core("INVITE") + "\n"));
            assertEquals(reason, ((SipResponse) message).reason());
        }
        for (String control : new String[] {"\1", "\u001f", "\u000b", "\b"}) {
            rejected(STRICT, "Reason-Phrase", 400, "SIP/2.0 200 ^" + control + "\n" + REST);
            rejected(STRICT, "Reason-Phrase", 400, "SIP/2.0 200 a^" + control + "b\n" + REST);
        }
        rejected(STRICT, "Reason-Phrase", 400, "SIP/2.0 200 a\\^\0\n" + REST);
    }

    @Test
    @DisplayName("the longest start line is as long behind line ends, which do not count")
    void startLineBehindLineEnds() throws SipParseException {
        String text = options("");
        int length = text.indexOf('\n');
        for (String before : new String[] {"", "\n", "\n\n\n\n\n\n\n\n"}) {
            var exact = new SipParser(new SipParserLimits(4_000, length, 1_000, 3_000, 50, 20, 1_000));
            assertInstanceOf(SipRequest.class, exact.parse(crlf(before + text)));
            var less = new SipParser(new SipParserLimits(4_000, length - 1, 1_000, 3_000, 50, 20, 1_000));
            rejected(less, "start-line", 414, before + "^" + text);
        }
    }

    @Test
    @DisplayName("CR alone and, without the quirk, LF alone are named, at the last byte of the message too")
    void lineEnds() {
        for (String text : new String[] {"^\r", "OPTIONS sip:a SIP/2.0^\r", "OPTIONS sip:a SIP/2.0^\rx"}) {
            String rule = text.startsWith("^") ? "SIP-message" : "start-line";
            assertEquals("CR alone", rejected(new SipParser(), rule, 400, text).found());
        }
        String first = "OPTIONS sip:a SIP/2.0\n" + core("OPTIONS");
        assertEquals(
                "CR alone",
                rejected(new SipParser(), "message-header", 400, first + "X: a^\r")
                        .found());
        assertEquals(
                "CR alone",
                rejected(new SipParser(), "message-header", 400, first + "X: a^\rb\n\n")
                        .found());
        assertEquals(
                "CR alone",
                rejected(new SipParser(), "message-header", 400, first + "^\r").found());
        byte[] bytes = "OPTIONS sip:a SIP/2.0\n".getBytes(ISO_8859_1);
        var e = assertThrows(SipParseException.class, () -> STRICT.parse(bytes));
        assertEquals("LF alone at 21", e.found() + " at " + e.offset());
    }

    private static MessageContent headers(SipParser parser, String lines, boolean quickly) throws SipParseException {
        return new MessageReader(parser, crlf(lines)).partHeaders(quickly);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\"X: a\",X,\"a\"",
                "\"X:a\",X,\"a\"",
                "\"X:\",X,\"\"",
                "\"X: \",X,\"\"",
                "\"X:  \t\",X,\"\"",
                "\"X \t: a\",X,\"a\"",
                "\"X\t:a \t \",X,\"a\"",
                "\"X: a_ b\",X,\"a b\"",
                "\"X:_ a_\t_ b_ \",X,\"a b\"",
                "\"X: a:b\",X,\"a:b\"",
                "\"X: \tb\tc\",X,\"b\tc\"",
                "\"From\t: <sip:a>\",From,\"<sip:a>\"",
                "\"f \t :\t<sip:a> \",From,\"<sip:a>\"",
                "\"Content-Length: 1 \",Content-Length,\"1\""
            })
    @DisplayName(
            "RFC 3261 7.3.1: a value is without the white space and folds around it, by the quick way and the other")
    void value(String line, String name, String value) throws SipParseException {
        for (boolean quickly : new boolean[] {true, false}) {
            String lines = line.replace("_", "\n") + "\nY: z\n\n";
            MessageContent content = headers(STRICT, lines, quickly);
            assertEquals(2, content.lines.size());
            int number = HeaderNames.find(name);
            assertEquals(number, content.lines.number(0));
            assertEquals(name.equals("X") ? "X" : line.split("[ \t:]")[0], content.lines.name(content.bytes, 0));
            assertEquals(value, content.lines.value(content.bytes, 0));
            String raw = new String(
                    content.bytes,
                    content.lines.valueStart(0),
                    content.lines.valueEnd(0) - content.lines.valueStart(0),
                    ISO_8859_1);
            assertEquals(raw.strip(), raw, "trimmed");
            assertEquals("z", content.lines.value(content.bytes, 1));
            assertEquals(crlf(lines).length, content.bodyStart);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\": x\",0,header-name",
                "\" : x\",0,header-name",
                "\"\t: x\",0,header-name",
                "\"a b: x\",2,':'",
                "\"a\tb: x\",2,':'",
                "\"a \",2,':'",
                "\"a\",1,':'",
                "\"a_b: x\",1,':'",
                "\"Via_b: x\",3,':'",
                "\"Via _: x\",4,':'",
                "\"Via/: x\",3,':'",
                "\"a/b: x\",1,':'"
            })
    @DisplayName("RFC 3261 7.3.1: a name is a token, and only white space is between it and its colon")
    void name(String line, int offset, String expected) {
        for (boolean quickly : new boolean[] {true, false}) {
            for (String end : new String[] {"\n\n", "\n"}) {
                var e = assertThrows(
                        SipParseException.class, () -> headers(STRICT, line.replace("_", "\n") + end, quickly), line);
                assertEquals("message-header at " + offset, e.rule() + " at " + e.offset(), line);
                assertEquals(expected.equals("':'") ? "':'" : expected, e.expected(), line);
            }
        }
    }

    @Test
    @DisplayName("lines by every rule are as many and as long as by the quick way")
    void limits() throws SipParseException {
        for (boolean quickly : new boolean[] {true, false}) {
            var parser = new SipParser(new SipParserLimits(4_000, 1_000, 5, 14, 2, 20, 1_000));
            assertEquals(2, headers(parser, "X: ab\nY: cd\n\n", quickly).lines.size());
            for (String more : new String[] {"X: abc\n\n", "X:\nY:\nZ:\n\n"}) {
                var e = assertThrows(SipParseException.class, () -> headers(parser, more, quickly));
                assertEquals(513, e.suggestedStatus().code());
                assertEquals(more.startsWith("X: ") ? 0 : 8, e.offset());
            }
            var section = new SipParser(new SipParserLimits(4_000, 1_000, 5, 13, 2, 20, 1_000));
            var e = assertThrows(SipParseException.class, () -> headers(section, "X: ab\nY: cd\n\n", quickly));
            assertEquals("513 at 7", e.suggestedStatus().code() + " at " + e.offset());
        }
    }

    @Test
    @DisplayName("RFC 3261 8.1.1: white space and a fold may end a value that is checked on arrival")
    void trailing() throws SipParseException {
        SipMessage message = STRICT.parse(crlf(optionsWith("CSeq", "CSeq: 1 OPTIONS \n \t")));
        assertEquals(1, message.cseq().number());
        assertEquals(Optional.of("1 OPTIONS"), message.headers().first("CSeq"));
    }
}
