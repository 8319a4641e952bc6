// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.time.Instant;

/**
 * A time of day as RTCP writes it: seconds since 1900 in the upper 32 bits, their fraction in the lower (RFC 3550 section 4).
 * Immutable.
 *
 * @param bits all 64 bits
 */
public record NtpTimestamp(long bits) {
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;

    /**
     * Converts a time.
     *
     * @param time any time; those from 2036 on wrap around
     * @return the timestamp
     */
    public static NtpTimestamp of(Instant time) {
        long seconds = time.getEpochSecond() + SECONDS_FROM_1900_TO_1970;
        long fraction = ((long) time.getNano() << 32) / 1_000_000_000L;
        return new NtpTimestamp(seconds << 32 | fraction);
    }

    /**
     * Gives the middle 32 bits, as reports refer to a time.
     *
     * @return in units of 1/65,536 s
     */
    public long middle() {
        return bits >>> 16 & 0xFFFF_FFFFL;
    }
}
