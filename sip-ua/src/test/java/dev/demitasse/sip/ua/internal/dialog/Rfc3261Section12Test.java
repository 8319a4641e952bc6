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
import java.util.List;
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
