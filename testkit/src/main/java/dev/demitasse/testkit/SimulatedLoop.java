// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.DatagramHandler;
import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.DeadlineHandler;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Network;
import dev.demitasse.event.loop.StreamAcceptor;
import dev.demitasse.event.loop.StreamEndpoint;
import dev.demitasse.event.loop.StreamHandler;
import dev.demitasse.event.loop.StreamListener;
import dev.demitasse.event.loop.Tick;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A loop of a simulation. One iteration, as in the real one: hand on what has arrived, run commands, call deadlines. It is an
 * event that comes when there is something to do: at once, or on the next tick while a tick is open.
 */
final class SimulatedLoop extends Event implements EventLoop {
    private final SimulatedHost host;
    private final World world;
    private final String name;
    private final Consumer<? super Throwable> onFailure;
    private final Origin origin;

    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final CommandQueue commands = new CommandQueue(this::failed);
    private final Deadlines<SimulatedDeadline> deadlines = new Deadlines<>();
    private final Consumer<SimulatedDeadline> onDue = this::due;
    private final LoopTicks ticks = new LoopTicks();
    private final OpenThings open = new OpenThings();
    private final ReceiveBuffer receiveBuffer = new ReceiveBuffer();
    private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();
    private long iterationTime;

    /** A loop whose clients' failures fail the test if nobody else wants to know (null). */
    SimulatedLoop(SimulatedHost host, String name, Consumer<? super Throwable> onFailure, Origin origin) {
        this.host = host;
        this.world = host.world();
        this.name = name;
        this.onFailure = onFailure;
        this.origin = origin;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Network network() {
        return host.view();
    }

    SimulatedHost host() {
        return host;
    }

    World world() {
        return world;
    }

    @Override
    public boolean inLoop() {
        return world.current() == this && world.pace().onStepper();
    }

    /** Where what has come in is read to. */
    ReceiveBuffer receiveBuffer() {
        return receiveBuffer;
    }

    /** Refuses what is confined to the loop when it is done elsewhere. */
    void requireInLoop(String what) {
        if (!inLoop()) {
            throw new IllegalStateException(what + " outside of its loop " + name);
        }
    }

    @Override
    public void execute(Runnable command) {
        if (!take(Objects.requireNonNull(command))) {
            throw new RejectedExecutionException("the loop is closed: " + name);
        }
    }

    @Override
    public <T> T shared(Class<T> kind, Supplier<? extends T> making) {
        return kind.cast(shared.computeIfAbsent(kind, first -> making.get()));
    }

    /** Runs a command of the loop's own, or not at all when the loop is closed meanwhile. */
    void onLoop(CommandQueue.Own command) {
        take(command);
    }

    private boolean take(Runnable command) {
        boolean taken = commands.take(command);
        if (taken) {
            world.pace().hasten(this, ticks.notBefore(now()));
        }
        return taken;
    }

    /** Whether it is closed, or about to be: no handler is called any more. */
    boolean isClosed() {
        return commands.isClosed();
    }

    /** Takes what has come in; on the stepping thread. */
    void arrived(Arrival arrival) {
        if (isClosed()) {
            return;
        }
        arrivals.add(arrival);
        world.pace().hasten(this, ticks.notBefore(now()));
    }

    /** Hands on, out of its turn, what has come in for one endpoint. */
    void drain(SimulatedDatagram endpoint, long now) {
        List<Arrival> meant = new ArrayList<>();
        for (Iterator<Arrival> all = arrivals.iterator(); all.hasNext(); ) {
            Arrival arrival = all.next();
            if (arrival instanceof Packet packet && packet.receiver() == endpoint) {
                meant.add(arrival);
                all.remove();
            }
        }
        for (Arrival arrival : meant) {
            if (!isClosed()) {
                handOn(arrival, now);
            }
        }
    }

    @Override
    void run() {
        if (isClosed()) {
            return;
        }
        long now = world.pace().now();
        if (ticks.notBefore(0) > now) {
            rearm(now);
            return;
        }
        iterationTime = now;
        ticks.passed(now);
        world.current(this);
        try {
            handOnArrivals(now);
            commands.run();
            if (deadlines.next() <= now && !isClosed()) {
                deadlines.expire(now, onDue);
            }
        } finally {
            world.current(null);
        }
        if (isClosed()) {
            end(); // closed by one of its own
        }
        rearm(now);
    }

    private void handOnArrivals(long now) {
        // Only those that wait now: what comes meanwhile has its turn after commands and deadlines.
        for (int left = arrivals.size(); left > 0 && !isClosed(); left--) {
            Arrival arrival = arrivals.poll();
            if (arrival == null) {
                return; // a connect() has handed them on
            }
            handOn(arrival, now);
        }
    }

    private void rearm(long now) {
        if (isClosed()) {
            return;
        }
        boolean more = !arrivals.isEmpty() || !commands.isEmpty();
        long next = more ? now : deadlines.next();
        world.pace().hasten(this, next == Deadlines.NEVER ? next : ticks.notBefore(next));
    }

    private void handOn(Arrival arrival, long now) {
        try {
            arrival.handOn(now);
        } catch (RuntimeException | Error thrown) {
            failed(thrown);
        }
    }

    private void due(SimulatedDeadline deadline) {
        if (isClosed()) {
            return;
        }
        try {
            deadline.come(iterationTime);
        } catch (RuntimeException | Error thrown) {
            failed(thrown);
        }
    }

    /** Reports what a client has thrown. */
    void failed(Throwable thrown) {
        if (onFailure == null) {
            world.failures().add(this + " at " + Duration.ofNanos(now()), thrown);
            return;
        }
        try {
            onFailure.accept(thrown);
        } catch (RuntimeException | Error reporterFailed) {
            world.failures().add(this + "'s failure handler at " + Duration.ofNanos(now()), reporterFailed);
        }
    }

    @Override
    public DatagramEndpoint bindDatagram(InetSocketAddress local, DatagramHandler handler) throws IOException {
        return SimulatedDatagram.bind(this, local, handler);
    }

    @Override
    public StreamListener listen(InetSocketAddress local, StreamAcceptor acceptor) throws IOException {
        return SimulatedListener.bind(this, local, acceptor);
    }

    @Override
    public StreamEndpoint connect(InetSocketAddress remote, StreamHandler handler) throws IOException {
        host.localAddressTowards(remote);
        SimulatedStream stream = new SimulatedStream(this, remote, handler, SimulatedStream.State.CONNECTING);
        opened(stream);
        onLoop(new StreamOpening(world, stream)::begin);
        return stream;
    }

    @Override
    public Deadline newDeadline(DeadlineHandler handler) {
        return new SimulatedDeadline(this, deadlines, handler);
    }

    @Override
    public Tick openTick(Duration period) {
        long nanos = period.toNanos();
        if (nanos < 100_000 || nanos > 1_000_000_000) {
            throw new IllegalArgumentException("period " + period + " is not within 100 us and 1 s");
        }
        OpenTick tick = new OpenTick(nanos);
        opened(tick);
        onLoop(new TickChange(nanos, true));
        return tick;
    }

    @Override
    public <T> void offload(Callable<? extends T> work, BiConsumer<? super T, ? super Throwable> result) {
        OpenThing offloaded = new OffloadedWork();
        opened(offloaded);
        world.pace()
                .<T>offload(
                        work,
                        (value, thrown) -> onLoop(() -> {
                            forgotten(offloaded);
                            result.accept(value, thrown);
                        }));
    }

    /** Something of this loop is open from now on. */
    void opened(OpenThing thing) {
        open.add(thing);
    }

    void forgotten(OpenThing thing) {
        open.remove(thing);
    }

    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        commands.close();
        if (inLoop()) {
            return; // it ends when the one that called this has returned
        }
        if (commands.isEmpty()) {
            world.pace().exclusively(this::closeAll);
        } else {
            world.pace().stepping(this::end);
        }
    }

    /** Does what clients asked for before it was closed, then closes all that is open. On the stepping thread. */
    private void end() {
        SimulatedLoop before = world.current();
        world.current(this);
        try {
            commands.finish();
        } finally {
            world.current(before);
        }
        closeAll();
    }

    private void closeAll() {
        world.agenda().cancel(this);
        open.close();
        arrivals.clear();
        host.forget(this);
    }

    /** Adds a line for each thing that is still open or to come. */
    void pending(List<String> found) {
        open.pending(this, found);
        long waiting = commands.countWithout(TickChange.class);
        if (waiting > 0) {
            found.add(waiting + " commands on " + this + ", " + origin);
        }
        List<SimulatedDeadline> set = new ArrayList<>();
        // There is no other way to look at all of them than to take them out; put back in order, nothing has changed.
        deadlines.expire(Deadlines.NEVER - 1, set::add);
        for (SimulatedDeadline deadline : set) {
            deadline.putBack();
            found.add(deadline.toString());
        }
    }

    @Override
    public String toString() {
        return "loop '" + name + "' of " + host.name();
    }

    /** A command of the loop itself, which nobody has left behind. */
    private final class TickChange implements CommandQueue.Own {
        private final long period;
        private final boolean opens;

        TickChange(long period, boolean opens) {
            this.period = period;
            this.opens = opens;
        }

        @Override
        public void run() {
            if (opens) {
                ticks.add(period, now());
            } else {
                ticks.remove(period);
            }
        }
    }

    private final class OpenTick extends OpenThing implements Tick {
        private final long period;

        OpenTick(long period) {
            this.period = period;
        }

        @Override
        public synchronized void close() {
            if (end()) {
                forgotten(this);
                onLoop(new TickChange(period, false));
            }
        }

        @Override
        void closeWithLoop() {
            end();
        }

        @Override
        public String toString() {
            return "tick of " + Duration.ofNanos(period);
        }
    }
}
