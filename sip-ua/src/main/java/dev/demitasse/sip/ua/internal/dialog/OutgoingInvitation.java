// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.ActionList;
import dev.demitasse.sip.ua.internal.transaction.TimerTable;
import java.time.Duration;
import java.util.List;

/**
 * The caller's side of a call until it is up: RFC 3261 sections 9.1 and 13.2. Not thread-safe.
 *
 * <pre>
 *   LOCATING --found--&gt; CALLING --1xx--&gt; PROCEEDING --2xx--&gt; ANSWERED
 *      |                   | cancel: tell    | cancel: CANCEL
 *      | cancel            v                 v
 *      |             WAITING_TO_CANCEL --1xx: CANCEL--&gt; CANCELLING
 *      |                   |                            | 2xx: ACK and BYE
 *      +-------------------+----------------------------+--&gt; ENDED (also: final response, failure, 64*T1)
 * </pre>
 *
 * <p>Whoever gives up a callee that has said nothing is told of the end at once, and so is everybody when the ring limit is
 * reached: how long a callee that is silent keeps the machine busy is no concern of theirs. What is to be sent is sent then
 * for a call that is over.
 */
public final class OutgoingInvitation {
    /** Where the call stands. */
    public enum State {
        /** The way to the server is looked up. */
        LOCATING,
        /** The INVITE was sent, nothing has come. */
        CALLING,
        /** A provisional response has come. */
        PROCEEDING,
        /** Given up, but no CANCEL may be sent before a provisional response (9.1). */
        WAITING_TO_CANCEL,
        /** A CANCEL was sent; the final response is awaited. */
        CANCELLING,
        /** A 2xx has come; this machine has done its work. */
        ANSWERED,
        /** Over. */
        ENDED
    }

    /** The timers; the RFC gives them no letters. */
    public enum Timer {
        /** Nobody has answered. */
        RING_LIMIT,
        /** 9.1: 64*T1 after the CANCEL the transaction counts as cancelled. */
        CANCEL_LIMIT
    }

    /** What is to be done. */
    public sealed interface Action {
        /** Send the INVITE. */
        record SendInvite() implements Action {}

        /** Send a CANCEL. */
        record SendCancel() implements Action {}

        /** Report the provisional response. */
        record ReportProgress() implements Action {}

        /** Acknowledge the 2xx: the call is up. */
        record Answered() implements Action {}

        /** Acknowledge the 2xx and send a BYE: it came all the same. */
        record AckAndBye() implements Action {}

        /** The ring limit is over: it is the reason of the cancellation that follows. */
        record RingLimitReached() implements Action {}

        /** Tell the application that it is over; what may still come is answered without it. */
        record TellEnd() implements Action {}

        /** Forget the transaction: no final response came after the CANCEL. */
        record Abandon() implements Action {}

        /** It is over without an answer after the application, or the ring limit, gave up. */
        record Cancelled() implements Action {}

        /** The peer has rejected. */
        record Rejected() implements Action {}

        /** The transaction has failed. */
        record Failed() implements Action {}
    }

    private final SipTimers values;
    private final TimerTable<Timer> timers = new TimerTable<>(Timer.class);
    private final ActionList<Action> out = new ActionList<>();
    private State state = State.LOCATING;

    /**
     * A call is placed.
     *
     * @param values T1 and its relatives
     * @param ringLimit how long it may ring
     * @param now the time
     */
    public OutgoingInvitation(SipTimers values, Duration ringLimit, long now) {
        this.values = values;
        timers.start(Timer.RING_LIMIT, Deadlines.after(now, ringLimit));
    }

    /**
     * The way to the server is known.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onLocated(long now) {
        state = switch (state) {
            case LOCATING -> {
                out.add(new Action.SendInvite());
                yield State.CALLING;
            }
            case CALLING, PROCEEDING, WAITING_TO_CANCEL, CANCELLING, ANSWERED, ENDED -> state;
        };
        return out.drain();
    }

    /**
     * A provisional response has come.
     *
     * @param status 100 to 199
     * @param now the time
     * @return what to do
     */
    public List<Action> onProvisional(int status, long now) {
        state = switch (state) {
            case CALLING, PROCEEDING -> {
                if (status > 100) {
                    out.add(new Action.ReportProgress());
                }
                yield State.PROCEEDING;
            }
            case WAITING_TO_CANCEL -> sendCancel(now);
            case LOCATING, CANCELLING, ANSWERED, ENDED -> state;
        };
        return out.drain();
    }

    /**
     * The first 2xx has come.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onAnswer(long now) {
        state = switch (state) {
            case CALLING, PROCEEDING -> {
                timers.stopAll();
                out.add(new Action.Answered());
                yield State.ANSWERED;
            }
            case WAITING_TO_CANCEL, CANCELLING -> {
                out.add(new Action.AckAndBye());
                out.add(new Action.Cancelled());
                yield end();
            }
            case LOCATING, ANSWERED, ENDED -> state;
        };
        return out.drain();
    }

    /**
     * A final response other than 2xx has come.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onRejection(long now) {
        return finish(new Action.Rejected());
    }

    /**
     * No final response will come, or the server was not found.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onFailure(long now) {
        return finish(new Action.Failed());
    }

    private List<Action> finish(Action unlessCancelled) {
        state = switch (state) {
            case LOCATING, CALLING, PROCEEDING -> {
                out.add(unlessCancelled);
                yield end();
            }
            case WAITING_TO_CANCEL, CANCELLING -> {
                out.add(new Action.Cancelled());
                yield end();
            }
            case ANSWERED, ENDED -> state;
        };
        return out.drain();
    }

    /**
     * The application gives up.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onCancel(long now) {
        state = cancel(now);
        return out.drain();
    }

    private State cancel(long now) {
        return switch (state) {
            case LOCATING -> {
                out.add(new Action.Cancelled());
                yield end();
            }
            case CALLING -> {
                timers.stopAll();
                out.add(new Action.TellEnd());
                yield State.WAITING_TO_CANCEL;
            }
            case PROCEEDING -> sendCancel(now);
            case WAITING_TO_CANCEL, CANCELLING, ANSWERED, ENDED -> state;
        };
    }

    private State reachRingLimit(long now) {
        out.add(new Action.RingLimitReached());
        State next = cancel(now);
        if (next == State.CANCELLING) {
            out.add(new Action.TellEnd());
        }
        return next;
    }

    private State sendCancel(long now) {
        timers.stopAll();
        timers.start(Timer.CANCEL_LIMIT, now + values.transactionTimeoutNanos());
        out.add(new Action.SendCancel());
        return State.CANCELLING;
    }

    private State end() {
        timers.stopAll();
        return State.ENDED;
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
                case RING_LIMIT -> reachRingLimit(now);
                case CANCEL_LIMIT -> {
                    out.add(new Action.Abandon());
                    out.add(new Action.Cancelled());
                    yield end();
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
     * @return where the call stands
     */
    public State state() {
        return state;
    }
}
