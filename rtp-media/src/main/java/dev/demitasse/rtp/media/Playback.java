// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.rtp.media.internal.Segment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A piece of audio on its way out: given by {@link RtpSession#play}, sent in its turn. Thread-safe.
 *
 * <p>{@link #played} is exact: samples that have left in packets, counted at the frame boundary where a cancellation took hold.
 */
public final class Playback {
    private final RtpSession session;
    private final LoopAccess access;
    private final SendSide output;
    private final Segment segment;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private volatile long played;
    private volatile boolean ended;

    Playback(RtpSession session, LoopAccess access, SendSide output, AudioFrame audio) {
        this.session = session;
        this.access = access;
        this.output = output;
        this.segment = new Segment(audio.array(), new Progress(), true);
    }

    /**
     * Says how much audio this is.
     *
     * @return samples, all channels together
     */
    public long length() {
        return segment.length();
    }

    /**
     * Says how much has been sent.
     *
     * @return samples, all channels together
     */
    public long played() {
        return played;
    }

    /**
     * Tells whether it is over: played to its end, cancelled, or its session closed.
     *
     * @return whether it is
     */
    public boolean isDone() {
        return ended;
    }

    /**
     * Gives a future of the end.
     *
     * @return completed with {@link #played} on the session's lane
     */
    public CompletableFuture<Long> done() {
        return done.copy();
    }

    /**
     * Waits for the end.
     *
     * @return {@link #played}
     * @throws IllegalStateException if called on a loop
     * @throws dev.demitasse.event.loop.InterruptedWaitException if the thread is interrupted
     */
    public long await() {
        access.await(this::isDone, Deadlines.NEVER);
        return played;
    }

    /**
     * Waits for the end, or a time.
     *
     * @param limit how long at the most
     * @return whether it is over
     * @throws IllegalStateException if called on a loop
     * @throws dev.demitasse.event.loop.InterruptedWaitException if the thread is interrupted
     */
    public boolean await(Duration limit) {
        return access.await(this::isDone, access.deadline(limit));
    }

    /**
     * Ends it at the next frame boundary: what is not sent yet is not sent. What waits behind it comes next. Waits until that
     * is done, a tick of the loop at the most.
     *
     * @return {@link #played}
     * @throws IllegalStateException if called on a loop other than the session's
     */
    public long cancel() {
        if (!ended) {
            session.cancel(segment, this::isDone);
        }
        return played;
    }

    Segment segment() {
        return segment;
    }

    /** Hears from the send queue how far it is. On the loop. */
    private final class Progress implements Segment.Owner {
        @Override
        public void onTaken(int samples) {
            played += samples;
            output.onTaken(samples);
        }

        @Override
        public void onEnd(int untaken) {
            output.onTaken(untaken);
            ended = true;
            output.onPlaybackEnd(() -> done.complete(played));
        }
    }
}
