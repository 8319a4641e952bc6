// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static dev.demitasse.sip.message.Messages.parse;
import static dev.demitasse.sip.message.Messages.rejected;
import static dev.demitasse.sip.message.Messages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 4475: each torture test's rule, on messages of our own")
class Rfc4475Test {
    private static void badRequest(String message) {
        SipParseException e = rejected(message);
        assertEquals(SipStatus.BAD_REQUEST, e.suggestedStatus());
        SipResponse answer = e.partial()
                .orElseThrow()
                .responseBuilder(e.suggestedStatus())
                .orElseThrow()
                .build();
        assertTrue(answer.topVia().transport().length() > 1);
    }

    @Test
    @DisplayName(
            "3.1.1.1: folds, empty and odd values, escapes in quotes, mixed case and compact names, all in one message")
    void shortTortuousInvite() {
        SipRequest request = request("""
                INVITE sip:carol@hall.example.org;odd SIP/2.0
                tO :
                 sip:carol@hall.example.org ;   TAG    = 5ab
                fROM   : "Q \\\\\\""       <sip:dave@example.org>
                  ;
                  tag = 98z
                mAx-FoRwArDs: 0012
                cALL-iD: tortuous.1@192.0.2.1
                cONTENT-lENGTH   : 3
                CsEq: 0004
                  INVITE
                vIA  : SIP  /   2.0
                 /UDP
                    192.0.2.2;branch=old1
                s :
                NewHeader:   new
                 value
                OddHeader: ;;,,;;,;
                C: text/plain
                rOUTE:
                 <sip:services.example.org;lr;a=b;c>
                V:  SIP  / 2.0  / TCP     tree.example.org   ;
                  branch  =   z9hG4bK9  ,
                 SIP  /    2.0   / UDP  192.0.2.255   ; branch=
                 z9hG4bK3
                M:"Text \\"\\"" <sip:erin@example.org> ; p =
                 v ;
                  second ; q = 0.33

                abc""");
        assertEquals(Optional.of("5ab"), request.to().tag());
        assertEquals(Optional.of("Q \\\""), request.from().displayName());
        assertEquals(OptionalInt.of(12), request.maxForwards());
        assertEquals(new CSeq(4, SipMethod.INVITE), request.cseq());
        assertEquals(
                List.of("192.0.2.2", "tree.example.org", "192.0.2.255"),
                request.vias().stream().map(Via::host).toList());
        assertEquals(Optional.of("z9hG4bK3"), request.vias().get(2).branch());
        assertEquals(Optional.of(""), request.first(Header.SUBJECT));
        assertEquals(Optional.of("new value"), request.headers().first("newheader"));
        assertEquals(Optional.of(";;,,;;,;"), request.headers().first("oddheader"));
        assertEquals(Optional.of("0.33"), request.contacts().get(0).parameter("q"));
        assertTrue(request.require(Header.ROUTE).sipUri().orElseThrow().isLooseRouter());
        assertEquals("abc", request.body().utf8());
    }

    @Test
    @DisplayName("3.1.1.2: every character a token, a user, a display name or a parameter may have")
    void wideRange() {
        String method = "!odd-Method0123456789_*+`.%indeed'~";
        SipRequest request =
                request(method + " sip:1_u.~(x!y)&a'b+c$/d?,/;;*:&e+f=1,g!*h$i~j_k.(l'm)@example.com SIP/2.0\n"
                        + "Via: SIP/2.0/TCP h1.example.com;branch=z9hG4bK-.!%66*_+`'~\n"
                        + "To: \"BEL:\\\u0007 NUL:\\\0 DEL:\\\u007f\" <sip:1_u.~(x!y)@example.com>\n"
                        + "From: token1~` token2'+_ token3*%!.- <sip:m@example.com>;fp''~+*_!.-%=\"\u0440\u0430\";tag=_t~1'`*%!-.+\n"
                        + "Call-ID: word%ZK-!.*_+'@word`~)(><:\\/\"][?}{\nCSeq: 139122385 " + method + "\n"
                        + "Ext-!.%*+_`'~: \ufeff\u5927\n\n");
        assertEquals(method, request.method().name());
        assertEquals(Optional.of("z9hG4bK-.!%66*_+`'~"), request.topVia().branch());
        assertEquals(Optional.of("1_u.~(x!y)&a'b+c$/d?,/;;*"), ((SipUri) request.uri()).user());
        assertEquals(Optional.of("&e+f=1,g!*h$i~j_k.(l'm)"), ((SipUri) request.uri()).password());
        assertEquals(Optional.of("BEL:\u0007 NUL:\0 DEL:\u007f"), request.to().displayName());
        assertEquals(Optional.of("\u0440\u0430"), request.from().parameter("FP''~+*_!.-%"));
        assertEquals(Optional.of("_t~1'`*%!-.+"), request.from().tag());
        assertEquals("word%ZK-!.*_+'@word`~)(><:\\/\"][?}{", request.callId());
        assertEquals(Optional.of("\ufeff\u5927"), request.headers().first("ext-!.%*+_`'~"));
    }

    @Test
    @DisplayName("3.1.1.3, 3.1.1.5: %HH means its byte in a URI, and nothing anywhere else")
    void escapes() {
        SipRequest request = request("""
                RE%47IST%45R sip:h.example.com SIP/2.0
                To: "%Z%45" <sip:%65rin@example.com>
                From: "%Z%45" <sip:erin@example.com>;tag=f%232
                Via: SIP/2.0/TCP h;branch=z9hG4bK1
                Call-ID: esc%02@h
                CSeq: 29344 RE%47IST%45R
                C%6Fntact: <sip:no@h>
                Contact: <sip:%63arol@h;%6C%72;n%61me=v%61lue%2541>;%6C%72

                """);
        assertFalse(request.method().equals(SipMethod.REGISTER));
        assertEquals(Optional.of("%Z%45"), request.to().displayName());
        assertEquals(Optional.of("f%232"), request.from().tag());
        assertTrue(request.to().uri().equivalentTo(request.from().uri()));
        SipUri contact = request.contacts().get(0).sipUri().orElseThrow();
        assertEquals(Optional.of("carol"), contact.user());
        assertEquals(List.of("lr", "name"), contact.parameters().names());
        assertTrue(contact.isLooseRouter());
        assertEquals(Optional.of("value%41"), contact.parameters().value("name"));
        assertEquals(List.of("%6C%72"), request.contacts().get(0).parameters().names());
        assertEquals(1, request.contacts().size());
    }

    @Test
    @DisplayName("3.1.1.6: no white space between display name and bracket")
    void noSpaceBeforeBracket() {
        assertEquals(
                Optional.of("caller"),
                parse(optionsWith("From", "From: caller<sip:c@h>;tag=3")).from().displayName());
    }

    @Test
    @DisplayName("3.1.1.7: long names and values survive whole")
    void longValues() {
        String tag = "1982424" + "longvalue".repeat(100);
        String name = "p" + "arameter".repeat(50);
        SipMessage message = parse(optionsWith("From", "From: <sip:a@h>;" + name + "=1;tag=" + tag));
        assertEquals(Optional.of(tag), message.from().tag());
        assertEquals(Optional.of("1"), message.from().parameter(name));
    }

    @Test
    @DisplayName("3.1.1.8: a second message behind the body of a datagram is not seen")
    void trailingOctets() {
        SipRequest request = request(options("Content-Length: 0\n") + "INVITE sip:evil@h SIP/2.0\n\n");
        assertEquals(SipMethod.OPTIONS, request.method());
        assertTrue(request.body().isEmpty());
    }

    @Test
    @DisplayName("3.1.1.10: unknown transports in Vias below the top are no reason to refuse")
    void transports() {
        SipMessage message = parse(options("v: SIP/2.0/UDP a\nv: SIP/2.0/SCTP b, SIP/2.0/NEW_ONE c\n"));
        assertEquals(
                List.of("UDP", "SCTP", "NEW_ONE", "UDP"),
                message.vias().stream().map(Via::transport).toList());
    }

    @Test
    @DisplayName("3.1.1.11: a body is framed by its length, whatever bytes are in it")
    void binaryBody() throws SipParseException {
        byte[] body = new byte[256];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        SipRequest sent = request(options("")).toBuilder()
                .body(MediaType.parse("multipart/mixed;boundary=7a9cbec02ceef655"), body)
                .build();
        assertEquals(Bytes.of(body), new SipParser().parse(sent.toBytes()).body());
    }

    @Test
    @DisplayName("3.1.1.12, 3.1.1.13: a reason phrase of any text, or none")
    void reasonPhrases() {
        assertEquals(
                "= 2**3 * 5**2 \u043d\u043e",
                ((SipResponse) parse("SIP/2.0 200 = 2**3 * 5**2 \u043d\u043e\n" + core("INVITE") + "\n")).reason());
        assertEquals("", ((SipResponse) parse("SIP/2.0 100 \n" + core("INVITE") + "\n")).reason());
    }

    @Test
    @DisplayName("3.1.2.1 to 3.1.2.6: extra separators, wrong lengths and numbers, an open quote: 400")
    void badValues() {
        badRequest(optionsWith("Via", "Via: SIP/2.0/UDP 192.0.2.15;;,;,,"));
        badRequest(options("Content-Length: 9999\n") + "short");
        badRequest(options("Content-Length: -999\n") + "x");
        badRequest(optionsWith("CSeq", "CSeq: 36893488147419103232 OPTIONS"));
        badRequest(optionsWith("To", "To: \"Mr. J. User <sip:j.user@example.com>"));
    }

    @Test
    @DisplayName("3.1.2.7 to 3.1.2.10, 3.1.2.14, 3.1.2.15: brackets, spaces and commas where none may be: 400")
    void badPlaces() {
        badRequest("INVITE <sip:u@h> SIP/2.0\n" + core("INVITE") + "\n");
        badRequest("INVITE sip:u@h; lr SIP/2.0\n" + core("INVITE") + "\n");
        badRequest("INVITE  sip:u@h  SIP/2.0\n" + core("INVITE") + "\n");
        badRequest("INVITE sip:u@h SIP/2.0  \n" + core("INVITE") + "\n");
        badRequest(optionsWith("To", "To: \"Watson, T\" < sip:t.w@h >"));
        badRequest(optionsWith("From", "From: Bell, Alexander <sip:a.b@h>;tag=43"));
    }

    @Test
    @DisplayName("3.1.2.11, 3.3.14: headers in a URI are kept and mean nothing by themselves")
    void headersInUri() {
        SipRequest request = request("OPTIONS sip:u@h?Route=%3Csip:example.com%3E SIP/2.0\n" + core("OPTIONS")
                + "Contact: <sip:u@h?Route=%3Csip:x%3E>\n\n");
        assertFalse(request.contains(Header.ROUTE));
        assertEquals(
                "Route=%3Csip:x%3E",
                request.contacts().get(0).sipUri().orElseThrow().headers());
    }

    @Test
    @DisplayName("3.1.2.13: a Contact with a question mark and no brackets is malformed when read")
    void contactWithoutBrackets() {
        SipMessage message = parse(options("Contact: sip:u@h?Route=%3Csip:x%3E\n"));
        assertThrows(MalformedHeaderException.class, message::contacts);
    }

    @Test
    @DisplayName("3.1.2.16 to 3.1.2.19: version, method mismatch, overlarge response code")
    void startLines() {
        assertEquals(
                505,
                rejected("OPTIONS sip:t@h SIP/7.0\n" + core("OPTIONS") + "\n")
                        .suggestedStatus()
                        .code());
        badRequest("OPTIONS sip:t@h SIP/2.0\n" + core("INVITE") + "\n");
        badRequest("NEWMETHOD sip:t@h SIP/2.0\n" + core("INVITE") + "\n");
        rejected("SIP/2.0 4294967301 better not break the receiver\n" + core("INVITE") + "\n");
    }

    @Test
    @DisplayName("3.2.1, 3.4.1: a Via without a branch, or with the cookie alone, and a From without a tag are read")
    void oldPeers() {
        SipMessage cookie = parse(optionsWith("Via", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK"));
        assertFalse(cookie.topVia().hasRfc3261Branch());
        SipMessage old = parse(optionsWith("From", "From: sip:iperf@h"));
        assertEquals(Optional.empty(), old.from().tag());
    }

    @Test
    @DisplayName("3.3.1, 3.3.8, 3.3.9: missing and repeated single headers: 400")
    void requiredHeaders() {
        badRequest("INVITE sip:b@h SIP/2.0\nCSeq: 1 INVITE\nVia: SIP/2.0/UDP h\nl: 0\n\n");
        badRequest(options("CSeq: 59 OPTIONS\n"));
        badRequest(options("Content-Length: 13\nContent-Length: 5\n") + "13 bytes here");
    }

    @Test
    @DisplayName("3.3.2 to 3.3.4: unknown URI schemes are kept, in the Request-URI and in headers")
    void unknownSchemes() {
        SipRequest request = request(
                "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0\nContact: <name:John_Smith>\n" + core("OPTIONS") + "\n");
        assertEquals("soap.beep", request.uri().scheme());
        assertEquals("John_Smith", ((OpaqueUri) request.contacts().get(0).uri()).schemeSpecificPart());
        assertEquals(Optional.empty(), request.contacts().get(0).sipUri());
    }

    @Test
    @DisplayName("3.3.5: option tags are listed as they stand")
    void requires() {
        SipMessage message = parse(options("Require: noExt, newExt\nProxy-Require: p1\n"));
        assertEquals(List.of("noExt", "newExt"), message.all(Header.REQUIRE));
        assertEquals(List.of("p1"), message.all(Header.PROXY_REQUIRE));
    }

    @Test
    @DisplayName("3.3.11 to 3.3.13: Max-Forwards 0 is a value; parameters with and without brackets are told apart")
    void others() {
        assertEquals(OptionalInt.of(0), parse(options("Max-Forwards: 0\n")).maxForwards());
        assertEquals(
                Optional.of(""),
                parse(options("m: sip:+1555@h;unknown\n")).contacts().get(0).parameter("unknown"));
        assertEquals(
                Optional.empty(),
                parse(options("m: <sip:+1555@h;unknown>\n")).contacts().get(0).parameter("unknown"));
    }
}
