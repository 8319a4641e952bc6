// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.ParameterizedToken;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.SessionDescription;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.dialog.Dialog;
import dev.demitasse.sip.ua.internal.dialog.IncomingInvitation;
import dev.demitasse.sip.ua.internal.dialog.IncomingInvitation.Action;
import dev.demitasse.sip.ua.internal.transaction.MessageLabel;
import dev.demitasse.sip.ua.internal.transaction.ServerTransaction;
import dev.demitasse.sip.ua.internal.transaction.ServerUser;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that has come, on the loop: the shell around {@link IncomingInvitation}. */
final class IncomingCallCore extends CallCore implements ServerUser {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);

    private final ServerTransaction transaction;
    private final SipRequest invite;
    private final Flow flow;
    private final Optional<SessionDescription> offer;
    private Optional<IncomingInvitation> invitation = Optional.empty();
    private Optional<SessionDescription> agreedAnswer = Optional.empty();
    private Optional<Pending<Boolean>> answered = Optional.empty();
    private Rejection refusal = Rejection.of(SipStatus.DECLINE);
    private CallOutcome.Cause refusalCause = CallOutcome.Cause.REJECTED_HERE;

    IncomingCallCore(
            UserAgentCore agent,
            ServerTransaction transaction,
            SipRequest invite,
            Flow flow,
            Optional<SessionDescription> offer) {
        super(agent, invite.callId(), invite.to().withTag(agent.newTag()), invite.from(), CallState.RINGING);
        this.transaction = transaction;
        this.invite = invite;
        this.flow = flow;
        this.offer = offer;
    }

    SipRequest request() {
        return invite;
    }

    InetSocketAddress source() {
        return flow.remote();
    }

    Optional<SessionDescription> offer() {
        return offer;
    }

    private IncomingInvitation invitation() {
        return invitation.orElseThrow();
    }

    void start(long time) {
        Dialog dialog = Dialog.uas(invite, localTag());
        dialog.heard(invite, transaction.flow());
        tap.received(MessageLabel.of(invite), flow, false, time);
        agent.calls().add(this);
        agent.gauges().incomingCalls.up();
        session().dialog(dialog);
        transaction.use(this, tap);
        guarded(time, () -> {
            invitation = Optional.of(new IncomingInvitation(
                    agent.config().timers, agent.config().limits.answerLimit(), now()));
            // 8.2.6.1: the 100 has no tag of its own.
            transaction.respond(SipResponse.responseTo(invite, SipStatus.TRYING).build(), now());
            hand();
        });
    }

    private void hand() {
        var call = new IncomingCall(this);
        Consumer<? super IncomingCall> handler = agent.config().callHandler.orElseThrow();
        try {
            agent.network().applicationThreads().start("sip-call", () -> runHandler(handler, call));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            // The JDK says so when the machine has no thread left: this call gets a 503, the others notice nothing.
            LOG.warn("no thread for call {}: {}", callId(), noThread.toString());
            reject(Rejection.of(SipStatus.SERVICE_UNAVAILABLE));
        }
    }

    private void runHandler(Consumer<? super IncomingCall> handler, IncomingCall call) {
        try {
            handler.accept(call);
        } catch (CallException over) {
            // The call ended while the handler waited for its peer: everybody knows already.
            LOG.debug("the handler of call {} was left by {}", callId(), over.getMessage());
            command(any -> onFailure());
        } catch (RuntimeException | Error thrown) {
            LOG.error("the handler of call {} has failed", callId(), thrown);
            command(any -> onFailure());
        }
    }

    // ---- the application ----

    void provisional(SipStatus status, Optional<MediaNegotiator> negotiator) {
        if (invitation().state() != IncomingInvitation.State.PROCEEDING) {
            return;
        }
        if (negotiator.isPresent() && offer.isPresent() && !negotiate(negotiator.get())) {
            return;
        }
        SipResponse.Builder builder = agent.responses()
                .to(invite, status, localTag())
                .copy(invite, Header.RECORD_ROUTE)
                .header(Header.CONTACT, agent.outbound().contact(transaction.flow(), localUser()));
        Responses.body(builder, agreedAnswer);
        transaction.respond(builder.build(), now());
        execute(invitation().onProvisional(now()));
    }

    /** Has the offer answered once; later responses repeat the answer. Rejects the call if there is none. */
    private boolean negotiate(MediaNegotiator negotiator) {
        if (agreedAnswer.isPresent()) {
            return true;
        }
        session().negotiator(negotiator);
        if (offer.isEmpty()) {
            agreedAnswer = Optional.of(negotiator.createOffer());
            return true;
        }
        OfferReply reply = negotiator.takeOffer(offer.get());
        if (reply instanceof OfferReply.Rejected rejected) {
            refuse(rejected.rejection(), CallOutcome.Cause.MEDIA);
            return false;
        }
        agreedAnswer = Optional.of(((OfferReply.Answered) reply).answer());
        return true;
    }

    void answer(MediaNegotiator negotiator, Pending<Boolean> result) {
        switch (invitation().state()) {
            case PROCEEDING -> {
                answered = Optional.of(result);
                if (negotiate(negotiator)) {
                    session().negotiator(negotiator);
                    execute(invitation().onAnswer(now()));
                }
            }
            case ANSWERED, LEAVING, CONFIRMED -> result.fail(new IllegalStateException("answer() in " + publicState()));
            case ENDED -> result.fail(new CallException(outcome()));
        }
    }

    void reject(Rejection rejection) {
        if (invitation().state() == IncomingInvitation.State.PROCEEDING) {
            refuse(rejection, CallOutcome.Cause.REJECTED_HERE);
        }
    }

    private void refuse(Rejection rejection, CallOutcome.Cause cause) {
        refusal = rejection;
        refusalCause = cause;
        execute(invitation().onReject(now()));
    }

    @Override
    void hangUp(Optional<ParameterizedToken> reason) {
        CallOutcome outcome =
                intend(CallOutcome.of(CallOutcome.Cause.LOCAL_HANG_UP).withReason(reason));
        switch (invitation().state()) {
            case PROCEEDING -> {
                boolean shutDown = outcome.cause() == CallOutcome.Cause.SHUTDOWN;
                refuse(
                        Rejection.of(shutDown ? SipStatus.SERVICE_UNAVAILABLE : SipStatus.DECLINE),
                        shutDown ? CallOutcome.Cause.SHUTDOWN : CallOutcome.Cause.REJECTED_HERE);
            }
            case ANSWERED -> {
                publicState(CallState.ENDING);
                execute(invitation().onHangUp(now()));
            }
            case CONFIRMED -> {
                if (!isEnded()) {
                    sendBye(session().dialog(), outcome);
                }
            }
            case LEAVING, ENDED -> {}
        }
    }

    // ---- the peer ----

    @Override
    public void onCancel(SipRequest cancel, long time) {
        guarded(time, () -> {
            if (invitation().state() == IncomingInvitation.State.PROCEEDING) {
                intend(CallOutcome.of(CallOutcome.Cause.CANCELLED_BY_PEER).withReason(reason(cancel)));
            }
            execute(invitation().onCancel(now()));
        });
    }

    @Override
    public void onAck(SipRequest ack, long time) {
        guarded(time, () -> takeAck(ack));
    }

    @Override
    boolean takeAck(SipRequest ack) {
        if (ack.cseq().number() != invite.cseq().number()) {
            return false;
        }
        boolean answerDue = offer.isEmpty() && invitation().state() == IncomingInvitation.State.ANSWERED;
        List<Action> actions = invitation().onAck(now());
        if (!answerDue || session().takeAnswer(ack)) {
            execute(actions);
        }
        return true;
    }

    @Override
    void onBye(SipRequest bye) {
        boolean unanswered = invitation().state() == IncomingInvitation.State.PROCEEDING;
        CallOutcome outcome = CallOutcome.of(
                        unanswered ? CallOutcome.Cause.CANCELLED_BY_PEER : CallOutcome.Cause.REMOTE_HANG_UP)
                .withReason(reason(bye));
        if (isConfirmed()) {
            end(outcome);
            release();
        } else {
            intend(outcome);
            execute(invitation().onBye(now()));
        }
    }

    // ---- the machine ----

    private void execute(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.SendAnswer) {
                publicState(CallState.ANSWERED);
                transaction.respond(session().ok(transaction, invite, agreedAnswer.orElseThrow()), now());
            } else if (action instanceof Action.RepeatAnswer || action instanceof Action.RepeatProvisional) {
                transaction.repeat(now());
            } else if (action instanceof Action.Refuse refuse) {
                executeRefusal(refuse.refusal());
            } else if (action instanceof Action.Confirmed) {
                publicState(CallState.CONFIRMED);
                events().emit(new CallEvent.Confirmed());
                answered.ifPresent(pending -> pending.complete(true));
                answered = Optional.empty();
            } else if (action instanceof Action.Leave) {
                sendBye(session().dialog(), intendedOr(CallOutcome.of(CallOutcome.Cause.LOCAL_HANG_UP)));
            } else if (action instanceof Action.NoAck) {
                sendBye(session().dialog(), CallOutcome.of(CallOutcome.Cause.NO_ACK));
            } else if (action instanceof Action.HungUpByPeer) {
                end(intendedOr(CallOutcome.of(CallOutcome.Cause.REMOTE_HANG_UP)));
                release();
            } else {
                throw new AssertionError(action);
            }
        }
    }

    private void executeRefusal(IncomingInvitation.Refusal why) {
        Rejection rejection = switch (why) {
            case REJECTED -> refusal;
            case CANCELLED -> Rejection.of(SipStatus.REQUEST_TERMINATED);
            case NOT_ANSWERED -> Rejection.of(SipStatus.TEMPORARILY_UNAVAILABLE);
        };
        CallOutcome outcome = switch (why) {
            case REJECTED -> CallOutcome.of(refusalCause);
            case CANCELLED -> intendedOr(CallOutcome.of(CallOutcome.Cause.CANCELLED_BY_PEER));
            case NOT_ANSWERED -> CallOutcome.of(CallOutcome.Cause.NOT_ANSWERED);
        };
        respond(transaction, invite, rejection);
        transaction.use(ServerUser.NONE, tap);
        end(outcome.withStatus(rejection.status()));
        release();
    }

    @Override
    void onFailure() {
        CallOutcome outcome = CallOutcome.of(CallOutcome.Cause.FAILURE);
        switch (invitation.map(IncomingInvitation::state).orElse(IncomingInvitation.State.PROCEEDING)) {
            case PROCEEDING -> {
                respond(transaction, invite, Rejection.of(SipStatus.SERVER_INTERNAL_ERROR));
                transaction.use(ServerUser.NONE, tap);
                end(outcome.withStatus(SipStatus.SERVER_INTERNAL_ERROR));
                release();
            }
            case ANSWERED -> {
                intend(outcome);
                publicState(CallState.ENDING);
                execute(invitation().onHangUp(now()));
            }
            case CONFIRMED -> {
                if (!isEnded()) {
                    sendBye(session().dialog(), outcome);
                }
            }
            case LEAVING, ENDED -> {}
        }
    }

    @Override
    void failPending(CallException failure) {
        answered.ifPresent(pending -> pending.fail(failure));
        answered = Optional.empty();
    }

    @Override
    void onDeadline() {
        execute(invitation().onTimeout(now()));
    }

    @Override
    long nextDeadline() {
        return invitation().nextDeadline();
    }

    @Override
    boolean isConfirmed() {
        return invitation.map(IncomingInvitation::state).orElse(IncomingInvitation.State.PROCEEDING)
                        == IncomingInvitation.State.CONFIRMED
                && !isEnded();
    }
}
