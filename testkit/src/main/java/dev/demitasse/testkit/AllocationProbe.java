// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Counts the bytes that a thread has allocated, to show that a hot path allocates nothing. What the counting itself allocates
 * is left out. Thread-safe.
 *
 * <p>Run the measured code some thousand times before, so that it is compiled; code that is not compiled yet allocates more.
 */
public final class AllocationProbe {
    private static final int OVERHEAD_SAMPLES = 100;

    private final ThreadMXBean threads;
    private final long overhead;

    private AllocationProbe(ThreadMXBean threads) {
        this.threads = threads;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < OVERHEAD_SAMPLES; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        overhead = least;
    }

    /**
     * Makes a probe.
     *
     * @return a probe of this virtual machine
     * @throws UnsupportedOperationException if it does not count allocations
     */
    public static AllocationProbe create() {
        boolean counts = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                && bean.isThreadAllocatedMemorySupported()
                && bean.isThreadAllocatedMemoryEnabled();
        if (!counts) {
            throw new UnsupportedOperationException("this virtual machine does not count allocations");
        }
        return new AllocationProbe((ThreadMXBean) ManagementFactory.getThreadMXBean());
    }

    /**
     * Counts what the calling thread has allocated since it was started.
     *
     * @return bytes
     */
    public long allocatedBytes() {
        return threads.getCurrentThreadAllocatedBytes();
    }

    /**
     * Counts what a thread has allocated since it was started.
     *
     * @param thread a platform thread
     * @return bytes
     * @throws IllegalArgumentException if the thread does not run
     */
    public long allocatedBytes(Thread thread) {
        @SuppressWarnings("deprecation") // its successor threadId() is younger than our baseline
        long bytes = threads.getThreadAllocatedBytes(thread.getId());
        if (bytes < 0) {
            throw new IllegalArgumentException("not running: " + thread.getName());
        }
        return bytes;
    }

    /**
     * Counts what the calling thread allocates while it runs something.
     *
     * @param task is run once
     * @return bytes, 0 or more
     */
    public long measure(Runnable task) {
        long before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return Math.max(0, threads.getCurrentThreadAllocatedBytes() - before - overhead);
    }
}
