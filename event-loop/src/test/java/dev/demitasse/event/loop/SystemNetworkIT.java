// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static dev.demitasse.event.loop.OneLoop.loopback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The system's network, on real sockets")
@Timeout(120)
class SystemNetworkIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final OneLoop one = new OneLoop();
    private final Network network = one.network;
    private final ConcurrentLinkedQueue<Throwable> failures = one.failures;
    private final EventLoop loop = one.loop;

    @AfterEach
    void close() {
        one.close();
    }

    @Test
    @DisplayName("work that computes goes on while all threads for work that blocks are blocked")
    void computeIsApart() {
        var release = new CountDownLatch(1);
        var done = new AtomicInteger();
        for (int i = 0; i < 2 * SystemOptions.DEFAULT.offloadThreads(); i++) {
            loop.offload(
                    () -> {
                        release.await();
                        return 1;
                    },
                    (value, thrown) -> done.incrementAndGet());
        }
        var computed = new AtomicInteger();
        loop.compute(() -> 7, (value, thrown) -> computed.set(value));
        one.until(() -> computed.get() == 7);
        assertEquals(0, done.get());
        release.countDown();
        one.until(() -> done.get() == 2 * SystemOptions.DEFAULT.offloadThreads());
    }

    @Test
    @DisplayName("a command given while the loop is being closed either runs before close() returns, or is refused")
    void commandsBesideClose() throws Exception {
        for (int round = 0; round < 200; round++) {
            EventLoop closing = network.openLoop("closing");
            var taken = new AtomicInteger();
            var run = new AtomicInteger();
            var begun = new CountDownLatch(1);
            var ended = new CompletableFuture<Void>();
            network.applicationThreads().start("giving", () -> {
                try {
                    while (true) {
                        closing.execute(run::incrementAndGet);
                        taken.incrementAndGet();
                        begun.countDown();
                    }
                } catch (RejectedExecutionException closed) {
                    ended.complete(null);
                }
            });
            begun.await();
            closing.close();
            int runBefore = run.get();
            assertTrue(network.await(ended, LIMIT));
            assertEquals(taken.get(), run.get());
            assertEquals(run.get(), runBefore);
        }
    }

    @Test
    @DisplayName("a socket bound just before its loop is closed is closed with it; one bound afterwards at once")
    void boundBesideClose() throws Exception {
        EventLoop closing = network.openLoop("closing");
        DatagramEndpoint before = closing.bindDatagram(loopback(0), (endpoint, payload, from, now) -> {});
        closing.close();
        DatagramEndpoint after = closing.bindDatagram(loopback(0), (endpoint, payload, from, now) -> {});
        for (DatagramEndpoint endpoint : List.of(before, after)) {
            one.onLoop(() -> one.loop.bindDatagram(endpoint.localAddress(), (socket, payload, from, now) -> {}));
        }
        assertTrue(failures.isEmpty());
    }

    @Test
    @DisplayName("a deadline comes at its time, not before, and a cleared one does not come")
    void deadline() {
        AtomicLong late = new AtomicLong(-1);
        AtomicInteger cleared = new AtomicInteger();
        one.onLoop(() -> {
            long at = loop.now() + 20_000_000;
            loop.newDeadline(now -> late.set(now - at)).set(at);
            Deadline other = loop.newDeadline(now -> cleared.incrementAndGet());
            other.set(loop.now() + 1_000_000);
            other.clear();
            return null;
        });
        one.until(() -> late.get() != -1);
        assertTrue(late.get() >= 0, "early by " + -late.get() + " ns");
        assertEquals(0, cleared.get());
    }

    @Test
    @DisplayName("on a tick, deadlines and commands are run within it; without it the loop waits for events again")
    void tick() {
        Tick tick = loop.openTick(Duration.ofMillis(1));
        AtomicInteger count = new AtomicInteger();
        one.onLoop(() -> {
            var self = new Object() {
                Deadline deadline;
            };
            self.deadline = loop.newDeadline(now -> {
                if (count.incrementAndGet() < 50) {
                    self.deadline.set(now + 2_000_000);
                }
            });
            self.deadline.set(loop.now());
            return null;
        });
        one.until(() -> count.get() == 50);
        tick.close();
        tick.close();
        assertEquals("again", one.onLoop(() -> "again"));
        assertThrows(IllegalArgumentException.class, () -> loop.openTick(Duration.ofNanos(1)));
    }

    @Test
    @DisplayName("a loop whose thread was interrupted by a handler waits as before")
    void interrupted() {
        one.onLoop(() -> {
            Thread.currentThread().interrupt();
            return null;
        });
        assertFalse(one.onLoop(() -> Thread.currentThread().isInterrupted()));
    }

    @Test
    @DisplayName("ticks are at the multiples of their period: a deadline there is met when it comes")
    void tickGrid() {
        Tick tick = loop.openTick(Duration.ofMillis(50));
        AtomicLong lateness = new AtomicLong(Long.MAX_VALUE);
        AtomicInteger count = new AtomicInteger();
        one.onLoop(() -> {
            var self = new Object() {
                Deadline deadline;
                long at;
            };
            self.at = (loop.now() / 50_000_000 + 1) * 50_000_000;
            self.deadline = loop.newDeadline(now -> {
                // The least of many: the machine may be late, the grid is not.
                lateness.accumulateAndGet(now - self.at, Math::min);
                self.at += 50_000_000;
                if (count.incrementAndGet() < 10) {
                    self.deadline.set(self.at);
                }
            });
            self.deadline.set(self.at);
            return null;
        });
        one.until(() -> count.get() == 10);
        tick.close();
        assertTrue(lateness.get() < 10_000_000, "late by " + lateness + " ns at the least");
    }

    @Test
    @DisplayName("a client that throws is reported, and the loop goes on")
    void clientThrows() {
        loop.execute(() -> {
            throw new IllegalStateException("planted");
        });
        one.onLoop(() -> {
            loop.newDeadline(now -> {
                        throw new IllegalStateException("planted too");
                    })
                    .set(0);
            return null;
        });
        one.until(() -> failures.size() == 2);
        assertEquals("fine", one.onLoop(() -> "fine"));
    }

    @Test
    @DisplayName("offloaded work gives its value or its failure to the loop")
    void offload() {
        AtomicReference<Object> value = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        loop.offload(() -> 42, (result, thrown) -> value.set(loop.inLoop() ? result : "elsewhere"));
        loop.offload(
                () -> {
                    throw new IOException("planted");
                },
                (result, thrown) -> failure.set(thrown));
        one.until(() -> value.get() != null && failure.get() != null);
        assertEquals(42, value.get());
        assertEquals("planted", failure.get().getMessage());
    }

    @Test
    @DisplayName("offloaded work beyond the queue is refused as a result, not as an exception")
    void offloadRefused() {
        try (Network small = Network.system(new SystemOptions(1, 1, 1, LIMIT))) {
            EventLoop busy = small.openLoop("busy");
            Signal release = small.newSignal();
            var free = new java.util.concurrent.atomic.AtomicBoolean();
            List<Throwable> refused = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 5; i++) {
                busy.offload(() -> release.await(free::get, Deadlines.NEVER), (done, thrown) -> {
                    if (thrown != null) {
                        refused.add(thrown);
                    }
                });
            }
            one.until(() -> refused.size() == 3);
            assertTrue(refused.get(0) instanceof RejectedExecutionException);
            free.set(true);
            release.raise();
        }
    }

    @Test
    @DisplayName(
            "waiting on a loop is refused; a raised signal and a deadline end a wait; an interrupt is an exception")
    void waits() {
        Signal signal = network.newSignal();
        assertEquals("refused", one.onLoop(() -> {
            try {
                signal.await(() -> false, Deadlines.NEVER);
                return "waited";
            } catch (IllegalStateException expected) {
                return "refused";
            }
        }));
        var ready = new java.util.concurrent.atomic.AtomicBoolean();
        network.applicationThreads().start("raiser", () -> {
            ready.set(true);
            signal.raise();
        });
        assertTrue(signal.await(ready::get, Deadlines.after(network.now(), LIMIT)));
        assertFalse(signal.await(() -> false, network.now() + 1_000_000));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedWaitException.class, () -> signal.await(() -> false, Deadlines.NEVER));
        assertTrue(Thread.interrupted());
    }

    @Test
    @DisplayName(
            "no raising is missed: three threads wait on one signal for each of 20,000 steps, and raise another when they saw it")
    void raisingIsNotMissed() {
        Signal stepped = network.newSignal();
        Signal seen = network.newSignal();
        var step = new AtomicInteger();
        var sightings = new AtomicInteger();
        for (int waiter = 0; waiter < 3; waiter++) {
            network.applicationThreads().start("waiter", () -> {
                for (int n = 1; n <= 20_000; n++) {
                    int wanted = n;
                    stepped.await(() -> step.get() >= wanted, Deadlines.NEVER);
                    sightings.incrementAndGet();
                    seen.raise();
                }
            });
        }
        for (int n = 1; n <= 20_000; n++) {
            int all = 3 * n;
            step.set(n);
            stepped.raise();
            assertTrue(seen.await(() -> sightings.get() == all, Deadlines.after(network.now(), LIMIT)), "step " + n);
        }
    }

    @Test
    @DisplayName("a lane runs its tasks in order, one at a time, also after one has thrown")
    void lane() {
        var lane = network.applicationThreads().newLane("lane");
        var order = new CopyOnWriteArrayList<Integer>();
        AtomicInteger inside = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            int number = i;
            lane.execute(() -> {
                assertEquals(1, inside.incrementAndGet());
                order.add(number);
                inside.decrementAndGet();
            });
        }
        one.until(() -> order.size() == 200);
        assertEquals(order.stream().sorted().toList(), order);
    }

    @Test
    @DisplayName("media loops are shared in turn, and opened when first asked for")
    void mediaLoops() {
        try (Network two = Network.system(new SystemOptions(2, 1, 1, LIMIT))) {
            EventLoop first = two.mediaLoop();
            EventLoop second = two.mediaLoop();
            assertNotEquals(first, second);
            assertSame(first, two.mediaLoop());
            assertEquals(2, two.mediaLoopCount());
        }
    }

    @Test
    @DisplayName("addresses: the route's local address is never a wildcard; literals are looked up at once")
    void addresses() throws IOException {
        InetAddress local = network.localAddressTowards(loopback(5060));
        assertEquals(InetAddress.getLoopbackAddress(), local);
        assertEquals(
                InetAddress.getLoopbackAddress(), network.lookUp("127.0.0.1").get(0));
    }

    @Test
    @DisplayName("close leaves no thread of ours, refuses what comes later and may be repeated")
    void closeLeavesNothing() throws IOException {
        EventLoop media = network.mediaLoop();
        media.openTick(Duration.ofMillis(1));
        var endpoint = loop.bindDatagram(loopback(0), (e, payload, from, now) -> {});
        Signal never = network.newSignal();
        AtomicReference<Throwable> ended = new AtomicReference<>();
        network.applicationThreads().start("stuck-application", () -> {
            try {
                never.await(() -> false, Deadlines.NEVER);
            } catch (InterruptedWaitException interrupted) {
                ended.set(interrupted);
            }
        });
        Network quick = Network.system(new SystemOptions(1, 1, 1, Duration.ofMillis(50)));
        quick.openLoop("quick-loop");
        quick.applicationThreads().start("quick-stuck", () -> {
            try {
                quick.newSignal().await(() -> false, Deadlines.NEVER);
            } catch (InterruptedWaitException interrupted) {
                ended.set(interrupted);
            }
        });
        quick.close();
        quick.close();
        assertNotNull(ended.get());
        assertThrows(IllegalStateException.class, () -> quick.openLoop("late"));
        assertThrows(
                RejectedExecutionException.class,
                () -> quick.applicationThreads().start("late", () -> {}));
        never.raise();
        loop.close();
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {}));
        // The port is free again.
        EventLoop other = network.openLoop("other");
        other.bindDatagram(endpoint.localAddress(), (e, payload, from, now) -> {});
        List<String> alive = Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("quick") || name.equals("test-loop"))
                .toList();
        assertEquals(List.of(), alive);
    }

    @Test
    @DisplayName("a loop may not close its network; an application thread may")
    void whoCloses() {
        assertEquals("refused", one.onLoop(() -> {
            try {
                network.close();
                return "closed";
            } catch (IllegalStateException expected) {
                return "refused";
            }
        }));
        Network other = Network.system();
        var done = new CompletableFuture<Boolean>();
        other.applicationThreads().start("closer", () -> {
            other.close();
            done.complete(true);
        });
        assertTrue(network.await(done, LIMIT));
    }
}
