// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static dev.demitasse.sip.message.Messages.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What may be logged: callers masked, credentials left out")
class RedactionTest {
    @ParameterizedTest
    @CsvSource({
        "sip:+49301235910@telefonica.de, ****5910@telefonica.de",
        "sip:alice@example.com, *lice@example.com",
        "sip:12345678@h, ****5678@h",
        "sip:bob@h, ***@h",
        "sip:boby@h, ****@h",
        "sip:a@h, *@h",
        "sip:example.com, ****",
        "tel:+4930123, ****0123",
        "urn:service:sos, ****",
        "sip:%F0%9F%98%80abcd@h, *abcd@h"
    })
    @DisplayName("D6: at most four stars, then the last four characters, then the host")
    void callerId(String uri, String masked) {
        assertEquals(
                masked,
                CallerId.of(NameAddress.parse("\"Secret Name\" <" + uri + ">;tag=1"))
                        .toString());
    }

    @Test
    @DisplayName("a caller still knows who it is")
    void caller() {
        CallerId caller = Messages.invite().caller();
        assertEquals(Optional.of("alice"), caller.user());
        assertEquals(Optional.of("atlanta.example.com"), caller.host());
        assertEquals(Optional.of("Alice"), caller.displayName());
        assertEquals(Optional.of("1928301774"), caller.tag());
        assertEquals("sip:alice@atlanta.example.com", caller.uri().toString());
        assertEquals(caller, CallerId.of(caller.address()));
        assertEquals(caller.hashCode(), CallerId.of(caller.address()).hashCode());
        assertEquals("*lice", CallerId.mask("Alice"));
        assertEquals("****", CallerId.mask(""));
    }

    @Test
    @DisplayName("a summary shows start line, headers and the size of the body")
    void summary() {
        assertEquals("""
                INVITE sip:***@biloxi.example.com SIP/2.0
                Via: SIP/2.0/UDP pc33.atlanta.example.com:5060;branch=z9hG4bK776asdhds;rport
                Via: SIP/2.0/TCP first.example.com;branch=z9hG4bK1
                Max-Forwards: 70
                From: <sip:*lice@atlanta.example.com>;tag=1928301774
                To: <sip:***@biloxi.example.com>
                Call-ID: a84b4c76e66710@pc33.atlanta.example.com
                CSeq: 314159 INVITE
                Contact: <sip:*lice@pc33.atlanta.example.com>
                X-Room-ID: room 42
                Content-Type: application/sdp
                Content-Length: 5
                [5 bytes]
                """, Messages.invite().summary());
        assertEquals(
                "INVITE sip:***@biloxi.example.com SIP/2.0 ("
                        + Messages.invite().encodedLength() + " bytes)",
                Messages.invite().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Digest username=\"u\", response=\"SECRET\"",
                "Proxy-Authorization: Basic SECRET",
                "WWW-Authenticate: Digest nonce=\"SECRET\"",
                "proxy-authenticate: SECRET",
                "y: SECRET",
                "Authentication-Info: nextnonce=\"SECRET\"",
                "Contact: \"SECRET\" <sip:a@h>, \"x, \\\" SECRET\" <sip:b@h>",
                "Authentication-Info: nextnonce=\"SECRET\", qop=auth",
                "Proxy-Authentication-Info: rspauth=\"SECRET\" , nc=00000001",
                "Identity: SECRET ;info=<https://h/c>",
                "Authorization: Digest\tresponse=\"SECRET\", realm=\"r\"",
                "Authorization: SECRET in the wrong place",
                "Proxy-Authenticate: Digest nonce=\"a\",\n Basic realm=\"SECRET\"",
                "Contact: sip:alice@h,sip:bob:SECRET@h",
                "X-Any: \u0130\u0130 sip:alice:SECRET@h",
                "Contact: \"SECRET <sip:a@h>",
                "Path: \"SECRET\" <sip:a@h;lr>",
                "Call-Info: <http://bob:SECRET@h/x>;purpose=icon",
                "Call-Info: <https://h/x?token=SECRET>",
                "X-Any: mailto:SECRETSECRET.x@h",
                "Contact: SECRET <sip:a:SECRET@h?Authorization=SECRET>",
                "X-Any: see sip:a:SECRET@h now",
                "P-Asserted-Identity: \"SECRET\" <tel:+4930>"
            })
    @DisplayName("credentials, passwords and display names are in neither form")
    void secrets(String line) {
        SipMessage message = parse(options(line + "\n"));
        assertFalse(message.summary().contains("SECRET"), message.summary());
        assertFalse(message.toString().contains("SECRET"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: <sip:SECRET smith@h>",
                "Contact: <sip:SECRET\"smith@h>",
                "Contact: <sip:al ice@h?Replaces=SECRET>",
                "Contact: <sip:al ice@h, <sip:SECRET@h>",
                "Contact: <sip:al ice@h,sip:bob:SECRET@h>",
                "X-Any: <sip:SECRET smith@h> and <tel:SECRET 12345>"
            })
    @DisplayName("regression: a user of a URI in brackets was shown whole if a blank or a quote stood in it")
    void malformedUsers(String line) {
        SipMessage message = parse(options(line + "\n"));
        assertFalse(message.summary().contains("SECRET"), message.summary());
    }

    @Test
    @DisplayName("regression: control and format characters beyond the first 65536 were shown")
    void formatCharactersOfOtherPlanes() {
        assertEquals("****?xyz", CallerId.mask("abcd\uDB40\uDC41xyz"));
        assertEquals("****\uD83D\uDE00xyz", CallerId.mask("abcd\uD83D\uDE00xyz"));
        assertTrue(parse(options("X-A: a\uD834\uDD73b\n")).summary().contains("X-A: a?b\n"));
    }

    @Test
    @DisplayName("a user and its password in the Request-URI are masked, and its headers left out")
    void requestUri() {
        SipMessage message = parse(
                options("").replace("sip:b@", "sip:alice:SECRET@").replace(".com SIP", ".com?Replaces=SECRET SIP"));
        assertEquals(
                "OPTIONS sip:*lice@example.com?**** SIP/2.0",
                message.summary().lines().findFirst().orElseThrow());
    }

    @Test
    @DisplayName("a summary has one line a header: control characters are question marks")
    void controlCharacters() {
        SipMessage message =
                parse(optionsWith("To", "To: <sip:b@h>;x=\"\\\u001b[31m\\\0\"\nX-A: \u001b[2J\u0085\u2028"));
        assertEquals(7, message.summary().lines().count());
        assertTrue(message.summary().contains("X-A: ?[2J??"));
        assertEquals(
                "*?ab?@h", CallerId.of(NameAddress.parse("<sip:x%0Aab%00@h>")).toString());
        assertTrue(parse("SIP/2.0 200 a\u0085b\n" + Messages.core("INVITE") + "\n")
                .toString()
                .contains("a?b"));
    }

    @Test
    @DisplayName("what is hidden, and what is not")
    void hidden() {
        assertSummary("Authorization: Digest ****", "Authorization: digest response=\"x\"");
        assertSummary("Authentication-Info: ****", "Authentication-Info: nextnonce=\"x\"");
        assertSummary("Contact: sip:*lice@h,sip:***@h;x=1", "Contact: sip:alice@h,sip:bob:p@h;x=1");
        assertSummary("Contact: sip:***,c,d@h", "Contact: sip:a,b,c,d@h");
        assertSummary("Contact: sip:h1,sip:***@h2", "Contact: sip:h1,sip:bob@h2");
        assertSummary("Call-Info: <http://h/a@b>", "Call-Info: <http://h/a@b>");
        assertSummary("Call-Info: <http://****@h:80/x>", "Call-Info: <http://u:p@h:80/x>");
        assertSummary("Contact: <sip:*lice@h>, ****", "Contact: <sip:alice@h>,\"b <sip:b@h>");
        assertSummary("X-Any: a?b", "X-Any: a\u202eb");
    }

    @Test
    @DisplayName("of an address only what stands from the bracket on is shown, in each element of a list")
    void displayNames() {
        assertSummary("Contact: <sip:*lice@h>, <sip:***@h>", "Contact: \"A\" <sip:alice@h>, \"B\" <sip:bob@h>");
        assertSummary("Contact: <sip:*lice@h>", "Contact: \"Doe, John\" <sip:alice@h>");
        assertSummary("Contact: <sip:*lice@h>", "Contact: \"a \\\" <x>, b\" <sip:alice@h>");
        assertSummary("Contact: <sip:*lice@h>", "Contact: a\\<sip:alice@h>");
        assertSummary("Contact: <sip:*lice@h>;x=\"<b\"", "Contact: <sip:alice@h>;x=\"<b\"");
        assertSummary("Contact: <sip:***@h>;x=\"a,b\", <sip:h>", "Contact: <sip:bob@h>;x=\"a,b\", c <sip:h>");
        assertSummary("Contact: ****", "Contact: <sip:a,b@h>;x=\"c");
        assertSummary("Contact: ****", "Contact: \"a\\");
        assertSummary("X-Any: name <sip:*lice@h>", "X-Any: name <sip:alice@h>");
    }

    @Test
    @DisplayName("a URI begins where a word does and ends at a space, a quote or a bracket")
    void uriSpans() {
        assertSummary("X-Any: see sip:*lice@h.", "X-Any: see sip:alice@h.");
        assertSummary("X-Any: tsip:alice@h 1sip:alice@h", "X-Any: tsip:alice@h 1sip:alice@h");
        assertSummary("X-Any: =sip:*lice@h", "X-Any: =sip:alice@h");
        for (String end : new String[] {" ", "\"", "<", ">"}) {
            assertSummary("X-Any: sip:h" + end + "b@h", "X-Any: sip:h" + end + "b@h");
        }
        assertSummary("X-Any: sip:****=sip@h", "X-Any: sip:alice=sip:bob@h");
        assertSummary("X-Any: sip:h,", "X-Any: sip:h,");
    }

    @Test
    @DisplayName("a number is the user of a tel URI; a user may be empty, or hold a slash or a question mark")
    void users() {
        assertSummary("X-Any: tel:****5910;x=1@h", "X-Any: tel:+49301235910;x=1@h");
        assertSummary("X-Any: tel:****5910", "X-Any: tel:+49301235910");
        assertSummary("X-Any: tel:****;x=1", "X-Any: tel:;x=1");
        assertSummary("X-Any: sip:****@h", "X-Any: sip:@h");
        assertSummary("X-Any: sip:**bcde@h", "X-Any: sip:a/bcde@h");
        assertSummary("X-Any: sip:**bcde@h?****", "X-Any: sip:a?bcde@h?x=1");
        assertSummary("X-Any: sip:?****", "X-Any: sip:?Replaces=1");
        assertSummary("X-Any: http://h?****", "X-Any: http://h?a@b");
    }

    private static void assertSummary(String expected, String line) {
        String summary = parse(options(line + "\n")).summary();
        assertTrue(summary.lines().anyMatch(expected::equals), summary);
    }

    @Test
    @DisplayName("a header line shows its credentials as little as the message does")
    void field() {
        assertEquals("Authorization: Digest ****", new HeaderField("Authorization", "Digest a=\"SECRET\"").toString());
        assertEquals("y: ****", new HeaderField("y", "SECRET").toString());
        assertEquals("X-A: 1", new HeaderField("X-A", "1").toString());
    }

    @Test
    @DisplayName("bodies, headers and message texts do not show their content by accident")
    void quiet() {
        assertEquals("5 bytes", Messages.invite().body().toString());
        assertEquals("11 headers", Messages.invite().headers().toString());
    }

    @Test
    @DisplayName("regression: a letter that grows in lower case neither shifts the mask nor throws")
    void lengthChangingLetters() {
        SipMessage message = parse(options("X-A: \u0130\u0130 sip:SECRET:SECRET@h\nX-B: \u0130sip:\n"));
        assertFalse(message.summary().contains("SECRET"), message.summary());
        assertTrue(message.summary().contains("X-A: \u0130\u0130 sip:**CRET@h"), message.summary());
    }
}
