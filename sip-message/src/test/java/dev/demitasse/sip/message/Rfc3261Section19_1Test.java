// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 19.1: SIP and SIPS URIs; RFC 3966: tel URIs")
class Rfc3261Section19_1Test {
    @Test
    @DisplayName("19.1.1: sip:user:password@host:port;uri-parameters?headers")
    void components() {
        SipUri uri =
                SipUri.parse("sips:alice:secret%20word@[2001:db8::1]:5061;transport=tcp;lr;x=%41?subject=a%20b&to=c");
        assertEquals("sips", uri.scheme());
        assertTrue(uri.isSecure() && uri.isLooseRouter());
        assertEquals(Optional.of("alice"), uri.user());
        assertEquals(Optional.of("secret word"), uri.password());
        assertEquals("[2001:db8::1]", uri.host());
        assertEquals(OptionalInt.of(5061), uri.port());
        assertEquals(Optional.of("tcp"), uri.transport());
        assertEquals(List.of("transport", "lr", "x"), uri.parameters().names());
        assertEquals(Optional.of("A"), uri.parameters().value("X"));
        assertEquals("subject=a%20b&to=c", uri.headers());
    }

    @Test
    @DisplayName("19.1.1: all but the host may be left out")
    void hostAlone() {
        SipUri uri = SipUri.parse("SIP:example.com");
        assertEquals("sip", uri.scheme());
        assertEquals(Optional.empty(), uri.user());
        assertEquals(Optional.empty(), uri.password());
        assertEquals(OptionalInt.empty(), uri.port());
        assertTrue(uri.parameters().isEmpty());
        assertEquals("", uri.headers());
        assertFalse(uri.isLooseRouter());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip:user;par=u%40example.net@example.com|user;par=u@example.net",
                "sip:+1-212-555-1212;ext=5@gw.com|+1-212-555-1212;ext=5",
                "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@h|1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*",
                "sip:j%40s0n@example.com|j@s0n",
                "sip:%C3%BC@h|ü"
            })
    @DisplayName("19.1.2, RFC 4475 3.1.1: the user part may hold what looks like parameters, and escapes")
    void users(String text, String user) {
        assertEquals(Optional.of(user), SipUri.parse(text).user());
    }

    @Test
    @DisplayName("RFC 4475 3.1.1.4: an escaped NUL does not cut the user short")
    void escapedNul() {
        assertEquals(
                Optional.of("null-\0-null"),
                SipUri.parse("sip:null-%00-null@example.com").user());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip",
                "sip:",
                ":x",
                "1sip:h",
                "sip:@h",
                "sip:a b@h",
                "sip:a@",
                "sip:a@h:",
                "sip:a@h:65536",
                "sip:a@h:99999999999",
                "sip:a@h:x",
                "sip:a@h;",
                "sip:a@h;=x",
                "sip:a@h;x=",
                "sip:a@h?",
                "sip:a@h?x",
                "sip:a@h;x=1;X=2",
                "sip:a%4@h",
                "sip:a%zz@h",
                "sip:a@h;x=%",
                "sip:a@[::1",
                "sip:a@[zz]",
                "sip:a@[]",
                "sip:a@b@c",
                "sip:a@h\r\n",
                "sip:a\0@h",
                "sip:<a@h>",
                "sip:a@h;x=\"y\"",
                "sip:a\u00fc@h",
                "tel:",
                "tel:+",
                "tel:x@y",
                "http:",
                "http:a b",
                "sip:a^b@h",
                "sip:a@-h",
                "sip:a@h-.example",
                "sip:a@b..c",
                "sip:a@.",
                "http://%zz",
                "tel:+12ab",
                "tel:+-",
                "tel:-.()"
            })
    @DisplayName("19.1.1: what is not a URI is refused")
    void malformed(String text) {
        assertThrows(IllegalArgumentException.class, () -> Uri.parse(text));
    }

    @Test
    @DisplayName("equals is by the text, unlike equivalence")
    void equalsIsByText() {
        assertEquals(Uri.parse("sip:a@h"), Uri.parse("sip:a@h"));
        assertEquals(Uri.parse("sip:a@h").hashCode(), Uri.parse("sip:a@h").hashCode());
        assertNotEquals(Uri.parse("sip:a@h"), Uri.parse("sip:a@H"));
        assertNotEquals(Uri.parse("sip:a@h").hashCode(), Uri.parse("sip:a@H").hashCode());
        assertNotEquals(Uri.parse("tel:+1").hashCode(), Uri.parse("tel:+2").hashCode());
        assertEquals(Uri.parse("tel:+1"), Uri.parse("tel:+1"));
        assertEquals(Uri.parse("urn:x"), Uri.parse("urn:x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sip:a%3Bx@h", "sip:%FF@h", "sip:a:p%3bq@h", "sip:a:@h", "sips:%61%2f/@h:1;lr?a=b", "sip:a%00@h"
            })
    @DisplayName("19.1.4, regression: user and password stay as written until they are set")
    void userInfoAsWritten(String text) {
        SipUri uri = SipUri.parse(text);
        assertEquals(text, uri.toBuilder().build().toString());
        assertTrue(uri.equivalentTo(uri.toBuilder().parameter("lr", "").build()));
        assertEquals(uri.password(), uri.toBuilder().user("new").build().password());
        assertEquals(Optional.of("n;w"), uri.toBuilder().password("n;w").build().password());
        assertEquals(uri.user(), uri.toBuilder().password("new").build().user());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:h", "sips:[::1]:5061;lr?a=b", "sip:h;user=phone"})
    @DisplayName("19.1.1: a URI without a user is built anew without one")
    void withoutUser(String text) {
        SipUri uri = SipUri.parse(text);
        assertEquals(text, uri.toBuilder().build().toString());
        assertEquals(Optional.empty(), uri.user());
        assertEquals(Optional.empty(), uri.password());
        assertEquals(Optional.of("new"), uri.toBuilder().user("new").build().user());
    }

    @Test
    @DisplayName("a hash sign that a quirk let through is escaped when the URI is built anew")
    void hashIsEscaped() {
        assertEquals(
                "sip:*21%23%3b@h",
                SipUri.parse("sip:*21#%3b@h").toBuilder().build().toString());
    }

    @Test
    @DisplayName(
            "19.1.1: a header of the headers component by its name, in any letter case, compact or escaped; the first one")
    void headerOfUri() {
        SipUri uri = SipUri.parse("sip:a@h;lr?Subject=a%26b%3D%C3%BC&S=2&%78-y=+1&empty=&m=%3Csip:c%40h%3E%3Bq%3D0.5");
        assertEquals(Optional.of("a&b=\u00fc"), uri.header("subject"));
        assertEquals(Optional.of("a&b=\u00fc"), uri.header("s"));
        assertEquals(Optional.of("+1"), uri.header("X-Y"));
        assertEquals(Optional.of(""), uri.header("Empty"));
        assertEquals(Optional.empty(), uri.header("lr"));
        assertEquals(Optional.empty(), SipUri.parse("sip:a@h").header("Subject"));
        assertEquals(Optional.of("a&b=\u00fc"), uri.header(Header.SUBJECT));
        assertEquals(Optional.of(NameAddress.parse("<sip:c@h>;q=0.5")), uri.header(Header.CONTACT));
        assertEquals(Optional.empty(), uri.header(Header.REPLACES));
    }

    @Test
    @DisplayName(
            "19.1.5: what is malformed in a header of a URI, or would end a line, is refused when it is read with its type")
    void malformedHeaderOfUri() {
        SipUri uri = SipUri.parse(
                "sip:a@h?Max-Forwards=7x&Subject=a%0D%0ARoute:%20b&Reason=SIP%00&Server=%0A&Call-ID=1%0D&Require=&Allow=A%2C%20B");
        MalformedHeaderException error =
                assertThrows(MalformedHeaderException.class, () -> uri.header(Header.MAX_FORWARDS));
        assertEquals("Max-Forwards at 1", error.header() + " at " + error.offset());
        error = assertThrows(MalformedHeaderException.class, () -> uri.header(Header.SUBJECT));
        assertEquals("Subject at 1", error.header() + " at " + error.offset());
        for (Header<?> header : List.of(Header.REASON, Header.SERVER, Header.CALL_ID)) {
            assertEquals(
                    "header-value",
                    assertThrows(MalformedHeaderException.class, () -> uri.header(header))
                            .rule());
        }
        assertEquals(Optional.empty(), uri.header(Header.REQUIRE));
        assertEquals(Optional.of(SipMethod.of("A")), uri.header(Header.ALLOW));
        assertEquals(Optional.of("a\r\nRoute: b"), uri.header("Subject"));
    }

    @Test
    @DisplayName("RFC 4475 3.3.2: a scheme that is not known is kept")
    void unknownScheme() {
        OpaqueUri uri = assertInstanceOf(OpaqueUri.class, Uri.parse("soap.BEEP://192.0.2.103:3002"));
        assertEquals("soap.beep", uri.scheme());
        assertEquals("//192.0.2.103:3002", uri.schemeSpecificPart());
        assertEquals("soap.BEEP://192.0.2.103:3002", uri.toString());
        assertTrue(uri.equivalentTo(Uri.parse("SOAP.beep://192.0.2.103:3002")));
    }

    @Test
    @DisplayName("a builder escapes what a part may not hold, and parsing gives it back")
    void builder() {
        SipUri uri = SipUri.builder("2001:db8::1")
                .secure(true)
                .user("a b@c:d%")
                .password("p w;")
                .port(5061)
                .parameter("lr", "")
                .parameter("x", "1;2=3")
                .header("Subject", "a&b=c")
                .build();
        assertEquals(
                "sips:a%20b%40c%3Ad%25:p%20w%3B@[2001:db8::1]:5061;lr;x=1%3B2%3D3?Subject=a%26b%3Dc", uri.toString());
        assertEquals(Optional.of("a b@c:d%"), uri.user());
        assertEquals(Optional.of("p w;"), uri.password());
        assertEquals(Optional.of("1;2=3"), uri.parameters().value("x"));
        assertEquals(uri, uri.toBuilder().build());
        assertEquals(
                "sip:h2;lr",
                uri.toBuilder()
                        .secure(false)
                        .user("")
                        .password("")
                        .host("h2")
                        .withoutPort()
                        .withoutParameter("X")
                        .withoutHeaders()
                        .build()
                        .toString());
        assertEquals("sip:bob@h", SipUri.of("bob", "h").toString());
    }

    @Test
    @DisplayName("a builder refuses what cannot be made valid")
    void builderRefuses() {
        for (String host : List.of("", "a b", "a@b", "a;b", "a:b", "[::1", "h:5060", "a\r\nb")) {
            assertThrows(IllegalArgumentException.class, () -> SipUri.builder(host), host);
        }
        SipUriBuilder builder = SipUri.builder("h");
        assertThrows(IllegalArgumentException.class, () -> builder.port(65_536));
        assertThrows(IllegalArgumentException.class, () -> builder.port(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.parameter("a b", ""));
        assertThrows(IllegalArgumentException.class, () -> builder.user("a\nb"));
        assertThrows(IllegalArgumentException.class, () -> builder.password("x").build());
        assertThrows(IllegalArgumentException.class, () -> SipUri.parse("tel:+1"));
    }
}
