// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("calls over a line that loses 30 % each way")
class ManyCallsTest {
    /** Outcomes (caller, callee) the RFC allows besides the good one. */
    static final Set<String> ALLOWED = Set.of(
            "answered, answered",
            // 13.3.1.4: the 2xx arrived, no ACK of it did within 64*T1; the callee sends a BYE.
            "answered, NO_ACK",
            // 17.1.1.2: Timer B without any response; the INVITE never arrived ...
            "TIMEOUT, never seen",
            // ... or no response to it did.
            "TIMEOUT, NO_ACK",
            // 13.3.1.4: a 1xx arrived, no 2xx did; the callee gave up and its BYE came in the early dialog.
            "REMOTE_HANG_UP, NO_ACK");

    @Test
    @DisplayName("1,000 seeds: both sides agree that it was answered, or the RFC says why not; nothing is left")
    void thousand() {
        run(1_000, 0x4b63ff81L);
    }

    static void run(int seeds, long expectedDigest) {
        var calls = new ManyCalls();
        long start = System.nanoTime();
        for (int seed = 1; seed <= seeds; seed++) {
            calls.run(seed);
        }
        System.out.printf(
                "%d calls in %.1f s, %s, digest %08x%n",
                seeds, (System.nanoTime() - start) / 1e9, calls.outcomes, calls.digest());
        for (Map.Entry<String, Integer> outcome : calls.outcomes.entrySet()) {
            assertTrue(ALLOWED.contains(outcome.getKey()), outcome::toString);
        }
        int good = calls.outcomes.getOrDefault("answered, answered", 0);
        assertTrue(good >= seeds * 0.998, () -> calls.outcomes.toString());
        assertEquals(
                Long.toHexString(expectedDigest),
                Long.toHexString(calls.digest()),
                "the same seeds give the same bytes on every machine and JDK");
    }
}
