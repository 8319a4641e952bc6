// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.rejected;
import static dev.demitasse.sip.message.Messages.request;
import static dev.demitasse.sip.message.Messages.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 5118: IPv6 torture tests, what is read from a message of our own for each")
class Rfc5118Test {
    private static SipUri requestUri(SipRequest request) {
        return assertInstanceOf(SipUri.class, request.uri());
    }

    private static SipRequest register(String uri) {
        return request("""
                REGISTER %s SIP/2.0
                Via: SIP/2.0/UDP [2001:db8::51:1];branch=z9hG4bK4a
                Max-Forwards: 70
                From: Ines <sip:ines@example.net>;tag=4b
                To: Ines <sip:ines@example.net>
                Contact: "Ines at home" <sip:ines@[2001:db8::51:1]>
                Call-ID: 4c@[2001:db8::51:1]
                CSeq: 77 REGISTER
                Content-Length: 0

                """.formatted(uri));
    }

    private static List<String> lines(SipMessage message, String type) {
        return message.body()
                .utf8()
                .lines()
                .filter(line -> line.startsWith(type))
                .toList();
    }

    @Test
    @DisplayName("4.1: references in Request-URI, Via, Contact and Call-ID")
    void references() {
        SipRequest request = register("sip:[2001:db8::51]");
        assertEquals("[2001:db8::51]", requestUri(request).host());
        assertEquals(Optional.empty(), requestUri(request).user());
        assertEquals(OptionalInt.empty(), requestUri(request).port());
        assertEquals("[2001:db8::51:1]", request.topVia().host());
        assertEquals(OptionalInt.empty(), request.topVia().port());
        assertEquals(Optional.of("z9hG4bK4a"), request.topVia().branch());
        SipUri contact = request.contacts().get(0).sipUri().orElseThrow();
        assertEquals(Optional.of("ines"), contact.user());
        assertEquals("[2001:db8::51:1]", contact.host());
        assertEquals("4c@[2001:db8::51:1]", request.callId());
        assertEquals(new CSeq(77, SipMethod.REGISTER), request.cseq());
    }

    @Test
    @DisplayName("4.2: an address without brackets as the Request-URI: 400, and who is to be told is legible")
    void noBrackets() {
        String good = text(register("sip:[2001:db8::51]")).replace("\r", "");
        SipParseException error = rejected(good.replace("[2001:db8::51] ", "2001:db8::51 "));
        assertEquals(SipStatus.BAD_REQUEST, error.suggestedStatus());
        assertEquals("REGISTER sip:2001:".length(), error.offset());
        PartialMessage partial = error.partial().orElseThrow();
        assertEquals(Optional.of(SipMethod.REGISTER), partial.method());
        assertEquals("[2001:db8::51:1]", partial.topVia().orElseThrow().sentBy());
        assertEquals(Optional.of("4c@[2001:db8::51:1]"), partial.callId());
        assertEquals(Optional.of(new CSeq(77, SipMethod.REGISTER)), partial.cseq());
        assertEquals(
                400,
                partial.responseBuilder(error.suggestedStatus())
                        .orElseThrow()
                        .build()
                        .status()
                        .code());
    }

    @Test
    @DisplayName("4.3: what looks like a port within the brackets is part of the address")
    void ambiguousPort() {
        SipUri uri = requestUri(register("sip:[2001:db8::51:5070]"));
        assertEquals("[2001:db8::51:5070]", uri.host());
        assertEquals(OptionalInt.empty(), uri.port());
        assertFalse(uri.equivalentTo(SipUri.parse("sip:[2001:db8::51]:5070")));
    }

    @Test
    @DisplayName("4.4: a port behind the brackets is one")
    void port() {
        SipUri uri = requestUri(register("sip:[2001:db8::51]:5070"));
        assertEquals("[2001:db8::51]", uri.host());
        assertEquals(OptionalInt.of(5070), uri.port());
    }

    @Test
    @DisplayName("4.5: the address in received, with the delimiters of a reference and without, is the same")
    void received() {
        for (String address : List.of("[2001:db8::51:255]", "2001:db8::51:255")) {
            SipRequest request = request("""
                    BYE sip:ines@[2001:db8::51:2] SIP/2.0
                    v: SIP/2.0/UDP [2001:db8::51:3];received=%s;branch=z9hG4bK5a
                    From: <sip:a@example.org>;tag=5b
                    To: <sip:ines@example.net>;tag=5c
                    Call-ID: 5d
                    CSeq: 322 BYE

                    """.formatted(address));
            assertEquals(Optional.of("2001:db8::51:255"), request.topVia().received());
            assertEquals(Optional.of(address), request.topVia().parameters().value("received"));
            assertEquals(Optional.of("z9hG4bK5a"), request.topVia().branch());
            assertEquals("[2001:db8::51:3]", request.topVia().host());
            assertEquals(Optional.of("5c"), request.to().tag());
        }
    }

    @Test
    @DisplayName("4.5: received is written without the delimiters, as the grammar has it")
    void writtenReceived() {
        assertEquals(
                "SIP/2.0/UDP [2001:db8::1];branch=z9hG4bK1;received=2001:db8::2",
                Via.of("UDP", "2001:db8::1", "z9hG4bK1")
                        .withReceived("2001:db8::2")
                        .toString());
    }

    private static SipRequest invite(String via, String contact, String sdp) {
        return request("""
                INVITE sip:bo@[2001:db8::61] SIP/2.0
                Via: %s
                From: "Al" <sip:al@example.org>;tag=6a
                To: "Bo" <sip:bo@example.net>
                Contact: %s
                Call-ID: 6b@[2001:db8::62]
                CSeq: 9 INVITE
                Max-Forwards: 70
                Content-Type: application/sdp
                Content-Length: %d

                %s""".formatted(via, contact, crlf(sdp).length, sdp));
    }

    @Test
    @DisplayName("4.6: addresses in the body stand without brackets, and the body is as long as was said")
    void sdp() {
        String sdp = """
                v=0
                o=al 17 17 IN IP6 2001:db8::62
                s=-
                c=IN IP6 2001:db8::62
                t=0 0
                m=audio 6000 RTP/AVP 0
                """;
        SipRequest request =
                invite("SIP/2.0/UDP [2001:db8::62];branch=z9hG4bK6c", "<sip:al@[2001:db8::62];transport=udp>", sdp);
        assertEquals("[2001:db8::61]", requestUri(request).host());
        assertEquals(Optional.of(MediaType.SDP), request.contentType());
        assertArrayEquals(crlf(sdp), request.body().toArray());
        assertEquals(List.of("c=IN IP6 2001:db8::62"), lines(request, "c="));
        assertEquals(
                Optional.of("udp"),
                request.contacts().get(0).sipUri().orElseThrow().transport());
    }

    @Test
    @DisplayName("4.7: IPv6 and IPv4 in one set of Vias, one with an IPv4 received")
    void mixedVias() {
        SipRequest request = request("""
                BYE sip:user@host.example.net SIP/2.0
                Via: SIP/2.0/UDP [2001:db8::71]:6050;branch=z9hG4bK7a, SIP/2.0/UDP 192.0.2.71;branch=z9hG4bK7b
                Max-Forwards: 70
                Via: SIP/2.0/TCP [2001:db8::72];branch=z9hG4bK7c;received=192.0.2.72
                From: <sip:a@example.org>;tag=7d
                To: <sip:b@example.net>;tag=7e
                Call-ID: 7f
                CSeq: 89 BYE

                """);
        List<Via> vias = request.vias();
        assertEquals(
                List.of("UDP", "UDP", "TCP"), vias.stream().map(Via::transport).toList());
        assertEquals(
                List.of("[2001:db8::71]", "192.0.2.71", "[2001:db8::72]"),
                vias.stream().map(Via::host).toList());
        assertEquals(
                List.of(OptionalInt.of(6050), OptionalInt.empty(), OptionalInt.empty()),
                vias.stream().map(Via::port).toList());
        assertEquals(
                List.of(Optional.of("z9hG4bK7a"), Optional.of("z9hG4bK7b"), Optional.of("z9hG4bK7c")),
                vias.stream().map(Via::branch).toList());
        assertEquals(
                List.of(Optional.empty(), Optional.empty(), Optional.of("192.0.2.72")),
                vias.stream().map(Via::received).toList());
    }

    @Test
    @DisplayName("4.8: an IPv4 stream beside an IPv6 stream, and a session name that is empty")
    void mixedSdp() {
        String sdp = """
                v=0
                o=al 18 18 IN IP4 192.0.2.81
                s=
                t=0 0
                m=audio 6000 RTP/AVP 0
                c=IN IP4 192.0.2.81
                m=video 6024 RTP/AVP 107
                c=IN IP6 2001:db8::81
                """;
        SipRequest request = invite("SIP/2.0/UDP [2001:db8::81];branch=z9hG4bK8a", "<sip:al@[2001:db8::81]>", sdp);
        assertArrayEquals(crlf(sdp), request.body().toArray());
        assertEquals(List.of("c=IN IP4 192.0.2.81", "c=IN IP6 2001:db8::81"), lines(request, "c="));
        assertEquals(List.of("s="), lines(request, "s="));
    }

    @Test
    @DisplayName("4.9: IPv4-mapped addresses in Via, Contact and body, and they are the addresses in hexadecimal")
    void mapped() {
        SipRequest request = invite(
                "SIP/2.0/UDP [::ffff:192.0.2.91]:19823;branch=z9hG4bK9a",
                "\"Al\" <sip:al@[::ffff:192.0.2.91]:19823>",
                "v=0\nc=IN IP6 ::ffff:192.0.2.91\n");
        assertEquals("[::ffff:192.0.2.91]", request.topVia().host());
        assertEquals(OptionalInt.of(19823), request.topVia().port());
        SipUri contact = request.contacts().get(0).sipUri().orElseThrow();
        assertEquals("[::ffff:192.0.2.91]", contact.host());
        assertEquals(OptionalInt.of(19823), contact.port());
        assertTrue(contact.equivalentTo(SipUri.parse("sip:al@[::FFFF:c000:25b]:19823")));
        assertFalse(contact.equivalentTo(SipUri.parse("sip:al@192.0.2.91:19823")));
        assertEquals(List.of("c=IN IP6 ::ffff:192.0.2.91"), lines(request, "c="));
    }

    @Test
    @DisplayName("4.10: three colons before an IPv4 address, which only the grammar of RFC 3261 made, mean two")
    void threeColons() {
        SipUri three = requestUri(register("sip:ines@[2001:db8:::192.0.2.10]"));
        SipUri two = requestUri(register("sip:ines@[2001:db8::192.0.2.10]"));
        assertEquals("[2001:db8:::192.0.2.10]", three.host());
        assertEquals("[2001:db8::192.0.2.10]", two.host());
        assertTrue(three.equivalentTo(two));
        assertEquals(Optional.of("ines"), three.user());
    }
}
