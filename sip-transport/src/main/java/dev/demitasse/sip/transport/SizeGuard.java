// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.nio.ByteBuffer;

/** Refuses what is larger than the parser would take. Immutable. */
record SizeGuard(int maxBytes) implements Screening.Guard {
    @Override
    public Screening judge(ByteBuffer payload) {
        return payload.remaining() > maxBytes ? Screening.TOO_LARGE : Screening.PASS;
    }
}
