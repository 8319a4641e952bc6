// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.util.ArrayList;
import java.util.List;

/** What has gone wrong in clients of loops and in application threads, until the test hears of it. Thread-safe. */
final class Failures {
    private final List<AssertionError> failures = new ArrayList<>();
    private volatile boolean any;
    private int held;

    synchronized void add(String where, Throwable cause) {
        failures.add(new AssertionError(where + " has failed: " + cause, cause));
        any = true;
    }

    /** Runs something to its end, and throws then what has gone wrong meanwhile and before. */
    void afterwards(Runnable action) {
        synchronized (this) {
            held++;
        }
        try {
            action.run();
        } finally {
            synchronized (this) {
                held--;
            }
        }
        check();
    }

    /** Throws what has gone wrong since the last call. */
    void check() {
        if (any) {
            throwAll();
        }
    }

    private synchronized void throwAll() {
        if (held > 0 || failures.isEmpty()) {
            return;
        }
        any = false;
        AssertionError first = failures.get(0);
        failures.subList(1, failures.size()).forEach(first::addSuppressed);
        failures.clear();
        throw first;
    }
}
