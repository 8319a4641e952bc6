// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Channels of the system's loop, when closing and other things meet")
@Timeout(60)
class NioChannelsIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Network network = Network.system();
    private final EventLoop loop = network.openLoop("measured");
    private final EventLoop far = network.openLoop("far");

    @AfterEach
    void close() {
        network.close();
    }

    /** Does not listen. */
    private record Ear() implements StreamHandler {
        @Override
        public void onReceived(StreamEndpoint stream, ByteBuffer bytes, long now) {
            // Not looked at here.
        }

        @Override
        public void onClosed(StreamEndpoint stream, Optional<IOException> cause, long now) {
            // Not looked at here.
        }
    }

    private void until(BooleanSupplier condition) {
        Signal signal = network.newSignal();
        long end = Deadlines.after(network.now(), LIMIT);
        while (!condition.getAsBoolean()) {
            assertTrue(network.now() < end, "it did not happen within " + LIMIT);
            signal.await(() -> false, network.now() + 1_000_000);
        }
    }

    /** Has a loop stand still until the latch is counted down; returns when it does. */
    private CountDownLatch halt(EventLoop halted) {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> stands = new CompletableFuture<>();
        halted.execute(() -> {
            stands.complete(null);
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        });
        assertTrue(network.await(stands, LIMIT));
        return release;
    }

    @Test
    @DisplayName("connections that were begun when the loop was closed leave no descriptor")
    void begunWhenTheLoopCloses() throws Exception {
        int many = 100;
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        StreamListener listener = far.listen(ANY_PORT, (stream, now) -> new Ear());
        CountDownLatch release = halt(loop);
        long before = system.getOpenFileDescriptorCount();
        for (int i = 0; i < many; i++) {
            loop.connect(listener.localAddress(), new Ear());
        }
        assertTrue(system.getOpenFileDescriptorCount() >= before + many);
        Thread closer = new Thread(loop::close);
        closer.start();
        until(() -> refuses(loop));
        release.countDown();
        closer.join();
        assertTrue(
                system.getOpenFileDescriptorCount() < before + many / 2,
                before + " before, " + system.getOpenFileDescriptorCount() + " after");
    }

    private static boolean refuses(EventLoop closing) {
        try {
            closing.execute(() -> {});
            return false;
        } catch (RejectedExecutionException closed) {
            return true;
        }
    }

    @Test
    @DisplayName("an endpoint closed by another thread says CLOSED at once, connected or not")
    void closedByAnotherThread() throws IOException {
        DatagramEndpoint endpoint = loop.bindDatagram(ANY_PORT, (own, payload, from, now) -> {});
        List<DatagramEndpoint.SendResult> results = new CopyOnWriteArrayList<>();
        CountDownLatch release = halt(loop);
        loop.execute(() -> {
            results.add(endpoint.send(ByteBuffer.allocate(1)));
            results.add(endpoint.send(ByteBuffer.allocate(1), endpoint.localAddress()));
        });
        endpoint.close();
        release.countDown();
        until(() -> results.size() == 2);
        assertEquals(List.of(DatagramEndpoint.SendResult.CLOSED, DatagramEndpoint.SendResult.CLOSED), results);
        assertEquals(2, endpoint.counters().unsent());
    }

    @Test
    @DisplayName(
            "after close() the threads of loops, of the pool and of offloaded work have ended, not only their work")
    void threadsHaveEnded() {
        for (int round = 0; round < 50; round++) {
            Network ending = Network.system();
            CountDownLatch ran = new CountDownLatch(2);
            ending.openLoop("ending-loop")
                    .offload(() -> nameThread("ending-offload"), (done, thrown) -> ran.countDown());
            ending.applicationThreads().start("ending-application", ran::countDown);
            until(() -> ran.getCount() == 0);
            ending.close();
            assertEquals(
                    List.of(),
                    Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> name.startsWith("ending-"))
                            .toList());
        }
    }

    private static boolean nameThread(String name) {
        Thread.currentThread().setName(name);
        return true;
    }
}
