// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.rtp.media.internal.Segment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What the application gives to be sent, on its way to the loop: bounds it, and has writers wait. Thread-safe. */
final class SendSide {
    private static final int MAXIMUM_PLAYBACKS = 1000;

    private final RtpSession session;
    private final SendCredit credit;
    private final Signal signal;
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

    SendSide(RtpSession session, RtpSessionBuilder from) {
        this.session = session;
        credit = new SendCredit(from.sendQueue);
        signal = from.network.newSignal();
        format = from.parameters.send().format();
    }

    AudioFormat format() {
        return format;
    }

    void format(AudioFormat next) {
        format = next;
        signal.raise();
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
            await(() -> credit.free(format) >= wanted || session.isClosed(), Deadlines.NEVER);
            taken += offer(pcm, offset + taken, length - taken);
        }
        return taken;
    }

    Playback play(AudioFrame audio) {
        requireFormat(audio);
        var playback = new Playback(session, this, audio);
        if (playbacks.incrementAndGet() > MAXIMUM_PLAYBACKS) {
            playbacks.decrementAndGet();
            throw new IllegalStateException(MAXIMUM_PLAYBACKS + " playbacks wait");
        }
        enqueue(playback.segment(), audio.format());
        return playback;
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
            signal.raise();
        }
    }

    /** A playback is over. On the loop. */
    void onPlaybackEnd(Runnable completion) {
        playbacks.decrementAndGet();
        signal.raise();
        session.onLane(completion);
    }

    /** Has all that wait look again. */
    void raise() {
        signal.raise();
    }

    boolean await(BooleanSupplier condition, long deadline) {
        return signal.await(() -> condition.getAsBoolean() || session.hasEnded(), deadline);
    }
}
