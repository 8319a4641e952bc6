// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.message.Header;
import dev.demitasse.sip.message.MalformedHeaderException;
import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.ParameterizedToken;
import dev.demitasse.sip.message.SipMethod;
import dev.demitasse.sip.message.SipRequest;
import dev.demitasse.sip.message.SipResponse;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.transport.Flow;
import dev.demitasse.sip.ua.internal.dialog.Dialog;
import dev.demitasse.sip.ua.internal.transaction.ClientUser;
import dev.demitasse.sip.ua.internal.transaction.Expiring;
import dev.demitasse.sip.ua.internal.transaction.MessageLabel;
import dev.demitasse.sip.ua.internal.transaction.ServerTransaction;
import dev.demitasse.sip.ua.internal.transaction.ServerUser;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both kinds of calls have in common: identity, events, requests within the dialog, the end. Confined to the loop, but
 * for {@link #command} and what is final or volatile. An error in here ends this call and nothing else.
 */
abstract class CallCore implements Expiring {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);

    final UserAgentCore agent;
    final LadderRecorder tap = new LadderRecorder();
    private final String callId;
    private final NameAddress local;
    private final NameAddress remote;
    private final CallEvents events;
    private final Executor lane;
    private final Pending<CallOutcome> ended;
    private final Deadlines.Slot<Expiring> slot;
    private final Session session;
    private volatile CallState publicState;
    private Optional<CallOutcome> intended = Optional.empty();
    private Optional<CallOutcome> known = Optional.empty();
    private long now;

    CallCore(UserAgentCore agent, String callId, NameAddress local, NameAddress remote, CallState first) {
        this.agent = agent;
        this.callId = callId;
        this.local = local;
        this.remote = remote;
        publicState = first;
        lane = agent.network().applicationThreads().newLane("call");
        events = new CallEvents(lane);
        ended = newPending();
        slot = agent.slot(this);
        session = new Session(this, first == CallState.CALLING);
    }

    // ---- any thread ----

    final String callId() {
        return callId;
    }

    final NameAddress local() {
        return local;
    }

    final NameAddress remote() {
        return remote;
    }

    final CallState publicState() {
        return publicState;
    }

    final Ladder ladder() {
        return tap.ladder();
    }

    final Pending<CallOutcome> ended() {
        return ended;
    }

    final <T> Pending<T> newPending() {
        return new Pending<>(agent.network(), lane);
    }

    /** Has something done on the loop; nothing if the user agent is closed. */
    final void command(Consumer<? super CallCore> body) {
        try {
            agent.execute(time -> {
                now = time;
                guarded(() -> body.accept(this));
            });
        } catch (IllegalStateException closed) {
            LOG.debug("a command came too late for call {}", callId);
        }
    }

    /** Has something done on the loop that gives a result; a failure if the user agent is closed. */
    final void command(Consumer<? super CallCore> body, Pending<?> result) {
        command(body);
        if (agent.isTerminated()) {
            result.fail(new IllegalStateException("user agent is closed"));
        }
    }

    // ---- on the loop ----

    final long now() {
        return now;
    }

    final CallEvents events() {
        return events;
    }

    final Session session() {
        return session;
    }

    /** How the call has ended. */
    final CallOutcome outcome() {
        return known.orElseThrow();
    }

    final boolean isEnded() {
        return publicState == CallState.ENDED;
    }

    final void publicState(CallState next) {
        if (!isEnded()) {
            publicState = next;
        }
    }

    /** An input of this call: what it throws ends this call. */
    final void guarded(Runnable body) {
        try {
            body.run();
        } catch (RuntimeException | AssertionError bug) {
            onBug(bug);
        }
        slot.set(isEnded() ? nextDeadlineAfterEnd() : Math.min(nextDeadline(), session.nextDeadline()));
    }

    final void guarded(long time, Runnable body) {
        now = Math.max(now, time);
        guarded(body);
    }

    private void onBug(Throwable bug) {
        agent.gauges().failures.up();
        LOG.error("call {} has met an error and is ended; its messages:\n{}", callId, ladder(), bug);
        try {
            onFailure();
        } catch (RuntimeException | AssertionError another) {
            LOG.error("call {} could not be ended on the wire", callId, another);
            end(CallOutcome.of(CallOutcome.Cause.FAILURE));
            release();
        }
    }

    @Override
    public final void onTimeout(long time) {
        guarded(time, () -> {
            onDeadline();
            session.onTimeout();
        });
    }

    final void onRequest(ServerTransaction transaction, SipRequest request, Flow flow, long time) {
        transaction.use(ServerUser.NONE, tap);
        tap.received(MessageLabel.of(request), flow, false, time);
        guarded(time, () -> {
            try {
                dispatch(transaction, request);
            } catch (MalformedHeaderException malformed) {
                respond(transaction, request, Rejection.of(malformed.suggestedStatus()));
            }
        });
        if (!transaction.isAnswered()) {
            respond(transaction, request, Rejection.of(SipStatus.SERVER_INTERNAL_ERROR));
        }
    }

    private void dispatch(ServerTransaction transaction, SipRequest request) {
        // 12.2.2: a lower sequence number "is out of order and MUST be rejected with a 500".
        Dialog dialog = session.dialogOf(request);
        boolean inOrder = dialog.acceptSequence(request.cseq().number());
        dialog.heard(request, transaction.flow());
        if (!inOrder) {
            respond(transaction, request, Rejection.of(SipStatus.SERVER_INTERNAL_ERROR));
        } else if (request.method().equals(SipMethod.BYE)) {
            respond(transaction, request, SipStatus.OK);
            onBye(request);
        } else if (request.method().equals(SipMethod.INVITE)) {
            session.onInvite(transaction, request);
        } else if (request.method().equals(SipMethod.OPTIONS)) {
            transaction.respond(agent.responses().options(request, localTag()), now);
        } else {
            respond(transaction, request, Rejection.of(SipStatus.METHOD_NOT_ALLOWED));
        }
    }

    private void respond(ServerTransaction transaction, SipRequest request, SipStatus status) {
        transaction.respond(agent.responses().to(request, status, localTag()).build(), now);
    }

    final void respond(ServerTransaction transaction, SipRequest request, Rejection rejection) {
        if (!transaction.isAnswered()) {
            SipResponse.Builder builder = agent.responses().to(request, rejection, localTag());
            transaction.respond(builder.build(), now);
        }
    }

    /** The Reason of a request (RFC 3326). A malformed one says nothing: it must not keep a BYE or CANCEL from its work. */
    static Optional<ParameterizedToken> reason(SipRequest request) {
        try {
            return request.first(Header.REASON);
        } catch (MalformedHeaderException malformed) {
            return Optional.empty();
        }
    }

    /** The user of this side's address, for the Contact. */
    final Optional<String> localUser() {
        return local.sipUri().flatMap(SipUri::user);
    }

    final String localTag() {
        return local.tag().orElseThrow();
    }

    final void onAck(SipRequest ack, Flow flow, long time) {
        tap.received(MessageLabel.of(ack), flow, false, time);
        guarded(time, () -> {
            session.dialogOf(ack).heard(ack, agent.transport().responseFlow(ack.topVia(), flow));
            if (!takeAck(ack)) {
                session.onAck(ack);
            }
        });
    }

    /** Remembers how the call is going to end; the first intention counts. */
    final CallOutcome intend(CallOutcome outcome) {
        if (intended.isEmpty()) {
            intended = Optional.of(outcome);
        }
        return intended.get();
    }

    /** The outcome intended before, else this one. */
    final CallOutcome intendedOr(CallOutcome otherwise) {
        return intended.orElse(otherwise);
    }

    /** The one outcome of this call. */
    final void end(CallOutcome outcome) {
        if (isEnded()) {
            return;
        }
        publicState = CallState.ENDED;
        known = Optional.of(outcome);
        slot.clear();
        session.onEnd(outcome);
        failPending(new CallException(outcome));
        events.emit(new CallEvent.Ended(outcome));
        ended.complete(outcome);
    }

    /** Leaves the tables: no request within the dialog is expected any more. */
    final void release() {
        slot.clear();
        session.forgetDialogs();
        agent.calls().remove(this);
    }

    /**
     * Ends an answered call: 15.1.1. The session is over at once, the dialog when the BYE is answered. Whoever is told of the
     * end finds the BYE in the ladder.
     */
    final void sendBye(Dialog dialog, CallOutcome outcome) {
        SipRequest.Builder bye = dialog.request(SipMethod.BYE);
        outcome.reason().ifPresent(reason -> bye.header(Header.REASON, reason));
        try {
            agent.outbound().send(dialog, bye, new Farewell(), tap, now);
        } finally {
            end(outcome);
        }
    }

    /** Waits for the answer to a BYE. */
    private final class Farewell implements ClientUser {
        @Override
        public void onResponse(SipResponse response, Flow flow, long time) {
            if (response.status().isFinal()) {
                release();
            }
        }

        @Override
        public void onFailed(TransactionAction.Reason reason, long time) {
            release();
        }
    }

    /** The user agent is closed. */
    final void shutDown() {
        intend(CallOutcome.of(CallOutcome.Cause.SHUTDOWN));
        hangUp(Optional.empty());
    }

    /** The user agent does not wait any longer. */
    final void abandon(long time) {
        now = Math.max(now, time);
        end(CallOutcome.of(CallOutcome.Cause.SHUTDOWN));
        release();
    }

    final void reoffer(Pending<Boolean> result) {
        session.reoffer(result);
    }

    // ---- what the two kinds do differently ----

    /** The application ends the call. */
    abstract void hangUp(Optional<ParameterizedToken> reason);

    /** The peer has sent a BYE, which was answered. */
    abstract void onBye(SipRequest bye);

    /** Takes the ACK if it belongs to the INVITE that began the call. */
    abstract boolean takeAck(SipRequest ack);

    /** Ends the call because of an error: 500 before its final response, BYE after it. */
    abstract void onFailure();

    /** Fails what the application waits for. */
    abstract void failPending(CallException failure);

    /** The time has come that {@link #nextDeadline} named, or one of the session. */
    abstract void onDeadline();

    abstract long nextDeadline();

    /** The same for a call that is over, as the application knows, and not on the wire. */
    long nextDeadlineAfterEnd() {
        return Deadlines.NEVER;
    }

    /** Whether the call is up, so that offers may be made and taken. */
    abstract boolean isConfirmed();
}
