// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every test of both RFCs is met; there is no list of exceptions. One that is not met some day belongs in a list of its own
 * here, of cases that have to fail, so that the build says when one begins to pass.
 */
@DisplayName(
        "RFC 4475 and RFC 5118: the verdict on a message of our own for each of their tests, and the byte that is wrong")
class TortureTest {
    private static final int ACCEPT = 0;

    /**
     * A section, the status the parser suggests (0: it accepts), the rule broken or the header malformed on demand, and a
     * message with a caret before the byte that is wrong.
     */
    private record Case(String section, int status, String broken, String message) {
        @Override
        public String toString() {
            return section;
        }
    }

    private static Case accept(String section, String message) {
        return new Case("RFC 4475 " + section, ACCEPT, "", message);
    }

    private static Case reject(String section, String rule, String message) {
        return new Case("RFC 4475 " + section, 400, rule, message);
    }

    private static Case lazily(String section, String malformed, String message) {
        return new Case("RFC 4475 " + section, ACCEPT, malformed, message);
    }

    private static Case ipv6(String section, String message) {
        return new Case("RFC 5118 " + section, ACCEPT, "", message);
    }

    private static String request(String line) {
        return line + "\n" + core(line.substring(0, line.indexOf(' '))) + "\n";
    }

    static final List<Case> CASES = List.of(
            accept("3.1.1.1", """
                    INVITE sip:zoe@hall.example.org;x;y=%25 SIP/2.0
                    tO :
                     sip:zoe@hall.example.org ;   tAG    = 17
                    fROM   : "A \\\\\\""  <sip:yan@example.org>
                      ;
                      tag = a
                    cALL-ID   :
                     tortuous
                    l: 0
                    cSEQ: 0009
                      INVITE
                    vIA  : SIP  /   2.0
                     /UDP
                        192.0.2.2;branch=x
                    s :
                    M:"Q \\"\\"" <sip:erin@example.org> ; p =
                     v ;
                      q = 0.33

                    """),
            accept("3.1.1.2", request("!ab-Z09_*+`.%cd'~ sip:1_%3b'!~*(.&=+$,;?/):&=+$,@example.com SIP/2.0")),
            accept("3.1.1.3", options("Contact: \"%Z%45\" <sip:%75ser@example.com;%6C%72;n%61me=v%61lue%2541>\n")),
            accept("3.1.1.4", request("REGISTER sip:nul%00-%00l@example.com SIP/2.0")),
            accept("3.1.1.5", request("RE%47IST%45R sip:example.com SIP/2.0")),
            accept("3.1.1.6", optionsWith("From", "From: caller<sip:c@example.com>;tag=3")),
            accept("3.1.1.7", options("X-Long: " + "long ".repeat(1_000) + "\n")),
            accept("3.1.1.8", options("Content-Length: 0\n") + "INVITE sip:other@example.com SIP/2.0\n"),
            accept("3.1.1.9", request("OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0")),
            accept("3.1.1.10", options("Via: SIP/2.0/TLS a\nVia: SIP/2.0/NEW_ONE b, SIP/2.0/SCTP c\n")),
            accept(
                    "3.1.1.11",
                    options("Content-Type: multipart/mixed;boundary=7a\nContent-Length: 50\n")
                            + "--7a\nContent-Type: text/plain\n\n\0\u0001\n\n--7a\n\nb\n--7a--"),
            accept("3.1.1.12", "SIP/2.0 200 = 2**3 * \u043d\u0435 \"<\n" + core("INVITE") + "\n"),
            accept("3.1.1.13", "SIP/2.0 100 \n" + core("INVITE") + "\n"),
            reject("3.1.2.1", "via-params", optionsWith("Via", "Via: SIP/2.0/UDP 192.0.2.15;^;,;,,")),
            reject("3.1.2.2", "Content-Length", options("Content-Length: ^9999\n") + "short"),
            reject("3.1.2.3", "Content-Length", options("Content-Length: ^-999\n") + "x"),
            reject("3.1.2.4", "CSeq", optionsWith("CSeq", "CSeq: ^36893488147419103232 OPTIONS")),
            reject(
                    "3.1.2.5",
                    "CSeq",
                    "SIP/2.0 503 x\n" + core("OPTIONS").replace("CSeq: 1", "CSeq: ^9292394834772304023312") + "\n"),
            reject("3.1.2.6", "display-name", optionsWith("To", "To: \"Unbalanced <sip:j.user@example.com>^")),
            reject("3.1.2.7", "URI", request("INVITE ^<sip:user@example.com> SIP/2.0")),
            reject("3.1.2.8", "uri-parameter", request("INVITE sip:user@example.com;^ lr SIP/2.0")),
            reject("3.1.2.9", "URI", request("INVITE ^ sip:user@example.com  SIP/2.0")),
            reject("3.1.2.10", "Request-Line", request("OPTIONS sip:user@example.com SIP/2.0^  ")),
            accept("3.1.2.11", request("INVITE sip:u@example.com?Route=%3Csip:example.com%3E SIP/2.0")),
            lazily("3.1.2.12", "Date", options("Date: ^Fri, 01 Jan 2010 16:00:00 EST\n")),
            lazily("3.1.2.13", "Contact", options("Contact: sip:u@example.com^?Route=%3Csip:x.example.com%3E\n")),
            reject("3.1.2.14", "URI", optionsWith("To", "To: \"Watson\" <^ sip:t.w@example.org >")),
            reject("3.1.2.15", "URI", optionsWith("From", "From: Bell^, Alexander <sip:a.b@example.com>;tag=43")),
            new Case("RFC 4475 3.1.2.16", 505, "SIP-Version", request("OPTIONS sip:t@example.org ^SIP/7.0")),
            reject("3.1.2.17", "CSeq", "OPTIONS sip:u@example.com SIP/2.0\n" + core("^INVITE") + "\n"),
            reject("3.1.2.18", "CSeq", "NEWMETHOD sip:u@example.com SIP/2.0\n" + core("^INVITE") + "\n"),
            reject("3.1.2.19", "Status-Code", "SIP/2.0 ^4294967301 overlarge\n" + core("INVITE") + "\n"),
            accept("3.2.1", optionsWith("Via", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK")),
            reject(
                    "3.3.1",
                    "SIP-message",
                    "INVITE sip:b@example.com SIP/2.0\nCSeq: 1 INVITE\nVia: SIP/2.0/UDP h\nl: 0\n^\n"),
            accept("3.3.2", request("OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0")),
            accept("3.3.3", request("OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0")),
            accept("3.3.4", optionsWith("To", "To: isbn:2983792873").replace("\nCall", "\nContact: <name:J_S>\nCall")),
            accept("3.3.5", options("Require: nothingSupportsThis, norThis\nProxy-Require: norThat\n")),
            accept("3.3.6", options("Content-Type: application/unknownformat\nContent-Length: 5\n") + "<a/>."),
            accept("3.3.7", options("Authorization: NoOneKnowsThisScheme opaque-data=here\n")),
            reject(
                    "3.3.8",
                    "To",
                    options("CSeq: 59 OPTIONS\nCall-ID: second\nTo: <sip:x@example.com>\n")
                            .replace("\nTo: <sip:b", "\n^To: <sip:b")),
            reject("3.3.9", "Content-Length", options("Content-Length: 13\n^Content-Length: 5\n") + "There are 13."),
            accept(
                    "3.3.10",
                    "SIP/2.0 200 OK\nVia: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK\n" + core("INVITE") + "\n"),
            accept("3.3.11", options("Max-Forwards: 0\n")),
            accept("3.3.12", options("Contact: sip:+19725552222@gw1.example.net;unknownparam\n")),
            accept("3.3.13", options("Contact: <sip:+19725552222@gw1.example.net;unknownparam>\n")),
            accept("3.3.14", options("Contact: <sip:u@example.com?Route=%3Csip:sip.example.com%3E>\n")),
            accept("3.3.15", options("Accept: text/nobodyKnowsThis\n")),
            accept(
                    "3.4.1",
                    "INVITE sip:UserB@example.com SIP/2.0\nVia: SIP/2.0/UDP iftgw.example.com\nFrom: sip:a@example.com\n"
                            + "Record-Route: UserB <sip:UserB@example.com;maddr=192.0.2.1>\nTo: <sip:b@h>\nCall-ID: 7@h\nCSeq: 1 INVITE\n\n"),
            ipv6("4.1", request("REGISTER sip:[2001:db8::10] SIP/2.0")),
            new Case("RFC 5118 4.2", 400, "SIP-URI port", request("REGISTER sip:2001:^db8::10 SIP/2.0")),
            ipv6("4.3", request("REGISTER sip:[2001:db8::10:5070] SIP/2.0")),
            ipv6("4.4", request("REGISTER sip:[2001:db8::10]:5070 SIP/2.0")),
            ipv6(
                    "4.5",
                    optionsWith("Via", "Via: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKa")),
            ipv6(
                    "4.5",
                    optionsWith("Via", "Via: SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKa")),
            ipv6("4.6", options("Content-Type: application/sdp\n") + "v=0\no=a 1 1 IN IP6 2001:db8::20\n"),
            ipv6("4.7", options("v: SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKa, SIP/2.0/TCP 192.0.2.1\n")),
            ipv6(
                    "4.8",
                    options("Content-Type: application/sdp\n") + "v=0\ns=\nm=audio 1 RTP/AVP 0\nc=IN IP4 192.0.2.1\n"),
            ipv6("4.9", options("Contact: \"T\" <sip:t@[::ffff:192.0.2.10]:5070>\n")),
            ipv6("4.10", request("OPTIONS sip:u@[2001:db8:::192.0.2.1] SIP/2.0")),
            ipv6("4.10", request("OPTIONS sip:u@[2001:db8::192.0.2.1] SIP/2.0")));

    static Stream<String> messages() {
        return CASES.stream().map(torture -> torture.message().replace("^", ""));
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void verdict(Case torture) {
        byte[] bytes = crlf(torture.message().replace("^", ""));
        int status = ACCEPT;
        List<String> broken = new ArrayList<>();
        try {
            SipMessage message = new SipParser().parse(bytes);
            for (MalformedHeaderException e : malformed(message)) {
                broken.add(e.header() + " at " + e.offset());
            }
        } catch (SipParseException e) {
            status = e.suggestedStatus().code();
            broken.add(e.rule() + " at " + e.offset());
        }
        assertEquals(torture.status(), status, torture.message());
        int caret = new String(crlf(torture.message()), StandardCharsets.ISO_8859_1).indexOf('^');
        assertEquals(caret < 0 ? List.of() : List.of(torture.broken() + " at " + caret), broken, torture.message());
    }

    private static List<MalformedHeaderException> malformed(SipMessage message) {
        List<MalformedHeaderException> malformed = new ArrayList<>();
        for (Header<?> key : Lazily.KEYS) {
            try {
                message.all(key);
            } catch (MalformedHeaderException e) {
                malformed.add(e);
            }
        }
        return malformed;
    }

    @Test
    @DisplayName("no test of either RFC is left out")
    void complete() {
        List<String> sections = Stream.of(
                        sections("RFC 4475 3.1.1.", 13),
                        sections("RFC 4475 3.1.2.", 19),
                        sections("RFC 4475 3.2.", 1),
                        sections("RFC 4475 3.3.", 15),
                        sections("RFC 4475 3.4.", 1),
                        sections("RFC 5118 4.", 10))
                .flatMap(s -> s)
                .toList();
        assertEquals(sections, CASES.stream().map(Case::section).distinct().toList());
        assertEquals(49 + 12, CASES.size());
    }

    @Test
    @DisplayName("RFC 4475 3.1.1.3: the names of URI parameters are decoded as their values are, and once")
    void escapedNames() throws SipParseException {
        Case torture = CASES.stream()
                .filter(c -> c.section().equals("RFC 4475 3.1.1.3"))
                .findFirst()
                .orElseThrow();
        SipUri contact = new SipParser()
                .parse(crlf(torture.message()))
                .contacts()
                .get(0)
                .sipUri()
                .orElseThrow();
        assertEquals(Optional.of("user"), contact.user());
        assertEquals(List.of("lr", "name"), contact.parameters().names());
        assertEquals(Optional.of("value%41"), contact.parameters().value("name"));
    }

    private static Stream<String> sections(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i);
    }
}
