// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

/**
 * Entries that were set in the order of their times: a ring, in which adding at the end and taking from either end cost next
 * to nothing. The first is never stale. Not thread-safe.
 */
final class DeadlineRun<T> {
    private Deadlines.Slot<T>[] slots = Deadlines.newSlots(16);
    private long[] times = new long[16];
    private long[] orders = new long[16];
    private int head;
    private int count;

    int count() {
        return count;
    }

    /** The time of the first, {@link Deadlines#NEVER} if there is none. */
    long firstTime() {
        return count == 0 ? Deadlines.NEVER : times[head];
    }

    long firstOrder() {
        return orders[head];
    }

    Deadlines.Slot<T> first() {
        return slots[head];
    }

    /** Adds a slot that was set just now, unless its time is before that of the end; tells whether it did. */
    boolean add(Deadlines.Slot<T> slot, long at) {
        if (isBeforeEnd(at)) {
            return false;
        }
        if (count == slots.length) {
            grow();
        }
        put(count++, slot, at, slot.order());
        return true;
    }

    /**
     * Takes from the end what keeps a time from it: stale entries, and one that is not, if no other does. Else a single thing
     * that is far away would keep all others from the run until it comes.
     */
    void makeRoom(long at, DeadlineHeap<T> heap) {
        while (isBeforeEnd(at) && isStale(at(count - 1))) {
            removeLast();
        }
        if (isBeforeEnd(at) && (count == 1 || times[at(count - 2)] <= at)) {
            int last = at(count - 1);
            heap.add(slots[last], times[last], orders[last]);
            removeLast();
        }
    }

    private boolean isBeforeEnd(long at) {
        return count > 0 && at < times[at(count - 1)];
    }

    private void removeLast() {
        slots[at(--count)] = null;
    }

    /** Takes the first entry out, and the stale ones behind it. */
    void removeFirst() {
        do {
            slots[head] = null;
            head = at(1);
            count--;
        } while (count > 0 && isStale(head));
    }

    void sweep() {
        int kept = 0;
        for (int offset = 0; offset < count; offset++) {
            int index = at(offset);
            if (!isStale(index)) {
                put(kept++, slots[index], times[index], orders[index]);
            }
        }
        truncate(kept);
    }

    void clear() {
        truncate(0);
    }

    private void truncate(int kept) {
        for (int offset = kept; offset < count; offset++) {
            slots[at(offset)] = null;
        }
        count = kept;
    }

    private boolean isStale(int index) {
        return slots[index].order() != orders[index];
    }

    private void put(int offset, Deadlines.Slot<T> slot, long at, long order) {
        int index = at(offset);
        slots[index] = slot;
        times[index] = at;
        orders[index] = order;
    }

    private int at(int offset) {
        return head + offset & slots.length - 1;
    }

    private void grow() {
        Deadlines.Slot<T>[] oldSlots = slots;
        long[] oldTimes = times;
        long[] oldOrders = orders;
        int oldHead = head;
        slots = Deadlines.newSlots(count * 2);
        times = new long[count * 2];
        orders = new long[count * 2];
        head = 0;
        for (int offset = 0; offset < count; offset++) {
            int index = oldHead + offset & count - 1;
            put(offset, oldSlots[index], oldTimes[index], oldOrders[index]);
        }
    }
}
