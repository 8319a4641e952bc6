// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bounded queue of received frames between the loop, which puts, and threads that poll. Full, it drops the oldest. Lock-free.
 * One thread puts, any number poll.
 *
 * <p>Whoever moves the head has the frame that was there. A poller takes its array along, and the loop has to make another for that
 * place; a frame that the loop drops leaves it the array. So putting allocates only where nothing was put yet, or it was taken.
 */
final class FrameRing {
    private static final int FRAMES = 10;

    private volatile Slots slots;
    private volatile boolean read;

    FrameRing(AudioFormat format) {
        slots = new Slots(format);
    }

    /** The frames' storage for one format. */
    private static final class Slots {
        final AudioFormat format;
        final short[][] pcm = new short[FRAMES][];
        final long[] positions = new long[FRAMES];
        final AtomicLong head = new AtomicLong();
        final AtomicLong tail = new AtomicLong();

        Slots(AudioFormat format) {
            this.format = format;
        }
    }

    AudioFormat format() {
        return slots.format;
    }

    /** Changes the format; what was not read is gone. By the putting thread. */
    void reformat(AudioFormat format) {
        if (!format.equals(slots.format)) {
            slots = new Slots(format);
        }
    }

    /** Puts a copy of a frame in; returns whether there was room, or else the oldest was dropped for it. */
    boolean put(short[] frame, long position) {
        Slots to = slots;
        long tail = to.tail.get();
        long oldest = tail - FRAMES;
        // Fails when it was read in this moment, and then there is room.
        boolean dropped = to.head.get() == oldest && to.head.compareAndSet(oldest, oldest + 1);
        int slot = (int) (tail % FRAMES);
        if (!dropped) {
            to.pcm[slot] = new short[to.format.samples(20)];
        }
        System.arraycopy(frame, 0, to.pcm[slot], 0, to.pcm[slot].length);
        to.positions[slot] = position;
        to.tail.set(tail + 1);
        return !dropped;
    }

    Optional<AudioFrame> poll() {
        if (!read) {
            read = true;
        }
        Slots from = slots;
        while (true) {
            long head = from.head.get();
            if (head == from.tail.get()) {
                return Optional.empty();
            }
            int slot = (int) (head % FRAMES);
            short[] pcm = from.pcm[slot];
            long position = from.positions[slot];
            if (from.head.compareAndSet(head, head + 1)) {
                return Optional.of(AudioFrame.adopt(from.format, pcm, position));
            }
        }
    }

    /** Whether anybody has polled yet. */
    boolean isRead() {
        return read;
    }

    boolean isEmpty() {
        Slots from = slots;
        return from.head.get() == from.tail.get();
    }

    /** Drops all frames; returns how many samples. */
    int discard() {
        Slots from = slots;
        while (true) {
            long head = from.head.get();
            long tail = from.tail.get();
            if (from.head.compareAndSet(head, tail)) {
                return (int) (tail - head) * from.format.samples(20);
            }
        }
    }
}
