// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.invite;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static dev.demitasse.sip.message.Messages.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Header values: what went wrong once")
class HeaderValueRegressionTest {
    @Test
    @DisplayName("a received display name with NUL made withUri throw")
    void nulInDisplayNameBeforeAnotherUri() {
        NameAddress to =
                parse(optionsWith("To", "To: \"a\\\0b\" <sip:b@h>;tag=1")).to();
        NameAddress moved = to.withUri(Uri.parse("sip:c@h2"));
        assertEquals("\"a\\\0b\" <sip:c@h2>;tag=1", moved.toString());
        assertEquals(to.displayName(), moved.displayName());
    }

    @Test
    @DisplayName("an address with another URI had its display name quoted anew")
    void displayNameKeptAsWritten() {
        NameAddress address = NameAddress.parse("A  B <sip:a@h>;x").withUri(Uri.parse("tel:+1"));
        assertEquals("A  B <tel:+1>;x", address.toString());
        assertEquals(
                "<tel:+1>",
                NameAddress.parse("sip:a@h").withUri(Uri.parse("tel:+1")).toString());
    }

    @Test
    @DisplayName("a * could be written where no * may stand")
    void wildcardOutsideContact() {
        for (Header<NameAddress> header : List.of(Header.FROM, Header.ROUTE, Header.ALERT_INFO, Header.REFER_TO)) {
            assertThrows(
                    IllegalArgumentException.class, () -> invite().with(header, NameAddress.WILDCARD), header.name());
        }
        assertEquals(
                Optional.of("*"),
                invite().with(Header.CONTACT, NameAddress.WILDCARD).headers().first("Contact"));
    }

    @Test
    @DisplayName("a Route without angle brackets lost its lr to the header and was a strict router")
    void routeWithoutBrackets() {
        SipMessage message = parse(options("Route: sip:p.example.com;lr\n"));
        assertThrows(MalformedHeaderException.class, () -> message.all(Header.ROUTE));
    }

    @Test
    @DisplayName("values of one text were not equal if one of them was folded")
    void foldedValuesAreEqual() {
        NameAddress folded = parse(options("Contact: A\n B <sip:a@h> ;\n\tx=\"1\n 2\"\n"))
                .contacts()
                .get(0);
        NameAddress flat = NameAddress.parse("A B <sip:a@h> ; x=\"1 2\"");
        assertEquals(flat, folded);
        assertEquals(flat.hashCode(), folded.hashCode());
        assertEquals(flat.parameters(), folded.parameters());
        assertEquals(flat.parameters().hashCode(), folded.parameters().hashCode());
        assertNotEquals(NameAddress.parse("AB <sip:a@h>"), folded);
        Via via = parse(optionsWith("Via", "Via: SIP/2.0/UDP h\n ;branch=1")).topVia();
        assertEquals(Via.parse("SIP/2.0/UDP h ;branch=1"), via);
        assertEquals(Via.parse("SIP/2.0/UDP h ;branch=1").hashCode(), via.hashCode());
        ParameterizedToken event = parse(options("Event: a;\n b=c\n")).require(Header.EVENT);
        assertEquals(ParameterizedToken.parse("a; b=c"), event);
        assertEquals(ParameterizedToken.parse("a; b=c").hashCode(), event.hashCode());
    }

    @Test
    @DisplayName("folded values with different bytes that are not UTF-8 were equal, and their hashes were not")
    void bytesThatAreNotUtf8() {
        byte[] folded = "a\r\n \u0080".getBytes(StandardCharsets.ISO_8859_1);
        byte[] same = "a \u0080".getBytes(StandardCharsets.ISO_8859_1);
        byte[] other = "a \u0081".getBytes(StandardCharsets.ISO_8859_1);
        assertTrue(Text.isSameText(folded, 0, 5, same, 0, 3));
        assertFalse(Text.isSameText(folded, 0, 5, other, 0, 3));
        assertFalse(Text.isSameText(same, 0, 3, other, 0, 3));
        assertEquals(Text.textHash(folded, 0, 5), Text.textHash(same, 0, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0305 h \"x\"", "00399 h \"x\"", "399 h\"x\""})
    @DisplayName("a warn-code of four digits, or no space before the text, was taken")
    void warning(String value) {
        SipMessage message = parse(options("Warning: " + value + "\n"));
        assertThrows(MalformedHeaderException.class, () -> message.all(Header.WARNING));
    }

    @Test
    @DisplayName("a comment was taken in Session-Expires and Min-SE")
    void commentInSessionExpires() {
        SipMessage message = parse(options("Session-Expires: 90 (x)\nMin-SE: 90 (x)\nRetry-After: 90 (x)\n"));
        assertThrows(MalformedHeaderException.class, () -> message.all(Header.SESSION_EXPIRES));
        assertThrows(MalformedHeaderException.class, () -> message.all(Header.MIN_SE));
        assertEquals(DeltaSeconds.of(90), message.require(Header.RETRY_AFTER));
    }

    @Test
    @DisplayName("parameters of a URI could be put into a header, where their escapes mean nothing")
    void uriParametersInAHeader() {
        Parameters parameters = SipUri.parse("sip:a@h;x=%22").parameters();
        assertThrows(IllegalArgumentException.class, () -> new ParameterizedToken("a", parameters));
        assertThrows(IllegalArgumentException.class, () -> new MediaType("a", "b", parameters));
        assertThrows(IllegalArgumentException.class, () -> new DeltaSeconds(1, parameters));
        assertEquals(
                DeltaSeconds.of(1).seconds(),
                new DeltaSeconds(1, SipUri.parse("sip:a@h").parameters()).seconds());
    }

    @Test
    @DisplayName("a URI parameter could be given a name that no URI may hold")
    void uriParameterName() {
        Parameters parameters = SipUri.parse("sip:a@h;x").parameters();
        assertThrows(IllegalArgumentException.class, () -> parameters.with("a`b", "c"));
        assertEquals(
                ";x;a`b=c",
                NameAddress.parse("<sip:h>;x").parameters().with("a`b", "c").toString());
    }

    @Test
    @DisplayName("a masked name could still end a line of a log, or turn its text around")
    void maskedNameOnOneLine() {
        assertEquals("*?b?c", CallerId.mask("a\nb\u202ec"));
        assertEquals("****x?y?", CallerId.mask("12345x\ry\0"));
    }

    @Test
    @DisplayName("a value of a user's codec that ends with a line end was stripped, not refused")
    void lineEndAtTheEnd() {
        Header<String> own = Header.of("X-Own", s -> s, s -> s);
        assertThrows(IllegalArgumentException.class, () -> invite().with(own, "a\r\n"));
        assertThrows(IllegalArgumentException.class, () -> invite().with(Header.SUBJECT, "a\r\n"));
    }

    @Test
    @DisplayName(
            "names chosen to look alike to the filter cost a look at all earlier ones each, and are still told apart")
    void chosenNames() {
        StringBuilder text = new StringBuilder("<sip:a@h>");
        for (int i = 0; i < 500; i++) {
            text.append(";p").append(i).append("=1");
        }
        String many = text.toString();
        assertEquals(500, NameAddress.parse(many).parameters().names().size());
        for (int i = 0; i < 500; i += 7) {
            String again = many + ";P" + i;
            assertThrows(IllegalArgumentException.class, () -> NameAddress.parse(again), again);
        }
        String uri = many.replace(">", "").substring(1);
        assertEquals(500, SipUri.parse(uri).parameters().names().size());
        assertThrows(IllegalArgumentException.class, () -> SipUri.parse(uri + ";P499"));
        assertThrows(IllegalArgumentException.class, () -> SipUri.parse(uri + ";p499;q=1"));
    }
}
