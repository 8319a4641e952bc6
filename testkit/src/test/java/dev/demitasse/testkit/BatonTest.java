// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.EventLoop;
import dev.demitasse.event.loop.InterruptedWaitException;
import dev.demitasse.event.loop.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Plain fields and lists are shared by all threads here: that no two of them run at once is what is tested. */
@DisplayName("Application threads in virtual time: one runs at a time")
class BatonTest {
    private static final long MILLI = 1_000_000;

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(1);
    private final List<String> log = new ArrayList<>();
    private int counter;

    @AfterEach
    void close() {
        network.close();
    }

    private void start(String name, Runnable task) {
        network.applicationThreads().start(name, task);
    }

    private void pause(long millis) {
        network.newSignal().await(() -> false, network.now() + millis * MILLI);
    }

    @Test
    @DisplayName("nothing of a thread runs before the simulation is stepped")
    void notBeforeStepping() {
        start("a", () -> log.add("ran"));
        assertEquals(List.of(), log);
        network.runUntilIdle();
        assertEquals(List.of("ran"), log);
    }

    @Test
    @DisplayName("threads that pause take turns in the order of their times")
    void turns() {
        for (int i = 1; i <= 3; i++) {
            int period = i;
            start("every " + i, () -> {
                for (int turn = 0; turn < 3; turn++) {
                    pause(period * 10L);
                    log.add(network.now() / MILLI + " every " + period);
                }
            });
        }
        network.runUntilIdle();
        assertEquals(
                List.of(
                        "10 every 1",
                        "20 every 2",
                        "20 every 1",
                        "30 every 3",
                        "30 every 1",
                        "40 every 2",
                        "60 every 3",
                        "60 every 2",
                        "90 every 3"),
                log);
    }

    /** Threads, a loop and a lossy line, with everything in one log. */
    private static String mixedRun(long seed) {
        StringBuilder log = new StringBuilder();
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(seed)) {
            network.conditionsEverywhere(LinkConditions.builder()
                    .loss(0.2)
                    .latency(Duration.ofMillis(3))
                    .jitter(Duration.ofMillis(5))
                    .build());
            Talk left = new Talk(network, "192.0.2.1", 1);
            Talk right = new Talk(network, "192.0.2.2", 2);
            Signal heard = network.newSignal();
            Executor lane = network.applicationThreads().newLane("lane");
            for (int i = 0; i < 5; i++) {
                int number = i;
                network.applicationThreads().start("handler " + i, () -> {
                    for (int turn = 0; turn < 4; turn++) {
                        left.send(number + "/" + turn, right);
                        int before = right.heard.size();
                        boolean held = heard.await(
                                () -> right.heard.size() > before,
                                network.now() + network.random().nextInt(20) * MILLI);
                        log.append(network.now())
                                .append(' ')
                                .append(number)
                                .append(held)
                                .append('\n');
                        lane.execute(() -> log.append("lane ").append(number).append('\n'));
                        heard.raise();
                    }
                });
            }
            network.runUntilIdle();
            log.append(network.recordingText());
        }
        return log.toString();
    }

    @Test
    @DisplayName("200 runs with the same seed are the same")
    void repeatable() {
        String first = mixedRun(5);
        for (int run = 1; run < 200; run++) {
            assertEquals(first, mixedRun(5), "run " + run);
        }
        assertFalse(first.equals(mixedRun(6)));
    }

    @Test
    @DisplayName("10,000 switches between two threads take little real time")
    void pingPong() {
        Signal signal = network.newSignal();
        int switches = 10_000;
        for (int side = 0; side < 2; side++) {
            int mine = side;
            start("side " + side, () -> {
                while (counter < switches) {
                    signal.await(() -> counter % 2 == mine || counter >= switches, Deadlines.NEVER);
                    counter++;
                    signal.raise();
                }
            });
        }
        long begin = System.nanoTime();
        network.runUntilIdle();
        long took = System.nanoTime() - begin;
        assertTrue(counter >= switches);
        System.out.printf("baton: %d switches, %d us each%n", switches, took / switches / 1000);
        assertTrue(took < 60_000_000_000L, "took " + took + " ns");
    }

    @Test
    @DisplayName("thousands of threads, one after the other, use the same few platform threads")
    void pooled() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            start("short", () -> {
                if (!threads.contains(Thread.currentThread())) {
                    threads.add(Thread.currentThread());
                }
            });
        }
        network.runUntilIdle();
        assertEquals(1, threads.size());
    }

    @Test
    @DisplayName("closing leaves no thread behind, waiting ones included")
    void closed() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            start("waiting", () -> {
                threads.add(Thread.currentThread());
                network.newSignal().await(() -> false, Deadlines.NEVER);
            });
        }
        start("ended", () -> threads.add(Thread.currentThread()));
        network.runUntilIdle();
        network.close();
        for (Thread thread : threads) {
            assertFalse(thread.isAlive(), thread.getName());
        }
        assertEquals(Duration.ofSeconds(5).toNanos(), network.now(), "the close limit has passed");
    }

    @Test
    @DisplayName("closing waits for threads that end by themselves")
    void closeWaits() {
        start("ending", () -> {
            pause(1000);
            log.add("ended");
        });
        network.close();
        assertEquals(List.of("ended"), log);
        assertEquals(1000 * MILLI, network.now());
    }

    @Test
    @DisplayName("an application thread may close the network it runs on")
    void closedFromWithin() {
        start("other", () -> network.newSignal().await(() -> false, Deadlines.NEVER));
        start("closing", () -> {
            network.close();
            log.add("closed at " + network.now() / MILLI);
        });
        network.runUntilIdle();
        assertEquals(List.of("closed at 5000"), log);
    }

    @Test
    @DisplayName("a wait on the test's thread runs the simulation, and ends at its deadline")
    void waitSteps() {
        EventLoop loop = network.openLoop("a");
        CompletableFuture<String> answer = new CompletableFuture<>();
        loop.execute(() -> loop.newDeadline(now -> answer.complete("answer")).set(30 * MILLI));
        assertFalse(network.await(answer, Duration.ofMillis(20)));
        assertEquals(20 * MILLI, network.now());
        assertTrue(network.await(answer, Duration.ofSeconds(5)));
        assertEquals(30 * MILLI, network.now());
    }

    @Test
    @DisplayName("a wait on the test's thread that nothing can end is refused, and names what is open")
    void waitForNothing() {
        start("waiting too", () -> network.newSignal().await(() -> false, Deadlines.NEVER));
        Signal signal = network.newSignal();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> signal.await(() -> false, Deadlines.NEVER));
        assertTrue(refused.getMessage().contains("application thread 'waiting too'"), refused.getMessage());
        assertTrue(refused.getMessage().contains("waiting at BatonTest.java:"), refused.getMessage());
        assertFalse(signal.await(() -> false, MILLI));
    }

    @Test
    @DisplayName("a condition made true without raising is not seen: the real network would not see it either")
    void strictRaise() {
        EventLoop loop = network.openLoop("a");
        Signal signal = network.newSignal();
        loop.execute(() -> counter = 1);
        assertThrows(IllegalStateException.class, () -> signal.await(() -> counter == 1, Deadlines.NEVER));
    }

    @Test
    @DisplayName("an interrupted test thread ends its wait")
    void interruptedTester() {
        EventLoop loop = network.openLoop("a");
        loop.execute(() ->
                loop.newDeadline(now -> Thread.currentThread().interrupt()).set(MILLI));
        loop.execute(() -> loop.newDeadline(now -> log.add("too far")).set(2 * MILLI));
        assertThrows(InterruptedWaitException.class, () -> network.newSignal().await(() -> false, Deadlines.NEVER));
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), log);
    }

    @Test
    @DisplayName("an application thread does not step the simulation")
    void noSteppingByThreads() {
        start("stepping", () -> {
            assertThrows(IllegalStateException.class, network::step);
            assertThrows(IllegalStateException.class, () -> network.runFor(Duration.ZERO));
            log.add("refused");
        });
        network.runUntilIdle();
        assertEquals(List.of("refused"), log);
    }

    @Test
    @DisplayName("a thread that is not the network's can't wait while the simulation is stepped")
    void foreignThread() throws Exception {
        EventLoop loop = network.openLoop("a");
        List<Throwable> thrown = new ArrayList<>();
        loop.execute(() -> {
            Thread foreign = new Thread(() -> {
                try {
                    network.newSignal().await(() -> false, Deadlines.NEVER);
                } catch (IllegalStateException refused) {
                    thrown.add(refused);
                }
            });
            foreign.start();
            try {
                foreign.join();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        });
        network.runUntilIdle();
        assertEquals(1, thrown.size());
    }

    @Test
    @DisplayName("what an application thread throws fails the step")
    void failure() {
        IllegalStateException cause = new IllegalStateException("broken");
        start("handler", () -> {
            throw cause;
        });
        AssertionError failure = assertThrows(AssertionError.class, network::runUntilIdle);
        assertSame(cause, failure.getCause());
        assertEquals("application thread 'handler' of 127.0.0.1 has failed: " + cause, failure.getMessage());
    }

    @Test
    @DisplayName("a thread that blocks elsewhere fails the test with its stack, and does not disturb what follows")
    void blocksElsewhere() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<Thread> lost = new ArrayList<>();
        try (SimulatedNetwork impatient =
                SimulatedNetwork.builder().blockingLimit(Duration.ofSeconds(2)).build()) {
            impatient.applicationThreads().start("blocked", () -> {
                lost.add(Thread.currentThread());
                try {
                    never.await();
                } catch (InterruptedException interrupted) {
                    impatient.newSignal().await(() -> false, Deadlines.NEVER);
                }
            });
            AssertionError failure = assertThrows(AssertionError.class, impatient::runUntilIdle);
            assertTrue(failure.getMessage().startsWith("application thread 'blocked'"), failure.getMessage());
            assertTrue(failure.getMessage().contains("BatonTest.lambda"), failure.getMessage());
            assertNull(failure.getCause());
            lost.get(0).join(5000);
            assertFalse(lost.get(0).isAlive());
            impatient.applicationThreads().start("next", () -> log.add("next"));
            impatient.runUntilIdle();
            assertEquals(List.of("next"), log);
            impatient.assertNothingPending();
        }
    }
}
