// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import dev.demitasse.event.loop.Deadlines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** Runs one machine in virtual time and notes what it wants done, as "milliseconds Action". */
public final class TimedLog {
    private static final long MILLI = 1_000_000;

    private final LongSupplier nextDeadline;
    private final LongFunction<? extends List<?>> onTimeout;
    private final List<String> lines = new ArrayList<>();
    private long now;

    public TimedLog(LongSupplier nextDeadline, LongFunction<? extends List<?>> onTimeout) {
        this.nextDeadline = nextDeadline;
        this.onTimeout = onTimeout;
    }

    public static TimedLog of(ClientMachine machine) {
        return new TimedLog(machine::nextDeadline, machine::onTimeout);
    }

    public static TimedLog of(ServerMachine machine) {
        return new TimedLog(machine::nextDeadline, machine::onTimeout);
    }

    public long now() {
        return now;
    }

    /** Goes to a time, firing what is due on the way, and takes an input there. */
    public void at(long millis, LongFunction<? extends List<?>> input) {
        runTo(millis * MILLI);
        note(input.apply(now));
    }

    /** Runs until no timer is set. */
    public List<String> untilIdle() {
        while (nextDeadline.getAsLong() != Deadlines.NEVER) {
            runTo(nextDeadline.getAsLong());
        }
        return lines;
    }

    private void runTo(long time) {
        while (nextDeadline.getAsLong() <= time) {
            now = nextDeadline.getAsLong();
            note(onTimeout.apply(now));
        }
        now = time;
    }

    private void note(List<?> actions) {
        for (Object action : actions) {
            String name = action.toString().replace("reason=", "").replace("[]", "");
            lines.add(now / MILLI + " " + name);
        }
    }
}
