// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

/**
 * What the parser takes although RFC 3261 does not allow it: a closed list, each with who needs it. All are on unless a
 * {@link SipParser} is made with fewer.
 */
public enum LenientQuirk {
    /**
     * Lines that end with LF alone, as RFC 2543 allowed: scripts that send a text file with netcat, scanners (nksip's issue
     * 52), one capture without the device's name (pkts' issue 110). No phone is known to need it.
     */
    BARE_LF,

    /**
     * A status line that ends after the code, without the space before the empty phrase. No device is known by
     * name: reSIProcate's tests keep the 200 of a registrar that left it out.
     */
    NO_SPACE_BEFORE_EMPTY_REASON,

    /** A {@code #} in the user part that is not escaped as {@code %23}: FreeSWITCH 1.6, Dahua door stations. */
    HASH_IN_USER,

    /** An underscore in a host name: Asterisk on a machine or Docker Compose service whose name has one. */
    UNDERSCORE_IN_HOST,

    /** A host name whose last label begins with a digit: Asterisk in Docker, where the host is {@code 1af019b2ba08}. */
    DIGIT_FIRST_HOST,

    /** A display name with letters beyond ASCII and no quotes around it: applications on drachtio. */
    UNQUOTED_UTF8_DISPLAY_NAME,

    /** A local {@code tel} number without its {@code phone-context}: {@code tel:112} from Android's dialler. */
    TEL_WITHOUT_CONTEXT;

    private final int mask = 1 << ordinal();

    int mask() {
        return mask;
    }
}
