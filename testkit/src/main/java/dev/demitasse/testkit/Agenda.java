// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Deadlines;
import java.util.Arrays;

/**
 * All events to come, ordered by time, and by the order in which they were scheduled where the time is the same. A binary
 * heap in which each event knows its place. Thread-safe.
 */
final class Agenda {
    private Event[] heap = new Event[64];
    private int size;
    private long sequence;

    /** Schedules an event, or moves it; {@link Deadlines#NEVER} takes it out. */
    synchronized void schedule(Event event, long at) {
        if (at == event.at && event.index != Event.NOT_SCHEDULED) {
            return;
        }
        event.at = at;
        event.order = sequence++;
        if (at == Deadlines.NEVER) {
            if (event.index != Event.NOT_SCHEDULED) {
                remove(event);
            }
            return;
        }
        if (event.index == Event.NOT_SCHEDULED) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            place(event, size++);
        }
        if (!rise(event)) {
            sink(event);
        }
    }

    /** Schedules an event unless it comes as early anyway; tells whether it became the first of all. */
    synchronized boolean hasten(Event event, long at) {
        if (at < event.at) {
            schedule(event, at);
        }
        return event.index == 0;
    }

    synchronized void cancel(Event event) {
        schedule(event, Deadlines.NEVER);
    }

    /** The time of the first event, {@link Deadlines#NEVER} if there is none. */
    synchronized long next() {
        return size == 0 ? Deadlines.NEVER : heap[0].at;
    }

    /** Takes out the first event if its time is not after the limit; else null. */
    synchronized Event poll(long limit) {
        if (size == 0 || heap[0].at > limit) {
            return null;
        }
        Event first = heap[0];
        first.happensAt = first.at;
        remove(first);
        return first;
    }

    private void remove(Event event) {
        int hole = event.index;
        Event last = heap[--size];
        heap[size] = null;
        event.index = Event.NOT_SCHEDULED;
        event.at = Deadlines.NEVER;
        if (last != event) {
            place(last, hole);
            if (!rise(last)) {
                sink(last);
            }
        }
    }

    private boolean rise(Event event) {
        int index = event.index;
        int start = index;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            if (!event.before(heap[parent])) {
                break;
            }
            place(heap[parent], index);
            index = parent;
        }
        place(event, index);
        return index != start;
    }

    private void sink(Event event) {
        int index = event.index;
        while (true) {
            int child = 2 * index + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (!heap[child].before(event)) {
                break;
            }
            place(heap[child], index);
            index = child;
        }
        place(event, index);
    }

    private void place(Event event, int index) {
        heap[index] = event;
        event.index = index;
    }
}
