// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

/**
 * Application code that runs on a thread of its own.
 *
 * @param host whose threads it belongs to
 * @param name becomes the thread's name
 * @param body what runs
 * @param origin where it was started
 */
record Task(SimulatedHost host, String name, Runnable body, Origin origin) {
    /** Runs the code; what it throws is reported, and so is its end. */
    void run() {
        try {
            body.run();
        } finally {
            host.ended(this);
        }
    }

    @Override
    public String toString() {
        return "application thread '" + name + "' of " + host.name();
    }
}
