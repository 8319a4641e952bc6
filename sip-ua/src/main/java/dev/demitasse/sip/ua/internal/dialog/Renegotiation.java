// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import dev.demitasse.sip.ua.internal.transaction.ActionList;
import dev.demitasse.sip.ua.internal.transaction.TimerTable;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * This side's re-INVITE: RFC 3261 section 14.1. One at a time; glare is solved by trying again. Not thread-safe.
 *
 * <pre>
 *   IDLE --re-offer--&gt; SENT --2xx, refusal--&gt; IDLE
 *                       | ^
 *                 491   v | timer
 *                   BACKING_OFF
 * </pre>
 */
public final class Renegotiation {
    /** Where it stands. */
    public enum State {
        /** Nothing is under way. */
        IDLE,
        /** The re-INVITE waits for its final response. */
        SENT,
        /** It met one of the peer's and waits to be sent again. */
        BACKING_OFF
    }

    /** The timers; the RFC gives them no letters. */
    public enum Timer {
        /** Gives up: a peer may send a provisional response and nothing after it. */
        ANSWER_LIMIT,
        /** Tries again after glare. */
        RETRY
    }

    /** What is to be done. */
    public sealed interface Action {
        /** Send the re-INVITE, if no INVITE of the peer is under way: else say {@code onBusy}. */
        record SendInvite() implements Action {}

        /** The offer is void. */
        record Rollback() implements Action {}

        /** The peer has agreed. */
        record Agreed() implements Action {}

        /** The peer has refused; the session stays as it was. */
        record Refused() implements Action {}

        /** The peer knows the call no more, or does not answer: end it (12.2.1.2). */
        record EndCall() implements Action {}
    }

    private static final int MOST_ATTEMPTS = 8;
    private static final long TEN_MILLIS = 10_000_000;
    private static final int GLARE = 491;
    /** As long as Timer C of a proxy at least (16.6). */
    private static final long ANSWER_LIMIT_NANOS = Duration.ofMinutes(3).toNanos();

    private final RandomGenerator random;
    private final boolean ownsCallId;
    private final TimerTable<Timer> timers = new TimerTable<>(Timer.class);
    private final ActionList<Action> out = new ActionList<>();
    private State state = State.IDLE;
    private int attempts;

    /**
     * Nothing under way.
     *
     * @param random for the delay after glare
     * @param ownsCallId whether this side has generated the Call-ID, that is, placed the call
     */
    public Renegotiation(RandomGenerator random, boolean ownsCallId) {
        this.random = random;
        this.ownsCallId = ownsCallId;
    }

    /**
     * The application wants to offer.
     *
     * @param now the time
     * @return what to do
     * @throws IllegalStateException if a re-offer is under way
     */
    public List<Action> onReoffer(long now) {
        state = switch (state) {
            case IDLE -> {
                attempts = 1;
                yield send(now);
            }
            case SENT, BACKING_OFF -> throw new IllegalStateException("reoffer() in " + state);
        };
        return out.drain();
    }

    private State send(long now) {
        timers.start(Timer.ANSWER_LIMIT, now + ANSWER_LIMIT_NANOS);
        out.add(new Action.SendInvite());
        return State.SENT;
    }

    /**
     * An INVITE of the peer is under way: nothing was sent (14.1: no new INVITE "while another INVITE transaction is in
     * progress in either direction").
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onBusy(long now) {
        state = switch (state) {
            case SENT -> backOff(now);
            case IDLE, BACKING_OFF -> state;
        };
        return out.drain();
    }

    /**
     * A final response has come.
     *
     * @param status 200 to 699
     * @param now the time
     * @return what to do
     */
    public List<Action> onResponse(int status, long now) {
        state = switch (state) {
            case SENT -> judge(status, now);
            case IDLE, BACKING_OFF -> state;
        };
        return out.drain();
    }

    private State judge(int status, long now) {
        timers.stopAll();
        if (status < 300) {
            out.add(new Action.Agreed());
            return State.IDLE;
        }
        out.add(new Action.Rollback());
        if (status == GLARE) {
            return backOff(now);
        }
        out.add(status == 481 || status == 408 ? new Action.EndCall() : new Action.Refused());
        return State.IDLE;
    }

    /** 14.1: the owner of the Call-ID waits 2.1 to 4 s, the other 0 to 2 s, in units of 10 ms. */
    private State backOff(long now) {
        timers.stopAll();
        if (++attempts > MOST_ATTEMPTS) {
            out.add(new Action.Refused());
            return State.IDLE;
        }
        long drawn = random.nextLong();
        long units = ownsCallId ? 210 + Math.floorMod(drawn, 191) : Math.floorMod(drawn, 201);
        timers.start(Timer.RETRY, now + units * TEN_MILLIS);
        return State.BACKING_OFF;
    }

    /**
     * No final response will come.
     *
     * @param now the time
     * @return what to do
     */
    public List<Action> onFailure(long now) {
        state = switch (state) {
            case SENT -> giveUp();
            case IDLE, BACKING_OFF -> state;
        };
        return out.drain();
    }

    private State giveUp() {
        timers.stopAll();
        out.add(new Action.Rollback());
        out.add(new Action.EndCall());
        return State.IDLE;
    }

    /**
     * The call is over.
     *
     * @param now the time
     * @return what to do: nothing
     */
    public List<Action> onEnd(long now) {
        timers.stopAll();
        state = State.IDLE;
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
                case RETRY -> send(now);
                case ANSWER_LIMIT -> giveUp();
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
     * @return where it stands
     */
    public State state() {
        return state;
    }
}
