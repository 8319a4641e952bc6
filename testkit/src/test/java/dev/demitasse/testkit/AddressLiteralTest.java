// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading IP addresses, RFC 4291 section 2.2")
class AddressLiteralTest {
    @ParameterizedTest
    @DisplayName("what is an address is the one that the JDK reads")
    @ValueSource(
            strings = {
                "192.0.2.1",
                "0.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "[::1]",
                "2001:db8::1",
                "2001:DB8:0:0:8:800:200C:417A",
                "FF01:0:0:0:0:0:0:101",
                "1::",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "::13.1.68.3",
                "64:ff9b::192.0.2.33",
                "1:2:3:4:5:6:192.0.2.33",
                "fe80::a:b"
            })
    void reads(String text) throws Exception {
        assertEquals(Optional.of(InetAddress.getByName(text)), AddressLiteral.parse(text));
    }

    @ParameterizedTest
    @DisplayName("what is no address is refused")
    @ValueSource(
            strings = {
                "",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.1000",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.-4",
                " 1.2.3.4",
                "[1.2.3.4]",
                "[::1",
                "::1]",
                ":",
                ":1",
                "1:",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "::g",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4:5",
                "fe80::1%eth0",
                "\u0661.2.3.4",
                "0000000000000000000000000000000000000000000000000000000000000000000000001.2.3.4"
            })
    void refuses(String text) {
        assertEquals(Optional.empty(), AddressLiteral.parse(text));
        assertThrows(IllegalArgumentException.class, () -> AddressLiteral.require(text));
    }
}
