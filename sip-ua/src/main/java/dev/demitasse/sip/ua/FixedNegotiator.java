// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.SessionDescription;
import java.util.Objects;

/** Always says the same. Not thread-safe; confined to the loop. */
final class FixedNegotiator implements MediaNegotiator {
    /** Where the one exchange stands. */
    private enum State {
        IDLE,
        OFFERED,
        AGREED
    }

    private final SessionDescription description;
    private State state = State.IDLE;

    FixedNegotiator(SessionDescription description) {
        this.description = Objects.requireNonNull(description, "description");
    }

    @Override
    public SessionDescription createOffer() {
        state = State.OFFERED;
        return description;
    }

    @Override
    public OfferReply takeOffer(SessionDescription offer) {
        if (state == State.AGREED) {
            return new OfferReply.Rejected(Rejection.of(SipStatus.NOT_ACCEPTABLE_HERE));
        }
        state = State.AGREED;
        return new OfferReply.Answered(description);
    }

    @Override
    public boolean takeAnswer(SessionDescription answer) {
        state = State.AGREED;
        return true;
    }

    @Override
    public void rollback() {
        state = State.IDLE;
    }
}
