// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Names and values that a URI holds escaped are received text")
class UriHeadersTest {
    private static final int MOST_PARAMETERS = SipParserLimits.DEFAULT.maxParameters();

    @ParameterizedTest
    @CsvSource({"Replace%C5%BF, Replaces", "Call%2DInfo%C5%BF, Call-Infos", "X-%E2%84%AA, X-K", "X-%E2%84%AA, x-k"})
    @DisplayName("regression: a letter that is none of ASCII's passes for none of them in a header's name")
    void foldedLetters(String written, String asked) {
        SipUri uri = SipUri.parse("sip:a@h?" + written + "=x");
        assertEquals(Optional.empty(), uri.header(asked));
        assertEquals(Optional.empty(), uri.header(Header.text(asked)));
        assertFalse(uri.equivalentTo(SipUri.parse("sip:a@h?" + asked + "=x")));
    }

    @ParameterizedTest
    @CsvSource({"Re%70laces, rEPLACES", "X-%e2%84%aa, x-\u212a", "X-%C3%BC, x-\u00fc"})
    @DisplayName("ASCII letters are found in any case, and others as they are")
    void found(String written, String asked) {
        assertEquals(Optional.of("x"), SipUri.parse("sip:a@h?" + written + "=x").header(asked));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:a@h;%E2%84%AA=1;x=1, sip:a@h;k=2;x=1, true",
        "sip:a@h;x=%E2%84%AA, sip:a@h;x=k, false",
        "sip:a@h;x=%4B, sip:a@h;x=k, true"
    })
    @DisplayName("the kelvin sign is no k in the parameters of a URI either, in name or value")
    void foldedParameters(String a, String b, boolean equivalent) {
        assertEquals(equivalent, Uri.parse(a).equivalentTo(Uri.parse(b)));
    }

    @ParameterizedTest
    @CsvSource({
        "s=x, Subject=x, true",
        "SUBJECT=x&m=y, M=y&s=x, true",
        "%73=x, subject=x, true",
        "s=x, Subject=y, false",
        "s=x, Supported=x, false",
        "q=x, Subject=x, false"
    })
    @DisplayName("regression, RFC 3261 7.3.3: the compact name of a header was another header when URIs were compared")
    void compactNames(String one, String other, boolean equivalent) {
        SipUri uri = SipUri.parse("sip:a@h?" + one);
        assertEquals(equivalent, uri.equivalentTo(SipUri.parse("sip:a@h?" + other)));
        assertEquals(equivalent, SipUri.parse("sip:a@h?" + other).equivalentTo(uri));
    }

    private static String parameters(int number) {
        return IntStream.range(0, number).mapToObj(i -> ";p" + i).collect(Collectors.joining());
    }

    @Test
    @DisplayName("regression: a header in a URI has at most the parameters that the parser takes without being told")
    void manyParametersOfHeader() {
        String most =
                "sip:a@h?Refer-To=%3Csip:b%40h%3E" + parameters(MOST_PARAMETERS).replace(";", "%3B");
        assertTrue(SipUri.parse(most).header(Header.REFER_TO).isPresent());
        SipUri more = SipUri.parse(most + "%3Bq");
        assertThrows(MalformedHeaderException.class, () -> more.header(Header.REFER_TO));
    }

    @Test
    @DisplayName("regression: so has the telephone number that a user is")
    void manyParametersOfUser() {
        String most = "sip:+1" + parameters(MOST_PARAMETERS);
        assertTrue(SipUri.parse(most + "@h;user=phone").toTelUri().isPresent());
        assertEquals(Optional.empty(), SipUri.parse(most + ";q@h;user=phone").toTelUri());
    }
}
