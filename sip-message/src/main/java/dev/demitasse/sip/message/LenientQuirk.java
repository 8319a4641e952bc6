// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * What the parser takes although RFC 3261 does not allow it: a closed list, each with who needs it. All are on unless a
 * {@link SipParser} is made with fewer.
 */
public enum LenientQuirk {
    /** Lines that end with LF alone. Shell scripts over netcat, and SIPp scenarios edited on Unix, send them. */
    BARE_LF,

    /** A status line that ends after the code, without the space before the empty phrase. Some load balancers trim it. */
    NO_SPACE_BEFORE_EMPTY_REASON,

    /** A {@code #} in the user part that is not escaped as {@code %23}. Desk phones dial feature codes this way. */
    HASH_IN_USER,

    /** An underscore in a host name. Names of Docker Compose services and Windows hosts have them. */
    UNDERSCORE_IN_HOST,

    /** A display name with letters beyond ASCII and no quotes around it. PBXs copy names from directories this way. */
    UNQUOTED_UTF8_DISPLAY_NAME;

    private final int mask = 1 << ordinal();

    int mask() {
        return mask;
    }
}
