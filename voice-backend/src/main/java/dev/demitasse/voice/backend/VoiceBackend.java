// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.DtmfEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Answers and places calls. Thread-safe.
 *
 * <p>Handlers and listeners are set before {@link #start()}. What listeners throw is logged and ends the call they were called
 * for.
 */
public interface VoiceBackend extends AutoCloseable {
    /**
     * Sets what is done with calls that come in. Without it they are refused as busy (486).
     *
     * @param handler runs once for each call, on a thread of its own
     * @return this backend
     * @throws IllegalStateException if the backend has been started
     */
    VoiceBackend onCall(CallHandler handler);

    /**
     * Adds a listener for the end of calls. It hears exactly once of every call that was dialled or answered, whoever ended it.
     *
     * @param listener called on the call's lane
     * @return this backend
     * @throws IllegalStateException if the backend has been started
     */
    VoiceBackend onCallDisconnected(BiConsumer<? super VoiceSession, ? super Disconnection> listener);

    /**
     * Adds a listener for what callers say, frame by frame. With such a listener {@link VoiceSession#read()} has nothing to give.
     *
     * @param listener called on the call's lane
     * @return this backend
     * @throws IllegalStateException if the backend has been started
     */
    VoiceBackend onAudioReceived(BiConsumer<? super VoiceSession, ? super AudioFrame> listener);

    /**
     * Adds a listener for the keys callers press, each heard once and in order.
     *
     * @param listener called on the call's lane, also while the handler is blocked
     * @return this backend
     * @throws IllegalStateException if the backend has been started
     */
    VoiceBackend onDtmfReceived(BiConsumer<? super VoiceSession, ? super DtmfEvent> listener);

    /**
     * Adds a listener for calls whose codec fails to encode, so that the peer hears silence; they go on. See
     * {@link VoiceSession#onCodecFailure}.
     *
     * @param listener called on the call's lane with what was thrown; once for a call, however often its codec throws
     * @return this backend
     * @throws IllegalStateException if the backend has been started
     */
    VoiceBackend onCodecFailure(BiConsumer<? super VoiceSession, ? super Throwable> listener);

    /**
     * Binds the sockets; calls come in from now on.
     *
     * @return this backend
     * @throws java.io.UncheckedIOException if an address can't be bound; the message names it
     * @throws IllegalStateException if it was started or closed before
     */
    VoiceBackend start();

    /**
     * Calls somebody and waits for the answer, 30 s at the most.
     *
     * @param uri whom to call
     * @return the answered call, which the caller ends
     * @throws CallFailedException if it was not answered
     * @throws IllegalStateException if the backend is not running
     */
    default VoiceSession dial(String uri) {
        return dial(DialRequest.to(uri));
    }

    /**
     * Calls somebody and waits for the answer.
     *
     * @param request whom to call, and how
     * @return the answered call, which the caller ends
     * @throws CallFailedException if it was not answered in time, refused or failed
     * @throws IllegalStateException if the backend is not running
     */
    VoiceSession dial(DialRequest request);

    /**
     * Calls somebody. Cancelling the future cancels the call.
     *
     * @param request whom to call, and how
     * @return the answered call, or a {@link CallFailedException}; completed on the call's lane
     * @throws IllegalStateException if the backend is not running
     */
    CompletableFuture<VoiceSession> dialAsync(DialRequest request);

    /**
     * Lists the calls that are not over.
     *
     * @return a snapshot, in the order in which they began
     */
    List<VoiceSession> sessions();

    /**
     * Finds a call that is not over.
     *
     * @param id its {@link VoiceSession#id()}
     * @return the call, if there is one
     */
    Optional<VoiceSession> session(String id);

    /**
     * Counts calls and what they hold.
     *
     * @return a snapshot
     */
    VoiceCounters counters();

    /** Waits until the backend is closed. */
    void awaitTermination();

    /**
     * Waits until the backend is closed.
     *
     * @param limit how long at the most
     * @return whether it is closed
     */
    boolean awaitTermination(Duration limit);

    /**
     * Ends all calls on the wire and gives back every socket, thread and port. It waits for this, with a limit. Idempotent.
     *
     * @throws IllegalStateException if called on a loop
     */
    @Override
    void close();
}
