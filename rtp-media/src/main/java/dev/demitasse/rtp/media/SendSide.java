// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.rtp.media.internal.Segment;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** What the application gives to be sent, on its way to the loop: bounds it, and has writers wait. Thread-safe. */
final class SendSide {
    private static final int MAXIMUM_PLAYBACKS = 1000;

    private final RtpSession session;
    private final SendCredit credit;
    private final LoopAccess access;
    private final AtomicLong queuedSamples = new AtomicLong();
    private final AtomicLong playbacks = new AtomicLong();
    private final Segment.Owner written = new Segment.Owner() {
        @Override
        public void onTaken(int samples) {
            credit.giveBack(samples);
            SendSide.this.onTaken(samples);
        }

        @Override
        public void onEnd(int untaken) {
            onTaken(untaken);
        }
    };
    private volatile AudioFormat format;

    SendSide(RtpSession session, LoopAccess access, RtpSessionBuilder from) {
        this.session = session;
        this.access = access;
        credit = new SendCredit(from.sendQueue);
        format = from.parameters.send().format();
    }

    AudioFormat format() {
        return format;
    }

    void format(AudioFormat next) {
        format = next;
        access.raise();
    }

    boolean isPlaying() {
        return queuedSamples.get() > 0;
    }

    int offer(short[] pcm, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, pcm.length);
        AudioFormat now = format;
        if (length % now.channels() != 0) {
            throw new IllegalArgumentException(length + " samples for " + now.channels() + " channels");
        }
        int taken = session.isClosed() ? 0 : credit.take(now, length);
        if (taken > 0) {
            short[] copy = new short[taken];
            System.arraycopy(pcm, offset, copy, 0, taken);
            enqueue(new Segment(copy, written, false), now);
        }
        return taken;
    }

    int write(short[] pcm, int offset, int length) {
        int taken = offer(pcm, offset, length);
        while (taken < length && !session.isClosed()) {
            int wanted = Math.min(length - taken, format.samples(20));
            access.await(() -> credit.free(format) >= wanted || session.isClosed(), Deadlines.NEVER);
            taken += offer(pcm, offset + taken, length - taken);
        }
        return taken;
    }

    Playback play(AudioFrame audio) {
        requireFormat(audio);
        var playback = new Playback(session, access, this, audio);
        requireRoom();
        enqueue(playback.segment(), audio.format());
        return playback;
    }

    private void requireRoom() {
        if (playbacks.incrementAndGet() > MAXIMUM_PLAYBACKS) {
            playbacks.decrementAndGet();
            throw new IllegalStateException(MAXIMUM_PLAYBACKS + " playbacks wait");
        }
    }

    CompletableFuture<Boolean> mark() {
        requireRoom();
        var future = new CompletableFuture<Boolean>();
        enqueue(new Segment(new short[0], new Mark(future), false), format);
        return future;
    }

    /** A place in the audio, on its way. On the loop. */
    private final class Mark implements Segment.Owner {
        private final CompletableFuture<Boolean> future;
        private boolean reached = true;

        Mark(CompletableFuture<Boolean> future) {
            this.future = future;
        }

        @Override
        public void onTaken(int samples) {}

        @Override
        public void onDiscarded() {
            reached = false;
        }

        @Override
        public void onEnd(int untaken) {
            onPlaybackEnd(() -> future.complete(reached));
        }
    }

    void requireFormat(AudioFrame audio) {
        if (!audio.format().equals(format)) {
            throw new IllegalArgumentException("audio of " + audio.format() + ", but " + format + " is sent");
        }
    }

    private void enqueue(Segment segment, AudioFormat of) {
        queuedSamples.addAndGet(segment.length());
        session.enqueue(segment, of);
    }

    /** Samples were sent, or thrown away. On the loop. */
    void onTaken(int samples) {
        if (samples > 0) {
            queuedSamples.addAndGet(-samples);
            access.raise();
        }
    }

    /** A playback is over. On the loop. */
    void onPlaybackEnd(Runnable completion) {
        playbacks.decrementAndGet();
        access.raise();
        access.onLane(completion);
    }
}
