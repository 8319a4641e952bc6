// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.malformed;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static dev.demitasse.sip.message.Messages.parse;
import static dev.demitasse.sip.message.Messages.read;
import static dev.demitasse.sip.message.Messages.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 20.10: addresses")
class Rfc3261Section20_10Test {
    @Test
    @DisplayName("20.10: without angle brackets parameters are the header's, within them the URI's")
    void whoseParameters() {
        NameAddress without = read(Header.CONTACT, "sip:a@h;unknownparam");
        assertTrue(without.parameters().contains("unknownparam"));
        assertEquals("sip:a@h", without.uri().toString());
        NameAddress within = read(Header.CONTACT, "<sip:a@h;unknownparam>");
        assertFalse(within.parameters().contains("unknownparam"));
        assertEquals("sip:a@h;unknownparam", within.uri().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"J Rosenberg \\\\\\\"\" <sip:j@h> ; newparam = newvalue ; secondparam ; q = 0.33",
                "caller<sip:a@h>",
                "token1~` token2'+_ token3*%!.- <sip:a@h>",
                "<sip:a@h>;x=\"a;b,c\"",
                "tel:+1;q=1",
                "<urn:x:y>",
                "\"\" <sip:a@h>",
                "<sip:a@h>;x=[::1]:5"
            })
    @DisplayName("20.10, RFC 4475: valid addresses are read and written as they came")
    void addresses(String value) {
        NameAddress address = read(Header.CONTACT, value);
        assertEquals(value, address.toString());
        assertEquals(address, NameAddress.parse(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Joe\" <sip:joe@h>;;;;",
                "<sip:a@h",
                "\"open <sip:a@h>",
                "< sip:a@h>",
                "<sip:a@h >",
                "Bell, A <sip:a@h>",
                "sip:a@h?Route=x",
                "<>",
                "",
                "a b",
                "<sip:a@h>;x=",
                "<sip:a@h>;x=a b",
                "<sip:a@h>;x=1;X=2",
                "\"a\"",
                "<sip:a@h> x",
                "<sip:a@h>;=x",
                "a\"b\" <sip:a@h>"
            })
    @DisplayName("20.10, RFC 4475: malformed addresses are rejected, in a From on arrival")
    void malformedAddresses(String value) {
        assertEquals(
                SipStatus.BAD_REQUEST,
                rejected(optionsWith("From", "From: " + value)).suggestedStatus());
        if (!value.isEmpty()) {
            malformed(Header.CONTACT, value);
        }
    }

    @Test
    @DisplayName("20.10: a display name is unquoted, its quoted pairs taken out")
    void displayName() {
        assertEquals(
                Optional.of("J \\\""),
                read(Header.CONTACT, "\"J \\\\\\\"\" <sip:j@h>").displayName());
        assertEquals(Optional.of("A  B"), read(Header.CONTACT, "A  B <sip:j@h>").displayName());
        assertEquals(Optional.empty(), read(Header.CONTACT, "<sip:j@h>").displayName());
        assertEquals(Optional.empty(), read(Header.CONTACT, "\"\"<sip:j@h>").displayName());
    }

    @Test
    @DisplayName("20.10: a display name stands before angle brackets only")
    void displayNameNeedsBrackets() {
        for (String value : List.of("\"Bob\" sip:bob@h", "Bob sip:bob@h", "\"Bob\"", "Bob", "\"Bob\" ;tag=1")) {
            assertThrows(IllegalArgumentException.class, () -> NameAddress.parse(value), value);
        }
        assertEquals("name-addr at 32", place("\"Bob\" sip:bob@h"));
    }

    private static String place(String from) {
        SipParseException error = rejected("OPTIONS sip:h SIP/2.0\nf: " + from + "\n\n");
        return error.rule() + " at " + error.offset();
    }

    @Test
    @DisplayName("20.10: an address without brackets has no display name, wherever in a message it stands")
    void noDisplayName() {
        NameAddress from =
                parse(optionsWith("From", "From: sip:a@example.com;tag=1")).from();
        assertEquals(Optional.empty(), from.displayName());
        assertEquals("sip:a@example.com", from.uri().toString());
        NameAddress bare =
                parse(optionsWith("From", "From: <sip:a@example.com>;tag=1")).from();
        assertEquals(Optional.empty(), bare.displayName());
        assertEquals(from.withTag("2"), bare.withTag("2"));
    }

    @Test
    @DisplayName("10.2.2: a Contact of * is the wildcard, and only alone")
    void wildcard() {
        assertSame(NameAddress.WILDCARD, read(Header.CONTACT, "*"));
        assertTrue(read(Header.CONTACT, "*").isWildcard());
        assertEquals("*", NameAddress.WILDCARD.toString());
        assertFalse(read(Header.CONTACT, "<sip:a@h>").isWildcard());
        malformed(Header.CONTACT, "*, <sip:a@h>");
        malformed(Header.CONTACT, "<sip:a@h>, *");
        malformed(Header.CONTACT, "<sip:a@h>,*");
        malformed(Header.CONTACT, "<sip:a@h>,\n *");
        malformed(Header.CONTACT, "*;expires=0");
        malformed(Header.CONTACT, "*\nm: <sip:a@h>");
        malformed(Header.CONTACT, "<sip:a@h>\nContact: *");
        malformed(Header.CONTACT, "*\nContact: *");
        assertSame(NameAddress.WILDCARD, read(Header.CONTACT, "*\nm:"));
    }

    @Test
    @DisplayName("addresses are changed by copies")
    void withAddress() {
        NameAddress address = NameAddress.parse("Bob <sip:bob@h>;tag=1;x=\"a b\"");
        assertEquals("Bob <sip:bob@h>;tag=2;x=\"a b\"", address.withTag("2").toString());
        assertEquals(
                "Bob <sip:bob@h>;x=\"a b\"", address.withoutParameter("TAG").toString());
        assertEquals(
                "\"B \\\"\" <sip:bob@h>;tag=1;x=\"a b\"",
                address.withDisplayName("B \"").toString());
        assertEquals(
                "Bob <tel:+1>;tag=1;x=\"a b\"",
                address.withUri(Uri.parse("tel:+1")).toString());
        assertEquals(
                "<sip:bob@h>;tag=9", NameAddress.parse("sip:bob@h").withTag("9").toString());
        assertEquals(
                "<sip:b@h>;q=\"0 1\"",
                NameAddress.of(Uri.parse("sip:b@h")).withParameter("q", "0 1").toString());
        assertThrows(IllegalArgumentException.class, () -> address.withTag("a b"));
        assertThrows(IllegalArgumentException.class, () -> address.withTag(""));
    }
}
