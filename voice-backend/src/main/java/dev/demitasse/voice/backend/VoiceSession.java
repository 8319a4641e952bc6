// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.AudioProcessor;
import dev.demitasse.rtp.media.DtmfEvent;
import dev.demitasse.rtp.media.Playback;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.sip.message.CallerId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One call. Thread-safe; verbs that wait may be called from any thread but a loop.
 *
 * <p>Reading waits for what the peer says, writing waits until there is room in the queue of what is to be sent (back-pressure).
 * Sound that nobody reads is kept for 200 ms; then the oldest is dropped and counted.
 */
public interface VoiceSession {
    /**
     * Names the session among those of its backend.
     *
     * @return the X-Session-ID of the INVITE, or else its Call-ID
     */
    String id();

    /**
     * Names the room the call is meant for.
     *
     * @return the X-Room-ID of the INVITE, or else its Call-ID
     */
    String roomId();

    /**
     * Names the participant the call brings.
     *
     * @return the caller's URI
     */
    String participantId();

    /**
     * Gives the SIP Call-ID.
     *
     * @return RFC 3261 section 8.1.1.4
     */
    String callId();

    /**
     * Says who calls.
     *
     * @return the From of the INVITE; masked when it is logged
     */
    CallerId caller();

    /**
     * Says who is called.
     *
     * @return the To of the INVITE; masked when it is logged
     */
    CallerId callee();

    /**
     * Says which way the call was set up.
     *
     * @return seen from this side
     */
    CallDirection direction();

    /**
     * Says where the call stands.
     *
     * @return a snapshot
     */
    SessionState state();

    /**
     * Gives the extension headers ({@code X-...}) of the INVITE. They are the peer's claims; nothing vouches for them.
     *
     * @return name to value, ordered by name, names without regard to case
     */
    Map<String, String> headers();

    /**
     * Gives the codec that is sent with.
     *
     * @return its encoding name, such as {@code PCMU}
     */
    String codec();

    /**
     * Gives the rate of the samples read and written.
     *
     * @return samples a second
     */
    int sampleRateHz();

    /**
     * Waits for the next frame.
     *
     * @return the frame; empty when the call is over
     * @throws dev.demitasse.event.loop.InterruptedWaitException if the thread is interrupted
     */
    Optional<AudioFrame> read();

    /**
     * Waits for the next frame, with a limit.
     *
     * @param limit how long at the most
     * @return the frame; empty when there was none in time, or the call is over
     * @throws dev.demitasse.event.loop.InterruptedWaitException if the thread is interrupted
     */
    Optional<AudioFrame> read(Duration limit);

    /** Drops what has come and was not read. */
    void discardInput();

    /**
     * Queues a frame to be sent; waits while the queue is full. Does nothing when the call is over. A frame of another rate
     * than the call's is converted on its own; longer pieces convert better ({@link #play(AudioChunk)}).
     *
     * @param frame one channel, at a rate that {@link AudioChunk#of} takes
     * @throws IllegalArgumentException if it has more channels, or another rate
     * @throws dev.demitasse.event.loop.InterruptedWaitException if the thread is interrupted
     */
    void write(AudioFrame frame);

    /**
     * Queues samples to be sent; waits while the queue is full. Does nothing when the call is over.
     *
     * @param samples at the rate of {@link #sampleRateHz()}
     * @throws dev.demitasse.event.loop.InterruptedWaitException if the thread is interrupted
     */
    void write(short[] samples);

    /**
     * Plays a sound, after those given before it. Does not wait.
     *
     * @param chunk at any rate
     * @return waits for it, or cancels it
     */
    Playback play(AudioChunk chunk);

    /**
     * Plays a sound, after those given before it. Does not wait.
     *
     * @param samples copied
     * @param sampleRateHz their rate, 8,000 to 192,000, a multiple of 25
     * @return waits for it, or cancels it
     * @throws IllegalArgumentException if the rate is another
     */
    default Playback play(short[] samples, int sampleRateHz) {
        return play(AudioChunk.of(samples, sampleRateHz));
    }

    /**
     * Presses keys, one after the other (RFC 4733: 160 ms each, 50 ms between). Keys of several calls of this method are
     * sent in order. Does not wait.
     *
     * @param digits {@code 0} to {@code 9}, {@code *}, {@code #}, {@code A} to {@code D}
     * @return completed on the call's lane when the last key is sent; fails with a {@link VoiceException} if the call ends
     *     before
     * @throws IllegalArgumentException if one is no key, or there is none
     * @throws IllegalStateException if the peer takes no telephone-events
     */
    CompletableFuture<Void> sendDtmf(String digits);

    /**
     * Puts the peer on hold (a re-INVITE with {@code sendonly}, RFC 3264 section 8.4): it is not heard any more; what is played
     * still reaches it.
     *
     * @return completed on the call's lane; fails with a {@link VoiceException} if the peer refuses
     */
    CompletableFuture<Void> hold();

    /**
     * Ends a {@link #hold()}.
     *
     * @return completed on the call's lane; fails with a {@link VoiceException} if the peer refuses
     */
    CompletableFuture<Void> resume();

    /**
     * Has the call's sound, in and out, pass a processor on the media loop: the one kind of application code that runs on a
     * loop, and so must not block.
     *
     * @param processor called every 20 ms from now on
     * @return this session
     */
    VoiceSession processor(AudioProcessor processor);

    /**
     * Adds a listener for the keys this caller presses.
     *
     * @param listener called on the call's lane
     * @return this session
     */
    VoiceSession onDtmf(Consumer<? super DtmfEvent> listener);

    /**
     * Adds a listener for a codec of this call that fails to encode: one that does so on a worker, such as Opus
     * ({@link dev.demitasse.rtp.media.spi.AudioCodec#costly}), has thrown. The peer hears silence instead
     * ({@link RtpStatistics.Sent#codecFailures} counts the packets), and the call goes on. Called at once (on the lane) if that has
     * happened already.
     *
     * @param listener called on the call's lane with what was thrown, whatever the codec declares; once, however often it throws
     * @return this session
     */
    VoiceSession onCodecFailure(Consumer<? super Throwable> listener);

    /**
     * Adds a listener for the end of this call. Called at once (on the lane) if the call is over already.
     *
     * @param listener called on the call's lane, once
     * @return this session
     */
    VoiceSession onDisconnected(Consumer<? super Disconnection> listener);

    /** Keeps the call up when its handler returns; somebody else will {@link #disconnect()} it. */
    void detach();

    /**
     * Hangs up and waits until the call is over. Sound stops at once; the BYE goes out when the answer has been acknowledged
     * (RFC 3261 section 15), and with it the call is over (section 15.1.1): for the answer to the BYE only
     * {@link VoiceBackend#close()} waits. Idempotent.
     *
     * @return how the call has ended
     * @throws dev.demitasse.event.loop.InterruptedWaitException if the thread is interrupted
     */
    Disconnection disconnect();

    /**
     * Hangs up as {@link #disconnect()} does, without waiting. Idempotent.
     *
     * @return how the call has ended; completed on the call's lane
     */
    CompletableFuture<Disconnection> disconnectAsync();

    /**
     * Waits until the call is over, whoever ends it.
     *
     * @return how it has ended
     * @throws dev.demitasse.event.loop.InterruptedWaitException if the thread is interrupted
     */
    Disconnection awaitEnd();

    /**
     * Says how the call has ended.
     *
     * @return empty while it is not over
     */
    Optional<Disconnection> disconnection();

    /**
     * Gives what was sent and received so far.
     *
     * @return a snapshot; empty if no sound was ever agreed on
     */
    Optional<RtpStatistics> statistics();

    /**
     * Gives the story of the call so far.
     *
     * @return a snapshot
     */
    CallReport report();
}
