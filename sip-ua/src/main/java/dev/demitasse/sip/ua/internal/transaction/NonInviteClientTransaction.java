// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Failed;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.PassToTu;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Reason;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.SendRequest;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Terminated;
import java.util.List;

/** Non-INVITE client transaction: RFC 3261 section 17.1.2.2 (figure 6). Not thread-safe. */
public final class NonInviteClientTransaction implements ClientMachine {
    /** The states of figure 6. */
    public enum State {
        /** The request was sent, nothing has come. */
        TRYING,
        /** A provisional response has come. */
        PROCEEDING,
        /** The final response has come; copies of it are absorbed. */
        COMPLETED,
        /** Over. */
        TERMINATED
    }

    /** The timers. */
    public enum Timer {
        /** Retransmits the request, doubling from T1 to T2; unreliable transports only. */
        E,
        /** Gives up after 64*T1 without a final response. */
        F,
        /** Waits T4 for copies of the final response; zero over reliable transports. */
        K
    }

    private final SipTimers values;
    private final boolean reliable;
    private final TimerTable<Timer> timers = new TimerTable<>(Timer.class);
    private final ActionList<TransactionAction> out = new ActionList<>();
    private State state = State.TRYING;
    private long intervalE;

    /**
     * A transaction that has not sent anything.
     *
     * @param values T1 and its relatives
     * @param reliable whether the transport is reliable
     */
    public NonInviteClientTransaction(SipTimers values, boolean reliable) {
        this.values = values;
        this.reliable = reliable;
        intervalE = values.t1Nanos();
    }

    @Override
    public List<TransactionAction> start(long now) {
        out.add(new SendRequest());
        timers.start(Timer.F, now + values.transactionTimeoutNanos());
        if (!reliable) {
            timers.start(Timer.E, now + intervalE);
        }
        return out.drain();
    }

    @Override
    public List<TransactionAction> onResponse(int status, long now) {
        state = switch (state) {
            case TRYING, PROCEEDING -> {
                out.add(new PassToTu());
                yield status < 200 ? State.PROCEEDING : complete(now);
            }
            case COMPLETED, TERMINATED -> state;
        };
        return out.drain();
    }

    private State complete(long now) {
        timers.stopAll();
        if (reliable) {
            return terminate();
        }
        timers.start(Timer.K, now + values.t4Nanos());
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

    @Override
    public List<TransactionAction> onTransportError(long now) {
        state = switch (state) {
            case TRYING, PROCEEDING -> fail(Reason.TRANSPORT_ERROR);
            case COMPLETED, TERMINATED -> state;
        };
        return out.drain();
    }

    @Override
    public List<TransactionAction> onTimeout(long now) {
        for (var due = timers.pollExpired(now); due.isPresent(); due = timers.pollExpired(now)) {
            state = switch (due.get()) {
                case E -> {
                    // 17.1.2.2: in Trying "reset with a value of MIN(2*T1, T2)" and so on, in Proceeding with T2.
                    intervalE =
                            state == State.PROCEEDING ? values.t2Nanos() : Math.min(2 * intervalE, values.t2Nanos());
                    timers.start(Timer.E, now + intervalE);
                    out.add(new SendRequest());
                    yield state;
                }
                case F -> fail(Reason.TIMEOUT);
                case K -> terminate();
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
        return state == State.TRYING;
    }

    @Override
    public boolean isTerminated() {
        return state == State.TERMINATED;
    }
}
