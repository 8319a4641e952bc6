// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.DeadlineHandler;
import dev.demitasse.event.loop.Deadlines;
import java.time.Duration;

/** A deadline of a simulated loop, which knows where it was made. Confined to its loop, and says so when it is not. */
final class SimulatedDeadline implements Deadline {
    private final SimulatedLoop loop;
    private final DeadlineHandler handler;
    private final Deadlines.Slot<SimulatedDeadline> slot;
    private final Origin origin = new Origin();
    private long lastSet = Deadlines.NEVER;

    SimulatedDeadline(SimulatedLoop loop, Deadlines<SimulatedDeadline> deadlines, DeadlineHandler handler) {
        this.loop = loop;
        this.handler = handler;
        this.slot = deadlines.slot(this);
    }

    @Override
    public void set(long at) {
        loop.requireInLoop("Deadline.set()");
        lastSet = at;
        slot.set(at);
    }

    @Override
    public void clear() {
        set(Deadlines.NEVER);
    }

    @Override
    public long at() {
        return slot.at();
    }

    void come(long now) {
        handler.onDeadline(now);
    }

    /** Takes its place again after it was taken out to be looked at. */
    void putBack() {
        slot.set(lastSet);
    }

    @Override
    public String toString() {
        return "deadline at " + Duration.ofNanos(lastSet) + " on " + loop + ", " + origin;
    }
}
