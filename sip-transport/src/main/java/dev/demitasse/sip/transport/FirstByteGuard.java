// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.nio.ByteBuffer;

/**
 * Refuses what cannot be SIP by its first byte: STUN, DTLS, RTP (RFC 7983) and noise. A start line begins with a letter of a
 * token, line ends before it are allowed. Immutable.
 */
record FirstByteGuard() implements Screening.Guard {
    @Override
    public Screening judge(ByteBuffer payload) {
        byte first = payload.get(payload.position());
        return first > ' ' && first < 127 || first == '\r' || first == '\n' ? Screening.PASS : Screening.NOT_SIP;
    }
}
