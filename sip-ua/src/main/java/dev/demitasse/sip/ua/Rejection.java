// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.Warning;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a request is refused: a final response other than 2xx. Immutable.
 *
 * @param status 300 to 699
 * @param warning a Warning to send along (RFC 3261 section 20.43), as a 488 should have
 * @param retryAfter after what time to try again (section 20.33), in whole seconds, as a 503 should have
 */
public record Rejection(SipStatus status, Optional<Warning> warning, Optional<Duration> retryAfter) {
    /**
     * Checks the values.
     *
     * @param status 300 to 699
     * @param warning a Warning to send along
     * @param retryAfter after what time to try again
     * @throws IllegalArgumentException if the status is below 300 or the time negative
     */
    public Rejection {
        Objects.requireNonNull(warning, "warning");
        if (status.code() < 300) {
            throw new IllegalArgumentException("a rejection needs a status of 300 or above: " + status.code());
        }
        if (retryAfter.isPresent() && retryAfter.get().isNegative()) {
            throw new IllegalArgumentException("retryAfter is negative: " + retryAfter.get());
        }
    }

    /**
     * A status alone.
     *
     * @param status 300 to 699
     * @return the rejection
     * @throws IllegalArgumentException if the status is below 300
     */
    public static Rejection of(SipStatus status) {
        return new Rejection(status, Optional.empty(), Optional.empty());
    }

    /**
     * The same with a Warning.
     *
     * @param newWarning what to send along
     * @return the new rejection
     */
    public Rejection withWarning(Warning newWarning) {
        return new Rejection(status, Optional.of(newWarning), retryAfter);
    }

    /**
     * The same with a Retry-After.
     *
     * @param newRetryAfter after what time to try again, in whole seconds
     * @return the new rejection
     * @throws IllegalArgumentException if it is negative
     */
    public Rejection withRetryAfter(Duration newRetryAfter) {
        return new Rejection(status, warning, Optional.of(newRetryAfter));
    }
}
