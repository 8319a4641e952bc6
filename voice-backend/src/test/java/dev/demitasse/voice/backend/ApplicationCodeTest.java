// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.event.loop.Network;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("application code that blocks delays nobody else")
class ApplicationCodeTest {
    private static void block(Network network, Duration duration) {
        network.newSignal().await(() -> false, Deadlines.after(network.now(), duration));
    }

    @Test
    @DisplayName("a handler that blocks for ten seconds, and one that never reads, end nothing but their own calls")
    void handlers() {
        try (var line = new SimulatedLine(1)) {
            Network network = line.network.host(SimulatedLine.CALLEE_HOST);
            line.callee.onCall(session -> {
                switch (session.headers().getOrDefault("X-Kind", "")) {
                    case "blocks" -> block(network, Duration.ofSeconds(10));
                    case "never reads" -> session.awaitEnd();
                    default -> VoiceCallTest.echo(session);
                }
            });
            line.start();
            VoiceSession blocked = dial(line, "blocks");
            VoiceSession unread = dial(line, "never reads");
            VoiceSession good = dial(line, "echo");
            unread.play(VoiceCallTest.tone(40_000), 8_000);
            var heard = new AtomicInteger();
            line.network.host(SimulatedLine.CALLER_HOST).applicationThreads().start("listener", () -> {
                while (good.read().isPresent()) {
                    heard.incrementAndGet();
                }
            });
            assertEquals(40_000, good.play(VoiceCallTest.tone(40_000), 8_000).await());
            line.network.runFor(Duration.ofMillis(400));
            assertTrue(heard.get() >= 250, "frames heard " + heard.get());
            assertEquals(SessionState.ACTIVE, blocked.state());
            assertEquals(EndReason.REMOTE_HANG_UP, blocked.awaitEnd().reason());
            assertEquals(SessionState.ACTIVE, unread.state());
            unread.disconnect();
            good.disconnect();
            line.assertIdle();
        }
    }

    private static VoiceSession dial(SimulatedLine line, String kind) {
        return line.caller.dial(
                DialRequest.builder(SimulatedLine.BOT).header("X-Kind", kind).build());
    }

    @Test
    @DisplayName("a continuation of a future we hand out that blocks for ten seconds delays no loop")
    void continuations() {
        try (var line = new SimulatedLine(2)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            Network network = line.network.host(SimulatedLine.CALLER_HOST);
            var blocked = new AtomicInteger();
            var onLoop = new AtomicInteger();
            Thread loops = Thread.currentThread(); // in virtual time the test's thread steps them all
            Runnable block = () -> {
                blocked.incrementAndGet();
                onLoop.addAndGet(Thread.currentThread() == loops ? 1 : 0);
                block(network, Duration.ofSeconds(10));
            };
            var first = line.caller.dialAsync(DialRequest.to(SimulatedLine.BOT));
            first.thenRun(block);
            line.runUntil(() -> blocked.get() == 1);
            long began = line.network.now();
            VoiceSession second = line.caller.dial(SimulatedLine.BOT);
            second.play(VoiceCallTest.tone(1_600), 8_000).done().thenRun(block);
            second.sendDtmf("1").whenComplete((sent, failure) -> block.run());
            second.disconnectAsync().thenRun(block);
            VoiceSession third = line.caller.dial(SimulatedLine.BOT);
            third.play(VoiceCallTest.tone(8_000), 8_000).await();
            third.disconnect();
            assertTrue(line.network.now() - began < Duration.ofSeconds(3).toNanos());
            first.getNow(null).disconnect();
            line.assertIdle();
            assertEquals(4, blocked.get());
            assertEquals(0, onLoop.get(), "continuations on a loop");
        }
    }

    @Test
    @DisplayName("a digit listener that blocks delays the listeners of its own call only, and no sound")
    void listeners() {
        var digits = new AtomicInteger();
        try (var line = new SimulatedLine(3)) {
            Network network = line.network.host(SimulatedLine.CALLEE_HOST);
            line.callee.onCall(VoiceCallTest::echo);
            line.callee.onDtmfReceived((session, event) -> {
                digits.incrementAndGet();
                block(network, Duration.ofSeconds(10));
            });
            line.start();
            VoiceSession one = line.caller.dial(SimulatedLine.BOT);
            VoiceSession two = line.caller.dial(SimulatedLine.BOT);
            one.sendDtmf("12");
            two.sendDtmf("3");
            line.network.runFor(Duration.ofSeconds(5));
            assertEquals(2, digits.get());
            one.disconnect();
            two.disconnect();
            line.assertIdle();
            assertEquals(3, digits.get());
            assertEquals(List.of("REMOTE_HANG_UP", "REMOTE_HANG_UP"), line.calleeEnds);
        }
    }
}
