// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A simulated network in real time")
class RealTimeIT {
    private static final long MILLI = 1_000_000;

    private final SimulatedNetwork network = SimulatedNetwork.inRealTime(1);

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    @DisplayName("lines take their time, the loss is that of the seed")
    void lines() {
        network.conditionsEverywhere(LinkConditions.builder()
                .latency(Duration.ofMillis(20))
                .loss(0.3)
                .build());
        Talk left = new Talk(network, "192.0.2.1", 1);
        Talk right = new Talk(network, "192.0.2.2", 2);
        left.sendMany(50, MILLI, right);
        network.runUntil(() -> count(fate -> fate != Fate.ON_THE_WAY) == 50, Duration.ofSeconds(20));
        List<Fate> fates =
                network.recording().stream().map(RecordedPacket::fate).toList();
        network.recording()
                .forEach(packet -> packet.delay()
                        .ifPresent(delay -> assertTrue(delay.toMillis() >= 20 && delay.toMillis() < 5000)));
        try (SimulatedNetwork virtual = SimulatedNetwork.withSeed(1)) {
            virtual.conditionsEverywhere(LinkConditions.lossy(0.3));
            Talk a = new Talk(virtual, "192.0.2.1", 1);
            Talk b = new Talk(virtual, "192.0.2.2", 2);
            a.sendMany(50, MILLI, b);
            virtual.runUntilIdle();
            assertEquals(virtual.recording().stream().map(RecordedPacket::fate).toList(), fates);
        }
    }

    private long count(Predicate<Fate> which) {
        return network.recording().stream()
                .map(RecordedPacket::fate)
                .filter(which)
                .count();
    }

    @Test
    @DisplayName("a handler may block elsewhere: in sleep, in a queue that others fill")
    void blocksElsewhere() {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        List<String> log = new CopyOnWriteArrayList<>();
        network.applicationThreads().start("taking", () -> {
            try {
                log.add(queue.take());
            } catch (InterruptedException interrupted) {
                log.add("interrupted");
            }
        });
        network.applicationThreads().start("giving", () -> {
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            queue.add("given");
        });
        network.runUntil(() -> log.size() == 1, Duration.ofSeconds(20));
        assertEquals(List.of("given"), log);
        network.runUntilIdle();
    }

    @Test
    @DisplayName("failures of loops and of application threads fail the next call of the test")
    void failures() {
        IllegalStateException cause = new IllegalStateException("broken");
        EventLoop loop = network.openLoop("a");
        loop.execute(() -> {
            throw cause;
        });
        assertSame(
                cause,
                assertThrows(AssertionError.class, () -> network.runFor(Duration.ofSeconds(20)))
                        .getCause());
        network.applicationThreads().start("handler", () -> {
            throw cause;
        });
        assertSame(
                cause,
                assertThrows(AssertionError.class, () -> network.runFor(Duration.ofSeconds(20)))
                        .getCause());
    }

    @Test
    @DisplayName("events come by themselves: a step is refused, leftovers are named all the same")
    void stepRefused() {
        assertThrows(IllegalStateException.class, network::step);
        network.openLoop("a").openTick(Duration.ofMillis(20));
        AssertionError left = assertThrows(AssertionError.class, network::assertNothingPending);
        assertTrue(left.getMessage().contains("tick of PT0.02S on loop 'a'"), left.getMessage());
    }
}
