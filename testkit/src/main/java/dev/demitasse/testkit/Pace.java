// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.Signal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** How the time of a simulation goes by, and which threads run in it: {@link VirtualTime} or {@link RealTime}. */
interface Pace {
    /** Nanoseconds since the simulation began. */
    long now();

    /** Whether the calling thread is the one that runs the events, and runs one now. */
    boolean onStepper();

    /** Schedules an event not later than a time; from any thread. */
    void hasten(Event event, long at);

    /** Lets the simulation run for a time. */
    void runFor(Duration time);

    /** Lets the simulation run until a condition holds; tells whether it does. */
    boolean runUntil(BooleanSupplier condition, long limit);

    /** Runs one event; tells whether there was one. */
    boolean step();

    Signal newSignal();

    /** Runs application code on a thread of its own. */
    void start(Task task);

    /** Runs blocking work; its result is handed on by the stepping thread, outside of any loop. */
    <T> void offload(Callable<? extends T> work, BiConsumer<? super T, ? super Throwable> result);

    /** Runs something while no event runs, and returns when it has run. */
    void exclusively(Runnable action);

    /** Runs something as the stepping thread, at the latest after the events that are due, and returns when it has run. */
    void stepping(Runnable action);

    /** Whether the caller is an application thread of a host. */
    boolean onThreadOf(SimulatedHost host);

    /** Interrupts the application threads of a host, or of all hosts when it is null; not the caller's. */
    void interrupt(SimulatedHost host);

    /** Says where an application thread is, for reports; empty if it has not begun. */
    String whereabouts(Task task);

    /** Ends all threads. */
    void close();
}
