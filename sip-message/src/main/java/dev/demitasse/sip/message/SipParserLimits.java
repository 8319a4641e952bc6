// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * How much of a message the parser takes before it refuses; what is refused is a {@link SipParseException} like any
 * other. Immutable.
 *
 * @param maxMessageBytes a whole message or datagram
 * @param maxStartLineBytes the request or status line, without its line end
 * @param maxHeaderLineBytes one header with its folds, without its line end
 * @param maxHeaderSectionBytes start line and headers together, at most {@value #HEADER_SECTION_CEILING}
 * @param maxHeaders header lines
 * @param maxParameters parameters of one header value or URI
 * @param maxBodyBytes the body
 */
public record SipParserLimits(
        int maxMessageBytes,
        int maxStartLineBytes,
        int maxHeaderLineBytes,
        int maxHeaderSectionBytes,
        int maxHeaders,
        int maxParameters,
        int maxBodyBytes) {
    /** The largest header section that can be indexed, in bytes. */
    public static final int HEADER_SECTION_CEILING = (1 << 18) - 1;

    /**
     * 1,114,112 bytes in all; start line 8,192; header line 16,384; header section 65,535; 256 headers; 64 parameters;
     * body 1,048,576 bytes.
     */
    public static final SipParserLimits DEFAULT =
            new SipParserLimits(1_114_112, 8_192, 16_384, 65_535, 256, 64, 1_048_576);

    /**
     * Checks the limits.
     *
     * @param maxMessageBytes a whole message or datagram
     * @param maxStartLineBytes the request or status line, without its line end
     * @param maxHeaderLineBytes one header with its folds, without its line end
     * @param maxHeaderSectionBytes start line and headers together, at most {@value #HEADER_SECTION_CEILING}
     * @param maxHeaders header lines
     * @param maxParameters parameters of one header value or URI
     * @param maxBodyBytes the body
     * @throws IllegalArgumentException if one is below 1 (the body's: below 0), or the header section's above its ceiling
     */
    public SipParserLimits {
        int least = Math.min(
                Math.min(Math.min(maxMessageBytes, maxStartLineBytes), Math.min(maxHeaderLineBytes, maxHeaders)),
                Math.min(maxHeaderSectionBytes, maxParameters));
        if (least < 1 || maxBodyBytes < 0) {
            throw new IllegalArgumentException("a limit is not positive");
        }
        if (maxHeaderSectionBytes > HEADER_SECTION_CEILING) {
            throw new IllegalArgumentException("maxHeaderSectionBytes is above " + HEADER_SECTION_CEILING);
        }
    }
}
