// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipUri;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("X-headers name room and session; Call-ID does where they are absent")
class SessionIdentityTest {
    private static SipRequest.Builder invite() {
        return SipRequest.builder(SipMethod.INVITE, SipUri.parse("sip:bot@192.0.2.1"))
                .header("Via", "SIP/2.0/UDP 198.51.100.7;branch=z9hG4bK1")
                .header(Header.FROM, NameAddress.parse("\"Ada\" <sip:+491701234567@example.com>;tag=a"))
                .header(Header.TO, NameAddress.parse("<sip:bot@192.0.2.1>"))
                .header(Header.CALL_ID, "c1@example.com")
                .header("CSeq", "1 INVITE");
    }

    @Test
    @DisplayName("without X-headers: room and session are the Call-ID, the participant is the caller's URI")
    void plain() {
        var identity = SessionIdentity.of(invite().build());
        assertEquals("c1@example.com", identity.id());
        assertEquals("c1@example.com", identity.roomId());
        assertEquals("sip:+491701234567@example.com", identity.participantId());
        assertEquals("****4567@example.com", identity.caller().toString());
        assertEquals(0, identity.headers().size());
    }

    @Test
    @DisplayName("all X-headers are kept, in the order of their names, found without regard to case")
    void mapped() {
        var identity = SessionIdentity.of(invite().add("X-Session-ID", "s-1")
                .add("X-Tenant", "acme")
                .add("x-room-id", "r-1")
                .add("User-Agent", "phone")
                .build());
        assertEquals("s-1", identity.id());
        assertEquals("r-1", identity.roomId());
        assertEquals(
                List.of("x-room-id", "X-Session-ID", "X-Tenant"),
                List.copyOf(identity.headers().keySet()));
        assertEquals("acme", identity.headers().get("x-tenant"));
        assertThrows(
                UnsupportedOperationException.class, () -> identity.headers().put("a", "b"));
    }

    @Test
    @DisplayName("of two headers of one name the first counts; empty and overlong names are no names")
    void odd() {
        var identity = SessionIdentity.of(invite().add("X-Room-ID", "first")
                .add("X-Room-ID", "second")
                .add("X-Session-ID", "x".repeat(257))
                .build());
        assertEquals("first", identity.roomId());
        assertEquals("c1@example.com", identity.id());
    }

    @Test
    @DisplayName("no more than 64 X-headers are kept")
    void bounded() {
        var builder = invite();
        for (int i = 0; i < 100; i++) {
            builder.add("X-H" + i, "v");
        }
        assertEquals(64, SessionIdentity.of(builder.build()).headers().size());
    }
}
