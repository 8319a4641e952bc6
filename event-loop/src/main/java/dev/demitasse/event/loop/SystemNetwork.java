// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** This machine's network: NIO sockets, {@code System.nanoTime}, {@code SecureRandom}. Thread-safe. */
final class SystemNetwork implements Network {
    private final long opened = System.nanoTime();
    private final SystemOptions options;
    private final SecureRandom random = new SecureRandom();
    private final SystemThreads threads = new SystemThreads();
    private final PoolThreads offloadThreads = new PoolThreads("demitasse-offload");
    private final PoolThreads computeThreads = new PoolThreads("demitasse-compute");
    private final ThreadPoolExecutor offload;
    private final ThreadPoolExecutor compute;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<NioLoop> loops = new ArrayList<>();
    private final NioLoop[] mediaLoops;
    private int nextMediaLoop;
    private boolean closed;

    SystemNetwork(SystemOptions options) {
        this.options = options;
        mediaLoops = new NioLoop[options.mediaLoops()];
        offload = pool(options.offloadThreads(), offloadThreads);
        compute = pool(Runtime.getRuntime().availableProcessors(), computeThreads);
    }

    /** A pool of so many threads at the most, none while there is no work, and a bounded queue. */
    private ThreadPoolExecutor pool(int size, PoolThreads threads) {
        var pool = new ThreadPoolExecutor(
                size, size, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(options.offloadQueue()), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public EventLoop openLoop(String name, Consumer<? super Throwable> onFailure) {
        lock.lock();
        try {
            return open(name, onFailure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public EventLoop mediaLoop() {
        lock.lock();
        try {
            int index = nextMediaLoop;
            nextMediaLoop = (index + 1) % mediaLoops.length;
            if (mediaLoops[index] == null) {
                mediaLoops[index] = open("demitasse-media-" + index, FailureLog::report);
            }
            return mediaLoops[index];
        } finally {
            lock.unlock();
        }
    }

    private NioLoop open(String name, Consumer<? super Throwable> onFailure) {
        if (closed) {
            throw new IllegalStateException("openLoop() on a closed network");
        }
        NioLoop loop = new NioLoop(this, name, onFailure);
        loops.add(loop);
        loop.start();
        return loop;
    }

    @Override
    public int mediaLoopCount() {
        return mediaLoops.length;
    }

    @Override
    public ApplicationThreads applicationThreads() {
        return threads;
    }

    @Override
    public Signal newSignal() {
        return new SystemSignal(this);
    }

    @Override
    public long now() {
        return System.nanoTime() - opened;
    }

    @Override
    public Instant wallTime() {
        return Instant.now();
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
        var family = remote.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
        // Connecting a UDP socket sends nothing; it makes the kernel choose the route.
        int port = remote.getPort() == 0 ? 9 : remote.getPort();
        try (DatagramChannel channel = DatagramChannel.open(family)) {
            channel.connect(new InetSocketAddress(remote.getAddress(), port));
            InetAddress local = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
            if (local.isAnyLocalAddress()) {
                throw new IOException("no route to " + remote);
            }
            return local;
        }
    }

    @Override
    public List<InetAddress> lookUp(String host) throws UnknownHostException {
        return List.copyOf(Arrays.asList(InetAddress.getAllByName(host)));
    }

    @Override
    public AutoCloseable onShutdown(Runnable task) {
        Thread hook = new Thread(task, "demitasse-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // The process is ending: the hook runs or has run, and can't be taken back.
            }
        };
    }

    @Override
    public void close() {
        List<NioLoop> toClose;
        lock.lock();
        try {
            if (loops.stream().anyMatch(NioLoop::inLoop)) {
                throw new IllegalStateException("close() of a network on one of its loops");
            }
            closed = true;
            toClose = new ArrayList<>(loops);
        } finally {
            lock.unlock();
        }
        toClose.forEach(NioLoop::close);
        offload.shutdownNow();
        compute.shutdownNow();
        threads.close(options.closeLimit());
        offloadThreads.awaitEnd();
        computeThreads.awaitEnd();
    }

    void forget(NioLoop loop) {
        lock.lock();
        try {
            loops.remove(loop);
        } finally {
            lock.unlock();
        }
    }

    Executor offloadPool() {
        return offload;
    }

    Executor computePool() {
        return compute;
    }
}
