// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Things with a time each, the earliest first: one structure for all timers of a loop or a table. Things of the same time
 * come in the order in which they were set. Not thread-safe.
 *
 * <p>On the average setting and moving cost O(log n), and O(1) where times are set in their order, as by things that come at
 * one interval; clearing costs O(1). What a thing that was cleared or moved leaves behind is swept out before it is more than
 * what is set and a few.
 *
 * @param <T> what has a time
 */
public final class Deadlines<T> {
    /** The time that does not come. */
    public static final long NEVER = Long.MAX_VALUE;

    /** As many stale entries are not worth a sweep. */
    static final int SPARE = 16;

    private static final long UNSET = -1;

    // Each setting makes an entry: time, order and slot. It goes to the end of the run if its time comes there, as
    // that of a media session does, which comes every 20 ms; else into the heap. An entry whose order is not its
    // slot's any more is stale. Entries move without a look at their slots: one that was not used for 20 ms is not
    // in the cache.
    private final DeadlineRun<T> run = new DeadlineRun<>();
    private final DeadlineHeap<T> heap = new DeadlineHeap<>();
    private int size;
    private long sequence;

    /** Makes an empty structure. */
    public Deadlines() {}

    /**
     * Adds a duration to a time.
     *
     * @param now a time of a network
     * @param duration not negative
     * @return the time, {@link #NEVER} if it is too far away to be counted
     */
    public static long after(long now, Duration duration) {
        try {
            return Math.addExact(now, duration.toNanos());
        } catch (ArithmeticException tooFar) {
            return NEVER;
        }
    }

    /**
     * A thing's place in the structure it came from. Not thread-safe.
     *
     * @param <T> what has a time
     */
    public static final class Slot<T> implements Deadline {
        private final Deadlines<T> owner;
        private final T item;
        private long at = NEVER;
        private long order = UNSET;

        private Slot(Deadlines<T> owner, T item) {
            this.owner = owner;
            this.item = item;
        }

        @Override
        public void set(long time) {
            owner.set(this, time);
        }

        @Override
        public void clear() {
            owner.set(this, NEVER);
        }

        @Override
        public long at() {
            return at;
        }

        /** The place of its setting among all, another with each. */
        long order() {
            return order;
        }
    }

    /**
     * Gives a thing a place, not set. A place that is not set costs the structure nothing.
     *
     * @param item the thing
     * @return its place
     */
    public Slot<T> slot(T item) {
        return new Slot<>(this, item);
    }

    /**
     * Says when the first thing comes.
     *
     * @return the time, {@link #NEVER} if no time is set
     */
    public long next() {
        return Math.min(run.firstTime(), heap.firstTime());
    }

    /**
     * Counts the things that have a time.
     *
     * @return their number
     */
    public int size() {
        return size;
    }

    /** How many entries there are, stale ones too. */
    int entries() {
        return run.count() + heap.count();
    }

    /**
     * Hands on, in order, all things whose time has come. Each is not set any more when it is handed on; set again to a time
     * that has come, it is handed on again in the same call.
     *
     * @param now the time
     * @param onDue takes the things; what it throws ends the call, and the rest stays
     */
    public void expire(long now, Consumer<? super T> onDue) {
        while (size > 0 && next() <= now) {
            Slot<T> first = isRunFirst() ? run.first() : heap.first();
            set(first, NEVER);
            onDue.accept(first.item);
        }
    }

    private boolean isRunFirst() {
        long ofRun = run.firstTime();
        long ofHeap = heap.firstTime();
        return ofRun < ofHeap || ofRun == ofHeap && run.firstOrder() < heap.firstOrder();
    }

    private void set(Slot<T> slot, long at) {
        if (slot.order != UNSET) {
            unset(slot);
        }
        if (at != NEVER) {
            slot.at = at;
            slot.order = sequence++;
            size++;
            add(slot, at);
        }
        int stale = entries() - size;
        if (stale > size && stale > SPARE) {
            run.sweep();
            heap.sweep();
        }
    }

    private void unset(Slot<T> slot) {
        slot.at = NEVER;
        slot.order = UNSET;
        if (--size == 0) {
            run.clear();
            heap.clear();
        } else if (run.first() == slot) {
            run.removeFirst();
        } else if (heap.first() == slot) {
            heap.removeFirst();
        }
    }

    private void add(Slot<T> slot, long at) {
        if (run.add(slot, at)) {
            return;
        }
        run.makeRoom(at, heap);
        if (!run.add(slot, at)) {
            heap.add(slot, at, slot.order);
        }
    }

    @SuppressWarnings("unchecked")
    static <T> Slot<T>[] newSlots(int capacity) {
        return (Slot<T>[]) new Slot<?>[capacity];
    }
}
