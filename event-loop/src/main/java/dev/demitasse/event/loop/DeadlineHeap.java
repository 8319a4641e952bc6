// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.util.Arrays;

/**
 * Entries that were set in any order: a heap in which each has four children, whose keys lie together. The first is never
 * stale; but it may be vacant, its slot null: then the next that is added takes its place. Not thread-safe.
 */
final class DeadlineHeap<T> {
    private static final int ARITY = 4;

    private Deadlines.Slot<T>[] slots = Deadlines.newSlots(ARITY * ARITY);
    private long[] keys = new long[2 * ARITY * ARITY]; // time and order of each
    private int count;

    int count() {
        return count;
    }

    /** The time of the first, {@link Deadlines#NEVER} if there is none. */
    long firstTime() {
        if (slots[0] == null) {
            dropStale();
        }
        return count == 0 ? Deadlines.NEVER : keys[0];
    }

    long firstOrder() {
        return keys[1];
    }

    /** The first slot, null if there is none or it is vacant. */
    Deadlines.Slot<T> first() {
        return slots[0];
    }

    /** Takes the first out, and leaves its place vacant. */
    void removeFirst() {
        slots[0] = null;
    }

    void add(Deadlines.Slot<T> slot, long at, long order) {
        if (count > 0 && slots[0] == null) {
            sink(slot, at, order, 0);
            dropStale(); // below a vacant place there may be stale ones
            return;
        }
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, count * 2);
            keys = Arrays.copyOf(keys, count * 4);
        }
        rise(slot, at, order, count++);
    }

    void sweep() {
        int kept = 0;
        for (int index = 0; index < count; index++) {
            if (!isStale(index)) {
                move(index, kept++);
            }
        }
        truncate(kept);
        for (int index = (kept - 2) / ARITY; index >= 0 && kept > 1; index--) {
            sink(slots[index], keys[2 * index], keys[2 * index + 1], index);
        }
    }

    void clear() {
        truncate(0);
    }

    private void truncate(int kept) {
        Arrays.fill(slots, kept, count, null);
        count = kept;
    }

    /** Takes stale and vacant entries from the top. */
    private void dropStale() {
        while (count > 0 && isStale(0)) {
            int last = --count;
            Deadlines.Slot<T> moved = slots[last];
            slots[last] = null;
            if (last > 0) {
                sink(moved, keys[2 * last], keys[2 * last + 1], 0);
            }
        }
    }

    private boolean isStale(int index) {
        Deadlines.Slot<T> slot = slots[index];
        return slot == null || slot.order() != keys[2 * index + 1];
    }

    /** Places an entry at an index or above it. */
    private void rise(Deadlines.Slot<T> slot, long at, long order, int from) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) / ARITY;
            if (!isBefore(at, order, parent)) {
                break;
            }
            move(parent, index);
            index = parent;
        }
        place(slot, at, order, index);
    }

    /** Places an entry at an index or below it. */
    private void sink(Deadlines.Slot<T> slot, long at, long order, int from) {
        int index = from;
        for (int first = ARITY * index + 1; first < count; first = ARITY * index + 1) {
            int child = earliest(first, Math.min(first + ARITY, count));
            if (isBefore(at, order, child)) {
                break;
            }
            move(child, index);
            index = child;
        }
        place(slot, at, order, index);
    }

    private int earliest(int from, int to) {
        int earliest = from;
        for (int index = from + 1; index < to; index++) {
            if (isBefore(keys[2 * index], keys[2 * index + 1], earliest)) {
                earliest = index;
            }
        }
        return earliest;
    }

    private boolean isBefore(long at, long order, int other) {
        long otherAt = keys[2 * other];
        return at < otherAt || at == otherAt && order < keys[2 * other + 1];
    }

    private void move(int from, int to) {
        place(slots[from], keys[2 * from], keys[2 * from + 1], to);
    }

    private void place(Deadlines.Slot<T> slot, long at, long order, int index) {
        slots[index] = slot;
        keys[2 * index] = at;
        keys[2 * index + 1] = order;
    }
}
