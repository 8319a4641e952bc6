// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/**
 * A synchronization source identifier (RFC 3550 section 3). Immutable.
 *
 * @param bits its 32 bits
 */
public record Ssrc(int bits) {
    /** Eight hexadecimal digits. */
    @Override
    public String toString() {
        String digits = Integer.toHexString(bits);
        return "0".repeat(8 - digits.length()) + digits;
    }
}
