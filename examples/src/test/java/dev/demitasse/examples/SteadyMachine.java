// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs what needs a machine that lets a thread run when its time has come: two processes that exchange audio every 20 ms. When
 * the assertions fail and the machine held up a sleeping thread of ours by more than a frame meanwhile, that says nothing about
 * the code, and it is tried again; on a machine that did not, the first failure is final.
 */
final class SteadyMachine {
    private static final int ATTEMPTS = 4;
    private static final Duration STEP = Duration.ofMillis(2);
    private static final Duration STALL = Duration.ofMillis(20);

    private SteadyMachine() {}

    /** What is tried. */
    interface Attempt {
        void run(int number) throws Exception;
    }

    static void run(Attempt attempt) throws Exception {
        for (int number = 1; ; number++) {
            var watch = new Watch();
            try {
                attempt.run(number);
                return;
            } catch (AssertionError failure) {
                Duration longest = watch.end();
                if (number == ATTEMPTS || longest.compareTo(STALL) < 0) {
                    failure.addSuppressed(
                            new AssertionError("attempt " + number + ", longest stall " + longest.toMillis() + " ms"));
                    throw failure;
                }
                System.out.println("attempt " + number + " met a machine that stalled for " + longest.toMillis()
                        + " ms: " + failure.getMessage());
            } finally {
                watch.end();
            }
        }
    }

    /** A thread that sleeps for a short time again and again, and notes how late it woke. */
    private static final class Watch {
        private final Thread thread = new Thread(this::watch, "watch");
        private volatile boolean over;
        private volatile long longest;

        Watch() {
            thread.setDaemon(true);
            thread.start();
        }

        private void watch() {
            long before = System.nanoTime();
            while (!over) {
                LockSupport.parkNanos(STEP.toNanos());
                long now = System.nanoTime();
                longest = Math.max(longest, now - before - STEP.toNanos());
                before = now;
            }
        }

        Duration end() throws InterruptedException {
            over = true;
            thread.join();
            return Duration.ofNanos(longest);
        }
    }
}
