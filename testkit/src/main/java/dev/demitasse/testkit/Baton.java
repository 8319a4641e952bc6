// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.InterruptedWaitException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The right to run, in virtual time. The stepping thread has it, hands it to one application thread at a time, and takes it
 * back when that thread ends or waits: so exactly one thread runs at any moment, and whatever they share needs no lock. Also
 * the one place that knows which thread is calling. Thread-safe.
 *
 * <p>Application threads are platform threads of a pool; one that does not give the baton back within a limit of real time is
 * interrupted and counted out.
 */
final class Baton {
    private final Agenda agenda;
    private final Failures failures;
    private final Duration limit;
    private final Semaphore returned = new Semaphore(0);

    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Set<Worker> busy = new LinkedHashSet<>();
    private Thread stepper;
    private int depth;
    private int threads;
    private boolean closed;

    /** Whether an application thread may have been interrupted since they were looked at. */
    private volatile boolean interrupts;

    Baton(Agenda agenda, Failures failures, Duration limit) {
        this.agenda = agenda;
        this.failures = failures;
        this.limit = limit;
    }

    /** The calling thread becomes the stepping one, or goes on being it. */
    synchronized void enter() {
        Thread current = Thread.currentThread();
        if (isWorker(current)) {
            throw new IllegalStateException("an application thread can't step the simulation: " + current.getName());
        }
        if (stepper != null && stepper != current) {
            throw new IllegalStateException(
                    "in virtual time threads other than those of applicationThreads() can't wait" + " or step while "
                            + stepper.getName() + " steps: " + current.getName());
        }
        stepper = current;
        depth++;
    }

    synchronized void leave() {
        if (--depth == 0) {
            stepper = null;
        }
    }

    synchronized boolean onStepper() {
        return stepper == Thread.currentThread();
    }

    boolean onApplicationThread() {
        return isWorker(Thread.currentThread());
    }

    boolean onThreadOf(SimulatedHost host) {
        return Thread.currentThread() instanceof Worker worker && worker.task.host() == host;
    }

    boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /** The calling thread is not interrupted any more; tells whether it was. */
    static boolean clearInterrupt() {
        return Thread.interrupted();
    }

    static void interruptSelf() {
        Thread.currentThread().interrupt();
    }

    private boolean isWorker(Thread thread) {
        return thread instanceof Worker worker && worker.baton() == this;
    }

    /** Runs a task until it waits or ends. On the stepping thread. */
    void run(Task task) {
        Worker worker;
        synchronized (this) {
            worker = idle.poll();
            if (worker == null) {
                worker = new Worker(threads++);
                worker.start();
            }
            worker.task = task;
            busy.add(worker);
        }
        handOver(worker);
    }

    private void handOver(Worker worker) {
        worker.holder = true;
        worker.turn.release();
        boolean back = false;
        boolean interrupted = false;
        try {
            back = returned.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            interrupted = true;
        }
        if (!back && worker.takeAway()) {
            Task task = worker.task;
            String stack = stackOf(worker);
            worker.interrupt();
            if (interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedWaitException();
            }
            throw new AssertionError(task + " neither ended nor waited in a Signal within " + limit
                    + " of real time; what blocks elsewhere needs SimulatedNetwork.inRealTime" + stack);
        } else if (!back) {
            returned.acquireUninterruptibly();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives the baton back and waits for it. On an application thread: the caller's event has it woken. */
    void pause() {
        Worker worker = (Worker) Thread.currentThread();
        worker.waiting = true;
        if (!worker.giveBack()) {
            throw new InterruptedWaitException();
        }
        worker.turn.acquireUninterruptibly();
        worker.waiting = false;
    }

    /** The event that hands the baton to the calling application thread. */
    Event resumption() {
        return ((Worker) Thread.currentThread()).resumption;
    }

    /** Wakes those waiting threads that have been interrupted. */
    void wakeInterrupted(long now) {
        if (interrupts) {
            interrupts = false;
            wakeAllInterrupted(now);
        }
    }

    private synchronized void wakeAllInterrupted(long now) {
        for (Worker worker : busy) {
            if (worker.waiting && worker.interruptedMeanwhile) {
                worker.interruptedMeanwhile = false;
                agenda.hasten(worker.resumption, now);
            }
        }
    }

    /** Interrupts the threads of a host, or of all when it is null; not the caller's. */
    synchronized void interrupt(SimulatedHost host) {
        for (Worker worker : busy) {
            boolean meant = host == null || worker.task != null && worker.task.host() == host;
            if (meant && worker != Thread.currentThread()) {
                worker.interrupt();
            }
        }
    }

    synchronized String whereabouts(Task task) {
        for (Worker worker : busy) {
            if (worker.task == task) {
                return Origin.callers(worker.getStackTrace());
            }
        }
        return "";
    }

    private static String stackOf(Worker worker) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : worker.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }

    /** Ends the pool, and waits until its threads have ended. */
    void close() {
        List<Worker> ending = new ArrayList<>();
        synchronized (this) {
            closed = true;
            ending.addAll(idle);
            ending.addAll(busy);
            idle.forEach(worker -> worker.turn.release());
            idle.clear();
            busy.forEach(Worker::interrupt);
        }
        for (Worker worker : ending) {
            if (worker != Thread.currentThread()) {
                worker.end();
            }
        }
    }

    /** A pooled thread: runs one task after the other, whenever it has the baton. */
    private final class Worker extends Thread {
        private static final long LIMIT_TO_END_MILLIS = 1000;

        private final Semaphore turn = new Semaphore(0);
        private final Event resumption = new Event() {
            @Override
            void run() {
                handOver(Worker.this);
            }
        };
        private volatile Task task;
        private volatile boolean waiting;
        private volatile boolean interruptedMeanwhile;
        private boolean holder;

        Worker(int number) {
            super("demitasse-simulated-" + number);
            setDaemon(true);
        }

        Baton baton() {
            return Baton.this;
        }

        @Override
        public void run() {
            turn.acquireUninterruptibly();
            while (task != null) {
                interruptedMeanwhile = false; // of the task before
                Thread.interrupted();
                runTask(task);
                synchronized (Baton.this) {
                    task = null;
                    busy.remove(this);
                    if (closed || !held()) {
                        returnIfHeld();
                        return;
                    }
                    idle.push(this);
                }
                giveBack();
                turn.acquireUninterruptibly();
            }
        }

        /** Its own interrupt flag can't be seen while it waits for its turn. */
        @Override
        public void interrupt() {
            interruptedMeanwhile = true;
            interrupts = true;
            super.interrupt();
        }

        private void runTask(Task running) {
            setName(running.name());
            setUncaughtExceptionHandler((thread, thrown) -> {
                boolean ended = thrown instanceof InterruptedWaitException && isInterrupted();
                if (!ended && held()) {
                    failures.add(running.toString(), thrown);
                }
            });
            try {
                running.run();
            } catch (RuntimeException | Error thrown) {
                getUncaughtExceptionHandler().uncaughtException(this, thrown);
            }
        }

        private void returnIfHeld() {
            if (held()) {
                giveBack();
            }
        }

        private synchronized boolean held() {
            return holder;
        }

        /** Gives the baton back; tells whether this thread still had it. */
        synchronized boolean giveBack() {
            boolean had = holder;
            holder = false;
            if (had) {
                returned.release();
            }
            return had;
        }

        /** Takes the baton from a thread that does not give it back; tells whether it still had it. */
        synchronized boolean takeAway() {
            boolean had = holder;
            holder = false;
            return had;
        }

        void end() {
            boolean interrupted = false;
            try {
                join(LIMIT_TO_END_MILLIS);
            } catch (InterruptedException stopped) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
