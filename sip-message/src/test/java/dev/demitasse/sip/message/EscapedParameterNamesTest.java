// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 19.1.4, RFC 4475 3.1.1.3: the name of a URI parameter means the same with escapes and without")
class EscapedParameterNamesTest {
    private static Parameters parameters(String text) {
        return SipUri.parse("sip:a@h" + text).parameters();
    }

    @Test
    @DisplayName("RFC 4475 3.1.1.3: %6C%72 is lr, n%61me=v%61lue%2541 is name; a value is decoded once")
    void found() {
        SipUri uri = SipUri.parse("sip:a@h;%6C%72;n%61me=v%61lue%2541;T%72ansport=%54cp");
        assertTrue(uri.isLooseRouter());
        assertEquals(Optional.of("value%41"), uri.parameters().value("NAME"));
        assertEquals(Optional.of("Tcp"), uri.transport());
        assertEquals(List.of("lr", "name", "Transport"), uri.parameters().names());
        assertEquals(5, parameters(";t%74l=5").number("ttl").orElseThrow());
    }

    @Test
    @DisplayName("every listed name is found, and an escape is not its own name")
    void consistent() {
        Parameters parameters = parameters(";%6C%72;%25=1;x%FC;%C3%A4=2;a%26b");
        assertEquals(List.of("lr", "%", "x\ufffd", "\u00e4", "a&b"), parameters.names());
        for (String name : List.of("lr", "LR", "%", "\u00e4", "a&b", "A&B")) {
            assertTrue(parameters.contains(name), name);
        }
        for (String name : List.of("%6C%72", "%25", "\u00c4", "a%26b", "l", "r", "")) {
            assertFalse(parameters.contains(name), name);
        }
    }

    @Test
    @DisplayName("a letter beyond ASCII does not pass for one of a known name, whatever its letter case would be")
    void foreignLetters() {
        assertEquals(
                Optional.empty(), SipUri.parse("sip:a@h;tran%C5%BFport=tcp").transport());
    }

    @Test
    @DisplayName(
            "a parameter is set and taken out by its name, escaped or not; what is set is escaped where it has to be")
    void changed() {
        Parameters parameters = parameters(";x;%6C%72=1;y");
        assertEquals(";x;lr=2;y", parameters.with("lr", "2").toString());
        assertEquals(";x;y", parameters.without("LR").toString());
        assertEquals(";x;%6C%72=1;y;a%25=b", parameters.with("a%", "b").toString());
        assertEquals(Optional.of("b"), parameters.with("a%", "b").value("A%"));
        assertEquals(
                "sip:a@h",
                SipUri.parse("sip:a@h;%6C%72").toBuilder()
                        .withoutParameter("lr")
                        .build()
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:a@h;transport=udp;%74ransport=tcp",
                "sip:a@h;%74ransport=udp;transport=tcp",
                "sip:a@h;%74ransport=udp;t%72ansport=tcp",
                "sip:a@h;%74ransport;TRANSPORT",
                "sip:a@h;a%3b;a%3B",
                "sip:a@h;%ff;x;%FF",
                "tel:+1;ext=1;e%78t=2"
            })
    @DisplayName("7.3.1: the same name once with escapes and once without is there twice")
    void once(String uri) {
        assertThrows(IllegalArgumentException.class, () -> Uri.parse(uri));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:a@h;a%26b;a&b", "sip:a@h;%FF;%FE", "sip:a@h;%6Ca;%6Cb", "sip:a@h;%25;%2525"})
    @DisplayName("19.1.4: a reserved character and its escape are not the same, nor are two bytes that are no UTF-8")
    void different(String uri) {
        assertEquals(2, SipUri.parse(uri).parameters().names().size());
        assertTrue(Uri.parse(uri).equivalentTo(Uri.parse(uri)));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:a@h;%6Dethod=INVITE, sip:a@h;%6Dethod=INVITE",
        "sip:a@h;%6Dethod=INVITE, sip:a@h;method=INVITE",
        "sip:a@h;%61=b, sip:a@h;A=%62",
        "sip:a@h;a%3b=b, sip:a@h;a%3B=b",
        "sip:%ff@h, sip:%FF@h",
        "tel:+1;%65xt=1-2, tel:+1;ext=12"
    })
    @DisplayName("19.1.4: escapes do not make URIs different")
    void equivalent(String a, String b) {
        assertTrue(Uri.parse(a).equivalentTo(Uri.parse(b)));
        assertTrue(Uri.parse(b).equivalentTo(Uri.parse(a)));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:a@h;%61=b, sip:a@h;%61=c",
        "sip:a@h;%61=b, sip:a@h;a=c",
        "sip:a@h;%6Dethod=INVITE, sip:a@h",
        "sip:a@h;a%26b=1;a&b=2, sip:a@h;a%26b=2;a&b=1",
        "sip:%FF@h, sip:%FE@h",
        "tel:+1;%65xt=1, tel:+1;ext=2",
        "tel:+1;%65xt=1, tel:+1"
    })
    @DisplayName("19.1.4: nor do they make different URIs the same")
    void notEquivalent(String a, String b) {
        assertFalse(Uri.parse(a).equivalentTo(Uri.parse(b)));
        assertFalse(Uri.parse(b).equivalentTo(Uri.parse(a)));
    }

    @Test
    @DisplayName("RFC 4475 3.1.1.5: a percent sign in the name of a header parameter is a letter like any other")
    void headerParameters() {
        Parameters parameters =
                NameAddress.parse("<sip:a@h>;%6C%72=1;lr=2;%6c%73").parameters();
        assertEquals(List.of("%6C%72", "lr", "%6c%73"), parameters.names());
        assertEquals(Optional.of("1"), parameters.value("%6c%72"));
        assertEquals(Optional.of("2"), parameters.value("lr"));
        assertEquals(";%6C%72=1;lr=2;%6c%73;a%=b", parameters.with("a%", "b").toString());
    }
}
