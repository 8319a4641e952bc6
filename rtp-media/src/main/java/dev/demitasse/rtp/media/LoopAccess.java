// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/** The ways between a session's media loop, its lane and the threads that wait for it. Thread-safe. */
final class LoopAccess {
    private final Network network;
    private final EventLoop loop;
    private final Executor lane;
    private final Signal progress;
    private volatile boolean ended;

    LoopAccess(RtpSessionBuilder from) {
        network = from.network;
        loop = from.ports.loop();
        lane = from.lane.orElseGet(() -> network.applicationThreads().newLane("rtp-session"));
        progress = network.newSignal();
    }

    /** Hands a command to the loop; returns whether the loop takes it, which a closed one does not. */
    boolean submit(Runnable command) {
        try {
            loop.execute(command);
            return true;
        } catch (RejectedExecutionException loopClosed) {
            return false;
        }
    }

    /** Runs a command on the loop and waits until it is done or the session has ended. */
    void command(Runnable command, BooleanSupplier done) {
        if (loop.inLoop()) {
            command.run();
            return;
        }
        boolean submitted = submit(() -> {
            command.run();
            raise();
        });
        if (submitted) {
            await(done, Deadlines.NEVER);
        }
    }

    void onLane(Runnable task) {
        try {
            lane.execute(task);
        } catch (RejectedExecutionException networkClosed) {
            // Nobody is left to be told.
        }
    }

    /** Has all that wait look again. */
    void raise() {
        progress.raise();
    }

    boolean await(BooleanSupplier condition, long deadline) {
        return progress.await(() -> condition.getAsBoolean() || ended, deadline);
    }

    long deadline(Duration limit) {
        return Deadlines.after(network.now(), limit);
    }

    /** The session is over. */
    void end() {
        ended = true;
        raise();
    }

    boolean hasEnded() {
        return ended;
    }
}
