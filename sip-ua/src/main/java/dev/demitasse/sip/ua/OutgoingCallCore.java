// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.message.CSeq;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.HeaderField;
import dev.demitasse.sip.message.Identifiers;
import dev.demitasse.sip.message.MediaType;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.ParameterizedToken;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.Uri;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.dialog.Dialog;
import dev.demitasse.sip.ua.internal.dialog.OutgoingInvitation;
import dev.demitasse.sip.ua.internal.dialog.OutgoingInvitation.Action;
import dev.demitasse.sip.ua.internal.transaction.ClientTransaction;
import dev.demitasse.sip.ua.internal.transaction.ClientUser;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A call that is placed, on the loop: the shell around {@link OutgoingInvitation}. */
final class OutgoingCallCore extends CallCore implements ClientUser {
    private static final int FIRST_SEQUENCE = 1;

    /** A response and which way it came. */
    private record Received(SipResponse response, Flow flow) {}

    private final Invitation wanted;
    private final Pending<SipResponse> answered;
    private final ProgressReports progress = new ProgressReports();
    private final EarlyDialogs early;
    private Optional<OutgoingInvitation> invitation = Optional.empty();
    private Optional<Flow> route = Optional.empty();
    private String problem = "";
    private Optional<ClientTransaction> transaction = Optional.empty();
    private Optional<Received> latest = Optional.empty();
    private Optional<ParameterizedToken> cancelReason = Optional.empty();
    private TransactionAction.Reason failure = TransactionAction.Reason.TRANSPORT_ERROR;

    OutgoingCallCore(UserAgentCore agent, Invitation wanted) {
        super(
                agent,
                Identifiers.callId(agent.network().random()),
                wanted.from().orElseGet(agent.outbound()::defaultFrom).withTag(agent.newTag()),
                NameAddress.of(wanted.target()),
                CallState.CALLING);
        this.wanted = wanted;
        early = new EarlyDialogs(session(), wanted.target());
        answered = newPending();
    }

    Pending<SipResponse> answered() {
        return answered;
    }

    private OutgoingInvitation invitation() {
        return invitation.orElseThrow();
    }

    private Uri firstHop() {
        return wanted.route().isEmpty()
                ? wanted.target()
                : wanted.route().get(0).uri();
    }

    void start(long time) {
        agent.calls().add(this);
        agent.gauges().outgoingCalls.up();
        guarded(time, () -> {
            session().negotiator(wanted.negotiator());
            Duration limit = wanted.ringLimit().orElse(agent.config().limits.ringLimit());
            invitation = Optional.of(new OutgoingInvitation(agent.config().timers, limit, now()));
            if (agent.isClosing()) {
                shutDown();
                return;
            }
            agent.outbound()
                    .locate(
                            firstHop(),
                            now(),
                            (flow, then) -> guarded(then, () -> {
                                if (isEnded()) {
                                    return;
                                }
                                route = flow;
                                execute(
                                        flow.isPresent()
                                                ? invitation().onLocated(now())
                                                : invitation().onFailure(now()));
                            }),
                            reason -> problem = reason);
        });
    }

    private void sendInvite() {
        Flow flow = route.orElseThrow();
        SipRequest.Builder invite = SipRequest.builder(SipMethod.INVITE, wanted.target())
                .headers(Header.ROUTE, wanted.route())
                .header(Header.MAX_FORWARDS, 70)
                .header(Header.FROM, local())
                .header(Header.TO, remote())
                .header(Header.CALL_ID, callId())
                .header(Header.CSEQ, new CSeq(FIRST_SEQUENCE, SipMethod.INVITE))
                .header(Header.CONTACT, agent.outbound().contact(flow, localUser()))
                .header("Allow", Responses.allowText());
        for (HeaderField field : wanted.headers()) {
            invite.add(field.name(), field.value());
        }
        if (!wanted.isLateOffer()) {
            invite.body(MediaType.SDP, wanted.negotiator().createOffer().toBytes());
        }
        ClientTransaction sent = agent.outbound().send(invite, flow, this, tap, now());
        if (!isEnded()) {
            transaction = Optional.of(sent);
        }
    }

    // ---- the application ----

    @Override
    void hangUp(Optional<ParameterizedToken> reason) {
        if (invitation().state() == OutgoingInvitation.State.ANSWERED) {
            if (!isEnded()) {
                sendBye(
                        session().dialog(),
                        intend(CallOutcome.of(CallOutcome.Cause.LOCAL_HANG_UP).withReason(reason)));
            }
            return;
        }
        if (isEnded()) {
            return;
        }
        intend(CallOutcome.of(CallOutcome.Cause.CANCELLED_HERE).withReason(reason));
        cancelReason = reason;
        publicState(CallState.ENDING);
        execute(invitation().onCancel(now()));
    }

    // ---- the peer ----

    @Override
    public void onResponse(SipResponse response, Flow flow, long time) {
        latest = Optional.of(new Received(response, flow));
        guarded(time, () -> {
            SipStatus status = response.status();
            if (status.isProvisional()) {
                if (!isEnded()) {
                    early.keep(response);
                }
                execute(invitation().onProvisional(status.code(), now()));
            } else if (status.isSuccess()) {
                execute(invitation().onAnswer(now()));
            } else {
                execute(invitation().onRejection(now()));
            }
        });
        latest = Optional.empty();
    }

    @Override
    public void onFailed(TransactionAction.Reason reason, long time) {
        failure = reason;
        guarded(time, () -> execute(invitation().onFailure(now())));
    }

    @Override
    void onBye(SipRequest bye) {
        Optional<ParameterizedToken> reason = reason(bye);
        CallOutcome outcome = CallOutcome.of(CallOutcome.Cause.REMOTE_HANG_UP).withReason(reason);
        if (isConfirmed()) {
            end(outcome);
            release();
        } else if (!isEnded()) {
            // The callee has answered, no copy of its 2xx has arrived, and it has given up waiting for the ACK
            // (13.3.1.4).
            intend(outcome);
            publicState(CallState.ENDING);
            execute(invitation().onCancel(now()));
        }
    }

    @Override
    boolean takeAck(SipRequest ack) {
        return false;
    }

    // ---- the machine ----

    private void execute(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.SendInvite) {
                sendInvite();
            } else if (action instanceof Action.SendCancel) {
                sendCancel();
            } else if (action instanceof Action.ReportProgress) {
                reportProgress(latest.orElseThrow().response());
            } else if (action instanceof Action.Answered) {
                onAnswered(latest.orElseThrow());
            } else if (action instanceof Action.AckAndBye) {
                ackAndBye(latest.orElseThrow());
            } else if (action instanceof Action.RingLimitReached) {
                intend(CallOutcome.of(CallOutcome.Cause.NOT_ANSWERED));
                publicState(CallState.ENDING);
            } else if (action instanceof Action.TellEnd) {
                agent.calls().giveUp(this);
                end(intendedOr(CallOutcome.of(CallOutcome.Cause.CANCELLED_HERE)));
            } else if (action instanceof Action.Abandon) {
                transaction.ifPresent(sent -> sent.abandon(now()));
            } else {
                finish(action);
            }
        }
    }

    private void finish(Action action) {
        Optional<SipStatus> status =
                latest.map(received -> received.response().status()).filter(code -> code.code() >= 300);
        CallOutcome outcome;
        if (action instanceof Action.Cancelled) {
            outcome = intendedOr(CallOutcome.of(CallOutcome.Cause.CANCELLED_HERE));
        } else if (action instanceof Action.Rejected) {
            outcome = CallOutcome.of(CallOutcome.Cause.REJECTED_BY_PEER);
        } else if (action instanceof Action.Failed) {
            outcome = unreached();
        } else {
            throw new AssertionError(action);
        }
        boolean answeredAllTheSame =
                latest.map(received -> received.response().status().isSuccess()).orElse(false);
        end(status.map(outcome::withStatus).orElse(outcome));
        if (!answeredAllTheSame) {
            release();
        }
    }

    /** Only the first address of a name is tried. */
    private CallOutcome unreached() {
        String peer = route.map(flow -> flow.remote().getAddress().getHostAddress() + ":"
                        + flow.remote().getPort())
                .orElse("");
        return switch (failure) {
            case TIMEOUT -> CallOutcome.of(CallOutcome.Cause.TIMEOUT).withDetail("no response from " + peer);
            case TRANSPORT_ERROR ->
                CallOutcome.of(CallOutcome.Cause.TRANSPORT)
                        .withDetail(
                                route.isPresent()
                                        ? "nobody listens at " + peer + ", or the network refuses to send there"
                                        : problem);
        };
    }

    private void sendCancel() {
        ClientTransaction invite = transaction.orElseThrow();
        Optional<SipRequest.Builder> cancel = invite.cancel();
        if (cancel.isPresent()) {
            cancelReason.ifPresent(reason -> cancel.get().header(Header.REASON, reason));
            agent.outbound().sign(cancel.get());
            agent.transactions().sendAsIs(cancel.get().build(), invite.flow(), ClientUser.NONE, tap, now());
        }
    }

    private void reportProgress(SipResponse response) {
        publicState(CallState.RINGING);
        if (!progress.isNews(response)) {
            return;
        }
        Optional<SessionDescription> media;
        try {
            media = DescriptionBody.read(response);
        } catch (BadBodyException bad) {
            media = Optional.empty();
        }
        events().emit(new CallEvent.Ringing(response, media));
    }

    private AckSender handOver(Dialog dialog) {
        session().dialog(dialog);
        session().keepOnly(dialog.id());
        var acks = new AckSender(agent, wanted.target(), tap);
        transaction.orElseThrow().handOver(acks);
        return acks;
    }

    private void onAnswered(Received answer) {
        SipResponse response = answer.response();
        Dialog dialog = early.confirm(response, answer.flow());
        AckSender acks = handOver(dialog);
        if (wanted.isLateOffer()) {
            answerLateOffer(response, dialog, acks);
            return;
        }
        acks.acknowledge(dialog, FIRST_SEQUENCE, Optional.empty(), now());
        if (session().takeAnswer(response)) {
            confirm(response);
        }
    }

    /** 13.2.2.4: "the UAC core MUST ... place that answer in the ACK"; what cannot be answered is acknowledged and ended. */
    private void answerLateOffer(SipResponse response, Dialog dialog, AckSender acks) {
        Optional<SessionDescription> answer = Optional.empty();
        try {
            Optional<SessionDescription> offer = DescriptionBody.read(response);
            if (offer.isPresent()
                    && session().negotiator().takeOffer(offer.get()) instanceof OfferReply.Answered accepted) {
                answer = Optional.of(accepted.answer());
            }
        } catch (BadBodyException bad) {
            // No answer then.
        }
        acks.acknowledge(dialog, FIRST_SEQUENCE, answer, now());
        if (answer.isPresent()) {
            confirm(response);
        } else {
            sendBye(dialog, CallOutcome.of(CallOutcome.Cause.MEDIA));
        }
    }

    private void confirm(SipResponse response) {
        publicState(CallState.CONFIRMED);
        events().emit(new CallEvent.Answered(response));
        answered.complete(response);
    }

    private void ackAndBye(Received answer) {
        Dialog dialog = early.confirm(answer.response(), answer.flow());
        handOver(dialog).acknowledge(dialog, FIRST_SEQUENCE, Optional.empty(), now());
        sendBye(dialog, intendedOr(CallOutcome.of(CallOutcome.Cause.CANCELLED_HERE)));
    }

    @Override
    void onFailure() {
        intend(CallOutcome.of(CallOutcome.Cause.FAILURE));
        if (invitation.isEmpty() || transaction.isEmpty()) {
            // Nothing was sent: nobody has to be told.
            end(CallOutcome.of(CallOutcome.Cause.FAILURE));
            release();
        } else if (invitation().state() == OutgoingInvitation.State.ANSWERED) {
            if (!isEnded()) {
                sendBye(session().dialog(), CallOutcome.of(CallOutcome.Cause.FAILURE));
            }
        } else {
            publicState(CallState.ENDING);
            execute(invitation().onCancel(now()));
        }
    }

    @Override
    void failPending(CallException outcome) {
        answered.fail(outcome);
    }

    @Override
    void onDeadline() {
        execute(invitation().onTimeout(now()));
    }

    @Override
    long nextDeadline() {
        return invitation().nextDeadline();
    }

    /** A call that was given up at the ring limit still waits for what its CANCEL brings. */
    @Override
    long nextDeadlineAfterEnd() {
        return invitation
                .filter(machine -> machine.state() == OutgoingInvitation.State.CANCELLING)
                .map(OutgoingInvitation::nextDeadline)
                .orElse(Deadlines.NEVER);
    }

    @Override
    boolean isConfirmed() {
        return publicState() == CallState.CONFIRMED;
    }
}
