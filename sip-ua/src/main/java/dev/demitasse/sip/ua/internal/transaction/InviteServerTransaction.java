// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Failed;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.PassToTu;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Reason;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.SendResponse;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Terminated;
import java.util.List;

/**
 * INVITE server transaction: RFC 3261 section 17.2.1 (figure 7) as updated by RFC 6026 section 7.1. Not thread-safe.
 *
 * <p>The 100 is the user's to give, at once for every new call: it knows whether a final response follows within 200 ms.
 * Nor does a timer bound PROCEEDING: the user answers, in the end.
 */
public final class InviteServerTransaction implements ServerMachine {
    /** The states of figure 7, and Accepted of RFC 6026. */
    public enum State {
        /** The user has not given a final response. */
        PROCEEDING,
        /** A 2xx was given; the user retransmits it, copies of the INVITE are absorbed. */
        ACCEPTED,
        /** Another final response was given and waits for its ACK. */
        COMPLETED,
        /** The ACK has come; copies of it are absorbed. */
        CONFIRMED,
        /** Over. */
        TERMINATED
    }

    /** The timers. */
    public enum Timer {
        /** Retransmits the final response, doubling from T1 to T2; unreliable transports only. */
        G,
        /** Gives up after 64*T1 without an ACK. */
        H,
        /** Waits T4 for copies of the ACK; zero over reliable transports. */
        I,
        /** Waits 64*T1 for copies of the INVITE after a 2xx (RFC 6026). */
        L
    }

    private final SipTimers values;
    private final boolean reliable;
    private final TimerTable<Timer> timers = new TimerTable<>(Timer.class);
    private final ActionList<TransactionAction> out = new ActionList<>();
    private State state = State.PROCEEDING;
    private long intervalG;
    private int provisional;

    /**
     * A transaction whose request has just come.
     *
     * @param values T1 and its relatives
     * @param reliable whether the transport is reliable
     */
    public InviteServerTransaction(SipTimers values, boolean reliable) {
        this.values = values;
        this.reliable = reliable;
        intervalG = values.t1Nanos();
    }

    @Override
    public List<TransactionAction> onRetransmission(long now) {
        state = switch (state) {
            case PROCEEDING -> {
                // 17.2.1: "the most recent provisional response ... MUST be passed to the transport layer".
                if (provisional != 0) {
                    out.add(new SendResponse());
                }
                yield state;
            }
            case COMPLETED -> {
                out.add(new SendResponse());
                yield state;
            }
            case ACCEPTED, CONFIRMED, TERMINATED -> state;
        };
        return out.drain();
    }

    /**
     * An ACK of this transaction has come.
     *
     * @param now the time
     * @return what to do
     */
    public List<TransactionAction> onAck(long now) {
        state = switch (state) {
            case COMPLETED -> confirm(now);
            case ACCEPTED -> {
                // RFC 6026 7.1: an ACK that matches in Accepted is the user's.
                out.add(new PassToTu());
                yield state;
            }
            case PROCEEDING, CONFIRMED, TERMINATED -> state;
        };
        return out.drain();
    }

    private State confirm(long now) {
        timers.stopAll();
        if (reliable) {
            return terminate();
        }
        timers.start(Timer.I, now + values.t4Nanos());
        return State.CONFIRMED;
    }

    @Override
    public List<TransactionAction> onRespond(int status, long now) {
        state = switch (state) {
            case PROCEEDING -> {
                out.add(new SendResponse());
                yield status < 200 ? provisional(status) : status < 300 ? accept(now) : complete(now);
            }
            case ACCEPTED -> {
                if (status < 200 || status >= 300) {
                    throw misuse(status);
                }
                out.add(new SendResponse());
                yield state;
            }
            case COMPLETED, CONFIRMED -> throw misuse(status);
            case TERMINATED -> state;
        };
        return out.drain();
    }

    private IllegalStateException misuse(int status) {
        return new IllegalStateException("response " + status + " in " + state);
    }

    private State provisional(int status) {
        provisional = status;
        return State.PROCEEDING;
    }

    private State accept(long now) {
        timers.start(Timer.L, now + values.transactionTimeoutNanos());
        return State.ACCEPTED;
    }

    private State complete(long now) {
        timers.start(Timer.H, now + values.transactionTimeoutNanos());
        if (!reliable) {
            timers.start(Timer.G, now + intervalG);
        }
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
            // RFC 6026 figure 5: the user is told, the state stays: a copy of the INVITE may find a better network.
            case PROCEEDING, ACCEPTED, COMPLETED -> {
                out.add(new Failed(Reason.TRANSPORT_ERROR));
                yield state;
            }
            case CONFIRMED, TERMINATED -> state;
        };
        return out.drain();
    }

    @Override
    public List<TransactionAction> onTimeout(long now) {
        for (var due = timers.pollExpired(now); due.isPresent(); due = timers.pollExpired(now)) {
            state = switch (due.get()) {
                case G -> {
                    intervalG = Math.min(2 * intervalG, values.t2Nanos());
                    timers.start(Timer.G, now + intervalG);
                    out.add(new SendResponse());
                    yield state;
                }
                case H -> {
                    out.add(new Failed(Reason.TIMEOUT));
                    yield terminate();
                }
                case I, L -> terminate();
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
    public boolean awaitsAck() {
        return state == State.COMPLETED;
    }

    @Override
    public boolean isTerminated() {
        return state == State.TERMINATED;
    }
}
