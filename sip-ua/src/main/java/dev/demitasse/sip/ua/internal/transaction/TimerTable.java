// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.event.loop.Deadlines;
import java.util.Arrays;
import java.util.Optional;

/**
 * The timers of one machine, each a time or not set. Times are nanoseconds since the network was opened. Not thread-safe.
 *
 * @param <T> the machine's enum of timers
 */
public final class TimerTable<T extends Enum<T>> {
    private final T[] timers;
    private final long[] at;

    /**
     * A table without a timer set.
     *
     * @param type the enum
     */
    public TimerTable(Class<T> type) {
        timers = type.getEnumConstants();
        at = new long[timers.length];
        stopAll();
    }

    /**
     * Sets a timer, or moves it.
     *
     * @param timer which
     * @param time when it fires
     */
    public void start(T timer, long time) {
        at[timer.ordinal()] = time;
    }

    /**
     * Unsets a timer.
     *
     * @param timer which
     */
    public void stop(T timer) {
        at[timer.ordinal()] = Deadlines.NEVER;
    }

    /** Unsets all timers. */
    public void stopAll() {
        Arrays.fill(at, Deadlines.NEVER);
    }

    /**
     * Says when the next timer fires.
     *
     * @return the time, {@link Deadlines#NEVER} if none is set
     */
    public long nextDeadline() {
        long next = Deadlines.NEVER;
        for (long time : at) {
            next = Math.min(next, time);
        }
        return next;
    }

    /**
     * Takes the earliest timer that has fired; of several at the same time, the first of the enum.
     *
     * @param now the time
     * @return the timer, unset now; empty if none has fired
     */
    public Optional<T> pollExpired(long now) {
        int first = -1;
        for (int i = 0; i < at.length; i++) {
            if (at[i] <= now && (first < 0 || at[i] < at[first])) {
                first = i;
            }
        }
        if (first < 0 || at[first] == Deadlines.NEVER) {
            return Optional.empty();
        }
        at[first] = Deadlines.NEVER;
        return Optional.of(timers[first]);
    }
}
