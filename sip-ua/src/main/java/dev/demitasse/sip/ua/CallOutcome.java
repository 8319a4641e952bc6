// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.ParameterizedToken;
import dev.demitasse.sip.message.SipStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * How a call ended: exactly one for each call and side. Immutable.
 *
 * @param cause what ended it
 * @param status the final response other than 2xx, where there was one
 * @param reason the Reason header (RFC 3326) of the request that ended it, where there was one
 * @param detail more for people to read, where there is more: why a peer could not be reached
 */
public record CallOutcome(
        Cause cause, Optional<SipStatus> status, Optional<ParameterizedToken> reason, Optional<String> detail) {
    /** Who or what ended a call. */
    public enum Cause {
        /** This side's application hung up an answered call. */
        LOCAL_HANG_UP,
        /** The peer hung up (BYE). */
        REMOTE_HANG_UP,
        /** This side's application rejected the incoming call. */
        REJECTED_HERE,
        /** The peer rejected the outgoing call; the status says how. */
        REJECTED_BY_PEER,
        /** This side's application gave the outgoing call up before it was answered. */
        CANCELLED_HERE,
        /** The peer gave its call up before it was answered (CANCEL, or BYE in an early dialog). */
        CANCELLED_BY_PEER,
        /** The call was not answered in the time allowed for it. */
        NOT_ANSWERED,
        /** No response has come within 64*T1. */
        TIMEOUT,
        /** The answer was never acknowledged (RFC 3261 section 13.3.1.4). */
        NO_ACK,
        /** Offer and answer did not come together. */
        MEDIA,
        /** The peer could not be reached: no address, or the network refused to send. */
        TRANSPORT,
        /** The peer does not know the call any more (481 or 408 within the call, section 12.2.1.2). */
        DIALOG_LOST,
        /** The user agent was closed. */
        SHUTDOWN,
        /** An error in this program, or in its application. */
        FAILURE
    }

    /**
     * Checks that nothing is missing.
     *
     * @param cause what ended it
     * @param status the final response other than 2xx
     * @param reason the Reason header
     * @param detail more for people to read
     */
    public CallOutcome {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * A cause alone.
     *
     * @param cause what ended the call
     * @return the outcome
     */
    public static CallOutcome of(Cause cause) {
        return new CallOutcome(cause, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The same with a status.
     *
     * @param newStatus the final response
     * @return the new outcome
     */
    public CallOutcome withStatus(SipStatus newStatus) {
        return new CallOutcome(cause, Optional.of(newStatus), reason, detail);
    }

    /**
     * The same with a Reason.
     *
     * @param newReason the Reason header, if there was one
     * @return the new outcome
     */
    public CallOutcome withReason(Optional<ParameterizedToken> newReason) {
        return new CallOutcome(cause, status, newReason, detail);
    }

    /**
     * The same with a detail.
     *
     * @param newDetail more for people to read
     * @return the new outcome
     */
    public CallOutcome withDetail(String newDetail) {
        return new CallOutcome(cause, status, reason, Optional.of(newDetail));
    }
}
