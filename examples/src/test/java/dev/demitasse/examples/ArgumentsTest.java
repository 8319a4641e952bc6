// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

@DisplayName("host:port and host:first-last")
class ArgumentsTest {
    @Test
    @DisplayName("IPv4, IPv6 in brackets, a name, port 0")
    void addresses() throws Exception {
        assertEquals(
                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 5060),
                new HostPort().convert("127.0.0.1:5060"));
        assertEquals(new InetSocketAddress(InetAddress.getByName("::1"), 5062), new HostPort().convert("[::1]:5062"));
        assertTrue(new HostPort().convert("localhost:0").getAddress().isLoopbackAddress());
        assertTrue(new HostPort().convert("0.0.0.0:5060").getAddress().isAnyLocalAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "5060",
                ":5060",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:x",
                "127.0.0.1:-1",
                "127.0.0.1:65536",
                "127.0.0.1:4294967297",
                "::1:5060",
                "256.0.0.1:5060",
                "127.1:5060",
                "1.2.3.4.5:5060",
                "1..2.3:5060",
                "[::1:5060",
                "[::g]:5060",
                "127.0.0.1:٥٠٦٠"
            })
    @DisplayName("what is neither is refused with its text")
    void badAddresses(String text) {
        var failure = assertThrows(TypeConversionException.class, () -> new HostPort().convert(text));
        assertTrue(failure.getMessage().startsWith("'" + text + "'"), failure.getMessage());
    }

    @Test
    @DisplayName("ports on an address")
    void ranges() throws Exception {
        var range = new PortRange.Converter().convert("127.0.0.1:10000-20000");
        assertEquals(new PortRange(InetAddress.getByName("127.0.0.1"), 10_000, 20_000), range);
        assertEquals(1, new PortRange.Converter().convert("[::1]:2-3").last() - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1",
                "127.0.0.1:1000",
                "127.0.0.1:-5",
                "127.0.0.1:10-",
                "127.0.0.1:20000-10000",
                "127.0.0.1:10001-10002",
                "127.0.0.1:10000-10000",
                "127.0.0.1:0-100",
                "127.0.0.1:1-70000",
                "300.0.0.1:10-20"
            })
    @DisplayName("a range without a pair of ports is refused with its text")
    void badRanges(String text) {
        var failure = assertThrows(TypeConversionException.class, () -> new PortRange.Converter().convert(text));
        assertTrue(failure.getMessage().startsWith("'" + text + "'"), failure.getMessage());
    }
}
