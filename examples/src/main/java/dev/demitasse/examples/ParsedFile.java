// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipParseException;
import java.util.List;
import java.util.Optional;

/**
 * A message of a file, and what the parser made of it. Immutable, but for the bytes.
 *
 * @param place where it was read
 * @param bytes what is in it; of a stream, the bytes of the message alone
 * @param message the message, if it was accepted
 * @param rejection why not, if it was rejected
 * @param malformed the headers of an accepted message that are malformed when they are read
 * @param tolerances what it was accepted in spite of
 */
record ParsedFile(
        MessagePlace place,
        byte[] bytes,
        Optional<SipMessage> message,
        Optional<SipParseException> rejection,
        List<MalformedHeaderException> malformed,
        List<Tolerance> tolerances) {
    ParsedFile {
        malformed = List.copyOf(malformed);
        tolerances = List.copyOf(tolerances);
    }

    static ParsedFile accepted(
            MessagePlace place,
            byte[] bytes,
            SipMessage message,
            List<MalformedHeaderException> malformed,
            List<Tolerance> tolerances) {
        return new ParsedFile(place, bytes, Optional.of(message), Optional.empty(), malformed, tolerances);
    }

    static ParsedFile rejected(MessagePlace place, byte[] bytes, SipParseException rejection) {
        return new ParsedFile(place, bytes, Optional.empty(), Optional.of(rejection), List.of(), List.of());
    }

    /** How many bytes stand behind an accepted message: cut off, as those of a datagram are (RFC 3261 section 18.3). */
    int bytesBehind() {
        int start = 0;
        while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        return bytes.length - start - message.map(SipMessage::encodedLength).orElse(bytes.length - start);
    }

    /** Whether there is nothing that could be a message: no byte, or line ends alone. */
    boolean isEmpty() {
        for (byte octet : bytes) {
            if (octet != '\r' && octet != '\n') {
                return false;
            }
        }
        return true;
    }

    boolean isAccepted() {
        return message.isPresent();
    }
}
