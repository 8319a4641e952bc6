// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static dev.demitasse.sip.message.Messages.parse;
import static dev.demitasse.sip.message.Messages.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 25.1: basic rules at their edges")
class Rfc3261Section25Test {
    @ParameterizedTest
    @ValueSource(strings = {"\"a\u0007b\"", "\"a\u007fb\"", "\"a\\\n b\"", "\"a\\\"", "\"a", "\"\u001f\""})
    @DisplayName("quoted-string: control characters only in a quoted-pair, line ends not even there")
    void malformedQuotedStrings(String name) {
        assertEquals(
                SipStatus.BAD_REQUEST,
                rejected(optionsWith("From", "From: " + name + " <sip:a@h>;tag=1"))
                        .suggestedStatus());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"\\\u0007\\\u007f\"`|`\u0007\u007f`",
                "`\"a\tb\"`|`a\tb`",
                "`\"a\\\"b\\\\\"`|`a\"b\\`",
                "`\"J\u00fcrgen \u5927\"`|`J\u00fcrgen \u5927`",
                "`\"a,b;c<d>\"`|`a,b;c<d>`",
                "`a.b-c! d`|`a.b-c! d`",
                "`\"a\\\u00fc\"`|`a\u00fc`"
            })
    @DisplayName("display-name: quoted pairs undone, UTF-8, separators in quotes, tokens")
    void displayNames(String name, String meaning) {
        assertEquals(
                Optional.of(meaning),
                parse(optionsWith("From", "From: " + name + "<sip:a@h>;tag=1"))
                        .from()
                        .displayName());
    }

    @Test
    @DisplayName("what we quote is a quoted-string by the grammar, control characters too")
    void quoting() {
        NameAddress address = NameAddress.of("a\u0001\"\\\u007f\t", Uri.parse("sip:a@h"));
        assertEquals("\"a\\\u0001\\\"\\\\\\\u007f\t\" <sip:a@h>", address.toString());
        assertEquals(Optional.of("a\u0001\"\\\u007f\t"), address.displayName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"A\"\n <sip:a@h>\n\t;\n tag \n =\n 1",
                "\"A\"<sip:a@h>;tag=1",
                "\t\"A\" \t <sip:a@h>\t; tag\t=1 ",
                "A <sip:a@h> ;tag=1"
            })
    @DisplayName("SEMI, EQUAL, LAQUOT, RAQUOT: white space and folds around separators")
    void whiteSpace(String from) {
        SipMessage message = parse(optionsWith("From", "From:" + from));
        assertEquals(Optional.of("A"), message.from().displayName());
        assertEquals(Optional.of("1"), message.from().tag());
        assertEquals("sip:a@h", message.from().uri().toString());
    }

    @Test
    @DisplayName("20.10: without angle brackets parameters are the header's, with them the URI's")
    void addrSpecAndNameAddr() {
        NameAddress bare = parse(options("m: sip:a@h;x=1;y\n")).contacts().get(0);
        assertEquals(List.of("x", "y"), bare.parameters().names());
        assertEquals(List.of(), bare.sipUri().orElseThrow().parameters().names());
        NameAddress bracketed =
                parse(options("m: <sip:a@h;x=1>;y\n")).contacts().get(0);
        assertEquals(List.of("y"), bracketed.parameters().names());
        assertEquals(List.of("x"), bracketed.sipUri().orElseThrow().parameters().names());
    }

    @Test
    @DisplayName("COMMA: in quotes, in brackets and in a URI it does not separate; an empty element is malformed")
    void commas() {
        SipMessage message = parse(options("Contact: \"a, b\" <sip:c,d@h>;x=\"1,2\" , <sip:e@h>\nm: <sip:f@h>\n"));
        assertEquals(3, message.contacts().size());
        assertEquals(
                Optional.of("c,d"),
                message.contacts().get(0).sipUri().orElseThrow().user());
        for (String list : List.of("<sip:a>,", ",<sip:a>", "<sip:a>,,<sip:b>", ",")) {
            SipMessage broken = parse(options("Contact: " + list + "\n"));
            assertThrows(MalformedHeaderException.class, broken::contacts, list);
        }
    }

    @Test
    @DisplayName("7.3.1: a list may be empty where the grammar lets it be; any letter case, either form of a name")
    void emptyAndMixedCase() {
        SipMessage message = parse(options("sUPPORTED:\nk : \nACCEPT:\nsUBJECT:\nX-:\n"));
        assertEquals(List.of(), message.all(Header.SUPPORTED));
        assertEquals(List.of(), message.all(Header.ACCEPT));
        assertEquals(Optional.of(""), message.first(Header.SUBJECT));
        assertEquals(Optional.of(""), message.headers().first("x-"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"120 (in (a (nested\\) one)) minutes)|120", "5(x)|5", "18000;duration=3600|18000", "7 (a) ;b|7"})
    @DisplayName("comment: nested, with quoted pairs, before the parameters")
    void comments(String value, long seconds) {
        assertEquals(
                seconds,
                parse(options("Retry-After: " + value + "\n"))
                        .require(Header.RETRY_AFTER)
                        .seconds());
    }
}
