// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import dev.demitasse.sip.message.SipRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The value of each standard header in turn (the first byte says which): what is read and written again is the same. */
class HeaderValueFuzzTest {
    private static final SipParser PARSER = new SipParser();

    /** All but the Content-Length, which is the builder's. */
    private static final List<Header<?>> HEADERS = Header.standard().stream()
            .filter(header -> header != Header.CONTENT_LENGTH)
            .toList();

    @FuzzTest(maxDuration = "3s")
    void value(byte[] bytes) throws SipParseException {
        if (bytes.length == 0) {
            return;
        }
        Header<?> header = HEADERS.get((bytes[0] & 0xFF) % HEADERS.size());
        String value = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            return; // NUL may be read (a quoted-pair may be one), but is never written
        }
        Optional<SipMessage> message = message(header.name(), value);
        if (message.isPresent()) {
            check(message.get(), header);
        }
    }

    private static Optional<SipMessage> message(String name, String value) {
        String text = "OPTIONS sip:b@example.net SIP/2.0\r\n" + name + ": " + value + "\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nFrom: <sip:a@example.com>;tag=1\r\n"
                + "To: <sip:b@example.net>\r\nCall-ID: 1@example.com\r\nCSeq: 1 OPTIONS\r\n\r\n";
        try {
            return Optional.of(PARSER.parse(text.getBytes(StandardCharsets.UTF_8)));
        } catch (SipParseException eager) {
            return Optional.empty();
        }
    }

    private static <T> void check(SipMessage message, Header<T> header) throws SipParseException {
        List<T> values;
        try {
            values = message.all(header);
        } catch (MalformedHeaderException malformed) {
            return;
        }
        SipMessage written =
                ((SipRequest) message).toBuilder().headers(header, values).build();
        List<T> again = PARSER.parse(written.toBytes()).all(header);
        assertEquals(values, again, header.name());
    }
}
