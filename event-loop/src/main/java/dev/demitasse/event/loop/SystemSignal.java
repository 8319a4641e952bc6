// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A signal in real time: the threads that wait, parked. Free of locks: raising it while nobody waits costs one read. */
final class SystemSignal implements Signal {
    private static final Thread[] NOBODY = {};

    private final Network network;

    /** Entered before the condition is evaluated and read after it was made true, so that no raising is missed. Never changed in place. */
    private final AtomicReference<Thread[]> waiting = new AtomicReference<>(NOBODY);

    SystemSignal(Network network) {
        this.network = network;
    }

    @Override
    public boolean await(BooleanSupplier condition, long deadline) {
        Thread thread = Thread.currentThread();
        if (thread instanceof LoopThread) {
            throw new IllegalStateException("a wait would block the loop " + thread.getName());
        }
        if (condition.getAsBoolean()) {
            return true;
        }
        waiting.updateAndGet(threads -> with(threads, thread));
        try {
            return park(condition, deadline);
        } finally {
            waiting.updateAndGet(threads -> without(threads, thread));
        }
    }

    private boolean park(BooleanSupplier condition, long deadline) {
        while (!condition.getAsBoolean()) {
            long left = deadline == Deadlines.NEVER ? Long.MAX_VALUE : deadline - network.now();
            if (left <= 0) {
                return false;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedWaitException();
            }
            if (deadline == Deadlines.NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        return true;
    }

    private static Thread[] with(Thread[] threads, Thread added) {
        Thread[] more = Arrays.copyOf(threads, threads.length + 1);
        more[threads.length] = added;
        return more;
    }

    private static Thread[] without(Thread[] threads, Thread gone) {
        if (threads.length == 1) {
            return NOBODY;
        }
        Thread[] fewer = new Thread[threads.length - 1];
        int at = Arrays.asList(threads).indexOf(gone);
        System.arraycopy(threads, 0, fewer, 0, at);
        System.arraycopy(threads, at + 1, fewer, at, fewer.length - at);
        return fewer;
    }

    @Override
    public void raise() {
        for (Thread thread : waiting.get()) {
            LockSupport.unpark(thread);
        }
    }
}
