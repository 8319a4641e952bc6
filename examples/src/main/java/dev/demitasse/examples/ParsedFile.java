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
 * A file, and what the parser made of it. Immutable, but for the bytes.
 *
 * @param name of the file
 * @param bytes what is in it
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
            SipMessage message = parser.parse(bytes);
            return new ParsedFile(name, bytes, Optional.of(message), Optional.empty(), malformed(message));
        } catch (SipParseException e) {
            return new ParsedFile(name, bytes, Optional.empty(), Optional.of(e), List.of());
        }
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

    boolean isAccepted() {
        return message.isPresent();
    }
}
