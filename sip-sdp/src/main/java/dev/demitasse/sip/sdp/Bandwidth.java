// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.OptionalLong;

/**
 * A {@code b=} line, RFC 8866 section 5.8. Immutable.
 *
 * @param type the kind of limit: {@code CT} and {@code AS} in kilobits per second, {@code TIAS} (RFC 3890), {@code RS}
 *     and {@code RR} (RFC 3556) in bits per second; others are kept
 * @param value the limit in the unit of its type, not negative
 */
public record Bandwidth(String type, long value) {
    /**
     * Checks both fields.
     *
     * @param type the kind of limit: {@code CT} and {@code AS} in kilobits per second, {@code TIAS} (RFC 3890), {@code RS}
     *     and {@code RR} (RFC 3556) in bits per second; others are kept
     * @param value the limit in the unit of its type, not negative
     * @throws IllegalArgumentException when the type is no token or the value is negative
     */
    public Bandwidth {
        Text.require(type, Text.TOKEN, "bandwidth type");
        if (value < 0) {
            throw new IllegalArgumentException("bandwidth must not be negative: " + value);
        }
    }

    /**
     * The limit in bits per second, for the types that limit the media.
     *
     * @return the limit, the largest {@code long} where it does not fit; empty for other types than {@code AS},
     *     {@code CT} and {@code TIAS}
     */
    public OptionalLong bitsPerSecond() {
        return switch (type) {
            case "TIAS" -> OptionalLong.of(value);
            case "AS", "CT" -> OptionalLong.of(value > Long.MAX_VALUE / 1000 ? Long.MAX_VALUE : value * 1000);
            default -> OptionalLong.empty();
        };
    }

    /** The line without its line end. */
    @Override
    public String toString() {
        return "b=" + type + ':' + value;
    }
}
