// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A signal in virtual time: raising it schedules the threads that wait, in the order in which they began to. */
final class SimulatedSignal implements Signal {
    private final VirtualTime time;
    private final List<Event> waiting = new ArrayList<>(2);
    private long raised;

    SimulatedSignal(VirtualTime time) {
        this.time = time;
    }

    @Override
    public boolean await(BooleanSupplier condition, long deadline) {
        return time.await(this, condition, deadline);
    }

    @Override
    public synchronized void raise() {
        raised++;
        for (int i = 0; i < waiting.size(); i++) {
            time.hasten(waiting.get(i), time.now());
        }
    }

    /** How often it was raised. */
    synchronized long raised() {
        return raised;
    }

    synchronized void add(Event resumption) {
        waiting.add(resumption);
    }

    synchronized void remove(Event resumption) {
        waiting.remove(resumption);
    }
}
