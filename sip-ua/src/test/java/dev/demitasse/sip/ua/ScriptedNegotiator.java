// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.sdp.SessionDescription;

/** A negotiator that agrees to everything and counts. */
class ScriptedNegotiator implements MediaNegotiator {
    private int offersTaken;
    private int rollbacks;

    final int offersTaken() {
        return offersTaken;
    }

    final int rollbacks() {
        return rollbacks;
    }

    @Override
    public SessionDescription createOffer() {
        return TwoAgents.description("scripted");
    }

    @Override
    public OfferReply takeOffer(SessionDescription offer) {
        offersTaken++;
        return new OfferReply.Answered(TwoAgents.description("scripted"));
    }

    @Override
    public boolean takeAnswer(SessionDescription answer) {
        return true;
    }

    @Override
    public void rollback() {
        rollbacks++;
    }
}
