// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** The system's network with one loop, and ways to ask and to wait. */
final class OneLoop implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    final Network network = Network.system();
    final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    final EventLoop loop = network.openLoop("test-loop", failures::add);

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    <T> T onLoop(Callable<T> work) {
        var result = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Exception thrown) {
                result.completeExceptionally(thrown);
            }
        });
        assertTrue(network.await(result, LIMIT), "the loop did not answer");
        return result.join();
    }

    void until(BooleanSupplier condition) {
        Signal signal = network.newSignal();
        long end = Deadlines.after(network.now(), LIMIT);
        while (!condition.getAsBoolean()) {
            assertTrue(network.now() < end, "it did not happen within " + LIMIT);
            signal.await(() -> false, network.now() + 1_000_000);
        }
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String text(ByteBuffer buffer) {
        return StandardCharsets.US_ASCII.decode(buffer).toString();
    }

    @Override
    public void close() {
        network.close();
    }
}
