// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.invite;
import static dev.demitasse.sip.message.Messages.request;
import static dev.demitasse.sip.message.Messages.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 8.2.6: generating a response")
class Rfc3261Section8_2_6Test {
    @Test
    @DisplayName(
            "8.2.6.2: From, Call-ID, CSeq and all Via values in their order equal the request's; To too, but for the tag")
    void copies() {
        SipRequest request = invite();
        SipResponse ringing = SipResponse.responseTo(request, SipStatus.RINGING)
                .header(Header.TO, request.to().withTag("t1"))
                .build();
        String expected = """
                SIP/2.0 180 Ringing
                Via: SIP/2.0/UDP pc33.atlanta.example.com:5060;branch=z9hG4bK776asdhds;rport
                Via: SIP/2.0/TCP first.example.com;branch=z9hG4bK1
                From: "Alice" <sip:alice@atlanta.example.com>;tag=1928301774
                To: Bob <sip:bob@biloxi.example.com>;tag=t1
                Call-ID: a84b4c76e66710@pc33.atlanta.example.com
                CSeq: 314159 INVITE
                Content-Length: 0

                """;
        assertEquals(new String(crlf(expected), StandardCharsets.UTF_8), text(ringing));
        assertEquals(request.vias(), ringing.vias());
        assertEquals(Optional.of("t1"), ringing.to().tag());
    }

    @Test
    @DisplayName("8.2.6.2: lines are copied byte for byte, whatever their form")
    void byteForByte() {
        SipRequest request = request("""
                OPTIONS sip:b@h SIP/2.0
                v:SIP / 2.0/UDP h;branch=z9hG4bK1 , SIP/2.0/TCP h2
                f  : a<sip:a@h>;
                  tag=1
                t:<sip:b@h>
                I: 7
                cSeQ: 007 OPTIONS

                """);
        String response = text(SipResponse.responseTo(request, SipStatus.OK).build());
        String lines = text(request)
                .substring(text(request).indexOf("v:"), text(request).indexOf("\r\n\r\n"));
        assertEquals("SIP/2.0 200 OK\r\n" + lines + "\r\nContent-Length: 0\r\n\r\n", response);
    }

    @Test
    @DisplayName("8.2.6.1: a Timestamp is copied into a 100, and into no other")
    void timestamp() {
        SipRequest request = request(Messages.options("Timestamp: 54.1\n"));
        assertEquals(
                Optional.of(Timestamp.of(new BigDecimal("54.1"))),
                SipResponse.responseTo(request, SipStatus.TRYING).build().first(Header.TIMESTAMP));
        assertFalse(SipResponse.responseTo(request, SipStatus.OK).build().contains(Header.TIMESTAMP));
    }

    @Test
    @DisplayName("12.1.1: Record-Route can be copied, in its order (W5, W6)")
    void recordRoute() {
        SipRequest request =
                request(Messages.options("Record-Route: <sip:p1;lr>,<sip:p2;lr>\nRecord-Route: <sip:p3;lr>\n"));
        SipResponse ok = SipResponse.responseTo(request, SipStatus.OK)
                .copy(request, Header.RECORD_ROUTE)
                .build();
        assertEquals(request.all(Header.RECORD_ROUTE), ok.all(Header.RECORD_ROUTE));
        assertEquals(
                List.of("<sip:p1;lr>,<sip:p2;lr>", "<sip:p3;lr>"), ok.headers().all("record-route"));
    }

    @Test
    @DisplayName("W40: a response has one CSeq, and the request's Vias alone")
    void onceEach() {
        SipResponse response =
                SipResponse.responseTo(invite(), SipStatus.BUSY_HERE).build();
        assertEquals(1, response.headers().all("CSeq").size());
        assertEquals(2, response.vias().size());
    }
}
