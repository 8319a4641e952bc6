// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.ActionList;
import dev.demitasse.sip.ua.internal.transaction.TimerTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The callee's side of a call until it is up: RFC 3261 sections 9.2, 13.3 and 15. Not thread-safe.
 *
 * <pre>
 *   PROCEEDING --answer--&gt; ANSWERED --ACK--&gt; CONFIRMED
 *        |                    | hang up          ^
 *        | reject, CANCEL,    v                  |
 *        | BYE, limit      LEAVING --ACK: BYE----+--&gt; ENDED
 *        +-----------------------------------------&gt;  (also: BYE from the peer, 64*T1 without ACK)
 * </pre>
 */
public final class IncomingInvitation {
    /** Where the call stands. */
    public enum State {
        /** The application has not answered. */
        PROCEEDING,
        /** A 2xx was sent and waits for its ACK. */
        ANSWERED,
        /** The application has hung up before the ACK came: the BYE waits for it. */
        LEAVING,
        /** The ACK has come; this machine has done its work. */
        CONFIRMED,
        /** Over. */
        ENDED
    }

    /** The timers; the RFC gives them no letters. */
    public enum Timer {
        /** The application takes too long. */
        ANSWER_LIMIT,
        /** Sends the provisional response again every minute, so that no proxy cancels (13.3.1.1). */
        REFRESH
    }

    /** Why an INVITE got a final response other than 2xx. */
    public enum Refusal {
        /** The application wants it. */
        REJECTED,
        /** CANCEL, or BYE in the early dialog. */
        CANCELLED,
        /** The application took too long. */
        NOT_ANSWERED
    }

    /** What is to be done. */
    public sealed interface Action {
        /** Send the latest provisional response again. */
        record RepeatProvisional() implements Action {}

        /** Send the 2xx for the first time. */
        record SendAnswer() implements Action {}

        /** Send the 2xx again. */
        record RepeatAnswer() implements Action {}

        /**
         * Send the final response other than 2xx that goes with the reason.
         *
         * @param refusal why
         */
        record Refuse(Refusal refusal) implements Action {}

        /** The ACK has come: the call is up. */
        record Confirmed() implements Action {}

        /** Send a BYE: the application has hung up. */
        record Leave() implements Action {}

        /** Send a BYE: no ACK has come. */
        record NoAck() implements Action {}

        /** The peer has hung up before its ACK came. */
        record HungUpByPeer() implements Action {}
    }

    private static final long REFRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final SipTimers values;
    private final TimerTable<Timer> timers = new TimerTable<>(Timer.class);
    private final ActionList<Action> out = new ActionList<>();
    private State state = State.PROCEEDING;
    private Optional<AnswerRetransmission> answer = Optional.empty();

    /**
     * An INVITE has come.
     *
     * @param values T1 and its relatives
     * @param answerLimit how long the application may take
     * @param now the time
     */
    public IncomingInvitation(SipTimers values, Duration answerLimit, long now) {
        this.values = values;
        timers.start(Timer.ANSWER_LIMIT, Deadlines.after(now, answerLimit));
    }

    /**
     * A provisional response other than 100 was sent.
     *
     * @param now the time
     * @return what to do: nothing yet
     */
    public List<Action> onProvisional(long now) {
        if (state == State.PROCEEDING) {
            timers.start(Timer.REFRESH, now + REFRESH_NANOS);
        }
        return out.drain();
    }

    /**
     * The application answers.
     *
     * @param now the time
     * @return what to do
     * @throws IllegalStateException if it has answered before
     */
    public List<Action> onAnswer(long now) {
        state = switch (state) {
            case PROCEEDING -> {
                timers.stopAll();
                answer = Optional.of(new AnswerRetransmission(values, now));
                out.add(new Action.SendAnswer());
                yield State.ANSWERED;
            }
            case ANSWERED, LEAVING, CONFIRMED -> throw new IllegalStateException("answer() in " + state);
            case ENDED -> state;
        };
        return out.drain();
    }

    /**
     * The application rejects, or the answer cannot be given.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onReject(long now) {
        state = switch (state) {
            case PROCEEDING -> refuse(Refusal.REJECTED);
            case ANSWERED, LEAVING, CONFIRMED, ENDED -> state;
        };
        return out.drain();
    }

    /**
     * A CANCEL has come. After the final response it has no effect (9.2).
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onCancel(long now) {
        state = switch (state) {
            case PROCEEDING -> refuse(Refusal.CANCELLED);
            case ANSWERED, LEAVING, CONFIRMED, ENDED -> state;
        };
        return out.drain();
    }

    /**
     * A BYE has come and was answered. 15.1.2: pending requests "MUST" be answered, with 487.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onBye(long now) {
        state = switch (state) {
            case PROCEEDING -> refuse(Refusal.CANCELLED);
            case ANSWERED, LEAVING -> {
                answer.ifPresent(retransmission -> retransmission.onAbandon(now));
                out.add(new Action.HungUpByPeer());
                yield State.ENDED;
            }
            case CONFIRMED, ENDED -> state;
        };
        return out.drain();
    }

    /**
     * The application hangs up. 15: the callee "MUST NOT send a BYE ... until it has received an ACK for its 2xx response or
     * until the server transaction times out".
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onHangUp(long now) {
        state = switch (state) {
            case PROCEEDING -> refuse(Refusal.REJECTED);
            case ANSWERED -> State.LEAVING;
            case LEAVING, CONFIRMED, ENDED -> state;
        };
        return out.drain();
    }

    /**
     * The ACK has come.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onAck(long now) {
        answer.ifPresent(retransmission -> take(retransmission.onAck(now)));
        return out.drain();
    }

    private State refuse(Refusal refusal) {
        timers.stopAll();
        out.add(new Action.Refuse(refusal));
        return State.ENDED;
    }

    private void take(List<AnswerRetransmission.Action> actions) {
        for (AnswerRetransmission.Action action : actions) {
            if (action instanceof AnswerRetransmission.Action.SendAnswer) {
                out.add(new Action.RepeatAnswer());
            } else if (action instanceof AnswerRetransmission.Action.Acknowledged) {
                state = confirm();
            } else if (action instanceof AnswerRetransmission.Action.NoAck) {
                out.add(new Action.NoAck());
                state = State.ENDED;
            } else {
                throw new AssertionError(action);
            }
        }
    }

    private State confirm() {
        out.add(new Action.Confirmed());
        return switch (state) {
            case LEAVING -> {
                out.add(new Action.Leave());
                yield State.ENDED;
            }
            case ANSWERED -> State.CONFIRMED;
            case PROCEEDING, CONFIRMED, ENDED -> throw new AssertionError(state);
        };
    }

    /**
     * Fires the timers whose time has come.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onTimeout(long now) {
        answer.ifPresent(retransmission -> take(retransmission.onTimeout(now)));
        for (var due = timers.pollExpired(now); due.isPresent(); due = timers.pollExpired(now)) {
            state = switch (due.get()) {
                case REFRESH -> {
                    timers.start(Timer.REFRESH, now + REFRESH_NANOS);
                    out.add(new Action.RepeatProvisional());
                    yield state;
                }
                case ANSWER_LIMIT -> refuse(Refusal.NOT_ANSWERED);
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
        long own = timers.nextDeadline();
        return Math.min(own, answer.map(AnswerRetransmission::nextDeadline).orElse(Deadlines.NEVER));
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
