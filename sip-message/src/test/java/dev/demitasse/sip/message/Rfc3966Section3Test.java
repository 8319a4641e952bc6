// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 3966 3: the order of a telephone-subscriber's parameters, as we write it")
class Rfc3966Section3Test {
    @ParameterizedTest
    @CsvSource({
        "tel:2125551212;npdi;phone-context=+1, 2125551212;phone-context=+1;npdi",
        "tel:7042;cic=+1555;phone-context=a.example;ext=1, 7042;ext=1;phone-context=a.example;cic=+1555",
        "tel:7042;a;phone-context=a.example;ISUB=2;b, 7042;isub=2;phone-context=a.example;a;b",
        "tel:+1;ext=1;isub=2, +1;isub=2;ext=1",
        "tel:7042;postd=5;phone-context=a.example;npdi, 7042;phone-context=a.example;npdi;postd=5"
    })
    @DisplayName("regression: isub or ext is first, phone-context is next, and others are in lexicographical order")
    void order(String tel, String user) {
        assertEquals(
                "sip:" + user + "@h;user=phone",
                ((TelUri) Uri.parse(tel)).toSipUri("h").toString());
    }
}
