// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.sdp.SessionDescription;

/**
 * Makes and takes the session descriptions of one call (RFC 3264). The user agent says when; what is in them is the
 * application's affair, usually an {@link dev.demitasse.sip.sdp.OfferAnswer} machine.
 *
 * <p>Called on the user agent's loop, never by two threads at once; must not block. What it throws ends its call. The user
 * agent sees to it that never two exchanges of a call are under way: glare is answered with 491 before this is asked.
 */
public interface MediaNegotiator {
    /**
     * Makes an offer: the first one of a call, or a new one in an established session.
     *
     * @return the description to send
     */
    SessionDescription createOffer();

    /**
     * Takes an offer of the peer: the first one of a call, or a new one in an established session.
     *
     * @param offer the peer's description
     * @return the answer, or why there is none; after a rejection what was agreed before still holds
     */
    OfferReply takeOffer(SessionDescription offer);

    /**
     * Takes the peer's answer to the offer that was made last.
     *
     * @param answer the peer's description
     * @return whether a session can go on; if not, the call is ended
     */
    boolean takeAnswer(SessionDescription answer);

    /** The offer that was made last is void: it was refused, or no answer has come. What was agreed before still holds. */
    void rollback();

    /**
     * One that always says the same and agrees to every answer, for tests and for calls whose media are of no interest.
     * Offers within the established session are rejected with 488.
     *
     * @param description what to offer, or to answer
     * @return a new negotiator for one call
     */
    static MediaNegotiator fixed(SessionDescription description) {
        return new FixedNegotiator(description);
    }
}
