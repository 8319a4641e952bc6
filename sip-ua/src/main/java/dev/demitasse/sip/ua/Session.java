// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.SipMessage;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.dialog.AnswerRetransmission;
import dev.demitasse.sip.ua.internal.dialog.Dialog;
import dev.demitasse.sip.ua.internal.dialog.DialogId;
import dev.demitasse.sip.ua.internal.dialog.Renegotiation;
import dev.demitasse.sip.ua.internal.transaction.ClientTransaction;
import dev.demitasse.sip.ua.internal.transaction.ClientUser;
import dev.demitasse.sip.ua.internal.transaction.ServerTransaction;
import dev.demitasse.sip.ua.internal.transaction.ServerUser;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The established session of a call: its dialog, its media, and the re-INVITEs of both sides (RFC 3261 section 14). Confined
 * to the loop.
 */
final class Session {
    /** The peer's re-INVITE that was accepted and waits for its ACK. */
    private record AcceptedInvite(
            int sequence, ServerTransaction transaction, AnswerRetransmission retransmission, boolean answerDue) {}

    /** What stands in the way of a re-INVITE of the peer. */
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
    private final boolean caller;
    private final UserAgentCore agent;
    private final Renegotiation renegotiation;
    private final Map<DialogId, Dialog> registered = new LinkedHashMap<>(2);
    private Optional<Dialog> dialog = Optional.empty();
    private Optional<MediaNegotiator> negotiator = Optional.empty();
    private Optional<AcceptedInvite> accepted = Optional.empty();
    private Optional<Pending<Boolean>> reoffer = Optional.empty();
    private Optional<ClientTransaction> sent = Optional.empty();

    Session(CallCore call, boolean caller) {
        this.call = call;
        this.caller = caller;
        agent = call.agent;
        renegotiation = new Renegotiation(agent.network().random(), caller);
    }

    /** The dialog of the call from now on. */
    void dialog(Dialog newDialog) {
        dialog = Optional.of(newDialog);
        register(newDialog);
    }

    /** Requests of that dialog are the call's. */
    void register(Dialog newDialog) {
        if (registered.put(newDialog.id(), newDialog) == null) {
            agent.calls().add(newDialog.id(), call);
        }
    }

    void forgetDialogs() {
        registered.keySet().forEach(agent.calls()::remove);
        registered.clear();
    }

    /** Forgets all dialogs but the call's own. */
    void keepOnly(DialogId id) {
        for (DialogId other : List.copyOf(registered.keySet())) {
            if (!other.equals(id)) {
                registered.remove(other);
                agent.calls().remove(other);
            }
        }
    }

    /** The dialog a request belongs to: of a forked INVITE each early dialog counts for itself. */
    Dialog dialogOf(SipRequest request) {
        return registered.getOrDefault(DialogId.of(request), dialog());
    }

    Dialog dialog() {
        return dialog.orElseThrow();
    }

    boolean hasDialog() {
        return dialog.isPresent();
    }

    void negotiator(MediaNegotiator newNegotiator) {
        negotiator = Optional.of(newNegotiator);
    }

    MediaNegotiator negotiator() {
        return negotiator.orElseThrow();
    }

    // ---- the peer's re-INVITE ----

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
        if (renegotiation.state() == Renegotiation.State.SENT || accepted.isPresent()) {
            return Admission.GLARE;
        }
        if (call.isConfirmed()) {
            return Admission.FREE;
        }
        // 14.2: "while an INVITE it had sent on that dialog is in progress": the caller's own. A 2xx of ours without
        // its
        // ACK counts.
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
            description = negotiator().createOffer();
        } else {
            OfferReply reply = negotiator().takeOffer(offer.get());
            if (reply instanceof OfferReply.Rejected rejected) {
                call.respond(transaction, invite, rejected.rejection());
                return;
            }
            description = ((OfferReply.Answered) reply).answer();
        }
        dialog().refreshTarget(invite);
        long now = call.now();
        accepted = Optional.of(new AcceptedInvite(
                invite.cseq().number(),
                transaction,
                new AnswerRetransmission(agent.config().timers, now),
                offer.isEmpty()));
        transaction.use(new AckListener(), call.tap);
        transaction.respond(ok(transaction, invite, description), now);
        if (offer.isPresent()) {
            call.events().emit(new CallEvent.ReOffered());
        }
    }

    SipResponse ok(ServerTransaction transaction, SipRequest invite, SessionDescription description) {
        SipResponse.Builder builder = agent.responses()
                .to(invite, SipStatus.OK, call.localTag())
                .copy(invite, Header.RECORD_ROUTE)
                .header(Header.CONTACT, agent.outbound().contact(transaction.flow(), call.localUser()));
        Responses.allow(builder);
        Responses.body(builder, Optional.of(description));
        return builder.build();
    }

    /** An ACK that has the branch of its INVITE, as some send it, reaches the transaction first. */
    private final class AckListener implements ServerUser {
        @Override
        public void onAck(SipRequest ack, long time) {
            call.guarded(time, () -> Session.this.onAck(ack));
        }
    }

    void onAck(SipRequest ack) {
        if (accepted.isEmpty() || accepted.get().sequence() != ack.cseq().number()) {
            return;
        }
        AcceptedInvite invite = accepted.get();
        execute(invite, invite.retransmission().onAck(call.now()));
        if (invite.answerDue() && takeAnswer(ack)) {
            call.events().emit(new CallEvent.ReOffered());
        }
    }

    /** The answer to an offer of ours: in the 2xx, or in the ACK. Ends the call if it is missing or unacceptable. */
    boolean takeAnswer(SipMessage message) {
        boolean agreed;
        try {
            Optional<SessionDescription> answer = DescriptionBody.read(message);
            agreed = answer.isPresent() && negotiator().takeAnswer(answer.get());
        } catch (BadBodyException bad) {
            agreed = false;
        }
        if (!agreed) {
            call.sendBye(dialog(), CallOutcome.of(CallOutcome.Cause.MEDIA));
        }
        return agreed;
    }

    private void execute(AcceptedInvite invite, List<AnswerRetransmission.Action> actions) {
        for (AnswerRetransmission.Action action : actions) {
            if (action instanceof AnswerRetransmission.Action.SendAnswer) {
                invite.transaction().repeat(call.now());
            } else if (action instanceof AnswerRetransmission.Action.Acknowledged) {
                accepted = Optional.empty();
            } else if (action instanceof AnswerRetransmission.Action.NoAck) {
                accepted = Optional.empty();
                call.sendBye(dialog(), CallOutcome.of(CallOutcome.Cause.NO_ACK));
            } else {
                throw new AssertionError(action);
            }
        }
    }

    // ---- this side's re-INVITE ----

    void reoffer(Pending<Boolean> result) {
        if (!call.isConfirmed() || reoffer.isPresent()) {
            result.fail(new IllegalStateException("reoffer() in " + call.publicState() + ", " + renegotiation.state()));
            return;
        }
        reoffer = Optional.of(result);
        execute(renegotiation.onReoffer(call.now()), Optional.empty());
    }

    private void execute(List<Renegotiation.Action> actions, Optional<SipStatus> answer) {
        for (Renegotiation.Action action : actions) {
            if (action instanceof Renegotiation.Action.SendInvite) {
                sendInvite();
            } else if (action instanceof Renegotiation.Action.Rollback) {
                negotiator().rollback();
            } else if (action instanceof Renegotiation.Action.Agreed) {
                reoffer.ifPresent(pending -> pending.complete(true));
                reoffer = Optional.empty();
            } else if (action instanceof Renegotiation.Action.Refused) {
                SipStatus status = answer.orElse(SipStatus.REQUEST_PENDING);
                reoffer.ifPresent(pending -> pending.fail(new SipException(status, "re-INVITE")));
                reoffer = Optional.empty();
            } else if (action instanceof Renegotiation.Action.EndCall) {
                CallOutcome lost = CallOutcome.of(CallOutcome.Cause.DIALOG_LOST);
                call.sendBye(dialog(), answer.map(lost::withStatus).orElse(lost));
            } else {
                throw new AssertionError(action);
            }
        }
    }

    private void sendInvite() {
        if (accepted.isPresent()) {
            execute(renegotiation.onBusy(call.now()), Optional.empty());
            return;
        }
        SessionDescription offer = negotiator().createOffer();
        SipRequest.Builder invite = dialog().request(SipMethod.INVITE).body(MediaType.SDP, offer.toBytes());
        invite.header("Allow", Responses.allowText());
        var user = new ReInvite();
        agent.outbound()
                .locate(
                        dialog(),
                        call.now(),
                        (flow, then) -> call.guarded(then, () -> {
                            if (call.isEnded()) {
                                return;
                            }
                            if (flow.isEmpty()) {
                                user.onFailed(TransactionAction.Reason.TRANSPORT_ERROR, then);
                                return;
                            }
                            invite.header(Header.CONTACT, agent.outbound().contact(flow.get(), call.localUser()));
                            sent = Optional.of(agent.outbound().send(invite, flow.get(), user, call.tap, then));
                        }));
    }

    /** The user of a re-INVITE's client transaction. */
    private final class ReInvite implements ClientUser {
        @Override
        public void onResponse(SipResponse response, Flow flow, long time) {
            call.guarded(time, () -> {
                dialog().heard(flow);
                if (response.status().isSuccess()) {
                    onAccepted(response);
                } else if (response.status().isFinal()) {
                    execute(
                            renegotiation.onResponse(response.status().code(), call.now()),
                            Optional.of(response.status()));
                }
            });
        }

        private void onAccepted(SipResponse response) {
            var acks = new AckSender(agent, dialog().remoteTarget(), call.tap);
            dialog().refreshTarget(response);
            acks.acknowledge(dialog(), response.cseq().number(), Optional.empty(), call.now());
            sent.ifPresent(transaction -> transaction.handOver(acks));
            if (!call.isEnded() && takeAnswer(response)) {
                execute(renegotiation.onResponse(response.status().code(), call.now()), Optional.of(response.status()));
            }
        }

        @Override
        public void onFailed(TransactionAction.Reason reason, long time) {
            // 8.1.3.1: a transport error counts as a 503, which changes nothing (14.1); silence ends the call
            // (12.2.1.2).
            call.guarded(
                    time,
                    () -> execute(
                            switch (reason) {
                                case TIMEOUT -> renegotiation.onFailure(call.now());
                                case TRANSPORT_ERROR ->
                                    renegotiation.onResponse(SipStatus.SERVICE_UNAVAILABLE.code(), call.now());
                            },
                            reason == TransactionAction.Reason.TRANSPORT_ERROR
                                    ? Optional.of(SipStatus.SERVICE_UNAVAILABLE)
                                    : Optional.empty()));
        }
    }

    // ---- time and end ----

    void onTimeout() {
        long now = call.now();
        accepted.ifPresent(invite -> execute(invite, invite.retransmission().onTimeout(now)));
        if (!call.isEnded()) {
            execute(renegotiation.onTimeout(now), Optional.empty());
        }
    }

    long nextDeadline() {
        long next =
                accepted.map(invite -> invite.retransmission().nextDeadline()).orElse(Deadlines.NEVER);
        return Math.min(next, renegotiation.nextDeadline());
    }

    /** The session is over. */
    void onEnd(CallOutcome outcome) {
        accepted = Optional.empty();
        renegotiation.onEnd(call.now());
        sent.ifPresent(transaction -> transaction.leave(call.now()));
        reoffer.ifPresent(pending -> pending.fail(new CallException(outcome)));
        reoffer = Optional.empty();
    }
}
