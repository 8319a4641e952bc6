// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 19.1.6: relating SIP URIs and tel URIs")
class Rfc3261Section19_1_6Test {
    private static String sip(String tel) {
        return ((TelUri) Uri.parse(tel)).toSipUri("foo.example").toString();
    }

    private static Optional<String> tel(String sip) {
        return SipUri.parse(sip).toTelUri().map(TelUri::toString);
    }

    @Test
    @DisplayName(
            "the whole telephone-subscriber, parameters included, is placed in the userinfo part, and user=phone added")
    void wholeSubscriber() {
        SipUri uri = ((TelUri) Uri.parse("tel:+3585551234567;postd=pp22")).toSipUri("foo.example");
        assertEquals("sip:+3585551234567;postd=pp22@foo.example;user=phone", uri.toString());
        assertEquals(Optional.of("+3585551234567;postd=pp22"), uri.user());
        assertEquals(List.of("user"), uri.parameters().names());
        assertEquals(
                "sips:+3585551234567;postd=pp22@foo.example;user=phone",
                uri.toBuilder().secure(true).build().toString());
    }

    @Test
    @DisplayName("the SIP host is a name or an address; what is neither is refused")
    void hosts() {
        TelUri tel = (TelUri) Uri.parse("tel:+1");
        assertEquals(
                "sip:+1@[2001:db8::1]:5070;user=phone",
                tel.toSipUri("2001:db8::1").toBuilder().port(5070).build().toString());
        assertThrows(IllegalArgumentException.class, () -> tel.toSipUri("foo example"));
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+358;postd=pp22, tel:+358;POSTD=PP22",
        "tel:+358;postd=pp22;isub=1411, tel:+358;isub=1411;postd=pp22",
        "tel:+358;tsp=a.b;phone-context=5, tel:+358;phone-context=5;tsp=a.b",
        "tel:+358-555-12, tel:+(358)555.12",
        "tel:+358;ext=1-2, tel:+358;ext=12",
        "tel:7042;phone-context=+49-30, tel:70-42;Phone-Context=+4930",
        "tel:*21#A;phone-context=Example.COM, tel:*21#a;phone-context=example.com",
        "tel:+1;isub=%61%20b, tel:+1;ISUB=A%20B",
        "tel:+1;x=%3b, tel:+1;x=%3B"
    })
    @DisplayName("users are compared letter by letter, yet equivalent tel URIs become equivalent SIP URIs")
    void equivalentBecomeEquivalent(String a, String b) {
        assertTrue(Uri.parse(a).equivalentTo(Uri.parse(b)));
        assertEquals(sip(a), sip(b));
        assertTrue(Uri.parse(sip(a)).equivalentTo(Uri.parse(sip(b))));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:+358;postd=pp22@foo.example;user=phone, sip:+358;POSTD=PP22@foo.example;user=phone",
        "sip:+358;postd=pp22;isub=1411@foo.example;user=phone, sip:+358;isub=1411;postd=pp22@foo.example;user=phone"
    })
    @DisplayName("letter case and order of a telephone-subscriber count in SIP URIs that others made")
    void countInSipUris(String a, String b) {
        assertFalse(Uri.parse(a).equivalentTo(Uri.parse(b)));
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+358;POSTD=PP22, +358;postd=pp22",
        "tel:*21A;phone-context=EXAMPLE.com, *21a;phone-context=example.com",
        "tel:+358;New-Param=VALUE, +358;new-param=value"
    })
    @DisplayName("what may be in any letter case is folded to lower case")
    void folded(String tel, String user) {
        assertEquals("sip:" + user + "@foo.example;user=phone", sip(tel));
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+358;tsp=a.b;phone-context=5, +358;phone-context=5;tsp=a.b",
        "tel:+358;postd=1;b;isub=2;a;ext=3, +358;isub=2;ext=3;a;b;postd=1",
        "tel:+358;z;POSTD=1, +358;postd=1;z",
        "tel:+358;iz;ISUB=1;isa, +358;isub=1;isa;iz"
    })
    @DisplayName(
            "parameters are ordered lexically by name, but those come first that RFC 3966 has first; post-dial is none of them")
    void ordered(String tel, String user) {
        assertEquals("sip:" + user + "@foo.example;user=phone", sip(tel));
    }

    @Test
    @DisplayName("RFC 3966 5.1.1: visual separators are no part of a number, nor of one in ext and phone-context")
    void visualSeparators() {
        assertEquals(
                "sip:7042;ext=12;phone-context=+4930;x=1-2@foo.example;user=phone",
                sip("tel:70-4(2);x=1-2;phone-context=+49.30;ext=1-2"));
        assertEquals("sip:1;phone-context=a-b.example@foo.example;user=phone", sip("tel:1;phone-context=a-b.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+1;isub=a%20b, +1;isub=a%20b",
        "tel:+1;x=%5b%25, +1;x=%5B%25",
        "tel:+1;x=[:]/, +1;x=%5B%3A%5D/",
        "tel:+1;x=%3b%C3%BC, +1;x=%3B%C3%BC",
        "tel:*21#;phone-context=h, *21%23;phone-context=h"
    })
    @DisplayName("regression: escapes stay, with upper-case digits; what a user may not hold is escaped")
    void escapes(String tel, String user) {
        assertEquals("sip:" + user + "@foo.example;user=phone", sip(tel));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:+4930123@h;user=phone, tel:+4930123",
        "sips:+49-30-123;ext=5;isub=a%20b@h:5061;user=PHONE;transport=tls, tel:+49-30-123;ext=5;isub=a%20b",
        "sip:7042;phone-context=example.com@h;user=phone?Subject=x, tel:7042;phone-context=example.com",
        "sip:%2B4930123@h;user=phone, tel:+4930123",
        "sip:*21%23;phone-context=h@h;user=phone, tel:*21#;phone-context=h",
        "sip:+1:secret@h;user=phone, tel:+1",
        "sip:112@h;user=phone, tel:112"
    })
    @DisplayName("19.1.1: user=phone says that the user is a telephone-subscriber")
    void backToTel(String sip, String tel) {
        assertEquals(Optional.of(tel), tel(sip));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:+4930123@h",
                "sip:+4930123@h;user=ip",
                "sip:+4930123@h;user",
                "sip:+4930123;user=phone@h",
                "sip:h;user=phone",
                "sip:alice@h;user=phone",
                "sip:+@h;user=phone",
                "sip:--@h;user=phone",
                "sip:+1;a=b=c@h;user=phone",
                "sip:+1;a;A@h;user=phone",
                "sip:+1%3Bext=5@h;user=phone",
                "sip:1%00@h;user=phone",
                "sip:%FF@h;user=phone"
            })
    @DisplayName("without user=phone, or with a user that is no telephone number, there is no tel URI")
    void noTel(String sip) {
        assertEquals(Optional.empty(), tel(sip));
    }

    @Test
    @DisplayName("regression: a colon in a parameter's value comes back escaped, and that is another value")
    void colonOnTheWayBack() {
        TelUri tel = (TelUri) Uri.parse("tel:+1;x=a:b");
        TelUri back = tel.toSipUri("h").toTelUri().orElseThrow();
        assertEquals("tel:+1;x=a%3Ab", back.toString());
        assertFalse(tel.equivalentTo(back));
    }

    @Test
    @DisplayName("a tel URI comes back from its SIP URI in another text, but equivalent")
    void thereAndBack() {
        TelUri tel = (TelUri) Uri.parse("tel:+49-(30).12;tsp=B;EXT=5-6;isub=%20");
        TelUri back = tel.toSipUri("h").toTelUri().orElseThrow();
        assertNotEquals(tel, back);
        assertTrue(tel.equivalentTo(back));
        assertEquals("tel:+493012;isub=%20;ext=56;tsp=b", back.toString());
    }
}
