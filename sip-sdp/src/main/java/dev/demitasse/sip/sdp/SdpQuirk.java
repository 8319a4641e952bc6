// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

/**
 * The deviations from RFC 8866 that {@link SdpParser} tolerates, a closed list. Each is met in descriptions that real
 * devices send, and harms nobody. Lines that end with LF alone are none of them: RFC 8866 section 5 asks parsers to
 * accept those.
 */
public enum SdpQuirk {
    /**
     * Lines in another order than section 5's: at the session level, such as {@code c=} after {@code t=} (early browsers),
     * or within a media description, such as {@code c=} or {@code b=} after {@code a=}. Written in the order of section 5.
     */
    LINES_OUT_OF_ORDER,
    /** No {@code s=} line, or one without a text (RFC 5118 section 4.8 has one; many gateways). Read as empty. */
    NO_SESSION_NAME,
    /** No {@code t=} line (ONVIF cameras, the examples of RFC 4145). Read as {@code t=0 0}. */
    NO_TIMING,
    /** Empty lines at the end, as left by bodies cut out of a log or a multipart. Dropped. */
    TRAILING_EMPTY_LINES,
    /** A blank at the end of an {@code o=}, {@code c=}, {@code t=} or {@code m=} line. Dropped. */
    TRAILING_SPACE,
    /** An {@code m=} line with port 0 and without formats, as some answerers reject a stream. */
    REJECTED_WITHOUT_FORMATS
}
