// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bounded queue of received frames between the loop, which puts, and threads that poll. Full, it drops the oldest. Lock-free;
 * putting allocates nothing once each place was used. One thread puts, any number poll.
 *
 * <p>A poller copies a frame and then claims it by moving the head; when the head has moved meanwhile (the loop has dropped
 * the frame and may be writing over it, or another poller has it), the copy is thrown away.
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
        final short[][] pcm;
        final long[] positions = new long[FRAMES];
        final AtomicLong head = new AtomicLong();
        final AtomicLong tail = new AtomicLong();

        Slots(AudioFormat format) {
            this.format = format;
            this.pcm = new short[FRAMES][];
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
        boolean room = true;
        for (long head = to.head.get(); tail - head >= FRAMES; head = to.head.get()) {
            room &= !to.head.compareAndSet(head, head + 1);
        }
        int slot = (int) (tail % FRAMES);
        short[] place = to.pcm[slot];
        if (place == null) {
            place = new short[to.format.samples(20)];
            to.pcm[slot] = place;
        }
        System.arraycopy(frame, 0, place, 0, place.length);
        to.positions[slot] = position;
        to.tail.set(tail + 1);
        return room;
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
            short[] copy = from.pcm[slot].clone();
            long position = from.positions[slot];
            if (from.head.compareAndSet(head, head + 1)) {
                return Optional.of(AudioFrame.adopt(from.format, copy, position));
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
