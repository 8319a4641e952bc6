// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Failed;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Reason;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.SendResponse;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Terminated;
import java.util.List;

/** Non-INVITE server transaction: RFC 3261 section 17.2.2 (figure 8). Not thread-safe. */
public final class NonInviteServerTransaction implements ServerMachine {
    /** The states of figure 8. */
    public enum State {
        /** The user has not given a response. */
        TRYING,
        /** The user has given a provisional response. */
        PROCEEDING,
        /** The user has given the final response; copies of the request are answered with it. */
        COMPLETED,
        /** Over. */
        TERMINATED
    }

    /** The timers. */
    public enum Timer {
        /** Waits 64*T1 for copies of the request; zero over reliable transports. */
        J
    }

    private final SipTimers values;
    private final boolean reliable;
    private final TimerTable<Timer> timers = new TimerTable<>(Timer.class);
    private final ActionList<TransactionAction> out = new ActionList<>();
    private State state = State.TRYING;

    /**
     * A transaction whose request has just come.
     *
     * @param values T1 and its relatives
     * @param reliable whether the transport is reliable
     */
    public NonInviteServerTransaction(SipTimers values, boolean reliable) {
        this.values = values;
        this.reliable = reliable;
    }

    @Override
    public List<TransactionAction> onRetransmission(long now) {
        state = switch (state) {
            case PROCEEDING, COMPLETED -> {
                out.add(new SendResponse());
                yield state;
            }
            case TRYING, TERMINATED -> state;
        };
        return out.drain();
    }

    @Override
    public List<TransactionAction> onRespond(int status, long now) {
        state = switch (state) {
            case TRYING, PROCEEDING -> {
                out.add(new SendResponse());
                yield status < 200 ? State.PROCEEDING : complete(now);
            }
            // 17.2.2: "Any other final responses passed by the TU ... MUST be discarded while in the Completed state."
            case COMPLETED, TERMINATED -> state;
        };
        return out.drain();
    }

    private State complete(long now) {
        if (reliable) {
            return terminate();
        }
        timers.start(Timer.J, now + values.transactionTimeoutNanos());
        return State.COMPLETED;
    }

    private State terminate() {
        timers.stopAll();
        out.add(new Terminated());
        return State.TERMINATED;
    }

    @Override
    public List<TransactionAction> onTransportError(long now) {
        state = switch (state) {
            case PROCEEDING, COMPLETED -> {
                out.add(new Failed(Reason.TRANSPORT_ERROR));
                yield terminate();
            }
            case TRYING, TERMINATED -> state;
        };
        return out.drain();
    }

    @Override
    public List<TransactionAction> onTimeout(long now) {
        for (var due = timers.pollExpired(now); due.isPresent(); due = timers.pollExpired(now)) {
            state = switch (due.get()) {
                case J -> terminate();
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
    public boolean isTerminated() {
        return state == State.TERMINATED;
    }
}
