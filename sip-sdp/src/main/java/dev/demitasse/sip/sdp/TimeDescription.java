// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.List;

/**
 * A {@code t=} line with its {@code r=} lines, RFC 8866 sections 5.9 and 5.10. A call has one, {@code t=0 0}. Immutable.
 *
 * @param startSeconds the start in seconds since 1900, 0 for unbounded
 * @param stopSeconds the end in seconds since 1900, 0 for unbounded
 * @param repeats the values of the {@code r=} lines, as written
 */
public record TimeDescription(long startSeconds, long stopSeconds, List<String> repeats) {
    /** The timing of a call: {@code t=0 0}, permanent. */
    public static final TimeDescription PERMANENT = new TimeDescription(0, 0, List.of());

    /**
     * Checks and copies.
     *
     * @param startSeconds the start in seconds since 1900, 0 for unbounded
     * @param stopSeconds the end in seconds since 1900, 0 for unbounded
     * @param repeats the values of the {@code r=} lines, as written
     * @throws IllegalArgumentException when a time is negative or a repeat is empty or holds CR, LF or NUL
     */
    public TimeDescription {
        if (startSeconds < 0 || stopSeconds < 0) {
            throw new IllegalArgumentException("times must not be negative: " + startSeconds + ' ' + stopSeconds);
        }
        repeats = List.copyOf(repeats);
        repeats.forEach(repeat -> Text.require(repeat, Text.BYTE_STRING, "repeat"));
    }
}
