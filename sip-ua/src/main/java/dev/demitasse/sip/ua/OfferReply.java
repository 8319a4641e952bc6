// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.sdp.SessionDescription;
import java.util.Objects;

/** What a {@link MediaNegotiator} says to an offer. Immutable. */
public sealed interface OfferReply {
    /**
     * The offer is answered; from now on it is agreed.
     *
     * @param answer the description to send
     */
    record Answered(SessionDescription answer) implements OfferReply {
        /**
         * Checks that there is one.
         *
         * @param answer the description to send
         */
        public Answered {
            Objects.requireNonNull(answer, "answer");
        }
    }

    /**
     * The offer is not acceptable; nothing has changed.
     *
     * @param rejection what to answer the request with, usually a 488
     */
    record Rejected(Rejection rejection) implements OfferReply {
        /**
         * Checks that there is one.
         *
         * @param rejection what to answer the request with
         */
        public Rejected {
            Objects.requireNonNull(rejection, "rejection");
        }
    }
}
