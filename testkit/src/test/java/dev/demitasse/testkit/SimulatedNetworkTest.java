// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Tick;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A simulated network in virtual time")
class SimulatedNetworkTest {
    private static final long MILLI = 1_000_000;

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(42);
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        network.close();
    }

    private void logAt(EventLoop loop, long millis, String what) {
        loop.execute(
                () -> loop.newDeadline(now -> log.add(now / MILLI + " " + what)).set(millis * MILLI));
    }

    @Test
    @DisplayName("nothing happens until it is stepped; then time jumps, eight hours if need be")
    void jumps() {
        EventLoop loop = network.openLoop("a");
        logAt(loop, 8 * 3_600_000, "session timer");
        assertEquals(List.of(), log);
        assertEquals(0, network.now());
        network.runFor(Duration.ofHours(9));
        assertEquals(List.of("28800000 session timer"), log);
        assertEquals(Duration.ofHours(9).toNanos(), network.now());
        assertEquals(Instant.parse("2026-01-01T09:00:00Z"), network.wallTime());
    }

    @Test
    @DisplayName("a run for a time ends at its end, with all that is due then")
    void runFor() {
        EventLoop loop = network.openLoop("a");
        logAt(loop, 10, "due at the end");
        logAt(loop, 11, "after it");
        network.runFor(Duration.ofMillis(10));
        assertEquals(List.of("10 due at the end"), log);
        assertThrows(IllegalArgumentException.class, () -> network.runFor(Duration.ofNanos(-1)));
    }

    @Test
    @DisplayName("a run until a condition ends with the event that fulfils it")
    void runUntil() {
        EventLoop loop = network.openLoop("a");
        logAt(loop, 10, "first");
        logAt(loop, 20, "second");
        network.runUntil(() -> !log.isEmpty(), Duration.ofSeconds(1));
        assertEquals(List.of("10 first"), log);
        assertEquals(10 * MILLI, network.now());
    }

    @Test
    @DisplayName("a condition that never holds fails, naming what is open and where it was opened")
    void runUntilFails() {
        EventLoop loop = network.openLoop("a");
        logAt(loop, 10_000, "late");
        AssertionError failure =
                assertThrows(AssertionError.class, () -> network.runUntil(() -> !log.isEmpty(), Duration.ofSeconds(1)));
        assertTrue(failure.getMessage().contains("deadline at PT10S on loop 'a' of 127.0.0.1, opened at"));
        assertTrue(failure.getMessage().contains("SimulatedNetworkTest.java:"), failure.getMessage());
    }

    @Test
    @DisplayName("one step is one event")
    void step() {
        EventLoop loop = network.openLoop("a");
        logAt(loop, 10, "first");
        assertTrue(network.step());
        assertEquals(List.of(), log);
        assertTrue(network.step());
        assertEquals(List.of("10 first"), log);
        assertFalse(network.step());
    }

    @Test
    @DisplayName("what never becomes idle is given up after a day")
    void neverIdle() {
        EventLoop loop = network.openLoop("a");
        Deadline[] minute = new Deadline[1];
        loop.execute(() -> {
            minute[0] = loop.newDeadline(now -> minute[0].set(now + 60_000 * MILLI));
            minute[0].set(0);
        });
        assertThrows(AssertionError.class, network::runUntilIdle);
    }

    @Test
    @DisplayName("events of the same time come in the order in which they were scheduled, whatever their loops")
    void order() {
        EventLoop a = network.openLoop("a");
        EventLoop b = network.host("192.0.2.1").openLoop("b");
        logAt(b, 5, "b");
        logAt(a, 5, "a");
        logAt(b, 4, "earlier");
        network.runUntilIdle();
        assertEquals(List.of("4 earlier", "5 a", "5 b"), log);
    }

    @Test
    @DisplayName("idle ticks cost nothing; deadlines and datagrams come on the ticks' boundaries")
    void ticks() {
        Talk sender = new Talk(network, "127.0.0.1", 1);
        EventLoop loop = network.openLoop("media");
        Talk receiver = new Talk(network, "127.0.0.1", 2);
        Tick tick = receiver.loop().openTick(Duration.ofMillis(20));
        logAt(receiver.loop(), 3_600_001, "deadline");
        network.runFor(Duration.ofMillis(1));
        sender.send("a", receiver);
        network.runFor(Duration.ofMillis(29));
        sender.send("b", receiver);
        sender.send("c", receiver);
        int steps = 0;
        while (network.step()) {
            steps++;
        }
        assertEquals(List.of("20 a", "40 b", "40 c"), receiver.heard);
        assertEquals(List.of("3600020 deadline"), log);
        assertTrue(steps < 10, steps + " steps");
        tick.close(); // takes effect on the next tick, as any command
        network.runUntilIdle();
        sender.send("d", receiver);
        network.runUntilIdle();
        assertEquals("3600040 d", receiver.heard.get(3));
        loop.close();
    }

    @Test
    @DisplayName("what a client of a loop throws fails the step, with its cause; the loop goes on")
    void failures() {
        EventLoop loop = network.openLoop("a");
        IllegalStateException cause = new IllegalStateException("broken");
        loop.execute(() -> {
            throw cause;
        });
        loop.execute(() -> {
            throw new IllegalStateException("too");
        });
        loop.execute(() -> log.add("next"));
        AssertionError failure = assertThrows(AssertionError.class, network::runUntilIdle);
        assertSame(cause, failure.getCause());
        assertEquals("loop 'a' of 127.0.0.1 at PT0S has failed: " + cause, failure.getMessage());
        assertEquals(1, failure.getSuppressed().length);
        network.runUntilIdle();
        assertEquals(List.of("next"), log);
    }

    @Test
    @DisplayName("a failure that no step has told is told when the network closes")
    void failureAtClose() {
        SimulatedNetwork other = SimulatedNetwork.withSeed(1);
        for (String host : List.of("127.0.0.1", "192.0.2.1")) {
            other.host(host).applicationThreads().start("waiting", () -> {
                try {
                    other.newSignal().await(() -> false, Deadlines.NEVER);
                } finally {
                    log.add(host);
                    throwIt();
                }
            });
        }
        AssertionError failure = assertThrows(AssertionError.class, other::close);
        assertEquals("broken", failure.getCause().getMessage());
        assertEquals(1, failure.getSuppressed().length);
        assertEquals(List.of("127.0.0.1", "192.0.2.1"), log, "all hosts are closed all the same");
        other.close();
    }

    private static void throwIt() {
        throw new IllegalStateException("broken");
    }

    @Test
    @DisplayName("what is confined to a loop is refused elsewhere")
    void confined() throws IOException {
        EventLoop loop = network.openLoop("a");
        var endpoint = loop.bindDatagram(new InetSocketAddress("127.0.0.1", 0), (own, bytes, from, now) -> {});
        Deadline deadline = loop.newDeadline(now -> {});
        assertThrows(IllegalStateException.class, () -> endpoint.send(ByteBuffer.allocate(1), endpoint.localAddress()));
        assertThrows(IllegalStateException.class, () -> endpoint.connect(endpoint.localAddress()));
        assertThrows(IllegalStateException.class, endpoint::disconnect);
        assertThrows(IllegalStateException.class, () -> deadline.set(1));
        assertThrows(IllegalStateException.class, deadline::clear);
        EventLoop other = network.openLoop("b");
        other.execute(() -> deadline.set(1));
        assertThrows(AssertionError.class, network::runUntilIdle);
    }

    @Test
    @DisplayName("a loop's callback may neither step nor close the simulation")
    void noSteppingOnLoops() {
        EventLoop loop = network.openLoop("a");
        for (Runnable misuse : List.<Runnable>of(
                network::step,
                network::runUntilIdle,
                network::close,
                () -> network.runFor(Duration.ZERO),
                () -> network.newSignal().await(() -> false, 1))) {
            loop.execute(() -> assertThrows(IllegalStateException.class, misuse::run));
        }
        network.runUntilIdle();
    }

    @Test
    @DisplayName("time that stands still is found out")
    void standstill() {
        EventLoop loop = network.openLoop("a");
        loop.execute(new Runnable() {
            @Override
            public void run() {
                loop.execute(this);
            }
        });
        AssertionError failure = assertThrows(AssertionError.class, () -> network.runFor(Duration.ofSeconds(1)));
        assertTrue(failure.getMessage().startsWith("time stands still at PT0S"), failure.getMessage());
    }

    @Test
    @DisplayName("each host has its own address, ports, loops and random source; the main one is the network itself")
    void hosts() throws Exception {
        var host = network.host("192.0.2.1");
        assertSame(host, network.host("192.0.2.1"));
        assertSame(network, network.host("127.0.0.1"));
        assertNotSame(network.mediaLoop(), host.mediaLoop());
        assertEquals(2, host.mediaLoopCount());
        new Talk(network, "192.0.2.1", 5060);
        new Talk(network, "127.0.0.1", 5060);
        EventLoop loop = host.openLoop("x");
        assertThrows(
                BindException.class,
                () -> loop.bindDatagram(new InetSocketAddress("127.0.0.1", 0), (a, b, c, d) -> {}));
        assertEquals(
                InetAddress.getByName("192.0.2.1"), host.localAddressTowards(new InetSocketAddress("198.51.100.1", 0)));
        assertThrows(IOException.class, () -> host.localAddressTowards(new InetSocketAddress("2001:db8::1", 5060)));
        assertThrows(
                UnknownHostException.class,
                () -> host.localAddressTowards(InetSocketAddress.createUnresolved("x.example", 1)));
        host.close();
        assertThrows(IllegalStateException.class, () -> host.openLoop("late"));
        network.openLoop("still there");
    }

    @Test
    @DisplayName("names are those that the test gives")
    void names() throws Exception {
        network.name("sip.example.com", "192.0.2.1", "2001:db8::1");
        assertEquals(
                List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1")),
                network.host("192.0.2.9").lookUp("sip.example.com"));
        assertThrows(UnknownHostException.class, () -> network.lookUp("other.example.com"));
        assertThrows(IllegalArgumentException.class, () -> network.name("x"));
        assertThrows(IllegalArgumentException.class, () -> network.name("x", "not an address"));
        assertThrows(IllegalArgumentException.class, () -> network.host("sip.example.com"));
    }

    @Test
    @DisplayName(
            "random numbers repeat with the seed, differ between hosts, and don't shift with the lines' use of theirs")
    void random() {
        long first = network.random().nextLong();
        assertSame(network.random(), network.random());
        assertNotEquals(first, network.host("192.0.2.1").random().nextLong());
        try (SimulatedNetwork again = SimulatedNetwork.withSeed(42);
                SimulatedNetwork other = SimulatedNetwork.withSeed(43)) {
            again.conditionsEverywhere(LinkConditions.lossy(0.5));
            Talk talk = new Talk(again, "192.0.2.1", 1);
            talk.sendMany(10, MILLI, talk);
            again.runUntilIdle();
            assertEquals(first, again.random().nextLong());
            assertNotEquals(first, other.random().nextLong());
        }
    }

    @Test
    @DisplayName("offloaded work takes its virtual delay, and may wait for the network itself")
    void offload() {
        try (SimulatedNetwork slow = SimulatedNetwork.builder()
                .seed(1)
                .offloadDelay(Duration.ofMillis(30))
                .build()) {
            EventLoop loop = slow.openLoop("a");
            loop.execute(() -> loop.offload(
                    () -> {
                        slow.newSignal().await(() -> false, slow.now() + 10 * MILLI);
                        return "done";
                    },
                    (value, thrown) -> log.add(loop.now() / MILLI + " " + value + loop.inLoop())));
            slow.runUntilIdle();
            assertEquals(List.of("40 donetrue"), log);
        }
    }

    @Test
    @DisplayName("what asked for it runs at shutdown, on application threads, unless it was taken back")
    void shutdown() throws Exception {
        network.onShutdown(() -> {
            network.newSignal().await(() -> false, network.now() + 5 * MILLI);
            log.add("ended at " + network.now() / MILLI);
        });
        network.host("192.0.2.1").onShutdown(() -> log.add("other host"));
        network.onShutdown(() -> log.add("taken back")).close();
        network.shutdown();
        assertEquals(List.of("other host", "ended at 5"), log);
        network.shutdown();
        assertEquals(2, log.size());
    }

    @Test
    @DisplayName("leftovers are named, each with where it was opened")
    void leftovers() throws IOException {
        network.assertNothingPending();
        EventLoop loop = network.openLoop("a");
        network.assertNothingPending();
        loop.bindDatagram(new InetSocketAddress("127.0.0.1", 7), (own, bytes, from, now) -> {});
        loop.listen(new InetSocketAddress("127.0.0.1", 8), (endpoint, now) -> null);
        loop.openTick(Duration.ofMillis(5));
        network.runFor(Duration.ofMillis(1));
        logAt(loop, 1000, "x");
        network.runFor(Duration.ofMillis(10));
        loop.execute(() -> {});
        loop.offload(() -> 1, (value, thrown) -> {});
        network.applicationThreads().start("handler", () -> {});
        String message = assertThrows(AssertionError.class, network::assertNothingPending)
                .getMessage();
        for (String leftover : List.of(
                "7 left",
                "datagram endpoint /127.0.0.1:7 on loop 'a' of 127.0.0.1, opened at SimulatedNetworkTest.java:",
                "stream listener /127.0.0.1:8 on",
                "tick of PT0.005S on",
                "deadline at PT1S on",
                "1 commands on",
                "offloaded work on",
                "application thread 'handler' of 127.0.0.1, opened at SimulatedNetworkTest.java:")) {
            assertTrue(message.contains(leftover), () -> leftover + " is not in " + message);
        }
        assertEquals(
                message,
                assertThrows(AssertionError.class, network::assertNothingPending)
                        .getMessage());
        loop.close();
        network.runUntilIdle();
        network.assertNothingPending();
    }

    @Test
    @DisplayName("a tick that was closed is not left behind, though its loop learns of it on the next tick only")
    void closedTickIsNoLeftover() {
        EventLoop loop = network.openLoop("a");
        Tick tick = loop.openTick(Duration.ofMillis(5));
        network.runFor(Duration.ofMillis(1));
        tick.close();
        network.assertNothingPending();
    }

    @Test
    @DisplayName("looking at leftovers changes nothing")
    void leftoversUnchanged() {
        EventLoop loop = network.openLoop("a");
        for (String name : List.of("first", "second", "third")) {
            logAt(loop, 10, name);
        }
        network.runFor(Duration.ofMillis(1));
        assertThrows(AssertionError.class, network::assertNothingPending);
        network.runUntilIdle();
        assertEquals(List.of("10 first", "10 second", "10 third"), log);
    }
}
