// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.sip.sdp.Direction;
import dev.demitasse.sip.ua.Call;
import dev.demitasse.sip.ua.CallEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the life of one call: takes what user agent and media report, and does what {@link CallLife} says. Confined to the
 * loop of its backend; {@link #execute} brings others there.
 */
final class SessionControl {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSession.class);

    private final EventLoop loop;
    private final CallLife life;
    private final SipVoiceSession session;
    private final SessionMedia media;
    private final Deadline deadline;
    private final MediaNegotiation negotiation;
    private volatile Optional<Call> wire = Optional.empty();

    SessionControl(
            EventLoop loop,
            CallLife.Limits limits,
            SipVoiceSession session,
            SessionMedia media,
            MediaNegotiation negotiation) {
        this.loop = loop;
        this.life = new CallLife(limits);
        this.session = session;
        this.media = media;
        this.negotiation = negotiation;
        deadline = loop.newDeadline(this::onDeadline);
    }

    /** Runs a command on the loop; whether there still is one. */
    boolean execute(Runnable command) {
        try {
            loop.execute(command);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** There is a call on the wire now; if it is not wanted any more it is ended at once. */
    void onWire(Call call) {
        wire = Optional.of(call);
        if (life.state() == CallLife.State.ENDING) {
            call.hangUp();
        }
    }

    /** From the user agent, on any thread. */
    void onEvent(CallEvent event) {
        if (event instanceof CallEvent.Ended ended) {
            Disconnection how = Ends.of(ended.outcome());
            if (!execute(() -> perform(life.onEnded(how)))) {
                LOG.debug("call {}: ended when the backend was closed", session.callId());
            }
        }
    }

    /** Offer and answer have come together, for the first time or again. */
    void onAgreed(Direction direction, long now) {
        boolean first = life.state() == CallLife.State.SETTING_UP;
        perform(life.onAnswered(now));
        perform(life.onHeld(direction != Direction.SENDRECV, now));
        session.publish(shown());
        if (first && life.state() != CallLife.State.ENDING) {
            session.onAnswered(now);
        }
    }

    void onHeard() {
        perform(life.onHeard());
    }

    void onSilent(long now) {
        perform(life.onSilent(now));
    }

    void hangUp(Disconnection cause, long now) {
        perform(life.onHangUp(cause, now));
    }

    /** Ends the call whatever the wire says. */
    void abandon(Disconnection how) {
        perform(life.onEnded(how));
    }

    /** Offers the peer another direction. */
    void reoffer(Direction wanted, CompletableFuture<Void> done) {
        if (wire.isEmpty() || life.state() == CallLife.State.ENDING || life.state() == CallLife.State.ENDED) {
            session.lane()
                    .fail(
                            done,
                            new SessionEndedException("hold", session.state().toString()));
            return;
        }
        Direction before = negotiation.wanted();
        negotiation.wanted(wanted);
        wire.get().reofferAsync().whenComplete((nothing, failure) -> {
            if (failure == null) {
                session.lane().complete(done, null);
            } else {
                negotiation.wanted(before);
                session.lane().fail(done, new VoiceException("the peer has not agreed to " + wanted, failure));
            }
        });
    }

    /** The messages of the call so far. From any thread. */
    String ladder() {
        return wire.map(call -> call.ladder().toString()).orElse("");
    }

    private void onDeadline(long now) {
        perform(life.onTimeout(now));
    }

    private void perform(List<CallLife.Action> actions) {
        for (CallLife.Action action : actions) {
            if (action instanceof CallLife.Action.StopMedia) {
                media.close();
            } else if (action instanceof CallLife.Action.HangUp) {
                session.publish(SessionState.ENDING);
                wire.ifPresent(Call::hangUp);
            } else if (action instanceof CallLife.Action.Report report) {
                LOG.debug("call {} of {} has ended: {}", session.callId(), session.caller(), report.how());
                session.onEnded(report.how(), loop.now());
            } else {
                throw new AssertionError(action);
            }
        }
        deadline.set(life.nextDeadline());
    }

    private SessionState shown() {
        return switch (life.state()) {
            case SETTING_UP -> SessionState.CONNECTING;
            case UNHEARD, TALKING -> SessionState.ACTIVE;
            case HELD_UNHEARD, HELD -> SessionState.HELD;
            case ENDING -> SessionState.ENDING;
            case ENDED -> SessionState.ENDED;
        };
    }
}
