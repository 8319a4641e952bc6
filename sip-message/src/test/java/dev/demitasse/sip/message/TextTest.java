// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Spans of bytes as text, and hosts")
class TextTest {
    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Test
    @DisplayName("a colon is found wherever it stands, and only from where the search begins to where it ends")
    void indexOfColon() {
        for (int length = 0; length <= 20; length++) {
            for (int colon = 0; colon < length; colon++) {
                byte[] data = new byte[length + 9];
                Arrays.fill(data, (byte) ';');
                data[colon] = ':';
                data[length] = ':';
                for (int from = 0; from <= length; from++) {
                    assertEquals(from <= colon ? colon : length, Scan.indexOf(':', data, from, length));
                }
                assertEquals(colon, Scan.indexOf(':', data, 0, colon), "the end");
            }
        }
    }

    @Test
    @DisplayName("a control character up to CR is found wherever it stands; no byte above it is one")
    void indexOfControl() {
        for (int value = 0; value < 256; value++) {
            boolean control = value <= '\r';
            for (int at = 0; at < 20; at++) {
                byte[] data = new byte[20];
                Arrays.fill(data, (byte) 0xff);
                data[at] = (byte) value;
                assertEquals(control ? at : 20, Scan.indexOfControl(data, 0, 20), value + " at " + at);
                assertEquals(at, Scan.indexOfControl(data, 0, at));
                assertEquals(20, Scan.indexOfControl(data, at + 1, 20));
            }
        }
    }

    @Test
    @DisplayName("a fold is one space, at the end of a span too")
    void folds() {
        assertEquals("a b", Text.of(bytes("a\r\n\t b"), 0, 6));
        assertEquals("a b ", Text.of(bytes("xa\r\n b\r\n x"), 1, 9));
        assertEquals("a b", Text.of(bytes("a b"), 0, 3));
        assertEquals("a ", Text.of(bytes("a\r\n"), 0, 3), "the end of the bytes");
        assertEquals("a b", Text.of(bytes("a\n b"), 0, 4));
        assertEquals("\ta\u000b\u0001", Text.of(bytes("\ta\u000b\u0001"), 0, 4), "no folds");
        assertEquals("\u00e4", Text.of("\u00e4".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, 2));
        assertTrue(Text.isSameText(bytes("a\r\n b"), 0, 5, bytes("xa b"), 1, 4));
        assertTrue(Text.isSameText(bytes("a b"), 0, 3, bytes("a\n b"), 0, 4));
        assertFalse(Text.isSameText(bytes("a\r\n b"), 0, 5, bytes("a  b"), 0, 4));
        assertFalse(Text.isSameText(bytes("ab"), 0, 2, bytes("ac"), 0, 2));
        assertEquals(Text.textHash(bytes("a b"), 0, 3), Text.textHash(bytes("a\r\n\t b"), 0, 6));
        assertEquals(Text.textHash(bytes("a "), 0, 2), Text.textHash(bytes("a\n"), 0, 2));
        assertEquals(Text.textHash(bytes(" b c"), 0, 4), Text.textHash(bytes("\r\n b\n\n\n c"), 0, 9));
    }

    @Test
    @DisplayName("a hash is that of the bytes in their order, on every machine")
    void hashes() {
        assertEquals(Arrays.hashCode(bytes("abc")), Text.hash(bytes("xabcx"), 1, 4));
        assertEquals(Arrays.hashCode(bytes("abc")), Text.textHash(bytes("xabcx"), 1, 4));
        Set<Integer> hashes = new HashSet<>();
        List.of("", "a", "b", "ab", "ba", "abc").forEach(text -> hashes.add(Text.hash(bytes(text), 0, text.length())));
        assertEquals(6, hashes.size());
        assertNotEquals(
                NameAddress.parse("<sip:a@h>").hashCode(),
                NameAddress.parse("<sip:b@h>").hashCode());
        assertNotEquals(Uri.parse("tel:+1").hashCode(), Uri.parse("tel:+2").hashCode());
        assertNotEquals(Bytes.ofUtf8("a").hashCode(), Bytes.ofUtf8("b").hashCode());
    }

    @Test
    @DisplayName("quotes and quoted pairs come off; a backslash that ends the string is one")
    void unquoted() {
        assertEquals("ab", Text.unquoted(bytes("x\"ab\"x"), 1, 5));
        assertEquals("a\"b\\", Text.unquoted(bytes("\"a\\\"b\\\\\""), 0, 8));
        assertEquals("\\", Text.unquoted(bytes("\"\\\""), 0, 3));
        assertEquals("a", Text.unquoted(bytes("\"\\a\""), 0, 4));
        assertEquals("a\\", Text.unquoted(bytes("\"a\\\"\\"), 0, 4));
    }

    @Test
    @DisplayName("RFC 3261 19.1.4: escapes are their bytes; of reserved characters they stay, in upper case")
    void escapes() {
        assertEquals("aA/", Text.unescaped(bytes("xa%41%2fx"), 1, 8));
        assertEquals("a%4", Text.unescaped(bytes("a%41"), 0, 3), "cut off");
        assertEquals("\u00e4", Text.unescaped(bytes("%C3%a4"), 0, 6));
        assertEquals("aA%2F", Text.comparable(bytes("xa%41%2fx"), 1, 8));
        assertEquals("%25%0D%20%09", Text.comparable(bytes("%25%0d%20%09"), 0, 12));
        assertEquals("-A", Text.comparable(bytes("%2D%41"), 0, 6));
        assertEquals("a%4", Text.comparable(bytes("a%41"), 0, 3), "cut off");
    }

    @Test
    @DisplayName("comparing is by length, then byte by byte")
    void comparing() {
        byte[] abc = bytes("xaBcx");
        assertTrue(Text.equalsIgnoreCase(abc, 1, 4, "AbC") && Text.equals(abc, 1, 4, "aBc"));
        assertFalse(Text.equalsIgnoreCase(abc, 1, 4, "AbD") || Text.equalsIgnoreCase(abc, 1, 4, "AbCx"));
        assertFalse(Text.equals(abc, 1, 4, "abc") || Text.equals(abc, 1, 4, "aB") || Text.equals(abc, 1, 4, "aBcx"));
        assertFalse(Text.equalsIgnoreCase(new byte[] {0}, 0, 1, "\u0100"));
        assertFalse(Text.equalsIgnoreCase(new byte[] {(byte) 0x80}, 0, 1, "\u0080"));
        assertTrue(Text.equalsIgnoreCase(abc, 1, 4, bytes("ABC"), 0, 3));
        assertFalse(Text.equalsIgnoreCase(abc, 1, 4, bytes("ABD"), 0, 3));
        assertFalse(Text.equalsIgnoreCase(abc, 1, 3, bytes("ABC"), 0, 3));
    }

    @Test
    @DisplayName("what callers give is one line, trimmed of spaces and tabs alone")
    void given() {
        assertEquals("a\u00a0", Text.requireLine(" \t a\u00a0\t ", "x"));
        assertEquals("", Text.trimmed(" \t"));
        for (String bad : List.of("\r", "a\n", "\0")) {
            assertThrows(IllegalArgumentException.class, () -> Text.requireLine(bad, "x"));
        }
        assertEquals("a1", Text.requireToken("a1", "x"));
        for (String bad : List.of("", "a b", " a", "a\u0161", "\u0161", "\u0080a")) {
            assertThrows(IllegalArgumentException.class, () -> Text.requireToken(bad, "x"), bad);
            assertFalse(Text.isAll(bad, CharClass.TOKEN), bad);
        }
        assertTrue(Text.isAll("a1", CharClass.TOKEN));
        assertFalse(Text.isAll("\u0080", CharClass.NON_ASCII), "classes are of bytes");
        assertThrows(IllegalArgumentException.class, () -> Text.requireClass("\u0080", CharClass.NON_ASCII, "x"));
    }

    private static boolean isHost(String host, boolean digitFirst) {
        byte[] padded = bytes("-." + host + "-.9");
        return HostText.isNameOrIpv4(padded, 2, 2 + host.length(), digitFirst);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a.", "a-b.c1", "1a.b", "1.2.3.4.a", "0.0.0.0", "255.249.199.9", "a.b.", "a--b", "4.3.2.z"})
    @DisplayName("RFC 3261 25.1: names and IPv4 addresses")
    void hosts(String host) {
        assertTrue(isHost(host, false) && isHost(host, true), host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", "a-", "a..b", ".a", ".", "a.-b", "a-.b", "a.b-", "a.b-.", "a.."})
    @DisplayName("RFC 3261 25.1: labels begin and end with a letter or digit")
    void noHosts(String host) {
        assertFalse(isHost(host, false) || isHost(host, true), host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "a.1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.0004",
                "1.2.3.4.",
                "1.2.3.4a",
                "a.1b",
                "1.2.3.1234"
            })
    @DisplayName("RFC 3261 25.1: the last label begins with a letter, unless the quirk is on or it is an address")
    void digitFirst(String host) {
        assertFalse(isHost(host, false), host);
        assertTrue(isHost(host, true), host);
    }

    @ParameterizedTest
    @CsvSource({
        "::,                0 0 0 0 0 0 0 0",
        "::1,               0 0 0 0 0 0 0 1",
        "1::,               1 0 0 0 0 0 0 0",
        "1:2:3:4:5:6:7:8,   1 2 3 4 5 6 7 8",
        "1:2:3:4:5:6:7::,   1 2 3 4 5 6 7 0",
        "::2:3:4:5:6:7:8,   0 2 3 4 5 6 7 8",
        "1:2::7:8,          1 2 0 0 0 0 7 8",
        "FfFf:0abc::,       ffff abc 0 0 0 0 0 0",
        "::1.2.3.4,         0 0 0 0 0 0 102 304",
        "::ffff:255.0.1.9,  0 0 0 0 0 ffff ff00 109",
        "1:2:3:4:5:6:7.8.9.10, 1 2 3 4 5 6 708 90a",
        "1:::1.2.3.4,       1 0 0 0 0 0 102 304",
        ":::1.2.3.4,        0 0 0 0 0 0 102 304",
        "1::2:3.4.5.6,      1 0 0 0 0 2 304 506",
    })
    @DisplayName("RFC 4291 2.2, RFC 5118 4.10: IPv6 addresses")
    void ipv6(String address, String groups) {
        int[] expected = Arrays.stream(groups.split(" "))
                .mapToInt(group -> Integer.parseInt(group, 16))
                .toArray();
        byte[] padded = bytes("::" + address + ":.1:");
        assertArrayEquals(expected, HostText.ipv6(padded, 2, 2 + address.length()), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:",
                ":1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "12345::",
                "g::",
                "1:::2",
                ":::2",
                "1.2.3.4",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3",
                "::1.2.3.256",
                "::1.2.3.4:5",
                "::1.2.3.4.5",
                "1:2:3:4:5:6:7:",
                "::1:",
                "1.2::",
                "1:2:3:4:5:1.2.3.4"
            })
    @DisplayName("RFC 4291 2.2: what is no IPv6 address")
    void noIpv6(String address) {
        byte[] padded = bytes("1:" + address + ":1");
        assertEquals(0, HostText.ipv6(padded, 2, 2 + address.length()).length, address);
    }

    @Test
    @DisplayName("RFC 5954 4: the same host, by number or by name")
    void sameHosts() {
        assertTrue(same("[::1]", "[0:0::0:1]") && same("EXAMPLE.com", "example.COM"));
        assertFalse(same("[::1]", "[::2]") || same("[::1]", "a") || same("a", "[::1]") || same("a", "b"));
        assertFalse(same("[g]", "[::1]") || same("[g]", "[h]"));
        assertFalse(same("[::1]", "[g]"));
    }

    private static boolean same(String a, String b) {
        return HostText.same(bytes("[" + a), 1, 1 + a.length(), bytes(b + "]"), 0, b.length());
    }
}
