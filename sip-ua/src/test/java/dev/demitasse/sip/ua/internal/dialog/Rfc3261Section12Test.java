// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.CSeq;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.message.Via;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.transport.TransportProtocol;
import dev.demitasse.sip.ua.PeerRouting;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 12: dialogs")
class Rfc3261Section12Test {
    private static SipRequest invite(String... recordRoutes) {
        SipRequest.Builder builder = SipRequest.builder(SipMethod.INVITE, Uri.parse("sip:b@example.com"))
                .header(Header.FROM, NameAddress.parse("<sip:a@example.com>;tag=a1"))
                .header(Header.TO, NameAddress.parse("<sip:b@example.com>"))
                .header(Header.CALL_ID, "c1")
                .header(Header.CSEQ, new CSeq(7, SipMethod.INVITE))
                .header(Header.CONTACT, NameAddress.parse("<sip:a@192.0.2.1>"));
        for (String route : recordRoutes) {
            builder.add(Header.RECORD_ROUTE, NameAddress.parse(route));
        }
        return builder.build();
    }

    private static SipResponse ok(SipRequest invite, String contact, String... recordRoutes) {
        SipResponse.Builder builder = SipResponse.responseTo(invite, SipStatus.OK)
                .header(Header.TO, invite.to().withTag("b1"))
                .header(Header.CONTACT, NameAddress.parse(contact));
        for (String route : recordRoutes) {
            builder.add(Header.RECORD_ROUTE, NameAddress.parse(route));
        }
        return builder.build();
    }

    private static List<String> route(SipRequest request) {
        return request.all(Header.ROUTE).stream().map(NameAddress::toString).toList();
    }

    @Test
    @DisplayName("12.1.1: the UAS keeps the order of the Record-Route")
    void uasRouteSet() {
        Dialog dialog = Dialog.uas(invite("<sip:p1;lr>", "<sip:p2;lr>"), "b1");
        SipRequest bye = dialog.request(SipMethod.BYE).build();
        assertEquals(List.of("<sip:p1;lr>", "<sip:p2;lr>"), route(bye));
        assertEquals("sip:a@192.0.2.1", bye.uri().toString());
        assertEquals("sip:p1;lr", dialog.nextHop().toString());
        assertEquals("b1", bye.from().tag().orElseThrow());
        assertEquals("a1", bye.to().tag().orElseThrow());
        assertEquals(new DialogId("c1", "b1", "a1"), dialog.id());
    }

    @Test
    @DisplayName("12.1.2: the UAC reverses it")
    void uacRouteSet() {
        SipRequest invite = invite();
        Dialog dialog = Dialog.uac(ok(invite, "<sip:b@192.0.2.2>", "<sip:p2;lr>", "<sip:p1;lr>"), invite.uri());
        SipRequest bye = dialog.request(SipMethod.BYE).build();
        assertEquals(List.of("<sip:p1;lr>", "<sip:p2;lr>"), route(bye));
        assertEquals("sip:b@192.0.2.2", bye.uri().toString());
        assertEquals(8, bye.cseq().number());
        assertEquals(new DialogId("c1", "a1", "b1"), dialog.id());
    }

    @Test
    @DisplayName("12.2.1.1: a strict router becomes the Request-URI, the remote target the last Route")
    void strictRouter() {
        Dialog dialog = Dialog.uas(invite("<sip:strict;method=INVITE?Subject=x>", "<sip:p2;lr>"), "b1");
        SipRequest bye = dialog.request(SipMethod.BYE).build();
        assertEquals("sip:strict", bye.uri().toString());
        assertEquals(List.of("<sip:p2;lr>", "<sip:a@192.0.2.1>"), route(bye));
    }

    @Test
    @DisplayName("12.2.1.1: the sequence number grows by one; the ACK has that of its INVITE")
    void sequence() {
        SipRequest invite = invite();
        Dialog dialog = Dialog.uac(ok(invite, "<sip:b@192.0.2.2>"), invite.uri());
        assertEquals("7 ACK", dialog.ack(7).build().cseq().toString());
        assertEquals("8 INVITE", dialog.request(SipMethod.INVITE).build().cseq().toString());
        assertEquals("9 BYE", dialog.request(SipMethod.BYE).build().cseq().toString());
    }

    @Test
    @DisplayName("12.2.2: a lower number is out of order, the same one and gaps are not")
    void remoteSequence() {
        Dialog dialog = Dialog.uas(invite(), "b1");
        assertFalse(dialog.acceptSequence(6));
        assertTrue(dialog.acceptSequence(7));
        assertTrue(dialog.acceptSequence(100));
        assertFalse(dialog.acceptSequence(99));
    }

    private static Flow from(String host) {
        return new Flow(
                TransportProtocol.UDP, new InetSocketAddress("198.51.100.20", 5060), new InetSocketAddress(host, 5060));
    }

    private static SipRequest request(SipMethod method, int sequence) {
        return SipRequest.builder(method, Uri.parse("sip:b@example.com"))
                .header(Header.VIA, Via.parse("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1"))
                .header(Header.FROM, NameAddress.parse("<sip:a@example.com>;tag=a1"))
                .header(Header.TO, NameAddress.parse("<sip:b@example.com>;tag=b1"))
                .header(Header.CALL_ID, "c1")
                .header(Header.CSEQ, new CSeq(sequence, method))
                .build();
    }

    @Test
    @DisplayName(
            "12.2.2: the way to the peer follows its new requests, not one of them that is sent again from elsewhere")
    void replayed() {
        Dialog dialog = Dialog.uas(invite(), "b1");
        String[] expected = {"203.0.113.1", "203.0.113.1", "203.0.113.3", "203.0.113.3", "203.0.113.5", "203.0.113.5"};
        SipRequest[] requests = {
            request(SipMethod.INVITE, 7),
            request(SipMethod.INVITE, 7),
            request(SipMethod.ACK, 7),
            request(SipMethod.ACK, 7),
            request(SipMethod.OPTIONS, 8),
            request(SipMethod.OPTIONS, 8)
        };
        for (int i = 0; i < requests.length; i++) {
            if (!requests[i].method().equals(SipMethod.ACK)) {
                assertTrue(dialog.acceptSequence(requests[i].cseq().number()));
            }
            dialog.heard(requests[i], from("203.0.113." + (i + 1)));
            assertEquals(
                    Optional.of(from(expected[i])), dialog.way(PeerRouting.SOURCE, Optional.of(from("192.0.2.1"))));
        }
    }

    @Test
    @DisplayName("12.2: a target refresh changes the remote target, not the route set")
    void targetRefresh() {
        Dialog dialog = Dialog.uas(invite("<sip:p1;lr>"), "b1");
        dialog.refreshTarget(invite("<sip:other;lr>").with(Header.CONTACT, NameAddress.parse("<sip:a@192.0.2.77>")));
        SipRequest bye = dialog.request(SipMethod.BYE).build();
        assertEquals("sip:a@192.0.2.77", bye.uri().toString());
        assertEquals(List.of("<sip:p1;lr>"), route(bye));
    }

    @Test
    @DisplayName("13.2.2.4: the 2xx of an early dialog sets its route set and target anew")
    void confirmed() {
        SipRequest invite = invite();
        Dialog dialog = Dialog.uac(ok(invite, "<sip:b@192.0.2.2>", "<sip:early;lr>"), invite.uri());
        dialog.confirm(ok(invite, "<sip:b@192.0.2.3>", "<sip:late;lr>"));
        SipRequest bye = dialog.request(SipMethod.BYE).build();
        assertEquals(List.of("<sip:late;lr>"), route(bye));
        assertEquals("sip:b@192.0.2.3", bye.uri().toString());
    }
}
