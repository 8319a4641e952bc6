// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * Makes the threads of a pool, and waits for their end: a pool that has terminated still has threads in their last steps.
 * They are daemons, so that a name server that does not answer can't keep the process from ending. Thread-safe.
 */
final class PoolThreads implements ThreadFactory {
    private static final long LIMIT_TO_END_NANOS = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String name;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    PoolThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Waits, when the pool is shut down; not for long, since one may be stuck in a call of the system. */
    void awaitEnd() {
        long end = System.nanoTime() + LIMIT_TO_END_NANOS;
        try {
            for (Thread thread : threads) {
                long left = (end - System.nanoTime()) / NANOS_PER_MILLI;
                if (left > 0 && thread != Thread.currentThread()) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
