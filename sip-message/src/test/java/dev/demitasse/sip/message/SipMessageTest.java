// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.invite;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Messages: what is read once, and what they are equal by")
class SipMessageTest {
    @Test
    @DisplayName("what was checked on arrival is not read again")
    void readOnce() {
        SipMessage message = invite();
        assertSame(message.vias(), message.vias());
        assertSame(message.vias().get(0), message.topVia());
        assertSame(message.from(), message.from());
        assertSame(message.to(), message.to());
        assertSame(message.cseq(), message.cseq());
        assertSame(message.callId(), message.callId());
    }

    @Test
    @DisplayName("a Call-ID that was built from text is checked when asked for")
    void builtCallId() {
        SipRequest request = invite().toBuilder().header("Call-ID", "a b").build();
        assertThrows(MalformedHeaderException.class, request::callId);
        SipRequest good = invite().toBuilder().header("i", "7@h").build();
        assertEquals("7@h", good.callId());
        assertSame(good.callId(), good.callId());
    }

    @Test
    @DisplayName("RFC 3261 7.5: line ends before the start line are no part of the message")
    void lineEndsBefore() {
        SipMessage message = parse("\n\n" + options(""));
        assertEquals(parse(options("")), message);
        assertEquals(options("").replace("\n", "\r\n").length(), message.encodedLength());
        assertEquals(message.toBytes().length, message.encodedLength());
        ByteBuffer target = ByteBuffer.allocate(message.encodedLength());
        message.writeTo(target);
        assertEquals(ByteBuffer.wrap(message.toBytes()), target.flip());
    }

    @Test
    @DisplayName("an empty body is of no type, whatever the Content-Type says")
    void emptyBody() {
        assertEquals(
                Optional.empty(),
                parse(options("Content-Type: application/sdp\n")).body(MediaType.SDP));
        assertEquals(
                Optional.of(Bytes.ofUtf8("v")),
                parse(options("Content-Type: application/sdp\n") + "v").body(MediaType.SDP));
    }

    @Test
    @DisplayName("equal by its bytes")
    void equality() {
        assertEquals(parse(options("X-A: 1\n")), parse(options("X-A: 1\n")));
        assertEquals(
                parse(options("X-A: 1\n")).hashCode(),
                parse(options("X-A: 1\n")).hashCode());
        assertNotEquals(parse(options("X-A: 1\n")), parse(options("X-A: 2\n")));
        assertNotEquals(
                parse(options("X-A: 1\n")).hashCode(),
                parse(options("X-A: 2\n")).hashCode());
        assertNotEquals(invite(), (Object) Messages.text(invite()));
    }
}
