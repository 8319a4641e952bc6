// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.nio.ByteBuffer;

/** Refuses keepalives: datagrams of line ends (RFC 5626 section 3.5.1), NUL bytes, or nothing at all. Immutable. */
record KeepAliveGuard() implements Screening.Guard {
    /** Longer runs of line ends are not worth a second look; the parser passes over them. */
    private static final int LONGEST = 16;

    @Override
    public Screening judge(ByteBuffer payload) {
        if (payload.remaining() > LONGEST) {
            return Screening.PASS;
        }
        for (int i = payload.position(); i < payload.limit(); i++) {
            byte b = payload.get(i);
            if (b != '\r' && b != '\n' && b != 0) {
                return Screening.PASS;
            }
        }
        return Screening.KEEP_ALIVE;
    }
}
