// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An error names the rule, the status to answer, and the byte: a caret stands before it")
class ErrorPlaceTest {
    private static final SipParser STRICT = new SipParser(SipParserLimits.DEFAULT, EnumSet.noneOf(LenientQuirk.class));
    private static final SipParser SMALL = new SipParser(new SipParserLimits(900, 100, 120, 400, 8, 2, 50));
    private static final Set<String> EAGER = Set.of("Via", "From", "To", "Call-ID", "CSeq");

    private static byte[] withoutCaret(String text) {
        return bytes(text.replace("^", ""));
    }

    private static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").replace("|", "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int caret(String text) {
        return new String(bytes(text), StandardCharsets.ISO_8859_1).indexOf('^');
    }

    private static void rejected(SipParser parser, String rule, int status, String text) {
        var e = assertThrows(SipParseException.class, () -> parser.parse(withoutCaret(text)), text);
        assertEquals(rule + " at " + caret(text), e.rule() + " at " + e.offset(), text);
        assertEquals(status, e.suggestedStatus().code(), text);
    }

    private static void rejected(String rule, int status, String text) {
        rejected(new SipParser(), rule, status, text);
    }

    /** A space stands for itself; an underscore for a fold. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\'', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
                    Via!SIP/2.0/UDP^!via-parm
                    Via!SIP/2.0 ^UDP h!via-parm
                    Via!SIP/2.0/UDP h:^x!port
                    Via!SIP/2.0/UDP h:^65536!port
                    Via!SIP/2.0/UDP ^-!via-parm
                    Via!SIP/2.0/UDP [^2001:::1]!via-parm
                    Via!SIP/2.0/UDP [2001::1^;branch=a!via-parm
                    Via!SIP/2.0/UDP h;branch=^!via-params
                    Via!SIP/2.0/UDP h;branch=a;rport;^BRANCH=b!via-params
                    Via!SIP/2.0/UDP h,^!via-parm
                    Via!SIP/2.0/UDP h ^h!Via
                    From!<^>!URI
                    From!<sip:a@h^!name-addr
                    From!<sip:a^ b@h>!userinfo
                    From!<sip:a^%4x@h>!userinfo
                    From!<sip:^@h>!userinfo
                    From!<sip:a@h:^>!SIP-URI port
                    From!<sip:a@h;a;^A>!uri-parameters
                    From!<sip:a@h;b=^>!uri-parameter
                    From!<sip:a@h?b^>!headers
                    From!<sip:a@h?b=c&^>!headers
                    From!<tel:^>!telephone-subscriber
                    From!<tel:+^a>!telephone-subscriber
                    From!<tel:+--^>!telephone-subscriber
                    From!<^1x:y>!URI
                    From!<x:^\">!absoluteURI
                    From!<sip:a@h>;a="b^!generic-param
                    From!<sip:a@h>_;a="^\u0001"!generic-param
                    From!<sip:a@h> ^b!From
                    Call-ID!^@h!callid
                    Call-ID!a@^!callid
                    Call-ID!a ^b!Call-ID
                    CSeq!^x OPTIONS!CSeq
                    CSeq!1^!CSeq
                    CSeq!1^OPTIONS!CSeq
                    CSeq!1 ^"!Method
                    CSeq!1 OPTIONS ^x!CSeq
                    CSeq!1 _ ^2OPTIONS!CSeq
                    Contact!<sip:a@h>,^!URI
                    Contact!^*, <sip:a@h>!URI
                    Route!^sip:a@h!name-addr
                    Route!<sip:a>, ^sip:a@h!name-addr
                    Alert-Info!^"a" <sip:a>!absoluteURI
                    Max-Forwards!^256!Max-Forwards
                    Expires!^4294967296!delta-seconds
                    Expires!1^.5!Expires
                    RSeq!^0!response-num
                    RAck!^0 1 INVITE!response-num
                    RAck!1^!RAck
                    Retry-After!1 (a^!comment
                    Session-Expires!1 ^(a)!Session-Expires
                    Timestamp!1.5 2 ^3!Timestamp
                    Timestamp!^-!Timestamp
                    Warning!^1000 h "a"!warn-code
                    Warning!305 h^!warning-value
                    MIME-Version!1^!MIME-Version
                    Replaces!^1@h;to-tag=1!callid
                    Privacy!a;^!priv-value
                    Supported!a,^,b!token
                    Event!a;b;^B!generic-param
                    Authorization!Digest^!auth-scheme
                    Authorization!Digest a="1", ^A="2"!auth-param
                    Authorization!Digest a="^!auth-param
                    WWW-Authenticate!Digest a="1" ^b="2"!WWW-Authenticate
                    Identity!a;info=<cid:1>;^info=<cid:1>!Identity
                    Identity!a;info=^x!Identity
                    Accept!text^!media-type
                    Accept!text/^!media-type
                    Date!^Sat, 31 Feb 2026 10:00:00 GMT!SIP-date
                    """)
    @DisplayName("in a header value, on arrival or on demand")
    void inAValue(String name, String value, String rule) throws SipParseException {
        String line = name + ": " + value.replace("_", "\n ");
        if (EAGER.contains(name)) {
            rejected(rule, 400, optionsWith(name, line));
            return;
        }
        String text = options(line + "\n");
        SipMessage message = new SipParser().parse(withoutCaret(text));
        Header<?> key = Header.standard().stream()
                .filter(header -> header.name().equals(name))
                .findFirst()
                .orElseThrow();
        var e = assertThrows(MalformedHeaderException.class, () -> message.all(key));
        assertEquals(rule + " at " + caret(text), e.rule() + " at " + e.offset(), text);
    }

    @Test
    @DisplayName("in a URI that a Contact parameter holds")
    void inAContactParameter() throws SipParseException {
        String text = options("Contact: <sip:a@h>;x=1;pub-gruu=^\"a b\"\n");
        NameAddress contact =
                new SipParser().parse(withoutCaret(text)).contacts().get(0);
        var e = assertThrows(MalformedHeaderException.class, ContactParameters.of(contact)::pubGruu);
        assertEquals("pub-gruu at " + caret(text), e.rule() + " at " + e.offset());
        assertEquals("Malformed Contact", e.safeMessage());
    }

    @Test
    @DisplayName("in a start line")
    void startLine() {
        String rest = core("OPTIONS") + "\n";
        rejected("Method", 400, "^@ sip:a@h SIP/2.0\n" + rest);
        rejected("Request-Line", 400, "OPTIONS^\tsip:a@h SIP/2.0\n" + rest);
        rejected("Request-Line", 400, "OPTIONS sip:a@h^\n" + rest);
        rejected("SIP-Version", 400, "OPTIONS sip:a@h ^SIP\n" + rest);
        rejected("SIP-Version", 400, "OPTIONS sip:a@h ^HTTP/2.0\n" + rest);
        rejected("SIP-Version", 400, "OPTIONS sip:a@h SIP/2^\n" + rest);
        rejected("SIP-Version", 400, "OPTIONS sip:a@h SIP/2.^\n" + rest);
        rejected("SIP-Version", 505, "OPTIONS sip:a@h ^SIP/2.1\n" + rest);
        rejected("SIP-Version", 505, "^SIP/3.0 200 OK\n" + rest);
        rejected("Status-Line", 400, "SIP/2.0^\n" + rest);
        rejected("Status-Code", 400, "SIP/2.0 ^x\n" + rest);
        rejected("Status-Code", 400, "SIP/2.0 ^099 x\n" + rest);
        rejected("Status-Line", 400, "SIP/2.0 200^x\n" + rest);
        rejected("Reason-Phrase", 400, "SIP/2.0 200 a^\u0001\n" + rest);
        rejected("start-line", 400, "OPTIONS sip:a@h SIP/2.0^");
        rejected("start-line", 400, "OPTIONS sip:a@h SIP/2.0^\rx\n" + rest);
        rejected("start-line", 400, "OPTIONS sip:a^\0@h SIP/2.0\n" + rest);
        rejected("start-line", 400, "^");
        rejected("start-line", 400, "\n\n^");
        rejected(STRICT, "start-line", 400, "OPTIONS sip:a@h SIP/2.0^|" + rest);
        rejected(STRICT, "Status-Line", 400, "SIP/2.0 200^\n" + rest);
    }

    @Test
    @DisplayName("in the frame of a header line")
    void headerLine() {
        String first = "OPTIONS sip:a@h SIP/2.0\n";
        rejected("message-header", 400, first + "^: a\n" + core("OPTIONS") + "\n");
        rejected("message-header", 400, first + "^ a: b\n" + core("OPTIONS") + "\n");
        rejected("message-header", 400, first + "a^\u00e4: b\n" + core("OPTIONS") + "\n");
        rejected("message-header", 400, first + "a ^b: c\n" + core("OPTIONS") + "\n");
        rejected("message-header", 400, first + "a^\n" + core("OPTIONS") + "\n");
        rejected("message-header", 400, first + "a: b^\rc\n" + core("OPTIONS") + "\n");
        rejected("message-header", 400, first + "a: b^\0\n" + core("OPTIONS") + "\n");
        rejected("message-header", 400, first + core("OPTIONS") + "a: b^");
        rejected("message-header", 400, first + core("OPTIONS") + "a: b\n^");
        rejected(STRICT, "message-header", 400, first + "a: b^|" + core("OPTIONS") + "\n");
        rejected("SIP-message", 400, first + "^\nbody");
    }

    @Test
    @DisplayName("a name that is known and ends the datagram was one byte beyond it")
    void knownNameAtTheEnd() {
        rejected("message-header", 400, "OPTIONS sip:a@h SIP/2.0\n" + core("OPTIONS") + "v^");
        rejected("message-header", 400, "OPTIONS sip:a@h SIP/2.0\nContent-Length^");
        rejected("message-header", 400, "OPTIONS sip:a@h SIP/2.0\nVia^ \t");
        rejected("message-header", 400, "OPTIONS sip:a@h SIP/2.0\nX-Other^");
    }

    @Test
    @DisplayName("at a limit")
    void limits() {
        rejected(SMALL, "start-line", 414, "^OPTIONS sip:" + "a".repeat(90) + " SIP/2.0\n" + core("OPTIONS") + "\n");
        rejected(SMALL, "message-header", 513, options("a: b\n^X: " + "a".repeat(120) + "\n"));
        String line = "X: " + "a".repeat(100) + "\n";
        rejected(SMALL, "message-header", 513, options(line + line + line + "^" + line));
        rejected(SMALL, "message-header", 513, options("a:\nb:\nc:\n").replace("CSeq", "d:\n^CSeq"));
        rejected(SMALL, "via-params", 400, optionsWith("Via", "Via: SIP/2.0/UDP h;a;b;^c"));
        rejected(SMALL, "message-body", 513, options("") + "^" + "b".repeat(51));
        rejected(SMALL, "SIP-message", 513, "^" + options("") + "b".repeat(800));
        rejected(SMALL, "SIP-message", 400, "\n".repeat(200) + "^" + options(""));
    }

    private static void lost(SipParser parser, String rule, int status, String text) {
        List<StreamFrame> frames = new SipStreamFramer(parser).onBytes(ByteBuffer.wrap(withoutCaret(text)));
        var e = assertInstanceOf(StreamFrame.Lost.class, frames.get(frames.size() - 1))
                .error();
        assertEquals(rule + " at " + caret(text), e.rule() + " at " + e.offset(), text);
        assertEquals(status, e.suggestedStatus().code(), text);
    }

    @Test
    @DisplayName("on a stream, counted from the beginning of the message")
    void onAStream() {
        SipParser parser = new SipParser();
        lost(parser, "start-line", 400, "^@");
        lost(parser, "SIP-message", 400, "^\rx");
        lost(parser, "message-header", 400, options("a: b^\rc\n"));
        lost(parser, "Content-Length", 400, options("").replace("\n\n", "\n^\n"));
        lost(parser, "Content-Length", 400, options("l: 1\n^l: 1\n"));
        lost(parser, "Content-Length", 400, options("l: ^x\n"));
        lost(parser, "Content-Length", 400, options("l: 1 ^x\n"));
        lost(parser, "Content-Length", 513, options("l \t:\n ^2000000\n"));
        lost(SMALL, "Content-Length", 513, options("l: ^51\n"));
        lost(
                new SipParser(new SipParserLimits(300, 100, 120, 400, 8, 2, 200)),
                "Content-Length",
                513,
                options("l: ^150\n"));
        lost(STRICT, "message-header", 400, "OPTIONS sip:a@h SIP/2.0^|" + core("OPTIONS") + "\n");
        lost(SMALL, "start-line", 414, "a".repeat(100) + "^" + "a".repeat(10));
        lost(SMALL, "message-header", 513, options("").substring(0, 40) + "a".repeat(359) + "^" + "a".repeat(10));
    }

    @Test
    @DisplayName("in a multipart, the headers of its parts included")
    void inAMultipart() throws SipParseException {
        String head = options("Content-Type: multipart/mixed;boundary=b\n");
        inAMultipart("message-header", head + "preamble\n--b\n\n1\n--b\nContent-Type ^text/plain\n\n2\n--b--");
        inAMultipart("multipart-body", head + "--b\n\n1^");
        inAMultipart("multipart-body", head + "^--b--");
        inAMultipart("multipart-body", head + "--b\n\n1\n".repeat(100) + "--b\n^\n1\n--b--");
        inAMultipart("multipart", head.replace("=b", "=\" \"") + "^--b--");
        String text = head + "--b\nContent-Type: multipart/mixed;boundary=c\n\n--c\nDate: ^x\n\n1\n--c--\n--b--";
        BodyPart inner = new SipParser()
                .parse(withoutCaret(text))
                .bodyParts()
                .get(0)
                .parts()
                .get(0);
        var e = assertThrows(MalformedHeaderException.class, () -> inner.first(Header.DATE));
        assertEquals(caret(text), e.offset());
    }

    private static void inAMultipart(String rule, String text) throws SipParseException {
        SipMessage message = new SipParser().parse(withoutCaret(text));
        var e = assertThrows(MalformedHeaderException.class, message::bodyParts);
        assertEquals(rule + " at " + caret(text), e.rule() + " at " + e.offset(), text);
    }
}
