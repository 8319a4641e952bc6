// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.event.loop.InterruptedWaitException;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.DtmfEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the listeners of one call run, one after the other. All lists are confined to the lane; everything else may be called
 * from any thread.
 */
final class SessionLane {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSession.class);

    private final Executor lane;
    private final SipVoiceSession session;
    private final Listeners listeners;
    private final List<Consumer<? super DtmfEvent>> dtmf = new ArrayList<>();
    private final List<Consumer<? super Disconnection>> disconnected = new ArrayList<>();
    private final List<Consumer<? super Throwable>> codecFailure = new ArrayList<>();
    private Optional<Disconnection> told = Optional.empty();
    private Optional<Throwable> failed = Optional.empty();

    SessionLane(Executor lane, SipVoiceSession session, Listeners listeners) {
        this.lane = lane;
        this.session = session;
        this.listeners = listeners;
    }

    void addDtmf(Consumer<? super DtmfEvent> listener) {
        run(() -> dtmf.add(listener));
    }

    void addDisconnected(Consumer<? super Disconnection> listener) {
        run(() -> {
            disconnected.add(listener);
            told.ifPresent(how -> guarded(() -> listener.accept(how)));
        });
    }

    void addCodecFailure(Consumer<? super Throwable> listener) {
        run(() -> {
            codecFailure.add(listener);
            failed.ifPresent(cause -> guarded(() -> listener.accept(cause)));
        });
    }

    void tell(DtmfEvent event) {
        run(() -> {
            dtmf.forEach(listener -> guarded(() -> listener.accept(event)));
            listeners.dtmf().forEach(listener -> guarded(() -> listener.accept(session, event)));
        });
    }

    /** Once for a call. */
    void tellCodecFailure(Throwable cause) {
        run(() -> {
            failed = Optional.of(cause);
            codecFailure.forEach(listener -> guarded(() -> listener.accept(cause)));
            listeners.codecFailure().forEach(listener -> guarded(() -> listener.accept(session, cause)));
        });
    }

    /** On the lane: has the backend's listeners hear a frame. */
    void hear(AudioFrame frame) {
        listeners.audio().forEach(listener -> guarded(() -> listener.accept(session, frame)));
    }

    /** The last thing listeners hear; the backend's only if the application may know of the session. */
    void tell(Disconnection how, boolean known, Runnable after) {
        run(() -> {
            told = Optional.of(how);
            disconnected.forEach(listener -> guarded(() -> listener.accept(how)));
            if (known) {
                listeners.disconnected().forEach(listener -> guarded(() -> listener.accept(session, how)));
            }
            after.run();
        });
    }

    <T> void complete(CompletableFuture<T> future, T value) {
        run(() -> future.complete(value));
    }

    void fail(CompletableFuture<?> future, VoiceException failure) {
        run(() -> future.completeExceptionally(failure));
    }

    private void run(Runnable task) {
        try {
            lane.execute(task);
        } catch (RejectedExecutionException networkClosed) {
            LOG.debug("call {}: nobody is left to be told", session.callId());
        }
    }

    /** What a listener throws ends its call, and nothing else. */
    private void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (InterruptedWaitException closing) {
            LOG.debug("call {}: a listener was interrupted", session.callId());
        } catch (RuntimeException | Error failure) {
            LOG.error("call {} of {}: a listener has failed", session.callId(), session.caller(), failure);
            session.hangUp(Disconnection.of(EndReason.FAILURE, "a listener has failed"));
        }
    }
}
