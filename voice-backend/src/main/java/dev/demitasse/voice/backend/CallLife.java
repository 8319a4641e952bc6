// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.Deadlines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The life of one call as the application sees it: when sound may flow, how long a silent peer is waited for, and the one
 * end.
 *
 * <pre>
 *                onAnswered            onHeard
 *   SETTING_UP -----------&gt; UNHEARD -----------&gt; TALKING
 *                             ^ | onHeld             ^ | onHeld
 *                             | v                    | v
 *                         HELD_UNHEARD ----------&gt; HELD
 *                                       onHeard
 *   any of these --onHangUp, onSilent, MEDIA--&gt; ENDING --onEnded, GUARD--&gt; ENDED
 *   any of these -------------------------onEnded------------------------&gt; ENDED
 * </pre>
 *
 * <p>What is on the wire is the user agent's affair (RFC 3261 section 15): it is told to hang up, and says when the call is
 * over. Timer GUARD is there so that no session outlives a user agent that never says so. Silence after the first packet is
 * measured by the media layer. Not thread-safe; confined to the loop of its backend.
 */
final class CallLife {
    enum State {
        /** Not answered. */
        SETTING_UP,
        /** Answered, nothing heard from the peer yet. */
        UNHEARD,
        /** Answered, and heard. */
        TALKING,
        /** Sound has been stopped by agreement, and nothing was heard before. */
        HELD_UNHEARD,
        /** Sound has been stopped by agreement. */
        HELD,
        /** Being ended on the wire. */
        ENDING,
        /** Over and reported. */
        ENDED
    }

    enum Timer {
        /** Nothing has been heard since the answer, or since the end of a hold that followed it. */
        MEDIA,
        /** The wire has taken too long to end the call. */
        GUARD
    }

    /** What is to be done, in order. */
    sealed interface Action {
        /** No sound from now on. */
        record StopMedia() implements Action {}

        /** End the call on the wire. */
        record HangUp(Disconnection cause) implements Action {}

        /** The call is over: tell everybody, once. */
        record Report(Disconnection how) implements Action {}
    }

    /**
     * How long things may take, in nanoseconds.
     *
     * @param establishment from the answer, or the end of a hold before it, to the first packet
     * @param guard from hanging up to the end of the call on the wire
     */
    record Limits(long establishment, long guard) {}

    private final Limits limits;
    private State state = State.SETTING_UP;
    private Optional<Disconnection> cause = Optional.empty();
    private long mediaAt = Deadlines.NEVER;
    private long guardAt = Deadlines.NEVER;
    private List<Action> out = new ArrayList<>();

    CallLife(Limits limits) {
        this.limits = limits;
    }

    State state() {
        return state;
    }

    long nextDeadline() {
        return Math.min(mediaAt, guardAt);
    }

    List<Action> onAnswered(long now) {
        state = switch (state) {
            case SETTING_UP -> {
                mediaAt = plus(now, limits.establishment);
                yield State.UNHEARD;
            }
            case UNHEARD, TALKING, HELD_UNHEARD, HELD, ENDING, ENDED -> state;
        };
        return drain();
    }

    /** The peer has been heard. */
    List<Action> onHeard() {
        state = switch (state) {
            case UNHEARD, TALKING -> {
                mediaAt = Deadlines.NEVER;
                yield State.TALKING;
            }
            case HELD_UNHEARD -> State.HELD;
            case SETTING_UP, HELD, ENDING, ENDED -> state;
        };
        return drain();
    }

    /** The peer was heard once, and then not for too long. */
    List<Action> onSilent(long now) {
        state = switch (state) {
            case TALKING -> hangUp(Disconnection.of(EndReason.MEDIA_TIMEOUT, "media stopped"), now);
            case SETTING_UP, UNHEARD, HELD_UNHEARD, HELD, ENDING, ENDED -> state;
        };
        return drain();
    }

    /** Whether this side may expect to hear the peer has changed, or may have. */
    List<Action> onHeld(boolean held, long now) {
        state = switch (state) {
            case UNHEARD -> {
                mediaAt = held ? Deadlines.NEVER : mediaAt;
                yield held ? State.HELD_UNHEARD : state;
            }
            case HELD_UNHEARD -> {
                mediaAt = held ? Deadlines.NEVER : plus(now, limits.establishment);
                yield held ? state : State.UNHEARD;
            }
            case TALKING, HELD -> held ? State.HELD : State.TALKING;
            case SETTING_UP, ENDING, ENDED -> state;
        };
        return drain();
    }

    /** This side wants the call to end. The first cause is the one that counts. */
    List<Action> onHangUp(Disconnection wanted, long now) {
        state = switch (state) {
            case SETTING_UP, UNHEARD, TALKING, HELD_UNHEARD, HELD -> hangUp(wanted, now);
            case ENDING, ENDED -> state;
        };
        return drain();
    }

    /** The call is over on the wire. */
    List<Action> onEnded(Disconnection how) {
        state = switch (state) {
            case SETTING_UP, UNHEARD, TALKING, HELD_UNHEARD, HELD -> {
                out.add(new Action.StopMedia());
                yield end(how);
            }
            case ENDING -> end(how);
            case ENDED -> state;
        };
        return drain();
    }

    List<Action> onTimeout(long now) {
        if (mediaAt <= now) {
            state = hangUp(Disconnection.of(EndReason.MEDIA_TIMEOUT, "no media"), now);
        }
        if (guardAt <= now) {
            state = end(Disconnection.of(EndReason.FAILURE, "the call did not end on the wire"));
        }
        return drain();
    }

    private State hangUp(Disconnection wanted, long now) {
        cause = Optional.of(wanted);
        mediaAt = Deadlines.NEVER;
        guardAt = plus(now, limits.guard);
        out.add(new Action.StopMedia());
        out.add(new Action.HangUp(wanted));
        return State.ENDING;
    }

    private State end(Disconnection how) {
        mediaAt = Deadlines.NEVER;
        guardAt = Deadlines.NEVER;
        out.add(new Action.Report(cause.orElse(how)));
        return State.ENDED;
    }

    private static long plus(long now, long nanos) {
        return now > Deadlines.NEVER - nanos ? Deadlines.NEVER : now + nanos;
    }

    private List<Action> drain() {
        if (out.isEmpty()) {
            return List.of();
        }
        List<Action> actions = out;
        out = new ArrayList<>();
        return actions;
    }
}
