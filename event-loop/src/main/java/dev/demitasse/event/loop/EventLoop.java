// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * One thread that reads sockets, runs commands and calls its clients at their deadlines, one thing at a time.
 *
 * <p>It waits in one of two ways: for the next event, or, while a {@link Tick} is open, until the next tick, when it reads all
 * that has come meanwhile. Commands and deadlines then run on ticks too.
 *
 * <p>{@link #execute}, {@link #bindDatagram}, {@link #listen}, {@link #connect}, {@link #openTick}, {@link #close} and what a
 * loop says of itself may be called from any thread; endpoints and deadlines only on the loop, unless they say otherwise.
 * Every handler runs on the loop and must not block.
 */
public interface EventLoop extends Executor, AutoCloseable {
    /**
     * Says what the loop is for.
     *
     * @return the name it was opened with
     */
    String name();

    /**
     * Gives the network the loop belongs to.
     *
     * @return that network
     */
    Network network();

    /**
     * Tells whether the caller runs on this loop.
     *
     * @return whether it does
     */
    boolean inLoop();

    /**
     * Reads the network's monotonic clock.
     *
     * @return nanoseconds since the network was opened
     */
    default long now() {
        return network().now();
    }

    /**
     * Has a command run on the loop, after those given before it by the same thread. It runs once, also if the loop is closed
     * before its turn comes: see {@link #close}.
     *
     * @param command must not block
     * @throws java.util.concurrent.RejectedExecutionException if the loop is closed; the command does not run
     */
    @Override
    void execute(Runnable command);

    /**
     * Binds a UDP socket. It is bound when the method returns; what arrives is handed on from then.
     *
     * @param local a resolved address; port 0 takes any free one
     * @param handler called on the loop
     * @return the bound endpoint
     * @throws IOException if the address can't be bound (a {@link java.net.BindException} when it is in use)
     */
    DatagramEndpoint bindDatagram(InetSocketAddress local, DatagramHandler handler) throws IOException;

    /**
     * Binds a TCP socket and accepts connections on it.
     *
     * @param local a resolved address; port 0 takes any free one
     * @param acceptor called on the loop for each connection
     * @return the bound listener
     * @throws IOException if the address can't be bound
     */
    StreamListener listen(InetSocketAddress local, StreamAcceptor acceptor) throws IOException;

    /**
     * Begins a TCP connection. The handler is told when it stands or when it has failed; what is sent before is queued.
     *
     * @param remote a resolved address
     * @param handler called on the loop
     * @return the endpoint, not yet connected
     * @throws IOException if no socket can be had
     */
    StreamEndpoint connect(InetSocketAddress remote, StreamHandler handler) throws IOException;

    /**
     * Makes a deadline that is not set.
     *
     * @param handler called on the loop with the time when the deadline has come; it is not set then
     * @return the deadline
     */
    Deadline newDeadline(DeadlineHandler handler);

    /**
     * Makes the loop wait on ticks as long as this one is open: at the multiples of its period in {@link Network#now()}, so that a
     * deadline at such a time is met when it comes. With several open, the shortest period counts.
     *
     * @param period between ticks, 100 us to 1 s
     * @return closes the tick
     */
    Tick openTick(Duration period);

    /**
     * Runs blocking work on the network's bounded pool and its result on the loop.
     *
     * @param <T> the result's type
     * @param work may block
     * @param result called on the loop: with the value and no failure, or with no value and what the work has thrown (a
     *     {@link java.util.concurrent.RejectedExecutionException} when the pool's queue was full); the other is null
     */
    <T> void offload(Callable<? extends T> work, BiConsumer<? super T, ? super Throwable> result);

    /**
     * Runs work that computes and never blocks, such as coding of audio, and its result on the loop. What blocks in
     * {@link #offload} does not hold it up: the system has a thread a core for it alone. In simulations it is offloaded work.
     *
     * @param <T> the result's type
     * @param work does not block
     * @param result as that of {@link #offload}
     */
    default <T> void compute(Callable<? extends T> work, BiConsumer<? super T, ? super Throwable> result) {
        offload(work, result);
    }

    /**
     * Gives what all users of this loop share: one thing of a kind, made when it is first asked for. It is meant for memory that is
     * used in turn, by whoever runs on the loop, and is as confined to the loop as that. This method itself may be called from any thread.
     *
     * @param <T> the thing's type
     * @param kind its class, by which it is found
     * @param making makes the first and only one
     * @return the thing
     */
    <T> T shared(Class<T> kind, Supplier<? extends T> making);

    /**
     * Ends the loop. From now on it takes no command, calls no handler, and drops deadlines and results of offloaded work. What
     * {@link #execute} has taken before is still run, so that what was asked for is done: a command may send, and bind or close
     * endpoints, but not give commands to this loop. Then the endpoints are closed, and what they have queued is dropped.
     *
     * <p>What such a command throws is reported as ever, but for the exception that refuses a command. Commands that wait
     * still 5 s after the first are dropped, and that is reported. Two loops whose commands close each other wait for ever.
     *
     * <p>Waits until all is done, unless called on the loop itself: then it is done when the handler or command that called it
     * has returned. Idempotent.
     */
    @Override
    void close();
}
