// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Hosts as text: which are plain and where they end, names, IPv6 addresses")
class HostTextTest {
    /** The host stands at the beginning of the array and further in; a word of eight bytes may be read behind it. */
    private static int endOfPlain(String host, String behind) {
        int atFront = HostText.endOfPlain((host + behind).getBytes(ISO_8859_1), 0, host.length());
        int further = HostText.endOfPlain(("7a." + host + behind).getBytes(ISO_8859_1), 3, host.length() + 3);
        assertEquals(atFront < 0 ? -1 : atFront + 3, further, host);
        return atFront;
    }

    @ParameterizedTest
    @CsvSource({
        "h, 1",
        "Z, 1",
        "a0, 2",
        "a9, 2",
        "a.b, 3",
        "a-b.c-d, 7",
        "1.a, 3",
        "1-2.x, 5",
        "256.a, 5",
        "1.2.3.4.a, 9",
        "atlanta.example.com, 19",
        "a.b:5060, 3",
        "a;x, 1",
        "a>, 1",
        "a/b, 1",
        "0.0.0.0, 7",
        "255.255.255.255, 15",
        "192.0.2.1, 9",
        "192.0.2.1:5060, 9",
        "192.0.2.1;a, 9",
        "001.02.3.4, 10"
    })
    @DisplayName("names and IPv4 addresses that are valid at first sight, to their end, whatever is behind the span")
    void plain(String host, int end) {
        for (String behind : new String[] {";x.y-z_1", "_-.-____", "9.9.9.9.", "abcdefgh", "-a.b-c.d", ".a.b-c.d"}) {
            assertEquals(end, endOfPlain(host, behind), host + " before " + behind);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ";",
                "@",
                "[::1]",
                "-",
                ".",
                "-a",
                ".a",
                "a-",
                "a.",
                "a.b.",
                "a--b",
                "a..b",
                "a.-b",
                "a-.b",
                "_",
                "a_",
                "a_b",
                "a.1",
                "a.1b",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.",
                "1.2.3:4",
                "1.2.3.4.",
                "1.2.3.4-",
                "1.2.3.4_",
                "1.2.3.4a",
                "1.2.3.4.5",
                "1..2.3",
                "1.2..3",
                "256.0.2.1",
                "192.0.2.256",
                "1.2.3.0004",
                "1.2.3.999",
                "1,2,3,4",
                "1.2.3,4"
            })
    @DisplayName("any other takes a closer look")
    void other(String host) {
        for (String behind : new String[] {";x.y-z_1", "abcdefgh", "12345678", ".1.2.3.4", "4;;;;;;;"}) {
            assertEquals(-1, endOfPlain(host, behind), host + " before " + behind);
        }
    }

    @Test
    @DisplayName("nothing behind the array is read: an IPv4 address may end there, of a name or less nothing is said")
    void atTheEndOfTheArray() {
        assertEquals(7, endOfPlain("1.2.3.4", ""));
        for (String host : new String[] {"", "1", "1.", "1.2", "1.2.3", "1.2.3.", "a", "a."}) {
            assertEquals(-1, endOfPlain(host, ""), host);
        }
    }

    private static boolean isNameOrIpv4(String host, boolean digitFirst) {
        byte[] bytes = ("a." + host + "1.").getBytes(ISO_8859_1);
        return HostText.isNameOrIpv4(bytes, 2, 2 + host.length(), digitFirst);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h", "h.", "a-b", "a--b", "1.a", "1.a.", "a.b.c", "0.0.0.0", "255.1.2.3", "001.2.3.4"})
    @DisplayName("RFC 3261 25.1: hostname = *( domainlabel \".\" ) toplabel [ \".\" ], or IPv4address")
    void names(String host) {
        assertTrue(isNameOrIpv4(host, false) && isNameOrIpv4(host, true), host);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "-", "-a", "a-", "a-.", "a.-b", "a-.b", ".a", "a..b", "a..", "a.b.."})
    @DisplayName("RFC 3261 25.1: a label neither is empty nor begins or ends with a hyphen, whatever the quirks")
    void noNames(String host) {
        assertFalse(isNameOrIpv4(host, false) || isNameOrIpv4(host, true), host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.",
                "1a",
                "a.1",
                "a.1b",
                "a.1b.",
                "1.2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "256.1.2.3",
                "1.2.3.0004"
            })
    @DisplayName("RFC 3261 25.1: the last label begins with a letter, unless the quirk says otherwise")
    void digitFirst(String host) {
        assertFalse(isNameOrIpv4(host, false), host);
        assertTrue(isNameOrIpv4(host, true), host);
    }

    private static int[] ipv6(String address) {
        byte[] exact = address.getBytes(ISO_8859_1);
        byte[] within = ("[:1:" + address + ":1.2.3.4::]").getBytes(ISO_8859_1);
        int[] groups = HostText.ipv6(exact, 0, exact.length);
        assertArrayEquals(groups, HostText.ipv6(within, 4, 4 + exact.length), address);
        return groups;
    }

    @ParameterizedTest
    @CsvSource({
        "::, 0:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:1",
        "1::, 1:0:0:0:0:0:0:0",
        "1::2, 1:0:0:0:0:0:0:2",
        "2001:DB8::fFfF:9, 2001:db8:0:0:0:0:ffff:9",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3::5:6:7:8, 1:2:3:0:5:6:7:8",
        "::0.0.0.0, 0:0:0:0:0:0:0:0",
        "::192.0.2.1, 0:0:0:0:0:0:c000:201",
        "::ffff:255.254.253.252, 0:0:0:0:0:ffff:fffe:fdfc",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
        "::2:3:4:5:6:192.0.2.1, 0:2:3:4:5:6:c000:201",
        "1::192.0.2.1, 1:0:0:0:0:0:c000:201",
        ":::192.0.2.1, 0:0:0:0:0:0:c000:201",
        ":::0.0.0.0, 0:0:0:0:0:0:0:0",
        "2001:db8:::192.0.2.1, 2001:db8:0:0:0:0:c000:201"
    })
    @DisplayName("RFC 4291 2.2, RFC 5954, RFC 5118 4.10: the eight groups of an IPv6 address")
    void ipv6Groups(String address, String groups) {
        int[] wanted = java.util.Arrays.stream(groups.split(":"))
                .mapToInt(g -> Integer.parseInt(g, 16))
                .toArray();
        assertArrayEquals(wanted, ipv6(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "::::",
                "1",
                "1:",
                ":1",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8:",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4::5:6:7:8",
                "::1:",
                "::1::2",
                "1::2::3",
                "::12345",
                "::g",
                "1:::2",
                ":::1",
                "192.0.2.1",
                "1:192.0.2.1",
                "1:2:3:4:5:6:7:192.0.2.1",
                "1:2:3:4:5:192.0.2.1",
                "::192.0.2.1:1",
                "::192.0.2",
                "::192.0.2.",
                "::192..2.1",
                "::.0.2.1",
                "::192.0..1",
                "::192.0.2.256",
                "::1920.0.2.1",
                "::192.0.2.1.",
                "::192.0.2.0001",
                "::192.0.2.1.1"
            })
    @DisplayName("RFC 4291 2.2: anything else is none")
    void notIpv6(String address) {
        assertEquals(0, ipv6(address).length, address);
    }

    @ParameterizedTest
    @CsvSource({
        "h, H, true",
        "h, hh, false",
        "h, g, false",
        "[::1], [0:0::1], true",
        "[::ABCD], [::abcd], true",
        "[::1], [::2], false",
        "[::1], h, false",
        "h, [::1], false",
        "[::1], 1, false",
        "[::c000:201], [::192.0.2.1], true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.10, false"
    })
    @DisplayName("RFC 3261 19.1.4, RFC 5954 4: names without regard to letter case, IPv6 addresses as numbers")
    void same(String a, String b, boolean same) {
        byte[] one = ("[" + a + "]").getBytes(ISO_8859_1);
        byte[] other = (":" + b + "h").getBytes(ISO_8859_1);
        assertEquals(same, HostText.same(one, 1, 1 + a.length(), other, 1, 1 + b.length()));
    }
}
