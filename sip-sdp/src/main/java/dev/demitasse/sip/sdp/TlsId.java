// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Optional;

/** The value of {@code a=tls-id}, RFC 8842 section 4: which DTLS association a description is about. */
final class TlsId {
    static final String NAME = "tls-id";

    private static final int LEAST = 20;
    private static final int MOST = 255;

    private TlsId() {}

    /** The identification; empty when the text is none. */
    static Optional<String> parse(String text) {
        if (text.length() < LEAST || text.length() > MOST) {
            return Optional.empty();
        }
        return text.chars().allMatch(TlsId::isCharacter) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isCharacter(int c) {
        return Text.is((char) c, Text.ICE) || c == '-' || c == '_';
    }
}
