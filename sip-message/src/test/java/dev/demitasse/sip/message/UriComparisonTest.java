// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("When two URIs are the same: RFC 3261 19.1.4, RFC 3966 4, RFC 5954 4")
class UriComparisonTest {
    @ParameterizedTest
    @CsvSource({
        "sip:%61lice@atlanta.com;transport=TCP, sip:alice@AtLanTa.CoM;Transport=tcp",
        "sip:carol@chicago.com, sip:carol@chicago.com;newparam=5",
        "sip:carol@chicago.com, sip:carol@chicago.com;security=on",
        "sip:carol@chicago.com;security=on, sip:carol@chicago.com;newparam=5",
        "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com, "
                + "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
        "sip:alice@atlanta.com?subject=project%20x&priority=urgent, sip:alice@atlanta.com?priority=urgent&subject=project%20x",
        "SIP:a@h, sip:a@h",
        "sip:a@h;x=%41, sip:a@h;x=a",
        "sip:a@h?Subject=x, sip:a@h?subject=x"
    })
    @DisplayName("19.1.4: the URIs the RFC calls equivalent are")
    void equivalent(String a, String b) {
        assertTrue(Uri.parse(a).equivalentTo(Uri.parse(b)));
        assertTrue(Uri.parse(b).equivalentTo(Uri.parse(a)));
    }

    @ParameterizedTest
    @CsvSource({
        "SIP:ALICE@AtLanTa.CoM;Transport=udp, sip:alice@AtLanTa.CoM;Transport=UDP",
        "sip:bob@biloxi.com, sip:bob@biloxi.com:5060",
        "sip:bob@biloxi.com, sip:bob@biloxi.com;transport=udp",
        "sip:bob@biloxi.com, sip:bob@biloxi.com:6000;transport=tcp",
        "sip:carol@chicago.com, sip:carol@chicago.com?Subject=next%20meeting",
        "sip:carol@chicago.com?Subject=next, sip:carol@chicago.com?Subject=last",
        "sip:carol@chicago.com?Subject=next, sip:carol@chicago.com?Subject=Next",
        "sip:carol@chicago.com?Subject=next, sip:carol@chicago.com?Priority=next",
        "sip:carol@chicago.com?a=b, sip:carol@chicago.com?a=b&a=b",
        "sip:bob@phone21.boxesbybob.com, sip:bob@192.0.2.4",
        "sip:carol@chicago.com;security=on, sip:carol@chicago.com;security=off",
        "sip:a@h, sips:a@h",
        "sip:a@h, sip:h",
        "sip:a@h, sip:a:p@h",
        "sip:a:P@h, sip:a:p@h",
        "sip:a@h;maddr=1.2.3.4, sip:a@h",
        "sip:a@h;user=phone, sip:a@h",
        "sip:a@h;ttl=1, sip:a@h",
        "sip:a@h;method=BYE, sip:a@h",
        "sip:a@h, tel:+1",
        "urn:a, urn:A",
        "urn:a, urx:a"
    })
    @DisplayName("19.1.4: the URIs the RFC calls different are")
    void different(String a, String b) {
        assertFalse(Uri.parse(a).equivalentTo(Uri.parse(b)));
        assertFalse(Uri.parse(b).equivalentTo(Uri.parse(a)));
        assertNotEquals(Uri.parse(a), Uri.parse(b));
    }

    @Test
    @DisplayName("19.1.4: equivalence is not transitive")
    void notTransitive() {
        Uri none = Uri.parse("sip:carol@chicago.com");
        Uri on = Uri.parse("sip:carol@chicago.com;security=on");
        Uri off = Uri.parse("sip:carol@chicago.com;security=off");
        assertTrue(on.equivalentTo(none) && none.equivalentTo(off));
        assertFalse(on.equivalentTo(off));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:a%3Bx@h, sip:a;x@h",
        "sip:a%2Bb@h, sip:a+b@h",
        "sip:a%40b@h, sip:a@h",
        "sip:a%3Ap@h, sip:a:p@h",
        "sip:h;x=a%26b, sip:h;x=a&b",
        "sip:h?a=b%26c%3Dd, sip:h?a=b&c=d"
    })
    @DisplayName("19.1.4, regression: a reserved character and its escape are not the same")
    void reserved(String a, String b) {
        assertFalse(Uri.parse(a).equivalentTo(Uri.parse(b)));
        assertTrue(Uri.parse(a).equivalentTo(Uri.parse(a.replace("%3B", "%3b").replace("%2B", "%2b"))));
    }

    @ParameterizedTest
    @CsvSource({
        "[2001:db8::9:1], [2001:DB8:0:0:0:0:9:1]",
        "[::1], [0:0:0:0:0:0:0:1]",
        "[::], [0::0]",
        "[2001:db8::], [2001:db8:0:0::]",
        "[::ffff:192.0.2.1], [::FFFF:C000:201]",
        "[2001:db8:::192.0.2.1], [2001:db8::192.0.2.1]",
        "[:::192.0.2.1], [::192.0.2.1]",
        "[1:2:3:4:5:6:192.0.2.1], [1:2:3:4:5:6:c000:0201]",
        "[1::3:4:5:6:7:8], [1:0:3:4:5:6:7:8]"
    })
    @DisplayName(
            "RFC 5954 4: IPv6 addresses are compared as numbers, however written (RFC 5118 4.10: three colons too)")
    void ipv6(String a, String b) {
        assertTrue(Uri.parse("sip:" + a).equivalentTo(Uri.parse("sip:" + b)));
        assertFalse(Uri.parse("sip:" + a).equivalentTo(Uri.parse("sip:[2001:db8::9:2]")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[:1]",
                "[1:]",
                "[1]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1::2::3]",
                "[12345::]",
                "[:::]",
                "[::1:::2]",
                "[1:2:3:4:5:6:7:192.0.2.1]",
                "[::192.0.2]",
                "[::192.0.2.256]",
                "[::1.2.3.4.5]",
                "[1::2:3:4:5:6:7:8:9]",
                "[]",
                "[::1",
                "[1:2:3:4:5:6:7::8]",
                "[:]",
                "[1.2.3.4]",
                "[::1.2.3.4:1]"
            })
    @DisplayName("RFC 5954 4.1: what is no IPv6 address is refused")
    void malformedIpv6(String host) {
        assertThrows(IllegalArgumentException.class, () -> Uri.parse("sip:" + host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"h", "h.", "a-b.c1", "a--b", "192.0.2.1", "0.0.0.0", "1.example", "x.y.z.", "host_1", "3f2a"})
    @DisplayName("25.1: hosts")
    void hosts(String host) {
        assertEquals(host, SipUri.parse("sip:a@" + host).host());
    }

    @Test
    @DisplayName("RFC 3966 4: visual separators, letter case and the order of parameters do not count")
    void tel() {
        TelUri tel = assertInstanceOf(TelUri.class, Uri.parse("TEL:+49-(30).12;ext=5;Phone-Context=example.com"));
        assertEquals("tel", tel.scheme());
        assertEquals("+49-(30).12", tel.number());
        assertEquals("+493012", tel.digits());
        assertTrue(tel.isGlobal());
        assertEquals(Optional.of("5"), tel.parameters().value("EXT"));
        assertTrue(tel.equivalentTo(Uri.parse("tel:+493012;phone-context=EXAMPLE.com;ext=5")));
        assertFalse(((TelUri) Uri.parse("tel:112;phone-context=h")).isGlobal());
        assertEquals("*21#ab", ((TelUri) Uri.parse("tel:*21#AB;phone-context=h")).digits());
    }

    @ParameterizedTest
    @CsvSource({
        "tel:1;phone-context=+49-30, tel:1;phone-context=+4930",
        "tel:+1;ext=1-2, tel:+1;ext=12",
        "tel:7042;phone-context=Example.com, tel:70-42;phone-context=example.com",
        "tel:+1;a;b=c, tel:+1;B=C;A"
    })
    @DisplayName("RFC 3966 4: contexts and extensions that are numbers are compared as they are dialled")
    void telEquivalent(String a, String b) {
        assertTrue(Uri.parse(a).equivalentTo(Uri.parse(b)));
        assertTrue(Uri.parse(b).equivalentTo(Uri.parse(a)));
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+1, tel:1",
        "tel:1;phone-context=a, tel:1;phone-context=b",
        "tel:1;phone-context=a-b, tel:1;phone-context=ab",
        "tel:+1;ext=2, tel:+1",
        "tel:+1;a, tel:+1;b"
    })
    @DisplayName("RFC 3966 4: a parameter the other does not have makes them different")
    void telDifferent(String a, String b) {
        assertFalse(Uri.parse(a).equivalentTo(Uri.parse(b)));
        assertFalse(Uri.parse(b).equivalentTo(Uri.parse(a)));
    }
}
