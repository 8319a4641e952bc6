// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.DatagramEndpoint;
import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Counting what a thread allocates")
class AllocationProbeTest {
    private final AllocationProbe probe = AllocationProbe.create();
    private byte[] kept = new byte[0];
    private int counter;

    @Test
    @DisplayName("nothing is nothing")
    void nothing() {
        Runnable nothing = () -> counter++;
        for (int i = 0; i < 10_000; i++) {
            probe.measure(nothing);
        }
        assertEquals(0, least(() -> probe.measure(nothing), 0));
    }

    /** The least of a few measurements, until one is small enough: the first ones may see code that is not compiled yet. */
    private static long least(LongSupplier measurement, long enough) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10 && least > enough; round++) {
            least = Math.min(least, measurement.getAsLong());
        }
        return least;
    }

    @Test
    @DisplayName("an array is its bytes and a small header")
    void array() {
        long bytes = probe.measure(() -> kept = new byte[100_000]);
        assertTrue(bytes >= 100_000 && bytes < 101_000, bytes + " bytes");
        assertEquals(100_000, kept.length);
    }

    @Test
    @DisplayName("another thread's allocations are counted while it runs")
    void otherThread() throws InterruptedException {
        Thread thread = new Thread(() -> {});
        thread.start();
        thread.join();
        assertThrows(IllegalArgumentException.class, () -> probe.allocatedBytes(thread));
        long before = probe.allocatedBytes(Thread.currentThread());
        kept = new byte[50_000];
        assertTrue(probe.allocatedBytes(Thread.currentThread()) - before >= 50_000);
        assertTrue(probe.allocatedBytes() >= before);
    }

    @Test
    @DisplayName(
            "a simulation that is not recorded allocates nothing per datagram and deadline, so that media can be measured on it")
    void simulation() throws Exception {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(1)) {
            network.record(false);
            network.conditionsEverywhere(LinkConditions.builder()
                    .loss(0.05)
                    .latency(Duration.ofMillis(30))
                    .jitter(Duration.ofMillis(10))
                    .build());
            EventLoop loop = network.mediaLoop();
            loop.openTick(Duration.ofMillis(1));
            ByteBuffer packet = ByteBuffer.allocateDirect(172);
            DatagramEndpoint target =
                    loop.bindDatagram(new InetSocketAddress("127.0.0.1", 4000), (own, payload, from, now) -> counter++);
            DatagramEndpoint source =
                    loop.bindDatagram(new InetSocketAddress("127.0.0.1", 4002), (own, payload, from, now) -> {});
            Deadline[] pacer = new Deadline[1];
            loop.execute(() -> {
                pacer[0] = loop.newDeadline(now -> {
                    source.send(packet.clear(), target.localAddress());
                    pacer[0].set(now + 20_000_000);
                });
                pacer[0].set(0);
            });
            Duration warmUp = Duration.ofMinutes(20);
            network.runFor(warmUp);
            int before = counter;
            Duration measured = Duration.ofMinutes(2);
            long bytes = least(() -> probe.measure(() -> network.runFor(measured)), 10_000);
            assertTrue(counter - before > 5500, "datagrams " + (counter - before));
            assertTrue(bytes <= 10_000, bytes + " bytes for some 5,700 datagrams");
        }
    }
}
