// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Things with a time each, the earliest first: one structure for all timers of a loop or a table. A binary heap in which
 * each thing knows its place, so setting, moving and clearing cost O(log n). Things of the same time come in the order in
 * which they were set. Not thread-safe.
 *
 * @param <T> what has a time
 */
public final class Deadlines<T> {
    /** The time that does not come. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int UNSET = -1;

    private Slot<T>[] heap = newHeap(16);
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
        private long order;
        private int index = UNSET;

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

        private boolean before(Slot<T> other) {
            return at < other.at || at == other.at && order < other.order;
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
        return size == 0 ? NEVER : heap[0].at;
    }

    /**
     * Counts the things that have a time.
     *
     * @return their number
     */
    public int size() {
        return size;
    }

    /**
     * Hands on, in order, all things whose time has come. Each is not set any more when it is handed on; set again to a time
     * that has come, it is handed on again in the same call.
     *
     * @param now the time
     * @param onDue takes the things; what it throws ends the call, and the rest stays
     */
    public void expire(long now, Consumer<? super T> onDue) {
        while (size > 0 && heap[0].at <= now) {
            Slot<T> first = heap[0];
            set(first, NEVER);
            onDue.accept(first.item);
        }
    }

    private void set(Slot<T> slot, long at) {
        slot.at = at;
        slot.order = sequence++;
        if (at == NEVER) {
            if (slot.index != UNSET) {
                remove(slot);
            }
            return;
        }
        if (slot.index == UNSET) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            place(slot, size++);
        }
        if (!rise(slot)) {
            sink(slot);
        }
    }

    private void remove(Slot<T> slot) {
        int hole = slot.index;
        Slot<T> last = heap[--size];
        heap[size] = null;
        slot.index = UNSET;
        if (last != slot) {
            place(last, hole);
            if (!rise(last)) {
                sink(last);
            }
        }
    }

    private boolean rise(Slot<T> slot) {
        int index = slot.index;
        int start = index;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            if (!slot.before(heap[parent])) {
                break;
            }
            place(heap[parent], index);
            index = parent;
        }
        place(slot, index);
        return index != start;
    }

    private void sink(Slot<T> slot) {
        int index = slot.index;
        while (true) {
            int child = 2 * index + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (!heap[child].before(slot)) {
                break;
            }
            place(heap[child], index);
            index = child;
        }
        place(slot, index);
    }

    private void place(Slot<T> slot, int index) {
        heap[index] = slot;
        slot.index = index;
    }

    @SuppressWarnings("unchecked")
    private static <T> Slot<T>[] newHeap(int capacity) {
        return (Slot<T>[]) new Slot<?>[capacity];
    }
}
