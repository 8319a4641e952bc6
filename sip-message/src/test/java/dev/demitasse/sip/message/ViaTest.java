// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Via, RFC 3261 20.42 and RFC 3581")
class ViaTest {
    private static Via via(String parameters) {
        return Via.parse("SIP/2.0/UDP h" + parameters);
    }

    @ParameterizedTest
    @CsvSource({"SIP/2.0/UDP h, UDP", "sip / 3.0 / x h, X", "SIP/2.0/ tls-sctp\th, TLS-SCTP", "X/Y/Z h, Z"})
    @DisplayName("RFC 3261 25.1: any protocol and version, white space around the slashes")
    void protocols(String text, String transport) {
        assertEquals(transport, Via.parse(text).transport());
        assertEquals("h", Via.parse(text).host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/2.0/UDP[::1]", "SIP/2.0/UDP", "SIP/2.0/", "SIP/2.0", "SIP", "", "SIP/2.0/UDP h:65536"})
    @DisplayName("RFC 3261 25.1: LWS stands before sent-by, and nothing may be missing")
    void malformed(String text) {
        assertThrows(IllegalArgumentException.class, () -> Via.parse(text));
    }

    @Test
    @DisplayName("a port is from 0 to 65535, or -1 for none")
    void ports() {
        assertEquals(OptionalInt.empty(), Via.of("UDP", "h", -1, "b").port());
        assertEquals("h", Via.of("UDP", "h", -1, "b").sentBy());
        for (int port : new int[] {0, 1, 65_535}) {
            Via via = Via.of("UDP", "H", port, "b");
            assertEquals(OptionalInt.of(port), via.port());
            assertEquals("h:" + port, via.sentBy());
        }
        for (int port : new int[] {Integer.MIN_VALUE, -2, 65_536}) {
            var e = assertThrows(IllegalArgumentException.class, () -> Via.of("UDP", "h", port, "b"));
            assertEquals("port " + port + " is not in 0..65535", e.getMessage());
        }
    }

    @Test
    @DisplayName("RFC 3581 4: a port stamped is from 1 to 65535; what is none does not count")
    void rport() {
        for (int port : new int[] {1, 65_535}) {
            assertEquals(OptionalInt.of(port), via("").withRport(port).rport());
        }
        for (int port : new int[] {-1, 0, 65_536}) {
            assertThrows(IllegalArgumentException.class, () -> via("").withRport(port));
        }
        for (String none : new String[] {"", ";rport", ";rport=0", ";rport=65536", ";rport=a", ";x=5"}) {
            assertEquals(OptionalInt.empty(), via(none).rport(), none);
        }
        assertTrue(via(";rport").hasRport() && via("").withRport().hasRport());
        assertFalse(via(";report").hasRport());
    }

    @Test
    @DisplayName("RFC 3261 8.1.1.7: the magic cookie, in any letter case, and something behind it")
    void rfc3261Branch() {
        assertTrue(via(";branch=z9hG4bK1").hasRfc3261Branch());
        assertTrue(via(";branch=Z9HG4BK-").hasRfc3261Branch());
        for (String other : new String[] {"", ";branch", ";branch=z9hG4bK", ";branch=z9hG4bk", ";branch=12345678"}) {
            assertFalse(via(other).hasRfc3261Branch(), other);
        }
        assertEquals(Optional.empty(), via(";branch").branch());
        assertEquals(Optional.empty(), via(";x=1").branch());
        assertEquals(Optional.of("a b"), via(";branch=\"a b\"").branch());
    }

    @Test
    @DisplayName("received and maddr without a value are none; brackets come off where there are two")
    void addresses() {
        assertEquals(Optional.empty(), via(";received").received());
        assertEquals(Optional.empty(), via(";received=\"\"").received());
        assertEquals(Optional.empty(), via(";x=1").received());
        assertEquals(Optional.of("::1"), via(";received=[::1]").received());
        for (String odd : new String[] {"[", "]", "[::1", "::1]", "][", "192.0.2.1"}) {
            assertEquals(Optional.of(odd), via(";received=" + odd).received());
        }
        assertEquals(Optional.of(""), via(";received=[]").received());
        assertEquals(Optional.empty(), via(";maddr").maddr());
        assertEquals(Optional.empty(), via(";x=1").maddr());
        assertEquals(Optional.of("[::1]"), via(";maddr=[::1]").maddr());
    }

    @Test
    @DisplayName("equal by its text")
    void equality() {
        assertEquals(via(";a=1"), via(";a=1"));
        assertEquals(via(";a=1").hashCode(), via(";a=1").hashCode());
        assertNotEquals(via(";a=1"), via(";a=2"));
        assertNotEquals(via(";a=1").hashCode(), via(";a=2").hashCode());
        assertNotEquals(via(""), (Object) "SIP/2.0/UDP h");
    }
}
