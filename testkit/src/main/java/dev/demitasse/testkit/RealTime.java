// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.InterruptedWaitException;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import dev.demitasse.event.loop.SystemOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Time that goes by the real clock. One loop of the system's network runs the events when they are due; signals, application
 * threads and offloaded work are the system's. Thread-safe.
 */
final class RealTime implements Pace {
    private static final long LOOK_AGAIN_NANOS = 1_000_000;
    private static final Duration EXCLUSIVE_LIMIT = Duration.ofSeconds(10);
    private static final int OFFLOAD_THREADS = 4;
    private static final int OFFLOAD_QUEUE = 1024;

    private final World world;
    private final Network system;
    private final EventLoop driver;
    private final Deadline wake;
    private final AtomicBoolean poked = new AtomicBoolean();

    /** Whether events are run now; on the driver only. */
    private boolean running;

    RealTime(World world) {
        this.world = world;
        system = Network.system(new SystemOptions(
                1, OFFLOAD_THREADS, OFFLOAD_QUEUE, world.options().closeLimit()));
        driver = system.openLoop("simulated-network", thrown -> world.failures().add("the simulation", thrown));
        wake = driver.newDeadline(unused -> runDue());
    }

    @Override
    public long now() {
        return system.now();
    }

    @Override
    public boolean onStepper() {
        return driver.inLoop();
    }

    @Override
    public void hasten(Event event, long at) {
        boolean first = world.agenda().hasten(event, at);
        if (first && !(driver.inLoop() && running) && poked.compareAndSet(false, true)) {
            try {
                driver.execute(this::runDue);
            } catch (RejectedExecutionException closed) {
                poked.set(false); // nothing runs any more
            }
        }
    }

    private void runDue() {
        poked.set(false);
        running = true;
        try {
            for (Event event = world.agenda().poll(now());
                    event != null;
                    event = world.agenda().poll(now())) {
                event.run();
            }
        } finally {
            running = false;
            wake.set(world.agenda().next());
        }
    }

    @Override
    public void runFor(Duration time) {
        waitUntil(() -> false, Deadlines.after(now(), time));
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, long limit) {
        return waitUntil(condition, limit);
    }

    private boolean waitUntil(BooleanSupplier condition, long limit) {
        Signal pause = system.newSignal();
        while (true) {
            world.failures().check();
            if (condition.getAsBoolean()) {
                return true;
            }
            long now = now();
            if (now >= limit) {
                return false;
            }
            pause.await(() -> false, Math.min(limit, now + LOOK_AGAIN_NANOS));
        }
    }

    @Override
    public boolean step() {
        throw new IllegalStateException("step() in real time: events come by themselves");
    }

    @Override
    public Signal newSignal() {
        return system.newSignal();
    }

    @Override
    public void start(Task task) {
        system.applicationThreads().start(task.name(), () -> {
            try {
                task.run();
            } catch (RuntimeException | Error thrown) {
                world.failures().add(task.toString(), thrown);
            }
        });
    }

    @Override
    public <T> void offload(Callable<? extends T> work, BiConsumer<? super T, ? super Throwable> result) {
        driver.<T>offload(work, result);
    }

    @Override
    public void exclusively(Runnable action) {
        if (driver.inLoop()) {
            action.run();
            return;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            driver.execute(() -> {
                action.run();
                done.complete(null);
            });
        } catch (RejectedExecutionException closed) {
            action.run();
            return;
        }
        awaitThough(done);
    }

    /** Waits, though the thread be interrupted, as closing a real loop does. */
    private void awaitThough(CompletableFuture<Void> done) {
        boolean interrupted = false;
        boolean waited = false;
        while (!waited) {
            interrupted |= Baton.clearInterrupt();
            try {
                system.await(done, EXCLUSIVE_LIMIT);
                waited = true;
            } catch (InterruptedWaitException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Baton.interruptSelf();
        }
    }

    @Override
    public void stepping(Runnable action) {
        exclusively(action);
    }

    @Override
    public boolean onThreadOf(SimulatedHost host) {
        return false;
    }

    @Override
    public void interrupt(SimulatedHost host) {
        // Its threads are the system's, which interrupts them when the whole simulation is closed.
    }

    @Override
    public String whereabouts(Task task) {
        return "";
    }

    @Override
    public void close() {
        system.close();
    }
}
