// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A program of its own, with few descriptors: connects to its own listener until there are none, and looks at the loop's work. */
final class ExhaustedListener {
    private static final long WATCHED_NANOS = 1_000_000_000;

    private ExhaustedListener() {}

    private static final class Silent implements StreamHandler {
        @Override
        public void onReceived(StreamEndpoint stream, ByteBuffer received, long now) {}

        @Override
        public void onClosed(StreamEndpoint stream, Optional<IOException> cause, long now) {}
    }

    public static void main(String[] arguments) throws IOException {
        try (Network network = Network.system()) {
            EventLoop loop = network.openLoop("listening");
            AtomicInteger accepted = new AtomicInteger();
            // Loads what this program needs later while there are descriptors for it.
            long before = loopNanos();
            sleep(network, 1_000_000);
            StreamHandler silent = new Silent();
            StreamListener listener = loop.listen(OneLoop.loopback(0), (endpoint, now) -> {
                accepted.incrementAndGet();
                return silent;
            });
            List<SocketChannel> clients = new ArrayList<>();
            try {
                while (clients.size() < 64) {
                    clients.add(SocketChannel.open());
                    clients.get(clients.size() - 1).connect(listener.localAddress());
                }
                throw new AssertionError("64 connections with 64 descriptors");
            } catch (IOException none) {
                System.out.println(clients.size() + " clients, then " + none.getMessage());
            }
            before = loopNanos();
            sleep(network, WATCHED_NANOS);
            long worked = loopNanos() - before;
            int waiting = clients.size() - accepted.get();
            System.out.println(waiting + " wait, the loop worked " + worked / 1_000_000 + " ms");
            require(waiting > 0, "all were accepted");
            require(worked < WATCHED_NANOS / 15, "the loop spins");
            int heard = accepted.get();
            clients.remove(0).close();
            clients.remove(0).close();
            sleep(network, WATCHED_NANOS);
            require(accepted.get() > heard, "none was accepted when there were descriptors again");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static void sleep(Network network, long nanos) {
        network.await(new CompletableFuture<>(), Duration.ofNanos(nanos));
    }

    private static long loopNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("listening")) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return 0;
    }
}
