// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a call came to its end. Immutable. Every session has exactly one.
 *
 * @param reason why
 * @param status the SIP status that ended it, where there was one
 * @param text for people: the peer's reason phrase or what this side knows; may be empty
 */
public record Disconnection(EndReason reason, OptionalInt status, String text) {
    /**
     * Checks that nothing is missing.
     *
     * @param reason why
     * @param status the SIP status that ended it, where there was one
     * @param text for people: the peer's reason phrase or what this side knows; may be empty
     */
    public Disconnection {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(status);
        Objects.requireNonNull(text);
    }

    static Disconnection of(EndReason reason, String text) {
        return new Disconnection(reason, OptionalInt.empty(), text);
    }

    /** For logs: {@code REJECTED 486 Busy Here}. */
    @Override
    public String toString() {
        var out = new StringBuilder(reason.name());
        status.ifPresent(code -> out.append(' ').append(code));
        return text.isEmpty() ? out.toString() : out.append(' ').append(text).toString();
    }
}
