// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("echo says whom to call")
class CallAddressesTest {
    private static final List<InetAddress> MACHINE =
            List.of(ip("127.0.0.1"), ip("::1"), ip("192.0.2.7"), ip("2001:db8::7"), ip("fe80::7"), ip("198.51.100.7"));

    private static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> lines(String host, int port) {
        return CallAddresses.lines(new InetSocketAddress(ip(host), port), MACHINE);
    }

    @Test
    @DisplayName("bound to any address: each of the machine's, its own last, and how to listen on one of them")
    void any() {
        assertEquals(
                List.of(
                        "call sip:echo@192.0.2.7",
                        "call sip:echo@198.51.100.7",
                        "call sip:echo@127.0.0.1 from this machine",
                        "(any address of this machine is heard on; --sip 192.0.2.7:5060 takes that one alone)"),
                lines("0.0.0.0", 5060));
    }

    @Test
    @DisplayName("bound to any address of IPv6: those of both versions, but for link-local ones")
    void anyVersion() {
        assertEquals(
                List.of(
                        "call sip:echo@192.0.2.7:5070",
                        "call sip:echo@[2001:db8:0:0:0:0:0:7]:5070",
                        "call sip:echo@198.51.100.7:5070",
                        "call sip:echo@127.0.0.1:5070 from this machine",
                        "call sip:echo@[0:0:0:0:0:0:0:1]:5070 from this machine",
                        "(any address of this machine is heard on; --sip 192.0.2.7:5070 takes that one alone)"),
                lines("::", 5070));
    }

    @Test
    @DisplayName("bound to one address: that one")
    void one() {
        assertEquals(List.of("call sip:echo@198.51.100.7"), lines("198.51.100.7", 5060));
        assertEquals(List.of("call sip:echo@127.0.0.1:5061 from this machine"), lines("127.0.0.1", 5061));
    }

    @Test
    @DisplayName("this machine has an address")
    void thisMachine() {
        assertTrue(CallAddresses.ofThisMachine().stream().anyMatch(InetAddress::isLoopbackAddress));
    }
}
