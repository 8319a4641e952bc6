// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Request methods, RFC 3261 7.1")
class SipMethodTest {
    private static SipMethod read(String name, String behind) {
        byte[] bytes = ("x" + name + behind).getBytes(US_ASCII);
        return SipMethod.of(bytes, 1, 1 + name.length());
    }

    @Test
    @DisplayName("a known one is its constant, whatever stands behind it and how near the end of the bytes is")
    void known() {
        for (SipMethod method : SipMethod.known()) {
            for (String behind : List.of("", " ", " sip:b@h SIP/2.0", "XXXXXXXXX")) {
                assertSame(method, read(method.name(), behind));
            }
            assertSame(method, SipMethod.of(method.name()));
            assertTrue(method.isKnown());
        }
    }

    @Test
    @DisplayName("letter for letter: a part, a longer one or another case is an extension's")
    void extensions() {
        for (String name :
                List.of("INVIT", "INVITES", "invite", "SUBSCRIB", "SUBSCRIBEX", "I", "REGISTEX", "ABCDEFGHI")) {
            for (String behind : List.of("", " sip:b@h SIP/2.0")) {
                SipMethod method = read(name, behind);
                assertEquals(name, method.name());
                assertFalse(method.isKnown());
                assertEquals(SipMethod.of(name), method);
            }
        }
    }

    @Test
    @DisplayName("equal by name")
    void equality() {
        assertEquals(SipMethod.of("FOO"), SipMethod.of("FOO"));
        assertEquals(SipMethod.of("FOO").hashCode(), SipMethod.of("FOO").hashCode());
        assertNotEquals(SipMethod.of("FOO"), SipMethod.of("BAR"));
        assertNotEquals(SipMethod.INVITE, (Object) "INVITE");
        assertEquals(
                SipMethod.known().size(),
                SipMethod.known().stream()
                        .map(SipMethod::hashCode)
                        .collect(Collectors.toSet())
                        .size());
    }
}
