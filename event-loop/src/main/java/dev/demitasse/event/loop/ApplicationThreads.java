// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.util.concurrent.Executor;

/**
 * The threads on which application code runs: virtual ones where the JDK has them (21 and later), else those of a pool that
 * grows as needed. Thread-safe.
 */
public interface ApplicationThreads {
    /**
     * Runs a task on a thread of its own. The task may block.
     *
     * @param name becomes the thread's name
     * @param task what it throws goes to the thread's uncaught exception handler
     * @throws java.util.concurrent.RejectedExecutionException if the network is closed
     */
    void start(String name, Runnable task);

    /**
     * Makes a lane: it runs tasks one after the other, in the order in which they were given, on application threads. It holds
     * a thread only while it has tasks.
     *
     * @param name becomes the name of the thread that runs its tasks
     * @return the lane; what a task throws goes to the thread's uncaught exception handler, and the lane goes on
     */
    default Executor newLane(String name) {
        return new SerialLane(this, name);
    }
}
