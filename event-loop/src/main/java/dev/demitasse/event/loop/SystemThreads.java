// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Application threads: virtual where the JDK has them, else a pool that grows as needed. Thread-safe. */
final class SystemThreads implements ApplicationThreads {
    private static final MethodHandle START_VIRTUAL = findStartVirtual();

    private final PoolThreads poolThreads = new PoolThreads("demitasse-application");
    private final ThreadPoolExecutor pool;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean closed;

    SystemThreads() {
        pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), poolThreads);
    }

    /** JDK 21 and later: {@code Thread.startVirtualThread(Runnable)}. */
    private static MethodHandle findStartVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }

    @Override
    public void start(String name, Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("the network is closed: " + name);
        }
        unfinished.incrementAndGet();
        boolean started = false;
        try {
            start(() -> run(name, task));
            started = true;
        } finally {
            if (!started) {
                unfinished.decrementAndGet();
            }
        }
    }

    private void start(Runnable tracked) {
        if (START_VIRTUAL == null) {
            pool.execute(tracked);
            return;
        }
        try {
            Thread ignored = (Thread) START_VIRTUAL.invokeExact(tracked);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    private void run(String name, Runnable task) {
        Thread thread = Thread.currentThread();
        thread.setName(name);
        running.add(thread);
        try {
            if (closed) {
                thread.interrupt();
            }
            task.run();
        } catch (RuntimeException | Error thrown) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } finally {
            running.remove(thread);
            unfinished.decrementAndGet();
            announce();
        }
    }

    private void announce() {
        if (closed) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for the threads, then interrupts those that are left and waits as long once more. */
    void close(Duration limit) {
        closed = true;
        awaitEnd(limit);
        Thread current = Thread.currentThread();
        running.forEach(thread -> {
            if (thread != current) {
                thread.interrupt();
            }
        });
        awaitEnd(limit);
        pool.shutdown();
        if (unfinished.get() == 0) {
            poolThreads.awaitEnd();
        }
    }

    private void awaitEnd(Duration limit) {
        int mine = running.contains(Thread.currentThread()) ? 1 : 0;
        long left = limit.toNanos();
        lock.lock();
        try {
            while (unfinished.get() > mine && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
