// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import java.time.Duration;

/**
 * The timer values of RFC 3261 table 4 that may be set; all other timers are computed from these. Immutable.
 *
 * @param t1 the round-trip time estimate, 500 ms by default (section 17.1.1.1)
 * @param t2 the longest interval between retransmissions of non-INVITE requests and INVITE responses, 4 s by default
 * @param t4 how long a message may stay in the network, 5 s by default
 * @param timerDMinimum the least Timer D over unreliable transports, 32 s by default (section 17.1.1.2)
 */
public record SipTimers(Duration t1, Duration t2, Duration t4, Duration timerDMinimum) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** The values of RFC 3261. */
    public static final SipTimers DEFAULT =
            new SipTimers(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(32));

    /**
     * Checks the values.
     *
     * @param t1 the round-trip time estimate
     * @param t2 the longest interval between retransmissions
     * @param t4 how long a message may stay in the network
     * @param timerDMinimum the least Timer D over unreliable transports
     * @throws IllegalArgumentException if one is not positive or above an hour, or T2 is below T1
     */
    public SipTimers {
        require("t1", t1);
        require("t2", t2);
        require("t4", t4);
        require("timerDMinimum", timerDMinimum);
        if (t2.compareTo(t1) < 0) {
            throw new IllegalArgumentException("t2 " + t2 + " is below t1 " + t1);
        }
    }

    private static void require(String name, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be positive and at most " + LONGEST + ": " + value);
        }
    }

    /**
     * T1.
     *
     * @return in nanoseconds
     */
    public long t1Nanos() {
        return t1.toNanos();
    }

    /**
     * T2.
     *
     * @return in nanoseconds
     */
    public long t2Nanos() {
        return t2.toNanos();
    }

    /**
     * T4, which is Timers I and K over unreliable transports.
     *
     * @return in nanoseconds
     */
    public long t4Nanos() {
        return t4.toNanos();
    }

    /**
     * 64*T1, which is Timers B, F, H, J, L and M.
     *
     * @return in nanoseconds
     */
    public long transactionTimeoutNanos() {
        return 64 * t1.toNanos();
    }

    /**
     * Timer D over unreliable transports: 64*T1, but not less than the minimum (RFC 3261 section 17.1.1.2).
     *
     * @return in nanoseconds
     */
    public long timerDNanos() {
        return Math.max(transactionTimeoutNanos(), timerDMinimum.toNanos());
    }
}
