// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import java.time.Duration;

/**
 * How much a user agent takes on. Immutable.
 *
 * @param maximumCalls calls at once, both directions, but for those given up whose peers have yet to hear of it; one more
 *     incoming call gets a 503 with Retry-After
 * @param maximumTransactions server transactions at once; requests beyond are dropped, and come again; the last eighth is
 *     kept for requests that belong to calls
 * @param retryAfter what a 503 tells the peer, in whole seconds
 * @param answerLimit how long an application may leave an incoming call unanswered; then 480
 * @param ringLimit how long an outgoing call may take to be answered: then the application is told at once, and CANCEL is sent when
 *     it may be (RFC 3261 section 9.1)
 * @param closeLimit how long {@link UserAgent#close()} waits for calls to end on the wire
 */
public record UserAgentLimits(
        int maximumCalls,
        int maximumTransactions,
        Duration retryAfter,
        Duration answerLimit,
        Duration ringLimit,
        Duration closeLimit) {
    /** 10,000 calls; 100,000 transactions; Retry-After 10 s; 3 minutes to answer and to ring; 5 s to close. */
    public static final UserAgentLimits DEFAULT = new UserAgentLimits(
            10_000,
            100_000,
            Duration.ofSeconds(10),
            Duration.ofMinutes(3),
            Duration.ofMinutes(3),
            Duration.ofSeconds(5));

    /**
     * Checks the limits.
     *
     * @param maximumCalls calls at once
     * @param maximumTransactions server transactions at once
     * @param retryAfter what a 503 tells the peer
     * @param answerLimit how long an application may leave an incoming call unanswered
     * @param ringLimit how long an outgoing call may ring
     * @param closeLimit how long closing waits
     * @throws IllegalArgumentException if a number is below 1, a limit of time not positive, or another time negative
     */
    public UserAgentLimits {
        if (maximumCalls < 1 || maximumTransactions < 1) {
            throw new IllegalArgumentException(
                    "maximumCalls " + maximumCalls + ", maximumTransactions " + maximumTransactions);
        }
        if (retryAfter.isNegative() || closeLimit.isNegative()) {
            throw new IllegalArgumentException("retryAfter " + retryAfter + ", closeLimit " + closeLimit);
        }
        if (answerLimit.isNegative() || answerLimit.isZero() || ringLimit.isNegative() || ringLimit.isZero()) {
            throw new IllegalArgumentException("answerLimit " + answerLimit + ", ringLimit " + ringLimit);
        }
    }

    /**
     * The same with another number of calls.
     *
     * @param calls calls at once, both directions
     * @return the new limits
     * @throws IllegalArgumentException if it is below 1
     */
    public UserAgentLimits withMaximumCalls(int calls) {
        return new UserAgentLimits(calls, maximumTransactions, retryAfter, answerLimit, ringLimit, closeLimit);
    }

    /**
     * The same with another limit for closing.
     *
     * @param limit how long closing waits
     * @return the new limits
     * @throws IllegalArgumentException if it is negative
     */
    public UserAgentLimits withCloseLimit(Duration limit) {
        return new UserAgentLimits(maximumCalls, maximumTransactions, retryAfter, answerLimit, ringLimit, limit);
    }

    /**
     * The same with another limit for unanswered incoming calls.
     *
     * @param limit how long an application may leave an incoming call unanswered
     * @return the new limits
     * @throws IllegalArgumentException if it is not positive
     */
    public UserAgentLimits withAnswerLimit(Duration limit) {
        return new UserAgentLimits(maximumCalls, maximumTransactions, retryAfter, limit, ringLimit, closeLimit);
    }
}
