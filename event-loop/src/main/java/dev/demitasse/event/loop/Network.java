// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A network and everything that runs or waits on it: event loops, application threads, offloaded work, the clock and the
 * random source. {@link #system()} is this machine's; the test kit has a simulated one that is stepped in virtual time.
 *
 * <p>Thread-safe. Closing it has its loops do what they were asked for before, closes them with their sockets, and leaves no
 * thread behind.
 */
public interface Network extends AutoCloseable {
    /**
     * Opens this machine's network with the default options.
     *
     * @return a network of its own; no state is shared with others
     */
    static Network system() {
        return system(SystemOptions.DEFAULT);
    }

    /**
     * Opens this machine's network.
     *
     * @param options numbers of loops and threads
     * @return a network of its own; no state is shared with others
     */
    static Network system(SystemOptions options) {
        return new SystemNetwork(options);
    }

    /**
     * Opens a loop that reports to the system's logger what its clients throw.
     *
     * @param name what the loop is for; becomes the name of its thread
     * @return the running loop
     * @throws IllegalStateException if the network is closed
     */
    default EventLoop openLoop(String name) {
        return openLoop(name, FailureLog::report);
    }

    /**
     * Opens a loop.
     *
     * @param name what the loop is for; becomes the name of its thread
     * @param onFailure told, on the loop, what a client of the loop has thrown; the loop goes on
     * @return the running loop
     * @throws IllegalStateException if the network is closed
     */
    EventLoop openLoop(String name, Consumer<? super Throwable> onFailure);

    /**
     * Gives one of the loops that media sessions share, each in its turn. A media loop is opened when it is first asked
     * for and lives as long as the network; closing it is not for its users.
     *
     * @return a loop, the same one again after {@link #mediaLoopCount()} calls
     * @throws IllegalStateException if the network is closed
     */
    EventLoop mediaLoop();

    /**
     * Says how many media loops there are at the most.
     *
     * @return one or more
     */
    int mediaLoopCount();

    /**
     * Gives the threads on which application code runs.
     *
     * @return the same object at every call
     */
    ApplicationThreads applicationThreads();

    /**
     * Makes a place where threads wait for each other in this network's time.
     *
     * @return a new signal
     */
    Signal newSignal();

    /**
     * Reads the monotonic clock.
     *
     * @return nanoseconds since the network was opened, never less than before
     */
    long now();

    /**
     * Reads the wall clock, for what is shown to people or sent to peers (Date, NTP timestamps). It may jump.
     *
     * @return the time of day
     */
    Instant wallTime();

    /**
     * Gives the random source. The system's is cryptographically strong; a simulated one repeats from its seed.
     *
     * @return a thread-safe generator, the same object at every call
     */
    RandomGenerator random();

    /**
     * Finds the local address that packets to a remote address would leave from.
     *
     * @param remote where to; resolved
     * @return an address of this machine, never a wildcard
     * @throws IOException if there is no route
     */
    InetAddress localAddressTowards(InetSocketAddress remote) throws IOException;

    /**
     * Looks a host name up. It may block for seconds: call it from {@link EventLoop#offload}, or from a thread of the
     * application. Literal addresses are answered at once.
     *
     * @param host a name or a literal address, IPv6 with or without brackets
     * @return one or more addresses
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> lookUp(String host) throws UnknownHostException;

    /**
     * Waits until a future is done, in this network's time.
     *
     * @param future what to wait for
     * @param limit how long at the most; zero only looks
     * @return whether it is done
     * @throws IllegalStateException if called on a loop
     * @throws InterruptedWaitException if the thread is interrupted
     */
    default boolean await(CompletableFuture<?> future, Duration limit) {
        if (future.isDone()) {
            return true;
        }
        Signal signal = newSignal();
        future.whenComplete((value, failure) -> signal.raise());
        return signal.await(future::isDone, Deadlines.after(now(), limit));
    }

    /**
     * Has a task run when the process is told to end (Ctrl-C, SIGTERM), before the process ends.
     *
     * @param task may block, for the seconds that an orderly end takes
     * @return takes the task back when closed
     */
    AutoCloseable onShutdown(Runnable task);

    /**
     * Closes all loops, in the order in which they were opened: each runs the commands it has taken and closes its sockets
     * ({@link EventLoop#close}). So what was asked for before is done: {@code session.close()} followed by this says good-bye.
     * Then ends offloaded work and waits for application threads, which are interrupted when they take longer than {@link
     * SystemOptions#closeLimit()}. Idempotent. A thread of the application may call it; a loop may not.
     *
     * @throws IllegalStateException if called on a loop
     */
    @Override
    void close();
}
