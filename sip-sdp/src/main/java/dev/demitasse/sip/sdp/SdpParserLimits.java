// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/**
 * What {@link SdpParser} accepts at most. A description beyond any of them is refused like any other malformed one,
 * with 400 suggested. Immutable.
 *
 * @param maxBytes octets of the whole description; default 65,536
 * @param maxLineBytes octets of one line without its end; default 8,192
 * @param maxLines lines; default 2,000
 * @param maxMedia {@code m=} lines; default 64
 * @param maxFormats formats of one {@code m=} line; default 128
 */
public record SdpParserLimits(int maxBytes, int maxLineBytes, int maxLines, int maxMedia, int maxFormats) {
    /** The defaults: roomy for a browser's description, small for an attacker's. */
    public static final SdpParserLimits DEFAULT = new SdpParserLimits(65_536, 8_192, 2_000, 64, 128);

    /**
     * Checks each limit.
     *
     * @param maxBytes octets of the whole description; default 65,536
     * @param maxLineBytes octets of one line without its end; default 8,192
     * @param maxLines lines; default 2,000
     * @param maxMedia {@code m=} lines; default 64
     * @param maxFormats formats of one {@code m=} line; default 128
     * @throws IllegalArgumentException when one of them is less than 1
     */
    public SdpParserLimits {
        Text.requireRange(maxBytes, 1, Integer.MAX_VALUE, "maxBytes");
        Text.requireRange(maxLineBytes, 1, Integer.MAX_VALUE, "maxLineBytes");
        Text.requireRange(maxLines, 1, Integer.MAX_VALUE, "maxLines");
        Text.requireRange(maxMedia, 1, Integer.MAX_VALUE, "maxMedia");
        Text.requireRange(maxFormats, 1, Integer.MAX_VALUE, "maxFormats");
    }
}
