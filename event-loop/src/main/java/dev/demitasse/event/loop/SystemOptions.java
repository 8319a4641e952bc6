// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.time.Duration;

/**
 * Numbers for {@link Network#system(SystemOptions)}. Immutable.
 *
 * @param mediaLoops how many loops media sessions share, 1 or more
 * @param offloadThreads how many offloaded tasks run at once, 1 or more
 * @param offloadQueue how many offloaded tasks may wait, and as many computations, 1 or more; one more is refused
 * @param closeLimit how long {@link Network#close()} waits for application threads before it interrupts them
 */
public record SystemOptions(int mediaLoops, int offloadThreads, int offloadQueue, Duration closeLimit) {
    /** A media loop a core, 4 offload threads with 1,024 places in the queue, 5 s to close. */
    public static final SystemOptions DEFAULT =
            new SystemOptions(Runtime.getRuntime().availableProcessors(), 4, 1024, Duration.ofSeconds(5));

    /**
     * Checks the numbers.
     *
     * @param mediaLoops how many loops media sessions share, 1 or more
     * @param offloadThreads how many offloaded tasks run at once, 1 or more
     * @param offloadQueue how many offloaded tasks may wait, and as many computations, 1 or more; one more is refused
     * @param closeLimit how long {@link Network#close()} waits for application threads before it interrupts them
     * @throws IllegalArgumentException if a number is below 1 or the limit negative
     */
    public SystemOptions {
        if (mediaLoops < 1 || offloadThreads < 1 || offloadQueue < 1 || closeLimit.isNegative()) {
            throw new IllegalArgumentException("mediaLoops " + mediaLoops + ", offloadThreads " + offloadThreads
                    + ", offloadQueue " + offloadQueue + ", closeLimit " + closeLimit);
        }
    }
}
