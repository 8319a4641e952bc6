// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the parser got wrong once, or could by comparing eight bytes at a time")
class ParserRegressionTest {
    @Test
    @DisplayName("RFC 3261 25.1: a header name is a token; a CR in it is no hyphen")
    void headerNameWithCr() {
        String message = Messages.options("").replace("\n", "\r\n");
        SipParseException e = assertThrows(
                SipParseException.class,
                () -> new SipParser()
                        .parse(message.replace("Call-ID", "Call\rID").getBytes(StandardCharsets.UTF_8)));
        assertEquals("message-header", e.rule());
    }

    @Test
    @DisplayName("RFC 3261 7.1: methods are compared whole, however long")
    void methods() {
        for (SipMethod known : SipMethod.known()) {
            String name = known.name();
            assertEquals(known, method(name));
            for (String other :
                    new String[] {name + "X", name.substring(0, name.length() - 1), name.toLowerCase(Locale.ROOT)}) {
                assertNotEquals(known, method(other));
                assertEquals(other, method(other).name());
            }
        }
    }

    private static SipMethod method(String name) {
        byte[] padded = (name + "        ").getBytes(StandardCharsets.UTF_8);
        SipMethod near = SipMethod.of(padded, 0, name.length());
        assertEquals(near, SipMethod.of(name.getBytes(StandardCharsets.UTF_8), 0, name.length()));
        return near;
    }

    @Test
    @DisplayName("RFC 3261 7.3.1: header names are found in any case, at the end of the bytes too, and no others")
    void headerNames() {
        for (int number = 1; number < HeaderNames.COUNT; number++) {
            for (String name : new String[] {HeaderNames.name(number), HeaderNames.compact(number)}) {
                if (name.isEmpty()) {
                    continue;
                }
                for (String variant : new String[] {name, name.toUpperCase(Locale.ROOT)}) {
                    assertEquals(number, find(variant));
                }
                for (int i = 0; i < name.length(); i++) {
                    String other = name.substring(0, i) + '+' + name.substring(i + 1);
                    assertEquals(HeaderNames.UNKNOWN, find(other), other);
                }
                assertNotEquals(number, find(name + "x"));
            }
        }
    }

    private static int find(String name) {
        byte[] padded = (name + ": some value").getBytes(StandardCharsets.UTF_8);
        int number = HeaderNames.find(padded, 0, name.length());
        assertEquals(number, HeaderNames.find(name));
        return number;
    }

    @Test
    @DisplayName("a long message's core headers are found behind its 64th line too")
    void coreBehindManyLines() {
        for (int before : new int[] {0, 58, 59, 60, 61, 62, 63, 64, 65, 90}) {
            SipMessage message = Messages.parse(Messages.options("X-A: b\n".repeat(before)));
            assertEquals("1@192.0.2.1", message.callId());
            assertEquals(1, message.cseq().number());
            String without = Messages.optionsWith("CSeq", "X-A: b").replace("Via:", "X-A: b\n".repeat(before) + "Via:");
            assertEquals("SIP-message", Messages.rejected(without).rule());
        }
    }
}
