// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The commands on their way to a loop. What is taken from a client runs, also if the loop is closed meanwhile; it is refused
 * from then on. Thread-safe; commands run on the loop.
 */
final class CommandQueue {
    /** A command of the loop itself: what it would do is not wanted once the loop is closed. */
    @FunctionalInterface
    interface Own extends Runnable {}

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Consumer<Throwable> onFailure;
    private volatile boolean closed;

    CommandQueue(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** How many there are that are not of a kind. */
    long countWithout(Class<? extends Own> kind) {
        return queue.stream().filter(command -> !kind.isInstance(command)).count();
    }

    /** Takes a command; tells whether it did, which a closed queue does not. */
    boolean take(Runnable command) {
        if (closed) {
            return false;
        }
        queue.add(command);
        // Closed meanwhile, in real time: either the ending loop finds it, or it is taken back here.
        return !(closed && queue.remove(command));
    }

    /** Runs those that wait now, so that commands which give commands don't starve arrivals and deadlines. On the loop. */
    void run() {
        for (int left = queue.size(); left > 0 && !closed; left--) {
            Runnable command = queue.poll();
            if (command == null) {
                return;
            }
            run(command);
        }
    }

    /** Runs those that clients gave before it was closed. On the loop. */
    void finish() {
        for (Runnable command = queue.poll(); command != null; command = queue.poll()) {
            if (!(command instanceof Own)) {
                run(command);
            }
        }
    }

    private void run(Runnable command) {
        try {
            command.run();
        } catch (RejectedExecutionException refused) {
            if (!closed) { // it can't go on when the loop is closed, which is nobody's failure
                onFailure.accept(refused);
            }
        } catch (RuntimeException | Error thrown) {
            onFailure.accept(thrown);
        }
    }
}
