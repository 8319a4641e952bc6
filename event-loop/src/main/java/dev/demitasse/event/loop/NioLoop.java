// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A loop over an NIO selector. One iteration: wait, read sockets, run commands, call deadlines. */
final class NioLoop implements EventLoop {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NOT_TICKING = Long.MAX_VALUE;

    /** What a selected key does. Attached to it. */
    interface Ready {
        void onReady(SelectionKey key, long now);
    }

    private final SystemNetwork network;
    private final String name;
    private final Consumer<? super Throwable> onFailure;
    private final LoopThread thread;
    private final Selector selector;
    private final LoopCommands commands = new LoopCommands(this::failed);
    private final Deadlines<DeadlineHandler> deadlines = new Deadlines<>();
    private final ByteBuffer receiveBuffer = ByteBuffer.allocateDirect(65_536);
    private final List<Long> tickPeriods = new ArrayList<>();
    private final Consumer<SelectionKey> onSelected = this::selected;
    private final Consumer<DeadlineHandler> onDue = this::due;

    private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();

    private volatile boolean selecting;
    private long tickPeriod = NOT_TICKING;
    private long nextTick;
    private long iterationTime;
    private long iteration;

    NioLoop(SystemNetwork network, String name, Consumer<? super Throwable> onFailure) {
        this.network = network;
        this.name = name;
        this.onFailure = onFailure;
        thread = new LoopThread(this::run, name);
        try (SocketChannel prepared = SocketChannel.open()) {
            // The JDK takes a descriptor of its own when the first channel is closed. When there is none then,
            // nothing can be closed any more; so one is closed now.
            assert prepared.isOpen();
            selector = Selector.open();
        } catch (IOException noDescriptor) {
            throw new UncheckedIOException("no selector for loop " + name, noDescriptor);
        }
    }

    void start() {
        thread.start();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable command) {
        if (!commands.take(Objects.requireNonNull(command))) {
            throw new RejectedExecutionException("the loop is closed: " + name);
        }
        wake();
    }

    private void wake() {
        if (selecting) {
            selector.wakeup();
        }
    }

    @Override
    public DatagramEndpoint bindDatagram(InetSocketAddress local, DatagramHandler handler) throws IOException {
        return NioDatagram.bind(this, local, handler);
    }

    @Override
    public StreamListener listen(InetSocketAddress local, StreamAcceptor acceptor) throws IOException {
        return NioListener.bind(this, local, acceptor);
    }

    @Override
    public StreamEndpoint connect(InetSocketAddress remote, StreamHandler handler) throws IOException {
        return NioStream.connect(this, remote, handler);
    }

    @Override
    public Deadline newDeadline(DeadlineHandler handler) {
        return deadlines.slot(handler);
    }

    @Override
    public Tick openTick(Duration period) {
        long nanos = period.toNanos();
        if (nanos < 100_000 || nanos > 1_000_000_000) {
            throw new IllegalArgumentException("period " + period + " is not within 100 us and 1 s");
        }
        onLoop(() -> changeTicks(() -> tickPeriods.add(nanos)));
        return new NioTick(() -> onLoop(() -> changeTicks(() -> tickPeriods.remove((Long) nanos))));
    }

    private void changeTicks(Runnable change) {
        change.run();
        long before = tickPeriod;
        tickPeriod = NOT_TICKING;
        for (long period : tickPeriods) {
            tickPeriod = Math.min(tickPeriod, period);
        }
        if (tickPeriod != before && tickPeriod != NOT_TICKING) {
            nextTick = lastTick(now());
        }
    }

    @Override
    public <T> void offload(Callable<? extends T> work, BiConsumer<? super T, ? super Throwable> result) {
        runOn(network.offloadPool(), work, result);
    }

    @Override
    public <T> void compute(Callable<? extends T> work, BiConsumer<? super T, ? super Throwable> result) {
        runOn(network.computePool(), work, result);
    }

    private <T> void runOn(Executor pool, Callable<? extends T> work, BiConsumer<? super T, ? super Throwable> result) {
        try {
            pool.execute(() -> {
                T value;
                try {
                    value = work.call();
                } catch (Throwable thrown) { // whatever the work throws is its result
                    onLoop(() -> result.accept(null, thrown));
                    return;
                }
                onLoop(() -> result.accept(value, null));
            });
        } catch (RejectedExecutionException full) {
            onLoop(() -> result.accept(null, full));
        }
    }

    @Override
    public <T> T shared(Class<T> kind, Supplier<? extends T> making) {
        return kind.cast(shared.computeIfAbsent(kind, first -> making.get()));
    }

    /** Runs a command of the loop's own, or not at all when the loop is closed meanwhile. */
    void onLoop(LoopCommands.Own command) {
        if (commands.take(command)) {
            wake();
        } else if (command instanceof LoopCommands.OfChannel holder) {
            closeQuietly(holder.channel());
        }
    }

    /** Registers a channel from any thread; its attachment is called when it is ready. */
    void register(SelectableChannel channel, int operations, Ready ready) {
        Registration registration = new Registration(selector, channel, operations, ready);
        if (inLoop()) {
            registration.run();
        } else {
            onLoop(registration);
        }
    }

    /** A channel on its way to the selector. */
    private record Registration(Selector selector, SelectableChannel channel, int operations, Ready ready)
            implements LoopCommands.OfChannel {
        @Override
        public void run() {
            try {
                if (channel.isOpen()) {
                    channel.register(selector, operations, ready);
                }
            } catch (ClosedChannelException closedMeanwhile) {
                // Nothing to watch any more.
            }
        }
    }

    /** The key under which a channel is registered, or null. */
    SelectionKey keyOf(SelectableChannel channel) {
        return channel.keyFor(selector);
    }

    /** The number of the iteration that goes on. */
    long iteration() {
        return iteration;
    }

    /** The buffer that all endpoints of the loop read into. */
    ByteBuffer receiveBuffer() {
        return receiveBuffer;
    }

    /** Whether it is closed, or about to be: no handler is called any more. */
    boolean isClosed() {
        return commands.isClosed();
    }

    /** Reports what a client has thrown. */
    void failed(Throwable thrown) {
        try {
            onFailure.accept(thrown);
        } catch (RuntimeException | Error reporterFailed) {
            FailureLog.report(reporterFailed);
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                iterate();
            }
        } catch (IOException selectorFailed) {
            failed(selectorFailed);
        } finally {
            end();
        }
    }

    private void iterate() throws IOException {
        // A handler that was interrupted, or has interrupted itself, must not keep the loop from waiting ever after.
        Thread.interrupted();
        iteration++;
        if (tickPeriod == NOT_TICKING) {
            awaitEvent();
        } else {
            awaitTick();
        }
        commands.run();
        expireDeadlines();
    }

    private void awaitEvent() throws IOException {
        selecting = true; // from here on, commands wake the selector
        long left = commands.isEmpty() && !isClosed() ? deadlines.next() - now() : 0;
        if (left <= 0) {
            selector.selectNow(onSelected);
        } else {
            // Rounded up: a deadline may be late by a millisecond, never early. 0 would mean for ever.
            long millis = left > Long.MAX_VALUE - NANOS_PER_MILLI ? 0 : (left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
            selector.select(onSelected, millis);
        }
        selecting = false;
    }

    private void awaitTick() throws IOException {
        nextTick += tickPeriod;
        long now = now();
        long left = nextTick - now;
        if (left < -tickPeriod) {
            // Behind by more than a tick: those that were missed are not made up for.
            nextTick = lastTick(now);
        }
        while (left > 0 && !isClosed()) {
            LockSupport.parkNanos(left);
            left = nextTick - now();
        }
        selector.selectNow(onSelected);
    }

    /** Ticks are at multiples of their period, so that deadlines at such times are met when they come. */
    private long lastTick(long now) {
        return now - Math.floorMod(now, tickPeriod);
    }

    private void selected(SelectionKey key) {
        if (isClosed()) {
            return; // after a close no handler is called
        }
        try {
            ((Ready) key.attachment()).onReady(key, now());
        } catch (RuntimeException | Error thrown) {
            failed(thrown);
        }
    }

    private void expireDeadlines() {
        iterationTime = now();
        if (!isClosed() && deadlines.next() <= iterationTime) {
            deadlines.expire(iterationTime, onDue);
        }
    }

    private void due(DeadlineHandler handler) {
        if (isClosed()) {
            return;
        }
        try {
            handler.onDeadline(iterationTime);
        } catch (RuntimeException | Error thrown) {
            failed(thrown);
        }
    }

    private void end() {
        commands.close();
        Thread.interrupted();
        List<SelectableChannel> unregistered = commands.finish(network::now);
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key.channel());
        }
        closeQuietly(selector);
        unregistered.forEach(NioLoop::closeQuietly);
        network.forget(this);
    }

    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception ignored) {
            // A descriptor that can't be closed in order is gone all the same.
        }
    }

    @Override
    public void close() {
        commands.close();
        selector.wakeup();
        LockSupport.unpark(thread);
        if (inLoop()) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join(); // not only its last iteration: after close() the thread is gone
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
