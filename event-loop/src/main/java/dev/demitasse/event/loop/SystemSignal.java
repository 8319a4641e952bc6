// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A signal in real time: a condition whose raising is free of locks while nobody waits. */
final class SystemSignal implements Signal {
    private final Network network;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();

    /** Written before the condition is evaluated and read after it was made true, so that no raising is missed. */
    private volatile int waiting;

    SystemSignal(Network network) {
        this.network = network;
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // written under the lock only
    public boolean await(BooleanSupplier condition, long deadline) {
        if (Thread.currentThread() instanceof LoopThread) {
            throw new IllegalStateException(
                    "a wait would block the loop " + Thread.currentThread().getName());
        }
        lock.lock();
        try {
            waiting++;
            try {
                return awaitLocked(condition, deadline);
            } finally {
                waiting--;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitLocked(BooleanSupplier condition, long deadline) {
        while (!condition.getAsBoolean()) {
            long left = deadline == Deadlines.NEVER ? Long.MAX_VALUE : deadline - network.now();
            if (left <= 0) {
                return false;
            }
            try {
                raised.awaitNanos(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedWaitException();
            }
        }
        return true;
    }

    @Override
    public void raise() {
        if (waiting == 0) {
            return;
        }
        lock.lock();
        try {
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
