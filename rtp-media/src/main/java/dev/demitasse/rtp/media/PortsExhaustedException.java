// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.io.IOException;

/** No pair of ports is free: all are in use, in quarantine, or taken by others. */
public final class PortsExhaustedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Pairs in use. */
    private final int inUse;

    /** Pairs that are free soon. */
    private final int inQuarantine;

    PortsExhaustedException(int firstPort, int lastPort, int inUse, int inQuarantine) {
        super("no RTP port pair free in " + firstPort + "-" + lastPort + ": " + inUse + " in use, " + inQuarantine
                + " in quarantine");
        this.inUse = inUse;
        this.inQuarantine = inQuarantine;
    }

    /**
     * Counts the pairs in use.
     *
     * @return pairs
     */
    public int inUse() {
        return inUse;
    }

    /**
     * Counts the pairs that are free soon.
     *
     * @return pairs
     */
    public int inQuarantine() {
        return inQuarantine;
    }
}
