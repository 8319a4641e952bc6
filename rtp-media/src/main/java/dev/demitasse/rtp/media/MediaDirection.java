// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/** Which way media flows, seen from this side (RFC 8866 section 6.7). RTCP flows whatever the direction. */
public enum MediaDirection {
    /** Both ways. */
    SENDRECV(true, true),
    /** Only out: what arrives is dropped and counted. */
    SENDONLY(true, false),
    /** Only in: what is to be sent waits. */
    RECVONLY(false, true),
    /** Neither way. */
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    MediaDirection(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    /**
     * Tells whether this side sends.
     *
     * @return whether it does
     */
    public boolean sends() {
        return sends;
    }

    /**
     * Tells whether this side receives.
     *
     * @return whether it does
     */
    public boolean receives() {
        return receives;
    }
}
