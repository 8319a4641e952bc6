// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import dev.demitasse.sip.message.SipParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message of a file, and what the parser made of it. Immutable, but for the bytes.
 *
 * @param name of the file
 * @param bytes what is in it; of a stream, the bytes of the message alone
 * @param message the message, if it was accepted
 * @param rejection why not, if it was rejected
 * @param malformed the headers of an accepted message that are malformed when they are read
 */
record ParsedFile(
        String name,
        byte[] bytes,
        Optional<SipMessage> message,
        Optional<SipParseException> rejection,
        List<MalformedHeaderException> malformed) {

    static ParsedFile of(String name, byte[] bytes, SipParser parser) {
        try {
            return accepted(name, bytes, parser.parse(bytes));
        } catch (SipParseException e) {
            return rejected(name, bytes, e);
        }
    }

    static ParsedFile accepted(String name, byte[] bytes, SipMessage message) {
        return new ParsedFile(name, bytes, Optional.of(message), Optional.empty(), malformed(message));
    }

    static ParsedFile rejected(String name, byte[] bytes, SipParseException rejection) {
        return new ParsedFile(name, bytes, Optional.empty(), Optional.of(rejection), List.of());
    }

    private static List<MalformedHeaderException> malformed(SipMessage message) {
        List<MalformedHeaderException> malformed = new ArrayList<>();
        for (Header<?> header : Header.standard()) {
            try {
                message.all(header);
            } catch (MalformedHeaderException e) {
                malformed.add(e);
            }
        }
        return List.copyOf(malformed);
    }

    /** How many bytes stand behind an accepted message: cut off, as those of a datagram are (RFC 3261 section 18.3). */
    int bytesBehind() {
        int start = 0;
        while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        return bytes.length - start - message.map(SipMessage::encodedLength).orElse(bytes.length - start);
    }

    boolean isAccepted() {
        return message.isPresent();
    }
}
