// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.invite;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static dev.demitasse.sip.message.Messages.parse;
import static dev.demitasse.sip.message.Messages.rejected;
import static dev.demitasse.sip.message.Messages.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 7: SIP messages")
class Rfc3261Section7Test {
    @Test
    @DisplayName("7.1: a request line is method, Request-URI and version with single spaces between")
    void requestLine() {
        SipRequest invite = invite();
        assertEquals(SipMethod.INVITE, invite.method());
        assertEquals("sip:bob@biloxi.example.com", invite.uri().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS  sip:b@example.com SIP/2.0",
                "OPTIONS sip:b@example.com  SIP/2.0",
                "OPTIONS sip:b@example.com SIP/2.0 ",
                "OPTIONS sip:b@example.com; lr SIP/2.0",
                "OPTIONS <sip:b@example.com> SIP/2.0",
                "OPTIONS sip:b@example.com",
                "OPTIONS sip:b@example.com HTTP/1.1",
                "OPTIONS sip:b@example.com SIP/2",
                "OPT@IONS sip:b@example.com SIP/2.0",
                "OPTIONS sip:2001:db8::10 SIP/2.0",
                "OPTIONS"
            })
    @DisplayName("7.1: any other request line is answered 400")
    void malformedRequestLine(String line) {
        assertEquals(
                SipStatus.BAD_REQUEST,
                rejected(line + "\n" + core("OPTIONS") + "\n").suggestedStatus());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/7.0", "SIP/2.1", "SIP/02.0", "sip/20.0"})
    @DisplayName("7.1, 21.5.7: another SIP version is answered 505, by the Via that came")
    void version(String version) {
        String core = core("OPTIONS").replace("SIP/2.0", version);
        SipParseException e = rejected("OPTIONS sip:b@example.com " + version + "\n" + core + "\n");
        assertEquals(SipStatus.VERSION_NOT_SUPPORTED, e.suggestedStatus());
        assertTrue(
                e.partial().orElseThrow().responseBuilder(e.suggestedStatus()).isPresent());
    }

    @Test
    @DisplayName("7.1: the version is compared without regard to letter case")
    void versionCase() {
        assertEquals(
                SipMethod.OPTIONS,
                request("OPTIONS sip:b@example.com sip/2.0\n" + core("OPTIONS") + "\n")
                        .method());
    }

    @ParameterizedTest
    @CsvSource({"'200 OK', 200, OK", "'486 Nicht da ä', 486, Nicht da ä", "'100 ', 100, ''", "'699 x', 699, x"})
    @DisplayName("7.2: a status line is version, code and phrase; the phrase may be empty")
    void statusLine(String line, int code, String reason) {
        SipResponse response =
                assertInstanceOf(SipResponse.class, parse("SIP/2.0 " + line + "\n" + core("INVITE") + "\n"));
        assertEquals(SipStatus.of(code), response.status());
        assertEquals(reason, response.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99 x",
                "700 x",
                "4294967301 x",
                "2000 OK",
                "20 OK",
                "0200 OK",
                " 200 OK",
                "OK",
                "200OK",
                "200 \u0007"
            })
    @DisplayName("7.2: a code is three digits from 100 to 699")
    void malformedStatusLine(String line) {
        SipParseException e = rejected("SIP/2.0 " + line + "\n" + core("INVITE") + "\n");
        assertTrue(
                e.partial()
                        .flatMap(p -> p.responseBuilder(SipStatus.BAD_REQUEST))
                        .isEmpty(),
                "never answered");
    }

    @Test
    @DisplayName("7.3: header lines keep their order, case and bytes, unknown ones included")
    void headersKeepBytes() {
        String text = options("x-b:  2\nX-A: one, two ,three\nsUbJeCt:   hello   world\nX-Empty:\n");
        SipMessage message = parse(text);
        assertArrayEquals(crlf(text), message.toBytes());
        assertEquals(new HeaderField("x-b", "2"), message.headers().line(0));
        assertEquals(
                new HeaderField("X-A", "one, two ,three"), message.headers().line(1));
        assertEquals(Optional.of("hello   world"), message.headers().first("SUBJECT"));
        assertEquals(Optional.of(""), message.headers().first("x-empty"));
        assertEquals(9, message.headers().size());
    }

    @Test
    @DisplayName("7.3.1: a header line that begins with white space continues the line before; a fold is one space")
    void folding() {
        SipMessage message = parse(options("Subject: I know you're there,\n\t pick up the phone\n   \n and talk\n"));
        assertEquals(Optional.of("I know you're there, pick up the phone and talk"), message.first(Header.SUBJECT));
    }

    @Test
    @DisplayName("7.3.1: white space around separators, and the fold, is allowed inside every typed header")
    void whiteSpaceAroundSeparators() {
        SipRequest request = request("""
                OPTIONS sip:b@example.com SIP/2.0
                Via : SIP /
                 2.0/
                 UDP   192.0.2.1 : 5070 ; branch = z9hG4bK1 ;
                 rport
                From  :  "A"  <sip:a@example.com>  ;
                  tag  =  x1
                To:
                 sip:b@example.com ; tag
                 = 2
                Call-ID: 1
                CSeq:   0009
                 OPTIONS
                Max-Forwards: 0068
                l :  0

                """);
        assertEquals("UDP", request.topVia().transport());
        assertEquals("192.0.2.1", request.topVia().host());
        assertEquals(OptionalInt.of(5070), request.topVia().port());
        assertEquals(Optional.of("z9hG4bK1"), request.topVia().branch());
        assertTrue(request.topVia().hasRport());
        assertEquals(Optional.of("x1"), request.from().tag());
        assertEquals(Optional.of("2"), request.to().tag());
        assertEquals(new CSeq(9, SipMethod.OPTIONS), request.cseq());
        assertEquals(OptionalInt.of(68), request.maxForwards());
    }

    @Test
    @DisplayName("7.3.1: values on several lines and values separated by commas mean the same")
    void commas() {
        SipMessage one = parse(options("Route: <sip:p1;lr>, <sip:p2;lr>,<sip:p3>\n"));
        SipMessage three = parse(options("Route: <sip:p1;lr>\nRoute: <sip:p2;lr>\nRoute: <sip:p3>\n"));
        assertEquals(one.all(Header.ROUTE), three.all(Header.ROUTE));
        assertEquals(3, one.all(Header.ROUTE).size());
    }

    @Test
    @DisplayName("7.3.1: commas in quoted strings and angle brackets do not separate")
    void commasInside() {
        SipMessage message =
                parse(options("Contact: \"A, \\\"B\\\"\" <sip:a,b@h>;q=1, <sip:c@h?Subject=x,y>, d <sip:d@h>\n"
                        .replace("?Subject=x,y", "?Subject=x%2cy")));
        assertEquals(3, message.contacts().size());
        assertEquals(Optional.of("A, \"B\""), message.contacts().get(0).displayName());
        assertEquals(
                Optional.of("a,b"),
                message.contacts().get(0).sipUri().orElseThrow().user());
    }

    @Test
    @DisplayName("7.3.1: the order of lines of one header is kept: two stacked Vias read top to bottom")
    void vias() {
        assertEquals(
                List.of("UDP", "TCP"),
                invite().vias().stream().map(Via::transport).toList());
        assertEquals(invite().vias(), invite().all(Header.VIA));
    }

    @Test
    @DisplayName("7.3.3: compact forms are recognised in either case, alone and mixed with long ones")
    void compactForms() {
        SipRequest request = request("""
                OPTIONS sip:b@example.com SIP/2.0
                v: SIP/2.0/UDP h1;branch=z9hG4bK1
                Via: SIP/2.0/UDP h2;branch=z9hG4bK2
                F: <sip:a@example.com>;tag=1
                t: <sip:b@example.com>
                I: 1@h
                CSeq: 1 OPTIONS
                m: <sip:a@h>
                k: timer, 100rel
                s: hello
                x: 1800;refresher=uac
                c: text/plain
                l: 2

                hi""");
        assertEquals(2, request.vias().size());
        assertEquals("1@h", request.callId());
        assertEquals(List.of("timer", "100rel"), request.all(Header.SUPPORTED));
        assertEquals(1800, request.require(Header.SESSION_EXPIRES).seconds());
        assertEquals(Optional.of(MediaType.TEXT_PLAIN), request.contentType());
        assertEquals("hi", request.body().utf8());
        assertEquals(Optional.of("hello"), request.headers().first("Subject"));
        assertEquals(Optional.of("hello"), request.headers().first("s"));
    }

    @ParameterizedTest
    @CsvSource({
        "i,Call-ID", "m,Contact", "e,Content-Encoding", "l,Content-Length", "c,Content-Type", "f,From", "s,Subject",
        "k,Supported", "t,To", "v,Via", "r,Refer-To", "o,Event", "u,Allow-Events", "x,Session-Expires",
        "y,Identity", "j,Reject-Contact", "b,Referred-By", "d,Request-Disposition", "a,Accept-Contact"
    })
    @DisplayName("7.3.3: every registered compact form names its header")
    void everyCompactForm(String compact, String name) {
        assertEquals(HeaderNames.find(name), HeaderNames.find(compact));
        assertTrue(HeaderNames.find(name) != HeaderNames.UNKNOWN);
        assertEquals(name, HeaderNames.name(HeaderNames.find(compact)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon here", ": no name", "Bad Name: x", "Bad(name): x", "\u00e9: x", "X"})
    @DisplayName("7.3.1: a line without a name that is a token and a colon is rejected")
    void malformedLine(String line) {
        assertEquals("message-header", rejected(options(line + "\n")).rule());
    }

    @Test
    @DisplayName("7: a message without the empty line after its headers is rejected")
    void noEmptyLine() {
        assertEquals(
                "an empty line",
                rejected("OPTIONS sip:b@example.com SIP/2.0\n" + core("OPTIONS"))
                        .expected());
        assertEquals(
                "CRLF",
                rejected("OPTIONS sip:b@example.com SIP/2.0\nSubject: x").expected());
    }

    @Test
    @DisplayName("7.5: line ends before the start line are passed over")
    void leadingLineEnds() {
        SipMessage message = parse("\n\n" + options(""));
        assertEquals("1@192.0.2.1", message.callId());
        assertArrayEquals(crlf(options("")), message.toBytes());
        assertEquals(message, parse(options("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq"})
    @DisplayName("8.1.1: a message without one of the five is answered 400, and says which")
    void missing(String name) {
        SipParseException e = rejected(optionsWith(name, ""));
        assertEquals(name, e.expected());
        assertEquals(SipStatus.BAD_REQUEST, e.suggestedStatus());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: <sip:x@h>;tag=2",
                "f: <sip:x@h>;tag=2",
                "To: <sip:x@h>",
                "Call-ID: 2",
                "CSeq: 2 OPTIONS",
                "l: 0\nContent-Length: 0"
            })
    @DisplayName("RFC 4475 3.3.8, 3.3.9: a single-valued header twice is answered 400")
    void repeated(String line) {
        assertEquals(SipStatus.BAD_REQUEST, rejected(options(line + "\n")).suggestedStatus());
    }

    @Test
    @DisplayName("8.1.1.5: the method in the CSeq must be that of the request")
    void cseqMethod() {
        assertEquals("CSeq", rejected(optionsWith("CSeq", "CSeq: 1 INVITE")).rule());
    }

    @Test
    @DisplayName("a buffer is read from position to limit, and all of it is consumed")
    void buffer() throws SipParseException {
        byte[] wire = crlf(Messages.INVITE);
        ByteBuffer buffer = ByteBuffer.allocateDirect(wire.length + 20)
                .position(10)
                .put(wire)
                .flip()
                .position(10);
        assertEquals(invite(), new SipParser().parse(buffer));
        assertEquals(0, buffer.remaining());
        byte[] padded = new byte[wire.length + 4];
        System.arraycopy(wire, 0, padded, 2, wire.length);
        assertEquals(invite(), new SipParser().parse(padded, 2, wire.length));
    }

    @Test
    @DisplayName("a message does not change when the caller changes the array it came in")
    void copied() throws SipParseException {
        byte[] wire = crlf(Messages.INVITE);
        SipMessage message = new SipParser().parse(wire);
        java.util.Arrays.fill(wire, (byte) 'x');
        assertEquals(invite(), message);
        message.toBytes()[0] = 'x';
        assertEquals(invite(), message);
    }
}
