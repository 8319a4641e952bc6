// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.ActionList;
import dev.demitasse.sip.ua.internal.transaction.TimerTable;
import java.util.List;

/**
 * The 2xx of an INVITE until its ACK comes: RFC 3261 section 13.3.1.4. Over all transports, since a proxy behind a reliable
 * one may lose it. Not thread-safe.
 */
public final class AnswerRetransmission {
    /** Where the answer stands. */
    public enum State {
        /** Sent, not acknowledged. */
        WAITING_FOR_ACK,
        /** Acknowledged. */
        ACKNOWLEDGED,
        /** Not acknowledged within 64*T1, or of no interest any more. */
        GIVEN_UP
    }

    /** The timers; the RFC gives them no letters. */
    public enum Timer {
        /** Sends the 2xx again, doubling from T1 to T2. */
        RETRANSMIT,
        /** Gives up after 64*T1. */
        GIVE_UP
    }

    /** What is to be done. */
    public sealed interface Action {
        /** Send the 2xx again. */
        record SendAnswer() implements Action {}

        /** The ACK has come. */
        record Acknowledged() implements Action {}

        /** No ACK has come: "the dialog is confirmed, but the session SHOULD be terminated" with a BYE. */
        record NoAck() implements Action {}
    }

    private final SipTimers values;
    private final TimerTable<Timer> timers = new TimerTable<>(Timer.class);
    private final ActionList<Action> out = new ActionList<>();
    private State state = State.WAITING_FOR_ACK;
    private long interval;

    /**
     * A 2xx is sent now.
     *
     * @param values T1 and its relatives
     * @param now the time
     */
    public AnswerRetransmission(SipTimers values, long now) {
        this.values = values;
        interval = values.t1Nanos();
        timers.start(Timer.RETRANSMIT, now + interval);
        timers.start(Timer.GIVE_UP, now + values.transactionTimeoutNanos());
    }

    /**
     * The ACK has come.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onAck(long now) {
        state = switch (state) {
            case WAITING_FOR_ACK -> {
                timers.stopAll();
                out.add(new Action.Acknowledged());
                yield State.ACKNOWLEDGED;
            }
            case ACKNOWLEDGED, GIVEN_UP -> state;
        };
        return out.drain();
    }

    /**
     * The session is over for another reason.
     *
     * @param now the time
     * @return what to do: nothing
     */
    public List<Action> onAbandon(long now) {
        state = switch (state) {
            case WAITING_FOR_ACK -> {
                timers.stopAll();
                yield State.GIVEN_UP;
            }
            case ACKNOWLEDGED, GIVEN_UP -> state;
        };
        return out.drain();
    }

    /**
     * Fires the timers whose time has come.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onTimeout(long now) {
        for (var due = timers.pollExpired(now); due.isPresent(); due = timers.pollExpired(now)) {
            state = switch (due.get()) {
                case RETRANSMIT -> {
                    interval = Math.min(2 * interval, values.t2Nanos());
                    timers.start(Timer.RETRANSMIT, now + interval);
                    out.add(new Action.SendAnswer());
                    yield state;
                }
                case GIVE_UP -> {
                    timers.stopAll();
                    out.add(new Action.NoAck());
                    yield State.GIVEN_UP;
                }
            };
        }
        return out.drain();
    }

    /**
     * When {@link #onTimeout} wants to be called.
     *
     * @return the time
     */
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    /**
     * The state.
     *
     * @return where the answer stands
     */
    public State state() {
        return state;
    }
}
