// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadline;
import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.Tick;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of loops: commands, deadlines, ticks, offloaded work, failures. */
interface LoopContract extends ContractHarness {
    long MILLI = 1_000_000;

    @Test
    @DisplayName("commands of one thread run on the loop, in their order")
    default void commandsInOrder() {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = "command " + i + " ";
            loop.execute(() -> log.add(name + loop.inLoop()));
        }
        assertFalse(loop.inLoop());
        drive(() -> log.size() == 100);
        for (int i = 0; i < 100; i++) {
            assertEquals("command " + i + " true", log.get(i));
        }
    }

    @Test
    @DisplayName("a command given by a command runs after it, not within it")
    default void commandsNested() {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        loop.execute(() -> {
            loop.execute(() -> log.add("inner"));
            log.add("outer");
        });
        drive(() -> log.size() == 2);
        assertEquals(List.of("outer", "inner"), log);
    }

    @Test
    @DisplayName("what users of a loop share is one thing of a kind, and another on another loop")
    default void shared() {
        EventLoop loop = loop();
        StringBuilder first = loop.shared(StringBuilder.class, StringBuilder::new);
        assertSame(first, loop.shared(StringBuilder.class, StringBuilder::new));
        assertNotSame(first, loop.shared(Object.class, Object::new));
        try (EventLoop other = loop.network().openLoop("another")) {
            assertNotSame(first, other.shared(StringBuilder.class, StringBuilder::new));
        }
    }

    @Test
    @DisplayName("deadlines come in the order of their times, never early, with the time")
    default void deadlinesInOrder() throws Exception {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        List<Long> lateness = new CopyOnWriteArrayList<>();
        on(loop, () -> {
            long start = loop.now();
            for (int millis : new int[] {30, 10, 20, 10}) {
                long at = start + millis * MILLI;
                String name = millis + "-" + log.size();
                loop.newDeadline(now -> {
                            log.add(name);
                            lateness.add(now - at);
                        })
                        .set(at);
            }
            return null;
        });
        drive(() -> log.size() == 4);
        assertEquals(List.of("10-0", "10-0", "20-0", "30-0"), log);
        lateness.forEach(late -> assertTrue(late >= 0 && late < 10_000 * MILLI, "late by " + late + " ns"));
    }

    @Test
    @DisplayName("deadlines of the same time come in the order in which they were set")
    default void deadlinesOfOneTime() throws Exception {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        on(loop, () -> {
            long at = loop.now() + 5 * MILLI;
            Deadline first = loop.newDeadline(now -> log.add("first"));
            Deadline second = loop.newDeadline(now -> log.add("second"));
            second.set(at);
            first.set(at);
            return null;
        });
        drive(() -> log.size() == 2);
        assertEquals(List.of("second", "first"), log);
    }

    @Test
    @DisplayName("a deadline moves, is cleared, and is not set when it comes")
    default void deadlineMoves() throws Exception {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        AtomicReference<Deadline> moved = new AtomicReference<>();
        on(loop, () -> {
            Deadline cleared = loop.newDeadline(now -> log.add("cleared"));
            moved.set(loop.newDeadline(now -> log.add("moved " + moved.get().at())));
            moved.get().set(loop.now() + 3_600_000 * MILLI);
            moved.get().set(loop.now() + 5 * MILLI);
            cleared.set(loop.now() + MILLI);
            cleared.clear();
            assertEquals(Deadlines.NEVER, cleared.at());
            return null;
        });
        drive(() -> !log.isEmpty());
        assertEquals(List.of("moved " + Deadlines.NEVER), log);
    }

    @Test
    @DisplayName("a deadline in the past comes at once, and may be set again from its own handler")
    default void deadlineInThePast() throws Exception {
        EventLoop loop = loop();
        List<Long> log = new CopyOnWriteArrayList<>();
        AtomicReference<Deadline> deadline = new AtomicReference<>();
        on(loop, () -> {
            deadline.set(loop.newDeadline(now -> {
                log.add(now);
                if (log.size() < 3) {
                    deadline.get().set(now);
                }
            }));
            deadline.get().set(loop.now() - MILLI);
            return null;
        });
        drive(() -> log.size() == 3);
    }

    @Test
    @DisplayName("while a tick is open, commands and deadlines run on ticks, which keep their period")
    default void ticks() throws Exception {
        EventLoop loop = loop();
        List<Long> times = new CopyOnWriteArrayList<>();
        Tick tick = loop.openTick(Duration.ofMillis(5));
        AtomicReference<Deadline> deadline = new AtomicReference<>();
        on(loop, () -> {
            deadline.set(loop.newDeadline(now -> {
                times.add(loop.now());
                if (times.size() < 10) {
                    deadline.get().set(now + 1);
                }
            }));
            deadline.get().set(loop.now() + 1);
            return null;
        });
        drive(() -> times.size() == 10);
        long span = times.get(9) - times.get(0);
        // The first may be late by almost two periods: one missed tick is made up for.
        assertTrue(span >= 30 * MILLI, "9 periods of 5 ms took " + span + " ns");
        tick.close();
        tick.close();
        on(loop, () -> null);
        // A busy machine may be as slow as a tick now and then, but not every time.
        for (int round = 0; round < 100 && span >= 30 * MILLI; round++) {
            times.clear();
            on(loop, () -> {
                deadline.get().set(loop.now());
                return null;
            });
            drive(() -> times.size() == 10);
            span = times.get(9) - times.get(0);
        }
        assertTrue(span < 30 * MILLI, "the tick has not ended: " + span + " ns");
    }

    @Test
    @DisplayName("a tick's period lies within 100 us and 1 s")
    default void tickPeriod() {
        EventLoop loop = loop();
        assertThrows(IllegalArgumentException.class, () -> loop.openTick(Duration.ofNanos(99_999)));
        assertThrows(IllegalArgumentException.class, () -> loop.openTick(Duration.ofMillis(1001)));
        loop.openTick(Duration.ofNanos(100_000)).close();
    }

    @Test
    @DisplayName("offloaded work has its result, or what it throws, handed on on the loop")
    default void offload() throws Exception {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        on(loop, () -> {
            loop.offload(
                    () -> "value " + loop.inLoop(), (value, thrown) -> log.add(value + " " + thrown + loop.inLoop()));
            return null;
        });
        drive(() -> log.size() == 1);
        on(loop, () -> {
            loop.offload(
                    () -> {
                        throw new IllegalStateException("no");
                    },
                    (value, thrown) -> log.add(value + " " + thrown.getMessage()));
            return null;
        });
        drive(() -> log.size() == 2);
        assertEquals(List.of("value false nulltrue", "null no"), log);
    }

    @Test
    @DisplayName("work that computes has its result, or what it throws, handed on on the loop")
    default void compute() throws Exception {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        on(loop, () -> {
            loop.compute(
                    () -> "value " + loop.inLoop(), (value, thrown) -> log.add(value + " " + thrown + loop.inLoop()));
            loop.compute(
                    () -> {
                        throw new IllegalStateException("no");
                    },
                    (value, thrown) -> log.add(value + " " + thrown.getMessage()));
            return null;
        });
        drive(() -> log.size() == 2);
        log.sort(null);
        assertEquals(List.of("null no", "value false nulltrue"), log);
    }

    @Test
    @DisplayName("what a client throws is told to the loop's owner, and the loop goes on")
    default void failures() throws Exception {
        List<String> failures = new CopyOnWriteArrayList<>();
        EventLoop loop = network().openLoop("failing", thrown -> failures.add(thrown.getMessage()));
        loop.execute(() -> {
            throw new IllegalStateException("command");
        });
        on(loop, () -> {
            loop.newDeadline(now -> {
                        throw new AssertionError("deadline");
                    })
                    .set(0);
            return null;
        });
        drive(() -> failures.size() == 2);
        assertEquals(List.of("command", "deadline"), failures);
        assertEquals("still there", on(loop, () -> "still there"));
    }

    @Test
    @DisplayName("a closed loop takes no command, and its deadlines do not come")
    default void closedLoop() throws Exception {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        on(loop, () -> {
            loop.newDeadline(now -> log.add("deadline")).set(loop.now() + 20 * MILLI);
            return null;
        });
        loop.close();
        loop.close();
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> log.add("command")));
        settle();
        assertEquals(List.of(), log);
    }

    @Test
    @DisplayName("a loop may close itself; nothing of it runs afterwards")
    default void closesItself() {
        EventLoop loop = loop();
        List<String> log = new CopyOnWriteArrayList<>();
        loop.execute(() -> {
            loop.newDeadline(now -> log.add("deadline")).set(0);
            loop.close();
            log.add("closed");
        });
        drive(() -> !log.isEmpty());
        settle();
        assertEquals(List.of("closed"), log);
    }

    @Test
    @DisplayName("media loops come in turn; the network and the name of a loop are its own")
    default void mediaLoops() {
        EventLoop first = network().mediaLoop();
        for (int i = 1; i < network().mediaLoopCount(); i++) {
            assertNotSame(first, network().mediaLoop());
        }
        assertSame(first, network().mediaLoop());
        assertSame(network(), first.network());
        assertEquals("contract", loop().name());
    }

    @Test
    @DisplayName("a closed network opens no loop")
    default void closedNetwork() {
        network().close();
        network().close();
        assertThrows(IllegalStateException.class, () -> network().openLoop("late"));
        assertThrows(
                RejectedExecutionException.class,
                () -> network().applicationThreads().start("late", () -> {}));
    }

    @Test
    @DisplayName("literal addresses and localhost are found, in brackets too; what is no name is not")
    default void lookUp() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        assertEquals(List.of(loopback), network().lookUp("127.0.0.1"));
        assertTrue(network().lookUp("localhost").contains(loopback));
        assertEquals(List.of(InetAddress.getByName("::1")), network().lookUp("[::1]"));
        assertThrows(UnknownHostException.class, () -> network().lookUp("no such host.invalid"));
        assertEquals(loopback, network().localAddressTowards(new InetSocketAddress("127.0.0.1", 5060)));
    }
}
