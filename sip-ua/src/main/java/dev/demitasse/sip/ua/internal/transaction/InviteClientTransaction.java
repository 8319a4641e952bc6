// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Failed;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.PassToTu;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Reason;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.SendAck;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.SendRequest;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Terminated;
import java.util.List;

/**
 * INVITE client transaction: RFC 3261 section 17.1.1.2 (figure 5) as updated by RFC 6026 section 7.2. Not thread-safe.
 *
 * <p>No timer bounds PROCEEDING: how long a phone may ring is the transaction user's affair, who ends it with
 * {@link #onAbandon} (section 9.1: 64*T1 after a CANCEL the transaction counts as cancelled).
 */
public final class InviteClientTransaction implements ClientMachine {
    /** The states of figure 5, and Accepted of RFC 6026. */
    public enum State {
        /** The request was sent, nothing has come. */
        CALLING,
        /** A provisional response has come. */
        PROCEEDING,
        /** A 2xx has come; further ones are passed on. */
        ACCEPTED,
        /** Another final response has come; each copy of it is acknowledged. */
        COMPLETED,
        /** Over. */
        TERMINATED
    }

    /** The timers. */
    public enum Timer {
        /** Retransmits the request, doubling from T1; unreliable transports only. */
        A,
        /** Gives up after 64*T1 without a response. */
        B,
        /** Waits for copies of the final response; zero over reliable transports. */
        D,
        /** Waits 64*T1 for further 2xx (RFC 6026). */
        M,
        /** Gives up 64*T1 after the user has lost its interest; the RFC sets PROCEEDING no limit. */
        LINGER
    }

    private final SipTimers values;
    private final boolean reliable;
    private final TimerTable<Timer> timers = new TimerTable<>(Timer.class);
    private final ActionList<TransactionAction> out = new ActionList<>();
    private State state = State.CALLING;
    private long intervalA;

    /**
     * A transaction that has not sent anything.
     *
     * @param values T1 and its relatives
     * @param reliable whether the transport is reliable
     */
    public InviteClientTransaction(SipTimers values, boolean reliable) {
        this.values = values;
        this.reliable = reliable;
        intervalA = values.t1Nanos();
    }

    @Override
    public List<TransactionAction> start(long now) {
        out.add(new SendRequest());
        timers.start(Timer.B, now + values.transactionTimeoutNanos());
        if (!reliable) {
            timers.start(Timer.A, now + intervalA);
        }
        return out.drain();
    }

    @Override
    public List<TransactionAction> onResponse(int status, long now) {
        state = switch (state) {
            case CALLING, PROCEEDING -> status < 200 ? proceed() : status < 300 ? accept(now) : complete(now);
            case ACCEPTED -> {
                // RFC 6026 7.2: further 2xx go to the user; anything else is absorbed.
                if (status >= 200 && status < 300) {
                    out.add(new PassToTu());
                }
                yield state;
            }
            case COMPLETED -> {
                if (status >= 300) {
                    out.add(new SendAck());
                }
                yield state;
            }
            case TERMINATED -> state;
        };
        return out.drain();
    }

    private State proceed() {
        timers.stop(Timer.A);
        timers.stop(Timer.B);
        out.add(new PassToTu());
        return State.PROCEEDING;
    }

    private State accept(long now) {
        timers.stopAll();
        timers.start(Timer.M, now + values.transactionTimeoutNanos());
        out.add(new PassToTu());
        return State.ACCEPTED;
    }

    private State complete(long now) {
        timers.stopAll();
        out.add(new SendAck());
        out.add(new PassToTu());
        if (reliable) {
            return terminate();
        }
        timers.start(Timer.D, now + values.timerDNanos());
        return State.COMPLETED;
    }

    private State terminate() {
        timers.stopAll();
        out.add(new Terminated());
        return State.TERMINATED;
    }

    private State fail(Reason reason) {
        out.add(new Failed(reason));
        return terminate();
    }

    /**
     * The user gives up waiting for a final response.
     *
     * @param now the time
     * @return what to do
     */
    public List<TransactionAction> onAbandon(long now) {
        state = switch (state) {
            case CALLING, PROCEEDING -> terminate();
            case ACCEPTED, COMPLETED, TERMINATED -> state;
        };
        return out.drain();
    }

    /**
     * The user has no interest in a final response any more, but a 2xx has to be acknowledged still.
     *
     * @param now the time
     * @return what to do: nothing yet
     */
    public List<TransactionAction> onLeave(long now) {
        state = switch (state) {
            case CALLING, PROCEEDING -> {
                timers.start(Timer.LINGER, now + values.transactionTimeoutNanos());
                yield state;
            }
            case ACCEPTED, COMPLETED, TERMINATED -> state;
        };
        return out.drain();
    }

    @Override
    public List<TransactionAction> onTransportError(long now) {
        state = switch (state) {
            case CALLING, COMPLETED -> fail(Reason.TRANSPORT_ERROR);
            case PROCEEDING, ACCEPTED, TERMINATED -> state;
        };
        return out.drain();
    }

    @Override
    public List<TransactionAction> onTimeout(long now) {
        for (var due = timers.pollExpired(now); due.isPresent(); due = timers.pollExpired(now)) {
            state = switch (due.get()) {
                case A -> {
                    intervalA *= 2;
                    timers.start(Timer.A, now + intervalA);
                    out.add(new SendRequest());
                    yield state;
                }
                case B -> fail(Reason.TIMEOUT);
                case D, M, LINGER -> terminate();
            };
        }
        return out.drain();
    }

    @Override
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    /**
     * The state.
     *
     * @return where it stands
     */
    public State state() {
        return state;
    }

    @Override
    public boolean isUnanswered() {
        return state == State.CALLING;
    }

    @Override
    public boolean isTerminated() {
        return state == State.TERMINATED;
    }
}
