// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.InterruptedWaitException;
import dev.demitasse.event.loop.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of application threads, lanes and signals. */
interface ThreadContract extends ContractHarness {
    @Test
    @DisplayName("application code runs on a thread of its own, under its name, and may wait for a loop")
    default void start() {
        EventLoop loop = loop();
        Thread tester = Thread.currentThread();
        List<String> log = new CopyOnWriteArrayList<>();
        network().applicationThreads().start("handler", () -> {
            log.add(Thread.currentThread().getName() + " " + (Thread.currentThread() == tester));
            CompletableFuture<String> answer = new CompletableFuture<>();
            loop.execute(() -> answer.complete("answer"));
            log.add(network().await(answer, Duration.ofSeconds(20)) + " " + answer.getNow(""));
        });
        drive(() -> log.size() == 2);
        assertEquals(List.of("handler false", "true answer"), log);
    }

    @Test
    @DisplayName("a wait without a raising ends at its deadline, not before")
    default void deadline() {
        List<Long> spans = new CopyOnWriteArrayList<>();
        network().applicationThreads().start("waiting", () -> {
            long begin = network().now();
            boolean held = network().newSignal().await(() -> false, begin + 20_000_000);
            spans.add(held ? -1 : network().now() - begin);
        });
        drive(() -> spans.size() == 1);
        assertTrue(spans.get(0) >= 20_000_000 && spans.get(0) < 10_000_000_000L, "waited " + spans.get(0) + " ns");
    }

    @Test
    @DisplayName("a condition that holds ends the wait at once; a deadline that has passed only looks")
    default void immediately() {
        Signal signal = network().newSignal();
        assertTrue(signal.await(() -> true, Deadlines.NEVER));
        assertTrue(signal.await(() -> true, network().now()));
        assertFalse(signal.await(() -> false, network().now()));
        assertFalse(network().await(new CompletableFuture<>(), Duration.ZERO));
    }

    @Test
    @DisplayName("the test's own thread may wait for what a loop does")
    default void waitingTester() {
        EventLoop loop = loop();
        Signal signal = network().newSignal();
        AtomicBoolean done = new AtomicBoolean();
        loop.execute(() -> {
            done.set(true);
            signal.raise();
        });
        assertTrue(signal.await(done::get, network().now() + 20_000_000_000L));
    }

    @Test
    @DisplayName("raising has every waiting thread look again; those whose condition fails go on waiting")
    default void raise() {
        Signal signal = network().newSignal();
        AtomicReference<String> turn = new AtomicReference<>("");
        List<String> log = new CopyOnWriteArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            network().applicationThreads().start(name, () -> {
                signal.await(() -> turn.get().equals(name), Deadlines.NEVER);
                log.add(name);
            });
        }
        settle();
        for (String name : List.of("c", "a", "b")) {
            turn.set(name);
            signal.raise();
            drive(() -> log.contains(name));
        }
        assertEquals(List.of("c", "a", "b"), log);
    }

    @Test
    @DisplayName("a loop must not wait")
    default void waitOnLoop() throws Exception {
        EventLoop loop = loop();
        Signal signal = network().newSignal();
        on(loop, () -> assertThrows(IllegalStateException.class, () -> signal.await(() -> false, Deadlines.NEVER)));
        on(loop, () -> assertThrows(IllegalStateException.class, () -> network().close()));
    }

    @Test
    @DisplayName("an interrupted wait ends with an exception, and the thread stays interrupted")
    default void interrupted() {
        List<String> log = new CopyOnWriteArrayList<>();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        network().applicationThreads().start("interrupted", () -> {
            waiting.set(Thread.currentThread());
            try {
                network().newSignal().await(() -> false, Deadlines.NEVER);
            } catch (InterruptedWaitException interrupted) {
                log.add("interrupted " + Thread.currentThread().isInterrupted());
            }
        });
        drive(() -> waiting.get() != null);
        settle();
        waiting.get().interrupt();
        drive(() -> log.size() == 1);
        assertEquals(List.of("interrupted true"), log);
    }

    @Test
    @DisplayName("a lane runs its tasks one after the other, in their order, though they wait")
    default void lane() {
        Executor lane = network().applicationThreads().newLane("lane");
        List<String> log = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            lane.execute(() -> {
                log.add(number + " begins on " + Thread.currentThread().getName());
                network().newSignal().await(() -> false, network().now() + 2_000_000);
                log.add(number + " ends");
            });
        }
        drive(() -> log.size() == 10);
        for (int i = 0; i < 5; i++) {
            assertEquals(i + " begins on lane", log.get(2 * i));
            assertEquals(i + " ends", log.get(2 * i + 1));
        }
    }

    @Test
    @DisplayName("what a task throws goes to the thread's uncaught exception handler, and its lane goes on")
    default void uncaught() {
        Executor lane = network().applicationThreads().newLane("lane");
        List<String> log = new CopyOnWriteArrayList<>();
        lane.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> log.add(thrown.getMessage()));
            throw new IllegalStateException("thrown");
        });
        lane.execute(() -> log.add("next"));
        drive(() -> log.size() == 2);
        assertEquals(List.of("thrown", "next"), log);
    }

    @Test
    @DisplayName("closing interrupts the threads that wait, and leaves none")
    default void closing() {
        List<String> log = new CopyOnWriteArrayList<>();
        network().applicationThreads().start("waiting", () -> {
            log.add("waits");
            try {
                network().newSignal().await(() -> false, Deadlines.NEVER);
            } catch (InterruptedWaitException interrupted) {
                log.add("interrupted");
            }
        });
        drive(() -> log.size() == 1);
        network().close();
        assertEquals(List.of("waits", "interrupted"), log);
    }
}
