// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

/** Messages for the tests, and how they are read. */
final class Messages {
    static final String INVITE = """
            INVITE sip:bob@biloxi.example.com SIP/2.0
            Via: SIP/2.0/UDP pc33.atlanta.example.com:5060;branch=z9hG4bK776asdhds;rport
            Via: SIP/2.0/TCP first.example.com;branch=z9hG4bK1
            Max-Forwards: 70
            From: "Alice" <sip:alice@atlanta.example.com>;tag=1928301774
            To: Bob <sip:bob@biloxi.example.com>
            Call-ID: a84b4c76e66710@pc33.atlanta.example.com
            CSeq: 314159 INVITE
            Contact: <sip:alice@pc33.atlanta.example.com>
            X-Room-ID: room 42
            Content-Type: application/sdp
            Content-Length: 5

            v=0
            """;

    private Messages() {}

    /** Text blocks end lines with LF; SIP wants CRLF. */
    static byte[] crlf(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    static SipMessage parse(String text) {
        try {
            return new SipParser().parse(crlf(text));
        } catch (SipParseException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static SipRequest request(String text) {
        return (SipRequest) parse(text);
    }

    static SipRequest invite() {
        return request(INVITE);
    }

    static SipParseException rejected(String text) {
        return assertThrows(SipParseException.class, () -> new SipParser().parse(crlf(text)), text);
    }

    /** An OPTIONS with the mandatory headers and, before them, lines of the test's. */
    static String options(String lines) {
        return "OPTIONS sip:b@example.com SIP/2.0\n" + lines + core("OPTIONS") + "\n";
    }

    static String core(String method) {
        return """
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
                From: <sip:a@example.com>;tag=1
                To: <sip:b@example.com>
                Call-ID: 1@192.0.2.1
                CSeq: 1 %s
                """.formatted(method);
    }

    /** The same with one of the mandatory lines replaced. */
    static String optionsWith(String name, String line) {
        StringBuilder out = new StringBuilder("OPTIONS sip:b@example.com SIP/2.0\n");
        core("OPTIONS")
                .lines()
                .filter(l -> !l.startsWith(name + ":"))
                .forEach(l -> out.append(l).append('\n'));
        return out.append(line).append(line.isEmpty() ? "\n" : "\n\n").toString();
    }

    static String text(SipMessage message) {
        return new String(message.toBytes(), StandardCharsets.UTF_8);
    }

    /** What is read of a request that has this header beside those it needs. */
    static <T> T read(Header<T> header, String value) {
        return parse(options(header.name() + ": " + value + "\n")).require(header);
    }

    /** Such a value costs the request nothing until it is read. */
    static void malformed(Header<?> header, String value) {
        SipMessage message = parse(options(header.name() + ": " + value + "\n"));
        var e = assertThrows(MalformedHeaderException.class, () -> message.all(header), value);
        assertEquals(header.name(), e.header());
        assertEquals(SipStatus.BAD_REQUEST, e.suggestedStatus());
        assertEquals("Malformed " + header.name(), e.safeMessage());
        assertTrue(e.offset() > 0);
        assertTrue(message.contains(header));
    }
}
