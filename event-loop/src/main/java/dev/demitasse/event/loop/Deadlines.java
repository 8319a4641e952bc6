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

    // Times and orders beside their slots, so that a walk through the heap reads no slot that does not move.
    private Slot<T>[] heap = newHeap(16);
    private long[] times = new long[16];
    private long[] orders = new long[16];
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
        return size == 0 ? NEVER : times[0];
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
        while (size > 0 && times[0] <= now) {
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
                grow();
            }
            slot.index = size++;
        }
        settle(slot);
    }

    private void grow() {
        heap = Arrays.copyOf(heap, size * 2);
        times = Arrays.copyOf(times, size * 2);
        orders = Arrays.copyOf(orders, size * 2);
    }

    private void remove(Slot<T> slot) {
        int hole = slot.index;
        Slot<T> last = heap[--size];
        heap[size] = null;
        slot.index = UNSET;
        if (last != slot) {
            last.index = hole;
            settle(last);
        }
    }

    /** Moves a slot from its place to the one that its time asks for. */
    private void settle(Slot<T> slot) {
        int index = rise(slot, slot.index);
        place(slot, index == slot.index ? sink(slot, index) : index);
    }

    /** Makes room above for a slot; tells where. */
    private int rise(Slot<T> slot, int from) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            if (!isBefore(slot, parent)) {
                break;
            }
            move(parent, index);
            index = parent;
        }
        return index;
    }

    /** Makes room below for a slot; tells where. */
    private int sink(Slot<T> slot, int from) {
        int index = from;
        while (true) {
            int child = 2 * index + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBefore(child + 1, child)) {
                child++;
            }
            if (isBefore(slot, child)) {
                break;
            }
            move(child, index);
            index = child;
        }
        return index;
    }

    private boolean isBefore(Slot<T> slot, int other) {
        return slot.at < times[other] || slot.at == times[other] && slot.order < orders[other];
    }

    private boolean isBefore(int one, int other) {
        return times[one] < times[other] || times[one] == times[other] && orders[one] < orders[other];
    }

    private void move(int from, int to) {
        Slot<T> slot = heap[from];
        heap[to] = slot;
        times[to] = times[from];
        orders[to] = orders[from];
        slot.index = to;
    }

    private void place(Slot<T> slot, int index) {
        heap[index] = slot;
        times[index] = slot.at;
        orders[index] = slot.order;
        slot.index = index;
    }

    @SuppressWarnings("unchecked")
    private static <T> Slot<T>[] newHeap(int capacity) {
        return (Slot<T>[]) new Slot<?>[capacity];
    }
}
