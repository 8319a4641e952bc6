// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.transport;

import java.nio.ByteBuffer;
import java.util.List;

/** What a guard says of a datagram before it is parsed. */
enum Screening {
    /** Let it be parsed. */
    PASS,
    /** Nothing but line ends or NUL. */
    KEEP_ALIVE,
    /** Not the beginning of a SIP message. */
    NOT_SIP,
    /** Above the limit. */
    TOO_LARGE;

    /** One rule. Reads the payload by index, leaves its position alone. */
    interface Guard {
        Screening judge(ByteBuffer payload);
    }

    /** The first refusal of a list of guards. */
    static Screening judge(List<? extends Guard> guards, ByteBuffer payload) {
        for (int i = 0; i < guards.size(); i++) {
            Screening screening = guards.get(i).judge(payload);
            if (screening != PASS) {
                return screening;
            }
        }
        return PASS;
    }
}
