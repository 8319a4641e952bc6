// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is open on a loop, in the order in which it was opened. Thread-safe. */
final class OpenThings {
    private final Set<OpenThing> open = new LinkedHashSet<>();
    private boolean closed;

    /** Something is open from now on, until the loop closes; at once if it has. */
    void add(OpenThing thing) {
        synchronized (this) {
            if (!closed) {
                open.add(thing);
                return;
            }
        }
        thing.closeWithLoop();
    }

    synchronized void remove(OpenThing thing) {
        open.remove(thing);
    }

    /** The loop closes. */
    void close() {
        takeAll().forEach(OpenThing::closeWithLoop);
    }

    private synchronized List<OpenThing> takeAll() {
        closed = true;
        List<OpenThing> all = List.copyOf(open);
        open.clear();
        return all;
    }

    /** Adds a line for each. */
    synchronized void pending(SimulatedLoop loop, List<String> found) {
        open.forEach(thing -> found.add(thing + " on " + loop + ", " + thing.origin()));
    }
}
