// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 25.1, RFC 7235 2.1: a scheme and what belongs to it")
class AuthValueTest {
    private static ByteCursor over(String text) {
        return ByteCursor.over(text, "test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Foo", "Foo ", "Foo,Bar", "Foo , Bar", "Foo \t,"})
    @DisplayName("RFC 7235 2.1: a scheme may stand alone, at the end or before a comma")
    void schemeAlone(String text) throws SipParseException {
        ByteCursor in = over(text);
        AuthValue value = AuthValue.parse(in);
        assertEquals("Foo", value.encoded());
        assertEquals("", value.token68());
        assertTrue(value.parameters().isEmpty());
        assertEquals(3, in.position());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Foo a|a", "Foo  a/b==|a/b==", "Foo a= , Bar|a=", "Foo a,b=c|a", "Foo ~+/ |~+/"})
    @DisplayName("RFC 7235 2.1: or with a token68")
    void token68(String text, String token68) throws SipParseException {
        ByteCursor in = over(text);
        AuthValue value = AuthValue.parse(in);
        assertEquals(token68, value.token68());
        assertEquals("Foo " + token68, value.encoded());
        assertTrue(value.parameters().isEmpty());
        assertEquals(text.indexOf(token68) + token68.length(), in.position());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Foo a=b", "Foo a=\"\"", "Foo a=b, c=d", "Digest a=b"})
    @DisplayName("RFC 3261 25.1: or with parameters")
    void parameters(String text) throws SipParseException {
        ByteCursor in = over(text);
        AuthValue value = AuthValue.parse(in);
        assertEquals("", value.token68());
        assertEquals(text, value.encoded());
        assertTrue(in.atEnd());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Foo =",
                "Foo ==,",
                "Foo a==b",
                "Foo a b",
                "Foo/bar",
                "Foo=",
                "Digest",
                "Digest ",
                "digest,Foo"
            })
    @DisplayName("what is none of these is refused, Digest without parameters too")
    void malformed(String text) {
        assertThrows(IllegalArgumentException.class, () -> ValueCodec.parseText(AuthValue::parse, text, "test"), text);
    }
}
