// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("every setter refuses what it can't take and names it")
class SipVoiceBackendBuilderTest {
    private final SipVoiceBackendBuilder builder = SipVoiceBackend.builder();

    private static void refuses(String named, Executable setter) {
        String message = assertThrows(IllegalArgumentException.class, setter).getMessage();
        assertTrue(message.contains(named), message);
    }

    @Test
    @DisplayName("ports")
    void ports() {
        refuses("1023-2000", () -> builder.rtpPorts(1023, 2000));
        refuses("10000-10000", () -> builder.rtpPorts(10_000, 10_000));
        refuses("10001-10002", () -> builder.rtpPorts(10_001, 10_002));
        refuses("10000-65536", () -> builder.rtpPorts(10_000, 65_536));
        builder.rtpPorts(10_000, 10_001).rtpPorts(10_001, 10_003);
    }

    @Test
    @DisplayName("addresses")
    void addresses() throws UnknownHostException {
        refuses(
                "sip.example.com",
                () -> builder.sipAddress(InetSocketAddress.createUnresolved("sip.example.com", 5060)));
        refuses("0.0.0.0", () -> builder.advertisedAddress(java.net.InetAddress.getByName("0.0.0.0")));
    }

    @Test
    @DisplayName("media")
    void media() {
        refuses("no codec", builder::codecs);
        refuses("95", () -> builder.telephoneEventPayloadType(95));
        refuses("128", () -> builder.telephoneEventPayloadType(128));
        refuses("PT0.005S", () -> builder.ptime(Duration.ofMillis(5)));
        refuses("PT0.025S", () -> builder.ptime(Duration.ofMillis(25)));
    }

    @Test
    @DisplayName("limits and names")
    void limits() {
        refuses("0", () -> builder.maximumCalls(0));
        refuses("user agent", () -> builder.userAgent("a\r\nX: y"));
        refuses("user agent", () -> builder.userAgent(" "));
        refuses("PT-1S", () -> builder.closeLimit(Duration.ofSeconds(-1)));
        refuses("PT-1S", () -> builder.portQuarantine(Duration.ofSeconds(-1)));
        refuses("PT0S", () -> builder.mediaTimeout(Duration.ZERO));
        refuses("PT0S", () -> builder.mediaEstablishmentTimeout(Duration.ZERO));
    }

    @Test
    @DisplayName("what is dialled")
    void dialRequest() {
        refuses("PT0S", () -> DialRequest.builder("sip:a@example.com").timeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> DialRequest.to("not a uri at all"));
        assertThrows(
                IllegalArgumentException.class,
                () -> DialRequest.builder("sip:a@example.com").header("X-A", "b\r\nX-Evil: c"));
        assertThrows(
                IllegalArgumentException.class,
                () -> DialRequest.builder("sip:a@example.com").header("", "b"));
        refuses("Via", () -> DialRequest.builder("sip:a@example.com").header("Via", "SIP/2.0/UDP a"));
        refuses("f is", () -> DialRequest.builder("sip:a@example.com").header("f", "<sip:mallory@example.com>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X(Room", "X Room", "X:Room", "X-Raum-ä", "X-\r\nVia", "X-\u0000", " X-Room", "X-Room\t", ""})
    @DisplayName(
            "RFC 3261 section 25.1: a header name that is no token is refused when it is set, not when it is dialled")
    void headerNames(String name) {
        DialRequest.Builder request = DialRequest.builder("sip:a@example.com");
        assertThrows(IllegalArgumentException.class, () -> request.header(name, "b"));
        assertEquals(Map.of(), request.build().headers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"b\r\nX-Evil: c", "b\r\n", "\nb", "b\r", "b\u0000", "b\r\n folded", "\r\n"})
    @DisplayName("a header value with CR, LF or NUL is refused wherever they stand, at its ends too")
    void headerValues(String value) {
        DialRequest.Builder request = DialRequest.builder("sip:a@example.com");
        assertThrows(IllegalArgumentException.class, () -> request.header("X-Room", value));
        assertEquals(Map.of(), request.build().headers());
    }

    @Test
    @DisplayName("a header value is what goes out: without white space around it")
    void headerValue() {
        DialRequest request = DialRequest.builder("sip:a@example.com")
                .header("X-Room", " blue room\t")
                .build();
        assertEquals(Map.of("X-Room", "blue room"), request.headers());
    }
}
