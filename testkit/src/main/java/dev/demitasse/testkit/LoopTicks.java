// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.util.ArrayList;
import java.util.List;

/** The ticks of a loop, at multiples of their period: with several open the shortest period counts. Changed on the stepping thread only. */
final class LoopTicks {
    private static final long NONE = 0;

    /** Beyond this a time is not rounded, for it would overflow. */
    private static final long FARTHEST = Long.MAX_VALUE / 2;

    private final List<Long> periods = new ArrayList<>();
    private volatile long period = NONE;

    /** The loop does not run before. */
    private volatile long earliest;

    void add(long opened, long now) {
        periods.add(opened);
        change(now);
    }

    void remove(long closed) {
        periods.remove((Long) closed);
        change(earliest - 1);
    }

    private void change(long now) {
        long shortest = NONE;
        for (long candidate : periods) {
            shortest = shortest == NONE ? candidate : Math.min(shortest, candidate);
        }
        period = shortest;
        earliest = shortest == NONE ? 0 : now + 1;
    }

    /** The loop has run. */
    void passed(long now) {
        if (period != NONE) {
            earliest = now + 1;
        }
    }

    /** When the loop runs for something that comes at a time: then, or on the first tick that is not before. */
    long notBefore(long at) {
        long every = period;
        if (every == NONE || at > FARTHEST) {
            return at;
        }
        long from = Math.max(at, earliest);
        return from + Math.floorMod(-from, every);
    }
}
