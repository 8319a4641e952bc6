// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The commands on their way to a loop. What is taken from a client runs, also if the loop is closed meanwhile; it is refused
 * from then on. Thread-safe; commands run on the loop.
 */
final class LoopCommands {
    /** Far more than commands need that don't block; the loop closes without those that are left then. */
    private static final long LIMIT_TO_FINISH_NANOS = 5_000_000_000L;

    /** A command of the loop itself: what it would do is not wanted once the loop is closed. */
    @FunctionalInterface
    interface Own extends Runnable {}

    /** A command that holds a channel, which is closed with the loop if the command has not run by then. */
    interface OfChannel extends Own {
        SelectableChannel channel();
    }

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Consumer<Throwable> onFailure;
    private volatile boolean closed;

    LoopCommands(Consumer<Throwable> onFailure) {
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

    /** Takes a command; tells whether it did, which a closed queue does not. */
    boolean take(Runnable command) {
        if (closed) {
            return false;
        }
        queue.add(command);
        // Closed meanwhile: either the ending loop finds it, or it is taken back here.
        return !(closed && queue.remove(command));
    }

    /** Runs those that wait now, so that commands which give commands don't starve sockets and deadlines. On the loop. */
    void run() {
        for (int left = queue.size(); left > 0 && !closed; left--) {
            Runnable command = queue.poll();
            if (command == null) {
                return;
            }
            run(command);
        }
    }

    /**
     * Runs those that clients gave before it was closed. On the loop, once.
     *
     * @return the channels of commands that did not run
     */
    List<SelectableChannel> finish(LongSupplier clock) {
        List<SelectableChannel> channels = new ArrayList<>();
        long limit = clock.getAsLong() + LIMIT_TO_FINISH_NANOS;
        int late = 0;
        for (Runnable command = queue.poll(); command != null; command = queue.poll()) {
            if (command instanceof OfChannel holder) {
                channels.add(holder.channel());
            } else if (!(command instanceof Own)) {
                if (clock.getAsLong() < limit) {
                    run(command);
                } else {
                    late++;
                }
            }
        }
        if (late > 0) {
            onFailure.accept(new RejectedExecutionException(late + " commands are left when the loop is closed"));
        }
        return channels;
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
