// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Small values: methods, statuses, bytes, parameters, identifiers")
class ValuesTest {
    @Test
    @DisplayName("RFC 3261 7.1: methods are compared letter for letter; there is one instance of a known one")
    void methods() {
        for (SipMethod method : SipMethod.known()) {
            assertSame(method, SipMethod.of(method.name()));
            assertTrue(method.isKnown());
        }
        assertEquals(14, SipMethod.known().size());
        assertEquals(SipMethod.of("invite"), SipMethod.of("invite"));
        assertEquals(SipMethod.of("invite").hashCode(), SipMethod.of("invite").hashCode());
        assertNotEquals(SipMethod.INVITE, SipMethod.of("invite"));
        assertFalse(SipMethod.of("invite").isKnown());
        assertThrows(IllegalArgumentException.class, () -> SipMethod.of("A B"));
        assertThrows(IllegalArgumentException.class, () -> SipMethod.of(""));
    }

    @Test
    @DisplayName("RFC 3261 21, 8.1.3.2: a status has its phrase; an unknown one that of its class")
    void statuses() {
        assertEquals("486 Busy Here", SipStatus.BUSY_HERE.toString());
        assertSame(SipStatus.of(486), SipStatus.BUSY_HERE);
        assertEquals("Session Progress", SipStatus.of(198).phrase());
        assertEquals("Bad Request", SipStatus.of(499).phrase());
        assertEquals("Busy Everywhere", SipStatus.of(699).phrase());
        assertTrue(SipStatus.RINGING.isProvisional() && !SipStatus.RINGING.isFinal());
        assertTrue(SipStatus.OK.isSuccess() && SipStatus.OK.isFinal() && !SipStatus.OK.isFailure());
        assertTrue(SipStatus.MOVED_TEMPORARILY.isRedirection() && !SipStatus.MOVED_TEMPORARILY.isFailure());
        assertTrue(
                SipStatus.DECLINE.isFailure() && !SipStatus.DECLINE.isSuccess() && !SipStatus.DECLINE.isRedirection());
        assertThrows(IllegalArgumentException.class, () -> SipStatus.of(99));
        assertThrows(IllegalArgumentException.class, () -> SipStatus.of(700));
    }

    @Test
    @DisplayName("bytes are immutable, equal by content, and sliced without a copy")
    void bytes() {
        byte[] array = {1, 2, 3, 4};
        Bytes bytes = Bytes.of(array);
        array[0] = 9;
        bytes.toArray()[1] = 9;
        assertArrayEquals(new byte[] {1, 2, 3, 4}, bytes.toArray());
        assertEquals(bytes.slice(1, 3), Bytes.of(new byte[] {2, 3}));
        assertEquals(bytes.slice(1, 3).hashCode(), Bytes.of(new byte[] {2, 3}).hashCode());
        assertEquals(2, bytes.slice(1, 3).at(0));
        assertNotEquals(bytes, Bytes.EMPTY);
        assertTrue(bytes.slice(2, 2).isEmpty() && Bytes.of(new byte[0]).isEmpty());
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(1, 3).at(2));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(3, 5));
        ByteBuffer buffer = bytes.slice(1, 3).asReadOnlyBuffer();
        assertTrue(buffer.isReadOnly() && buffer.remaining() == 2 && buffer.get(0) == 2);
        ByteBuffer target = ByteBuffer.allocate(2);
        bytes.slice(2, 4).writeTo(target);
        assertArrayEquals(new byte[] {3, 4}, target.array());
        assertEquals("\u00e4", Bytes.ofUtf8("\u00e4").utf8());
        assertEquals(2, Bytes.ofUtf8("\u00e4").length());
    }

    @Test
    @DisplayName("RFC 3261 7.3.1: parameter names are found in any case, values unquoted, order kept")
    void parameters() {
        Parameters parameters = NameAddress.parse("<sip:a@h>;B;a = \"x \\\"y\\\" ; z\" ;C=3;flag")
                .parameters();
        assertEquals(List.of("B", "a", "C", "flag"), parameters.names());
        assertEquals(Optional.of("x \"y\" ; z"), parameters.value("A"));
        assertEquals(Optional.of(""), parameters.value("b"));
        assertEquals(Optional.empty(), parameters.value("z"));
        assertTrue(parameters.contains("FLAG") && !parameters.contains("fla"));
        assertEquals(
                ";B;a=\"x \\\"y\\\" ; z\";c=4;flag;n=\"\\\\ \"",
                parameters.with("c", "4").with("n", "\\ ").toString());
        assertEquals(";B;C=3", parameters.without("A").without("flag").toString());
        assertEquals(";x", Parameters.NONE.with("x").toString());
        assertEquals(Parameters.NONE.with("x"), Parameters.NONE.with("x", ""));
        assertEquals(
                Parameters.NONE.with("x").hashCode(),
                Parameters.NONE.with("x", "").hashCode());
        assertTrue(Parameters.NONE.isEmpty() && !parameters.isEmpty());
        assertThrows(IllegalArgumentException.class, () -> Parameters.NONE.with("", "x"));
    }

    @Test
    @DisplayName("a repeated parameter is found among many, wherever the first one stands")
    void repeatedAmongMany() {
        StringBuilder text = new StringBuilder("<sip:a@h>");
        for (int i = 0; i < 60; i++) {
            text.append(";p").append(i).append("=\"").append(i).append('"');
        }
        NameAddress.parse(text.toString());
        for (int i = 0; i < 60; i++) {
            String again = text + ";P" + i;
            assertThrows(IllegalArgumentException.class, () -> NameAddress.parse(again), again);
        }
    }

    @Test
    @DisplayName("RFC 3261 8.1.1.7, 19.3, 8.1.1.4: identifiers differ, are tokens, and replay from a seed")
    void identifiers() {
        Random random = new Random(1);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String branch = Identifiers.branch(random);
            assertTrue(branch.startsWith("z9hG4bK") && branch.length() == 23, branch);
            assertTrue(Text.isAll(branch, CharClass.TOKEN));
            assertTrue(seen.add(branch) && seen.add(Identifiers.tag(random)) && seen.add(Identifiers.callId(random)));
        }
        assertEquals(Identifiers.tag(new Random(7)), Identifiers.tag(new Random(7)));
        assertEquals(12, Identifiers.tag(random).length());
        assertTrue(Identifiers.callId("::1", random).endsWith("@[::1]"));
        Messages.invite().with(Header.CALL_ID, Identifiers.callId("h.example.com", random));
        assertThrows(IllegalArgumentException.class, () -> Identifiers.callId("a b", random));
    }

    @Test
    @DisplayName("RFC 3261 20.16, 20.33, 20.43: numbers out of range are refused")
    void ranges() {
        assertThrows(IllegalArgumentException.class, () -> new CSeq(-1, SipMethod.ACK));
        assertThrows(IllegalArgumentException.class, () -> DeltaSeconds.of(-1));
        assertThrows(IllegalArgumentException.class, () -> DeltaSeconds.of(1L << 32));
        assertThrows(IllegalArgumentException.class, () -> new Warning(99, "h", "x"));
        assertThrows(IllegalArgumentException.class, () -> new Warning(1000, "h", "x"));
    }

    @Test
    @DisplayName("every typed header is written as it is read")
    void written() {
        SipRequest request = Messages.invite().toBuilder()
                .header(Header.RETRY_AFTER, DeltaSeconds.of(5))
                .header(Header.WARNING, new Warning(399, "h:5060", "a \"b\""))
                .header(Header.REASON, ParameterizedToken.of("SIP").withParameter("text", "a, b"))
                .header(Header.ACCEPT, MediaType.parse("text/plain;q=0.5"))
                .header(Header.ALLOW, SipMethod.of("FOO"))
                .header(Header.SUPPORTED, "100rel")
                .header(Header.EXPIRES, 3600L)
                .build();
        assertEquals(
                Optional.of("399 h:5060 \"a \\\"b\\\"\""), request.headers().first("Warning"));
        assertEquals("a \"b\"", request.require(Header.WARNING).text());
        assertEquals(Optional.of("a, b"), request.require(Header.REASON).parameter("text"));
        assertEquals("text/plain;q=0.5", request.require(Header.ACCEPT).toString());
        assertEquals(5, request.require(Header.RETRY_AFTER).seconds());
        assertEquals(3600L, request.require(Header.EXPIRES));
        assertEquals("100rel", request.require(Header.SUPPORTED));
        assertEquals(SipMethod.of("FOO"), request.require(Header.ALLOW));
    }
}
