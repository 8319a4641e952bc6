// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.sdp.SessionDescription;
import java.util.Objects;
import java.util.Optional;

/** What happens in a call, in order; {@link Ended} is the last event and comes exactly once. Immutable. */
public sealed interface CallEvent {
    /**
     * Outgoing: the peer sent a provisional response other than 100 that says something new. One with the status, phrase and
     * body of the latest one from the same phone (the same tag in its To) is a copy and not told again; nor are more than 64
     * of one call.
     *
     * @param response such as a 180
     * @param earlyMedia the description in it: a preview of the answer in the 2xx (RFC 3261 section 13.2.1)
     */
    record Ringing(SipResponse response, Optional<SessionDescription> earlyMedia) implements CallEvent {
        /**
         * Checks that nothing is missing.
         *
         * @param response such as a 180
         * @param earlyMedia the description in it
         */
        public Ringing {
            Objects.requireNonNull(response, "response");
            Objects.requireNonNull(earlyMedia, "earlyMedia");
        }
    }

    /**
     * Outgoing: the peer answered; the ACK is on its way.
     *
     * @param response the 2xx
     */
    record Answered(SipResponse response) implements CallEvent {
        /**
         * Checks that there is one.
         *
         * @param response the 2xx
         */
        public Answered {
            Objects.requireNonNull(response, "response");
        }
    }

    /** Incoming: the peer has acknowledged the answer; the call is up. */
    record Confirmed() implements CallEvent {}

    /** The session was changed by the peer, as its {@link MediaNegotiator} has agreed. */
    record ReOffered() implements CallEvent {}

    /**
     * The call is over.
     *
     * @param outcome how it ended
     */
    record Ended(CallOutcome outcome) implements CallEvent {
        /**
         * Checks that there is one.
         *
         * @param outcome how it ended
         */
        public Ended {
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
