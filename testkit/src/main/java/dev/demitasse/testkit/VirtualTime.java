// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.InterruptedWaitException;
import dev.demitasse.event.loop.Signal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Time that jumps from one event to the next, stepped by the thread that calls for it. While an application thread has the
 * {@link Baton} the stepping thread stands still.
 */
final class VirtualTime implements Pace {
    /** More events than this at one instant are taken for an endless loop. */
    private static final int MAXIMUM_AT_ONE_INSTANT = 10_000_000;

    private final World world;
    private final Agenda agenda;
    private final Baton baton;
    private volatile long now;
    private int atThisInstant;

    VirtualTime(World world, Duration blockingLimit) {
        this.world = world;
        this.agenda = world.agenda();
        this.baton = new Baton(agenda, world.failures(), blockingLimit);
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public boolean onStepper() {
        return baton.onStepper();
    }

    @Override
    public void hasten(Event event, long at) {
        agenda.hasten(event, at);
    }

    @Override
    public void runFor(Duration time) {
        long end = Deadlines.after(now, time);
        baton.enter();
        try {
            refuseOnLoop("runFor()");
            world.failures().check();
            while (stepTo(end)) {
                // until nothing is left before the end
            }
            now = end;
        } finally {
            baton.leave();
        }
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, long limit) {
        baton.enter();
        try {
            refuseOnLoop("runUntil()");
            world.failures().check();
            while (!condition.getAsBoolean()) {
                if (!stepTo(limit)) {
                    return false;
                }
            }
            return true;
        } finally {
            baton.leave();
        }
    }

    @Override
    public boolean step() {
        baton.enter();
        try {
            refuseOnLoop("step()");
            world.failures().check();
            return stepTo(Deadlines.NEVER - 1);
        } finally {
            baton.leave();
        }
    }

    private void refuseOnLoop(String what) {
        if (world.current() != null) {
            throw new IllegalStateException(
                    what + " on the loop " + world.current().name());
        }
    }

    /** Runs the first event if it comes by the limit; tells whether it did. */
    private boolean stepTo(long limit) {
        if (agenda.next() > now) {
            baton.wakeInterrupted(now);
        }
        Event event = agenda.poll(limit);
        if (event == null) {
            return false;
        }
        if (event.happensAt > now) {
            now = event.happensAt;
            atThisInstant = 0;
        } else if (++atThisInstant > MAXIMUM_AT_ONE_INSTANT) {
            throw new AssertionError("time stands still at " + Duration.ofNanos(now) + ": more than "
                    + MAXIMUM_AT_ONE_INSTANT + " events, the next is " + event);
        }
        event.run();
        world.failures().check();
        return true;
    }

    @Override
    public Signal newSignal() {
        return new SimulatedSignal(this);
    }

    boolean await(SimulatedSignal signal, BooleanSupplier condition, long deadline) {
        return baton.onApplicationThread()
                ? awaitBaton(signal, condition, deadline)
                : awaitStepping(signal, condition, deadline);
    }

    private boolean awaitBaton(SimulatedSignal signal, BooleanSupplier condition, long deadline) {
        Event resumption = baton.resumption();
        while (!condition.getAsBoolean()) {
            if (now >= deadline) {
                return false;
            }
            if (baton.interrupted()) {
                throw new InterruptedWaitException();
            }
            signal.add(resumption);
            agenda.schedule(resumption, deadline);
            try {
                baton.pause();
            } finally {
                signal.remove(resumption);
                agenda.cancel(resumption);
            }
        }
        return true;
    }

    private boolean awaitStepping(SimulatedSignal signal, BooleanSupplier condition, long deadline) {
        baton.enter();
        try {
            refuseOnLoop("a wait");
            while (!condition.getAsBoolean()) {
                if (now >= deadline) {
                    return false;
                }
                if (!stepUntilRaised(signal, deadline)) {
                    if (deadline == Deadlines.NEVER) {
                        throw new IllegalStateException(
                                "nothing is pending that could end this wait; " + world.pendingReport());
                    }
                    now = deadline;
                }
            }
            return true;
        } finally {
            baton.leave();
        }
    }

    /** Steps until the signal is raised or the deadline has come; false if no event is left before it. */
    private boolean stepUntilRaised(SimulatedSignal signal, long deadline) {
        long raised = signal.raised();
        while (signal.raised() == raised && now < deadline) {
            if (baton.interrupted()) {
                throw new InterruptedWaitException();
            }
            if (!stepTo(deadline)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void start(Task task) {
        agenda.schedule(
                new Event() {
                    @Override
                    void run() {
                        baton.run(task);
                    }

                    @Override
                    public String toString() {
                        return "start of " + task;
                    }
                },
                now);
    }

    @Override
    public <T> void offload(Callable<? extends T> work, BiConsumer<? super T, ? super Throwable> result) {
        agenda.schedule(
                new Event() {
                    @Override
                    void run() {
                        T value;
                        try {
                            value = work.call();
                        } catch (Throwable thrown) { // whatever the work throws is its result
                            result.accept(null, thrown);
                            return;
                        }
                        result.accept(value, null);
                    }
                },
                Deadlines.after(now, world.options().offloadDelay()));
    }

    @Override
    public void exclusively(Runnable action) {
        action.run();
    }

    @Override
    public void stepping(Runnable action) {
        if (baton.onApplicationThread()) {
            Stepped event = new Stepped(action);
            agenda.schedule(event, now);
            event.await();
            return;
        }
        baton.enter();
        try {
            action.run();
        } finally {
            baton.leave();
        }
    }

    /** What an application thread has run by the stepping one. */
    private final class Stepped extends Event {
        private final Runnable action;
        private final SimulatedSignal ended = new SimulatedSignal(VirtualTime.this);
        private volatile boolean done;

        Stepped(Runnable action) {
            this.action = action;
        }

        @Override
        void run() {
            try {
                action.run();
            } finally {
                done = true;
                ended.raise();
            }
        }

        /** Waits, though the thread be interrupted, as closing a real loop does. */
        void await() {
            boolean interrupted = false;
            while (!done) {
                interrupted |= Baton.clearInterrupt();
                try {
                    ended.await(() -> done, Deadlines.NEVER);
                } catch (InterruptedWaitException stopped) {
                    if (!baton.interrupted()) {
                        throw stopped; // it has lost the baton
                    }
                }
            }
            if (interrupted) {
                Baton.interruptSelf();
            }
        }
    }

    @Override
    public boolean onThreadOf(SimulatedHost host) {
        return baton.onThreadOf(host);
    }

    @Override
    public void interrupt(SimulatedHost host) {
        baton.interrupt(host);
    }

    @Override
    public String whereabouts(Task task) {
        return baton.whereabouts(task);
    }

    @Override
    public void close() {
        baton.close();
    }
}
