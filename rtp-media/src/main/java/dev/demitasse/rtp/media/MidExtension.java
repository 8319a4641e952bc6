// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.nio.charset.StandardCharsets;

/**
 * How packets name the stream they are of, where several share a transport: the header extension of RFC 9143 section 15.2. What
 * it is called there, and under which number, offer and answer have agreed on. Immutable.
 *
 * @param id its number in header extensions, 1 to 255
 * @param mid the name the peer has for the stream; 1 to 255 bytes of UTF-8, 3 at the most if packets are to be short
 */
public record MidExtension(int id, String mid) {
    private static final int MAXIMUM = 255;

    /**
     * Checks both.
     *
     * @param id its number in header extensions, 1 to 255
     * @param mid the name the peer has for the stream; 1 to 255 bytes of UTF-8
     * @throws IllegalArgumentException if one is out of range
     */
    public MidExtension {
        int length = mid.getBytes(StandardCharsets.UTF_8).length;
        if (id < 1 || id > MAXIMUM || length == 0 || length > MAXIMUM) {
            throw new IllegalArgumentException("MID of " + length + " bytes under " + id);
        }
    }
}
