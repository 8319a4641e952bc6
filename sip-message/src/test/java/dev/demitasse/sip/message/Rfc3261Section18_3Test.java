// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static dev.demitasse.sip.message.Messages.core;
import static dev.demitasse.sip.message.Messages.options;
import static dev.demitasse.sip.message.Messages.parse;
import static dev.demitasse.sip.message.Messages.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3261 18.3: framing by Content-Length in a datagram")
class Rfc3261Section18_3Test {
    @Test
    @DisplayName("bytes beyond Content-Length are discarded")
    void cut() {
        SipMessage message = parse(options("Content-Length: 3\n") + "abcINVITE sip:x SIP/2.0\n");
        assertEquals("abc", message.body().utf8());
        assertTrue(Messages.text(message).endsWith("\r\n\r\nabc"));
        assertEquals(message.toBytes().length, message.encodedLength());
    }

    @Test
    @DisplayName("without Content-Length the body goes to the end of the datagram")
    void toTheEnd() {
        assertEquals("abc", parse(options("") + "abc").body().utf8());
    }

    @Test
    @DisplayName("a body shorter than Content-Length: a request is answered 400")
    void shortRequest() {
        SipParseException e = rejected(options("Content-Length: 4\n") + "abc");
        assertEquals(SipStatus.BAD_REQUEST, e.suggestedStatus());
        SipResponse response = e.partial()
                .flatMap(partial -> partial.responseBuilder(e.suggestedStatus()))
                .orElseThrow()
                .build();
        assertEquals("1@192.0.2.1", response.callId());
    }

    @Test
    @DisplayName("a body shorter than Content-Length: a response is discarded")
    void shortResponse() {
        SipParseException e = rejected("SIP/2.0 200 OK\nContent-Length: 4\n" + core("INVITE") + "\nabc");
        assertTrue(e.partial()
                .flatMap(partial -> partial.responseBuilder(e.suggestedStatus()))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "", "x", "1x", "1, 1", "2147483648", "99999999999999999999", "+1", "1 1"})
    @DisplayName("a Content-Length that is no number is answered 400")
    void malformed(String value) {
        SipParseException e = rejected(options("Content-Length: " + value + "\n") + "a");
        assertEquals("Content-Length", e.rule());
        assertEquals(SipStatus.BAD_REQUEST, e.suggestedStatus());
    }
}
