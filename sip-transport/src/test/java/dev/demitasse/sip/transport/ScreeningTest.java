// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What is not worth parsing")
class ScreeningTest {
    private static final List<Screening.Guard> GUARDS =
            List.of(new SizeGuard(1_000), new KeepAliveGuard(), new FirstByteGuard());

    private static Screening judge(String text) {
        return Screening.judge(GUARDS, bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    @DisplayName("a keepalive is nothing, line ends or NULs")
    void keepalives() {
        assertEquals(Screening.KEEP_ALIVE, judge(""));
        assertEquals(Screening.KEEP_ALIVE, judge("\r\n\r\n"));
        assertEquals(Screening.KEEP_ALIVE, judge("\0\0\0\0"));
    }

    @Test
    @DisplayName("a SIP message begins with a printable byte, perhaps after line ends")
    void firstByte() {
        assertEquals(Screening.PASS, judge("INVITE sip:a@b SIP/2.0\r\n\r\n"));
        assertEquals(Screening.PASS, judge("\r\nINVITE sip:a@b SIP/2.0\r\n\r\n"));
        assertEquals(Screening.NOT_SIP, judge("\u0080\u0001\u0002"));
        assertEquals(Screening.NOT_SIP, judge("\u0000\u0001\u0000\u0000 a STUN request begins like this"));
    }

    @Test
    @DisplayName("a datagram beyond the limit is not looked at")
    void tooLarge() {
        assertEquals(Screening.TOO_LARGE, judge("x".repeat(1_001)));
        assertEquals(Screening.PASS, judge("x".repeat(1_000)));
    }

    @ParameterizedTest(name = "{0} is a literal: {1}")
    @CsvSource({
        "127.0.0.1, true",
        "255.255.255.255, true",
        "[::1], true",
        "2001:db8::1, true",
        "256.0.0.1, false",
        "1.2.3, false",
        "1.2.3.4.5, false",
        "1..2.3, false",
        "example.com, false",
        "0127.0.0.1, false",
        "1.2.3.x, false",
        "localhost, false",
        "1.2.3., false"
    })
    @DisplayName("literal addresses are told from names")
    void literals(String host, boolean literal) {
        assertEquals(literal, HostLiteral.isLiteral(host));
    }
}
