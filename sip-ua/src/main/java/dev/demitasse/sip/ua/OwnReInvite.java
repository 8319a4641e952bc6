// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.dialog.Renegotiation;
import dev.demitasse.sip.ua.internal.transaction.ClientTransaction;
import dev.demitasse.sip.ua.internal.transaction.ClientUser;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction;
import java.util.List;
import java.util.Optional;

/**
 * This side's re-INVITEs: RFC 3261 section 14.1, and the ACK of section 13.2.2.4. The shell around {@link Renegotiation}. Confined
 * to the loop.
 */
final class OwnReInvite {
    private final CallCore call;
    private final Session session;
    private final UserAgentCore agent;
    private final Renegotiation renegotiation;
    private Optional<Pending<Boolean>> reoffer = Optional.empty();
    private Optional<ClientTransaction> sent = Optional.empty();

    OwnReInvite(CallCore call, Session session, boolean caller) {
        this.call = call;
        this.session = session;
        agent = call.agent;
        renegotiation = new Renegotiation(agent.network().random(), caller);
    }

    boolean isUnderWay() {
        return renegotiation.state() == Renegotiation.State.SENT;
    }

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
                session.negotiator().rollback();
            } else if (action instanceof Renegotiation.Action.Agreed) {
                reoffer.ifPresent(pending -> pending.complete(true));
                reoffer = Optional.empty();
            } else if (action instanceof Renegotiation.Action.Refused) {
                SipStatus status = answer.orElse(SipStatus.REQUEST_PENDING);
                reoffer.ifPresent(pending -> pending.fail(new SipException(status, "re-INVITE")));
                reoffer = Optional.empty();
            } else if (action instanceof Renegotiation.Action.EndCall) {
                CallOutcome lost = CallOutcome.of(CallOutcome.Cause.DIALOG_LOST);
                call.sendBye(session.dialog(), answer.map(lost::withStatus).orElse(lost));
            } else {
                throw new AssertionError(action);
            }
        }
    }

    private void sendInvite() {
        if (session.isPeersUnderWay()) {
            execute(renegotiation.onBusy(call.now()), Optional.empty());
            return;
        }
        SessionDescription offer = session.negotiator().createOffer();
        SipRequest.Builder invite = session.dialog().request(SipMethod.INVITE).body(MediaType.SDP, offer.toBytes());
        invite.header("Allow", Responses.allowText());
        var user = new ReInvite();
        agent.outbound()
                .locate(
                        session.dialog(),
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
                session.dialog().heard(flow);
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
            var acks = new AckSender(agent, session.dialog().remoteTarget(), call.tap);
            session.dialog().refreshTarget(response);
            acks.acknowledge(session.dialog(), response.cseq().number(), Optional.empty(), call.now());
            sent.ifPresent(transaction -> transaction.handOver(acks));
            if (!call.isEnded() && session.takeAnswer(response)) {
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

    void onTimeout() {
        execute(renegotiation.onTimeout(call.now()), Optional.empty());
    }

    long nextDeadline() {
        return renegotiation.nextDeadline();
    }

    void onEnd(CallOutcome outcome) {
        renegotiation.onEnd(call.now());
        sent.ifPresent(transaction -> transaction.leave(call.now()));
        reoffer.ifPresent(pending -> pending.fail(new CallException(outcome)));
        reoffer = Optional.empty();
    }
}
