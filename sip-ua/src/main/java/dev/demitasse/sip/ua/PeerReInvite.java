// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.ua.internal.dialog.AnswerRetransmission;
import dev.demitasse.sip.ua.internal.transaction.ServerTransaction;
import dev.demitasse.sip.ua.internal.transaction.ServerUser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The peer's re-INVITEs: RFC 3261 section 14.2. One at a time is accepted, and waits for its ACK: the shell around {@link
 * AnswerRetransmission}. Confined to the loop.
 */
final class PeerReInvite {
    /** One that was accepted and waits for its ACK. */
    private record Accepted(
            int sequence, ServerTransaction transaction, AnswerRetransmission retransmission, boolean answerDue) {}

    /** What stands in the way of one. */
    private enum Admission {
        FREE,
        /** An INVITE is in progress: 491. */
        GLARE,
        /** The peer's own first INVITE has no final response: 500. */
        OVERLAPPING,
        /** Our BYE is on its way: 481. */
        OVER
    }

    private final CallCore call;
    private final Session session;
    private final boolean caller;
    private final UserAgentCore agent;
    private Optional<Accepted> accepted = Optional.empty();

    PeerReInvite(CallCore call, Session session, boolean caller) {
        this.call = call;
        this.session = session;
        this.caller = caller;
        agent = call.agent;
    }

    boolean isUnderWay() {
        return accepted.isPresent();
    }

    void onInvite(ServerTransaction transaction, SipRequest invite) {
        switch (admission()) {
            case OVER -> call.respond(transaction, invite, Rejection.of(SipStatus.CALL_OR_TRANSACTION_DOES_NOT_EXIST));
            case OVERLAPPING -> overlapping(transaction, invite);
            case GLARE -> call.respond(transaction, invite, Rejection.of(SipStatus.REQUEST_PENDING));
            case FREE -> {
                try {
                    // A Contact that is malformed is refused before anything is agreed.
                    invite.contacts();
                    answer(transaction, invite, DescriptionBody.read(invite));
                } catch (BadBodyException bad) {
                    call.respond(transaction, invite, bad.rejection());
                }
            }
        }
    }

    private Admission admission() {
        if (call.isEnded()) {
            return Admission.OVER;
        }
        if (session.isReInviteUnderWay()) {
            return Admission.GLARE;
        }
        if (call.isConfirmed()) {
            return Admission.FREE;
        }
        // 14.2: "while an INVITE it had sent on that dialog is in progress": the caller's own. A 2xx of ours without
        // its ACK counts.
        return caller || call.publicState() != CallState.RINGING ? Admission.GLARE : Admission.OVERLAPPING;
    }

    /** 14.2: an INVITE before the final response to an earlier one is a 500 with a random Retry-After of 0 to 10 s. */
    private void overlapping(ServerTransaction transaction, SipRequest invite) {
        long seconds = Math.floorMod(agent.network().random().nextLong(), 11L);
        call.respond(
                transaction,
                invite,
                Rejection.of(SipStatus.SERVER_INTERNAL_ERROR).withRetryAfter(Duration.ofSeconds(seconds)));
    }

    private void answer(ServerTransaction transaction, SipRequest invite, Optional<SessionDescription> offer) {
        SessionDescription description;
        if (offer.isEmpty()) {
            description = session.negotiator().createOffer();
        } else {
            OfferReply reply = session.negotiator().takeOffer(offer.get());
            if (reply instanceof OfferReply.Rejected rejected) {
                call.respond(transaction, invite, rejected.rejection());
                return;
            }
            description = ((OfferReply.Answered) reply).answer();
        }
        session.dialog().refreshTarget(invite);
        long now = call.now();
        accepted = Optional.of(new Accepted(
                invite.cseq().number(),
                transaction,
                new AnswerRetransmission(agent.config().timers, now),
                offer.isEmpty()));
        transaction.use(new AckListener(), call.tap);
        transaction.respond(session.ok(transaction, invite, description), now);
        if (offer.isPresent()) {
            call.events().emit(new CallEvent.ReOffered());
        }
    }

    /** An ACK that has the branch of its INVITE, as some send it, reaches the transaction first. */
    private final class AckListener implements ServerUser {
        @Override
        public void onAck(SipRequest ack, long time) {
            call.guarded(time, () -> PeerReInvite.this.onAck(ack));
        }
    }

    void onAck(SipRequest ack) {
        if (accepted.isEmpty() || accepted.get().sequence() != ack.cseq().number()) {
            return;
        }
        Accepted invite = accepted.get();
        execute(invite, invite.retransmission().onAck(call.now()));
        if (invite.answerDue() && session.takeAnswer(ack)) {
            call.events().emit(new CallEvent.ReOffered());
        }
    }

    private void execute(Accepted invite, List<AnswerRetransmission.Action> actions) {
        for (AnswerRetransmission.Action action : actions) {
            if (action instanceof AnswerRetransmission.Action.SendAnswer) {
                invite.transaction().repeat(call.now());
            } else if (action instanceof AnswerRetransmission.Action.Acknowledged) {
                accepted = Optional.empty();
            } else if (action instanceof AnswerRetransmission.Action.NoAck) {
                accepted = Optional.empty();
                call.sendBye(session.dialog(), CallOutcome.of(CallOutcome.Cause.NO_ACK));
            } else {
                throw new AssertionError(action);
            }
        }
    }

    void onTimeout() {
        accepted.ifPresent(invite -> execute(invite, invite.retransmission().onTimeout(call.now())));
    }

    long nextDeadline() {
        return accepted.map(invite -> invite.retransmission().nextDeadline()).orElse(Deadlines.NEVER);
    }

    void onEnd() {
        accepted = Optional.empty();
    }
}
