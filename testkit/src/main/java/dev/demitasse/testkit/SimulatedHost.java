// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.ApplicationThreads;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.Signal;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One host of a simulation: the {@link Network} that the programs on it see. Thread-safe. */
final class SimulatedHost implements Network, ApplicationThreads {
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final World world;
    private final InetAddress address;
    private final RandomGenerator random;
    private final PortTable<Object> streamPorts = new PortTable<>();
    private final PortTable<SimulatedDatagram> datagramPorts = new PortTable<>();
    private final Map<SimulatedHost, Link> links = new HashMap<>();
    private final Signal threadEnded;

    private final Set<SimulatedLoop> loops = new LinkedHashSet<>();
    private final SimulatedLoop[] mediaLoops;
    private final Set<Task> tasks = new LinkedHashSet<>();
    private final Set<ShutdownTask> shutdownTasks = new LinkedHashSet<>();
    private Network view = this;
    private volatile Nat nat;
    private int nextMediaLoop;
    private boolean closed;

    SimulatedHost(World world, InetAddress address) {
        this.world = world;
        this.address = address;
        this.random = SeededRandom.of(world.options().seed(), "application " + address.getHostAddress());
        this.threadEnded = world.pace().newSignal();
        this.mediaLoops = new SimulatedLoop[world.options().mediaLoops()];
    }

    InetAddress address() {
        return address;
    }

    /** The network that the programs here see. */
    Network view() {
        return view;
    }

    /** Has the programs here see a network that stands for this one. */
    void view(Network facade) {
        view = facade;
    }

    String name() {
        return address.getHostAddress();
    }

    World world() {
        return world;
    }

    /** The line to another host that was made before, or null. On the stepping thread. */
    Link linkTo(SimulatedHost other) {
        return links.get(other);
    }

    void linkTo(SimulatedHost other, Link link) {
        links.put(other, link);
    }

    /** The NAT it is behind, or null. */
    Nat nat() {
        return nat;
    }

    void nat(Nat inFront) {
        nat = inFront;
    }

    PortTable<SimulatedDatagram> datagramPorts() {
        return datagramPorts;
    }

    /** Listeners, and connections that have a port of their own. */
    PortTable<Object> streamPorts() {
        return streamPorts;
    }

    /** Checks that a socket can be bound to an address here. */
    void requireLocal(InetSocketAddress local) throws BindException {
        if (local.isUnresolved()) {
            throw new IllegalArgumentException("unresolved: " + local);
        }
        if (!local.getAddress().isAnyLocalAddress() && !local.getAddress().equals(address)) {
            throw new BindException("Cannot assign requested address: " + local + " on the host " + name());
        }
    }

    @Override
    public EventLoop openLoop(String name) {
        return openLoop(name, null, new Origin());
    }

    @Override
    public EventLoop openLoop(String name, Consumer<? super Throwable> onFailure) {
        return openLoop(name, onFailure, new Origin());
    }

    private synchronized SimulatedLoop openLoop(String name, Consumer<? super Throwable> onFailure, Origin origin) {
        if (closed) {
            throw new IllegalStateException("openLoop() on a closed network");
        }
        SimulatedLoop loop = new SimulatedLoop(this, name, onFailure, origin);
        loops.add(loop);
        return loop;
    }

    synchronized void forget(SimulatedLoop loop) {
        loops.remove(loop);
    }

    @Override
    public synchronized EventLoop mediaLoop() {
        int index = nextMediaLoop;
        nextMediaLoop = (index + 1) % mediaLoops.length;
        if (mediaLoops[index] == null) {
            mediaLoops[index] = openLoop("demitasse-media-" + index, null, new Origin());
        }
        return mediaLoops[index];
    }

    @Override
    public int mediaLoopCount() {
        return mediaLoops.length;
    }

    @Override
    public ApplicationThreads applicationThreads() {
        return this;
    }

    @Override
    public void start(String name, Runnable body) {
        Task task = new Task(this, name, body, new Origin());
        synchronized (this) {
            if (closed) {
                throw new RejectedExecutionException("the network is closed: " + name);
            }
            tasks.add(task);
        }
        world.pace().start(task);
    }

    /** An application thread of this host has ended. */
    void ended(Task task) {
        synchronized (this) {
            tasks.remove(task);
        }
        threadEnded.raise();
    }

    @Override
    public Signal newSignal() {
        return world.pace().newSignal();
    }

    @Override
    public long now() {
        return world.pace().now();
    }

    @Override
    public Instant wallTime() {
        return EPOCH.plusNanos(now());
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public InetAddress localAddressTowards(InetSocketAddress remote) throws IOException {
        if (remote.isUnresolved()) {
            throw new UnknownHostException(remote.getHostString());
        }
        InetAddress towards = remote.getAddress();
        if (!towards.isAnyLocalAddress() && towards.getClass() != address.getClass()) {
            throw new NoRouteToHostException("from " + name() + " to " + remote);
        }
        return address;
    }

    @Override
    public List<InetAddress> lookUp(String host) throws UnknownHostException {
        Optional<InetAddress> literal = AddressLiteral.parse(host);
        return literal.isPresent() ? List.of(literal.get()) : world.lookUp(host);
    }

    @Override
    public AutoCloseable onShutdown(Runnable task) {
        ShutdownTask registered = new ShutdownTask(task);
        synchronized (this) {
            shutdownTasks.add(registered);
        }
        return () -> {
            synchronized (this) {
                shutdownTasks.remove(registered);
            }
        };
    }

    /** One registration; the same task may have several. */
    private static final class ShutdownTask {
        private final Runnable task;

        ShutdownTask(Runnable task) {
            this.task = task;
        }
    }

    /** What is to run when the process ends; given once. */
    synchronized List<Runnable> takeShutdownTasks() {
        List<Runnable> taken = new ArrayList<>();
        shutdownTasks.forEach(registered -> taken.add(registered.task));
        shutdownTasks.clear();
        return taken;
    }

    @Override
    public void close() {
        if (world.current() != null && world.pace().onStepper()) {
            throw new IllegalStateException(
                    "close() of a network on the loop " + world.current().name());
        }
        world.failures().afterwards(this::closeAll);
    }

    private void closeAll() {
        List<SimulatedLoop> closing;
        synchronized (this) {
            closed = true;
            closing = new ArrayList<>(loops);
        }
        closing.forEach(SimulatedLoop::close);
        if (world.options().realTime()) {
            return; // the threads are the system's and end with the whole simulation
        }
        awaitThreads();
        world.pace().interrupt(this);
        awaitThreads();
    }

    /** Waits until all application threads but the caller's have ended, or the limit has come. */
    private void awaitThreads() {
        int mine = world.pace().onThreadOf(this) ? 1 : 0;
        long limit = Deadlines.after(now(), world.options().closeLimit());
        threadEnded.await(() -> unfinished() <= mine, limit);
    }

    private synchronized int unfinished() {
        return tasks.size();
    }

    /** Adds a line for each thing that is still open or to come. */
    void pending(List<String> found) {
        List<SimulatedLoop> open;
        List<Task> running;
        synchronized (this) {
            open = new ArrayList<>(loops);
            running = new ArrayList<>(tasks);
        }
        open.forEach(loop -> loop.pending(found));
        for (Task task : running) {
            found.add(task + ", " + task.origin() + ", waiting" + world.pace().whereabouts(task));
        }
    }
}
