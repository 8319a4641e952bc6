// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.ApplicationThreads;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A network in virtual time. It is the {@link Network} of the host 127.0.0.1; {@link #host} gives those of other hosts.
 *
 * <p>Nothing happens until the test steps it: with {@link #runFor}, {@link #runUntil}, {@link #runUntilIdle} or {@link #step},
 * or by waiting, on the test's thread, in anything that waits in a {@link Signal}. Loops, application threads and offloaded
 * work then run one at a time, in an order that depends on the seed alone. Time jumps from one event to the next. A wait
 * elsewhere, such as {@code CompletableFuture.get()}, steps nothing; {@link #await} does.
 *
 * <p>What a client of a loop throws fails the test: the call that steps throws an {@link AssertionError} with it as its cause,
 * unless the loop was opened with a failure handler of its own. So does what an application thread throws.
 *
 * <p>It is strict where the real network would be silently wrong: sending, connecting and setting deadlines outside of the
 * loop throw {@link IllegalStateException}, and a wait looks at its condition only when its signal was raised.
 *
 * <p>The methods that step belong to the test's thread; the others may be called from any thread of the simulation.
 */
public final class SimulatedNetwork implements Network {
    /** Stands for every other host in {@link #conditions}. */
    public static final String ANY = "any";

    private static final String OWN_ADDRESS = "127.0.0.1";
    private static final Duration IDLE_LIMIT = Duration.ofDays(1);

    private static final Duration SHUTDOWN_LIMIT = Duration.ofMinutes(1);

    private final World world;
    private final SimulatedHost own;

    SimulatedNetwork(Options options) {
        world = new World(options);
        own = world.host(AddressLiteral.require(OWN_ADDRESS));
        own.view(this);
        world.name("localhost", List.of(own.address()));
    }

    /**
     * Makes a network in virtual time whose lines are perfect.
     *
     * @param seed from which all that is random comes; print it when the test fails
     * @return a network of its own
     */
    public static SimulatedNetwork withSeed(long seed) {
        return builder().seed(seed).build();
    }

    /**
     * Makes a network whose time goes by the real clock, for application code that blocks elsewhere: in its own socket, in a
     * queue, in {@code sleep}. It runs by itself, on a thread of its own; application threads run freely beside it, so runs
     * are alike but not the same. {@link #runFor} and {@link #runUntil} wait; {@link #step} is refused. What a task of a lane
     * throws is printed, but does not fail the test. Closing a host other than this one leaves its application threads, which
     * end when this one is closed.
     *
     * @param seed from which what the lines do comes
     * @return a network of its own
     */
    public static SimulatedNetwork inRealTime(long seed) {
        return builder().seed(seed).realTime().build();
    }

    /**
     * Begins with a network in virtual time, with seed 0.
     *
     * @return a new builder
     */
    public static SimulatedNetworkBuilder builder() {
        return new SimulatedNetworkBuilder();
    }

    /**
     * Gives the network of a host, which is made when it is first asked for.
     *
     * @param address an IPv4 or IPv6 address, which becomes its only one
     * @return the same object for the same address; closing it closes that host only
     * @throws IllegalArgumentException if the text is not an address
     */
    public Network host(String address) {
        return world.host(AddressLiteral.require(address)).view();
    }

    /**
     * Has every host find a name from now on. {@code localhost} is 127.0.0.1 from the start; other names are unknown.
     *
     * @param name the name
     * @param addresses its addresses, one or more
     * @throws IllegalArgumentException if one is not an address, or there is none
     */
    public void name(String name, String... addresses) {
        if (addresses.length == 0) {
            throw new IllegalArgumentException("no address for " + name);
        }
        List<InetAddress> found = new ArrayList<>();
        for (String address : addresses) {
            found.add(AddressLiteral.require(address));
        }
        world.name(name, List.copyOf(found));
    }

    /**
     * Sets what the line from one host to another does from now on. Lines are perfect until something else is said, and that
     * of a host to itself stays so unless it is named, or all are meant.
     *
     * <p>For the hosts behind a NAT their private addresses are named here.
     *
     * @param from the sending host's address, or {@link #ANY}
     * @param to the receiving host's address, or {@link #ANY}; where several settings fit, the most specific counts
     * @param conditions of this direction only
     * @throws IllegalArgumentException if one is not an address
     */
    public void conditions(String from, String to, LinkConditions conditions) {
        world.wire().links().set(end(from), end(to), conditions);
    }

    private static Optional<InetAddress> end(String host) {
        return host.equals(ANY) ? Optional.empty() : Optional.of(AddressLiteral.require(host));
    }

    /**
     * Sets what all lines do from now on, in both directions and within each host, whatever was set before.
     *
     * @param conditions of all lines
     */
    public void conditionsEverywhere(LinkConditions conditions) {
        world.wire().links().setAll(conditions);
    }

    /**
     * Loses all datagrams of a kind from now on.
     *
     * @param which is shown each datagram when it is sent; runs on the stepping thread
     */
    public void lose(Predicate<? super Datagram> which) {
        world.wire().lossOrders().add(which, false);
    }

    /**
     * Loses the next datagram of a kind, and that one only.
     *
     * @param which is shown each datagram when it is sent, until it has chosen one; runs on the stepping thread
     */
    public void loseNext(Predicate<? super Datagram> which) {
        world.wire().lossOrders().add(which, true);
    }

    /** Takes back what {@link #lose} and {@link #loseNext} have said. */
    public void loseNothing() {
        world.wire().lossOrders().clear();
    }

    /**
     * Puts a host behind a NAT. Hosts with the same public address are behind the same one.
     *
     * @param insideHost the host's private address; it is known behind the NAT only
     * @param publicAddress the address that all others see; no host may have it
     * @param kind how it binds and whom it lets through
     * @return the NAT
     * @throws IllegalArgumentException if one is not an address, the public one is a host's, or there is a NAT of another kind
     */
    public Nat nat(String insideHost, String publicAddress, Nat.Kind kind) {
        SimulatedHost inside = world.host(AddressLiteral.require(insideHost));
        return world.nat(inside, AddressLiteral.require(publicAddress), kind);
    }

    /**
     * Gives all that was sent so far.
     *
     * @return the packets in the order in which they were sent
     */
    public List<RecordedPacket> recording() {
        return world.wire().recorder().packets();
    }

    /**
     * Gives all that was sent so far as text: the same text means the same packets with the same fates.
     *
     * @return a line for each packet
     */
    public String recordingText() {
        StringBuilder text = new StringBuilder();
        recording().forEach(packet -> text.append(packet).append('\n'));
        return text.toString();
    }

    /**
     * Switches the recording on or off; it is on from the start. A long run with much traffic needs memory for all its bytes.
     *
     * @param wanted whether packets are recorded from now on
     */
    public void record(boolean wanted) {
        world.wire().recorder().recording(wanted);
    }

    /** Forgets what was recorded so far. */
    public void clearRecording() {
        world.wire().recorder().clear();
    }

    /**
     * Lets the simulation run for a time.
     *
     * @param time zero runs what is due now
     * @throws AssertionError if a client of a loop or an application thread has failed
     */
    public void runFor(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("negative: " + time);
        }
        world.pace().runFor(time);
    }

    /**
     * Lets the simulation run until a condition holds, which is looked at after every event.
     *
     * @param condition what to wait for
     * @param limit how long at the most
     * @throws AssertionError if the limit has come, or nothing is left that could happen, and the condition does not hold; the
     *     message says what is open. Also if a client of a loop or an application thread has failed
     */
    public void runUntil(BooleanSupplier condition, Duration limit) {
        if (!world.pace().runUntil(condition, Deadlines.after(now(), limit))) {
            throw new AssertionError("the condition does not hold after " + limit + ", at " + Duration.ofNanos(now())
                    + "; " + world.pendingReport());
        }
    }

    /**
     * Lets the simulation run until nothing is left that would happen. Time stays at the last event.
     *
     * @throws AssertionError if something happens still after a day. Also if a client of a loop or an application thread has
     *     failed
     */
    public void runUntilIdle() {
        long limit = Deadlines.after(now(), IDLE_LIMIT);
        if (!world.pace().runUntil(() -> world.agenda().next() == Deadlines.NEVER, limit)) {
            throw new AssertionError("not idle after " + IDLE_LIMIT + "; " + world.pendingReport());
        }
    }

    /**
     * Lets the next event happen.
     *
     * @return whether there was one
     * @throws AssertionError if a client of a loop or an application thread has failed
     */
    public boolean step() {
        return world.pace().step();
    }

    /**
     * Checks that nothing is left behind: no endpoint, listener, tick, deadline, command, offloaded work or application thread.
     *
     * @throws AssertionError naming all that is left, and where it was opened
     */
    public void assertNothingPending() {
        world.failures().check();
        List<String> found = world.pending();
        if (!found.isEmpty()) {
            throw new AssertionError(
                    found.size() + " left at " + Duration.ofNanos(now()) + ":\n  " + String.join("\n  ", found));
        }
    }

    /**
     * Has happen what {@link #onShutdown} has asked for, on all hosts, as when the process is told to end: each task on an
     * application thread of its own. Returns when all have ended.
     *
     * @throws AssertionError if they take longer than a minute
     */
    public void shutdown() {
        AtomicInteger running = new AtomicInteger();
        for (SimulatedHost host : world.hosts()) {
            for (Runnable task : host.takeShutdownTasks()) {
                running.incrementAndGet();
                host.start("demitasse-shutdown", () -> {
                    try {
                        task.run();
                    } finally {
                        running.decrementAndGet();
                    }
                });
            }
        }
        runUntil(() -> running.get() == 0, SHUTDOWN_LIMIT);
    }

    @Override
    public EventLoop openLoop(String name) {
        return own.openLoop(name);
    }

    @Override
    public EventLoop openLoop(String name, Consumer<? super Throwable> onFailure) {
        return own.openLoop(name, onFailure);
    }

    @Override
    public EventLoop mediaLoop() {
        return own.mediaLoop();
    }

    @Override
    public int mediaLoopCount() {
        return own.mediaLoopCount();
    }

    @Override
    public ApplicationThreads applicationThreads() {
        return own.applicationThreads();
    }

    @Override
    public Signal newSignal() {
        return own.newSignal();
    }

    @Override
    public long now() {
        return world.pace().now();
    }

    /**
     * Reads the wall clock.
     *
     * @return the beginning of 2026 in UTC, and the time that the simulation has run
     */
    @Override
    public Instant wallTime() {
        return own.wallTime();
    }

    @Override
    public RandomGenerator random() {
        return own.random();
    }

    @Override
    public InetAddress localAddressTowards(InetSocketAddress remote) throws IOException {
        return own.localAddressTowards(remote);
    }

    @Override
    public List<InetAddress> lookUp(String host) throws UnknownHostException {
        return own.lookUp(host);
    }

    @Override
    public AutoCloseable onShutdown(Runnable task) {
        return own.onShutdown(task);
    }

    /**
     * Closes all hosts: their loops, then, when they have not ended within 5 s, their application threads, which are
     * interrupted.
     *
     * @throws AssertionError if a client of a loop or an application thread has failed and no call has said so yet
     */
    @Override
    public void close() {
        world.failures().afterwards(() -> {
            world.hosts().forEach(SimulatedHost::close);
            world.pace().close();
        });
    }
}
