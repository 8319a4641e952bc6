// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.crlf;
import static dev.demitasse.sip.message.Messages.optionsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 25.1: IPv4 addresses as hosts, for a parser without quirks")
class Ipv4HostTest {
    private static final SipParser STRICT = new SipParser(SipParserLimits.DEFAULT, EnumSet.noneOf(LenientQuirk.class));

    private static SipMessage strictly(String host) throws SipParseException {
        String lines = "Via: SIP/2.0/UDP " + host + ":5070;branch=z9hG4bK1\nRoute: <sip:" + host + ";lr>";
        return STRICT.parse(crlf(optionsWith("Via", lines)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "255.255.255.255", "192.0.2.1", "10.0.0.255", "1.2.3.4.example", "1.2.3.4a.b", "1-2.x"
            })
    @DisplayName("four numbers to 255 are an address, and may also begin a name")
    void taken(String host) throws SipParseException {
        SipMessage message = strictly(host);
        assertEquals(host, message.topVia().host());
        assertEquals(OptionalInt.of(5070), message.topVia().port());
        assertEquals(
                host, message.all(Header.ROUTE).get(0).sipUri().orElseThrow().host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.2.3",
                "1.2.3.",
                "1.2.3.4.5",
                "1..2.3",
                "1.2..3",
                "256.0.2.1",
                "192.0.2.256",
                "1.2.3.4a",
                "1.2.3.4_",
                "1.2.3.4-",
                "1.2.3.0000"
            })
    @DisplayName("other digits are neither an address nor a name: its last label begins with a letter")
    void refused(String host) {
        assertThrows(SipParseException.class, () -> strictly(host));
    }
}
