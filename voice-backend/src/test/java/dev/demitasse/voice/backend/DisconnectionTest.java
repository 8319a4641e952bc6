// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D5: the end is told exactly once for every session, whoever ends it, with its reason")
class DisconnectionTest {
    @Test
    @DisplayName("the callee hangs up")
    void calleeHangsUp() {
        try (var line = new SimulatedLine(1)) {
            line.callee.onCall(session -> session.play(new short[1_600], 8_000).await());
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            assertEquals(EndReason.REMOTE_HANG_UP, session.awaitEnd().reason());
            VoiceCallTest.echo(session);
            assertTrue(session.read().isEmpty(), "reading ends");
            session.write(new short[16_000]);
            line.assertIdle();
            assertEquals(List.of("REMOTE_HANG_UP"), line.callerEnds);
            assertEquals(List.of("LOCAL_HANG_UP the handler has returned"), line.calleeEnds);
        }
    }

    @Test
    @DisplayName("both hang up at once: each side says it was the one")
    void both() {
        try (var line = new SimulatedLine(2)) {
            List<VoiceSession> sessions = Collections.synchronizedList(new ArrayList<>());
            line.callee.onCall(session -> {
                sessions.add(session);
                session.awaitEnd();
            });
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            line.runUntil(() -> !sessions.isEmpty());
            line.network.runFor(Duration.ofSeconds(1));
            sessions.get(0).disconnectAsync();
            session.disconnectAsync();
            session.disconnectAsync();
            line.assertIdle();
            assertEquals(1, line.callerEnds.size());
            assertEquals(1, line.calleeEnds.size());
        }
    }

    @Test
    @DisplayName("a peer that falls silent is hung up on after 30 s, with BYE")
    void mediaTimeout() {
        try (var line = new SimulatedLine(3)) {
            line.callee.onCall(VoiceSession::awaitEnd);
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            session.play(VoiceCallTest.tone(800), 8_000).await();
            line.network.lose(datagram -> datagram.from().getPort() >= 10_000);
            long began = line.network.now();
            line.runUntil(() -> !line.calleeEnds.isEmpty());
            assertEquals("MEDIA_TIMEOUT", line.calleeEnds.get(0).substring(0, 13));
            assertTrue((line.network.now() - began) / 1_000_000_000 >= 29);
            line.assertIdle();
            assertEquals(1, line.calleeEnds.size());
            assertEquals(1, line.callerEnds.size());
        }
    }

    @Test
    @DisplayName("refused: the future fails with status and reason, and the end is told")
    void refused() {
        try (var line = new SimulatedLine(4)) {
            line.start();
            var failed = assertThrows(CallFailedException.class, () -> line.caller.dial(SimulatedLine.BOT));
            assertEquals(OptionalInt.of(486), failed.status());
            assertEquals(EndReason.REJECTED, failed.reason());
            line.assertIdle();
            assertEquals(1, line.callerEnds.size());
            assertEquals(List.of(), line.calleeEnds);
        }
    }

    @Test
    @DisplayName("nobody there: the call fails when the INVITE's transaction does, or the dialler's patience ends")
    void nobody() {
        try (var line = new SimulatedLine(5)) {
            line.start();
            var failed = assertThrows(CallFailedException.class, () -> line.caller.dial("sip:nobody@203.0.113.99"));
            assertEquals(EndReason.TIMEOUT, failed.reason());
            assertTrue(line.network.now() >= Duration.ofSeconds(30).toNanos());
            line.assertIdle();
            assertEquals(1, line.callerEnds.size());
        }
    }

    @Test
    @DisplayName("dial() with a peer that says nothing fails at its time limit, not when the INVITE's transaction does")
    void patience() {
        try (var line = new SimulatedLine(5)) {
            line.start();
            long before = line.network.now();
            var request = DialRequest.builder("sip:nobody@203.0.113.99").timeout(Duration.ofSeconds(2));
            var failed = assertThrows(CallFailedException.class, () -> line.caller.dial(request.build()));
            assertEquals(EndReason.TIMEOUT, failed.reason());
            assertEquals(2, Duration.ofNanos(line.network.now() - before).toSeconds());
            assertEquals(List.of(), line.caller.sessions());
            assertEquals(1, line.caller.counters().clientTransactions());
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("a closed port: TRANSPORT at once, or with no probe for it the dialler's patience")
    void closedPort() {
        for (boolean probe : new boolean[] {true, false}) {
            try (var line = new SimulatedLine(5, callee -> callee.closedPortProbe(probe))) {
                line.start();
                var request = DialRequest.builder("sip:nobody@" + SimulatedLine.CALLER_HOST + ":5099")
                        .timeout(Duration.ofSeconds(5));
                var failed = assertThrows(CallFailedException.class, () -> line.callee.dial(request.build()));
                assertEquals(probe ? EndReason.TRANSPORT : EndReason.TIMEOUT, failed.reason());
                line.assertIdle();
            }
        }
    }

    @Test
    @DisplayName("a handler that throws ends its own call, and no other")
    void handlerThrows() {
        try (var line = new SimulatedLine(6)) {
            line.callee.onCall(session -> {
                if (session.headers().containsKey("X-Bad")) {
                    throw new IllegalStateException("planted");
                }
                VoiceCallTest.echo(session);
            });
            line.start();
            VoiceSession good = line.caller.dial(SimulatedLine.BOT);
            VoiceSession bad = line.caller.dial(
                    DialRequest.builder(SimulatedLine.BOT).header("X-Bad", "1").build());
            assertEquals(EndReason.REMOTE_HANG_UP, bad.awaitEnd().reason());
            assertEquals(SessionState.ACTIVE, good.state());
            good.disconnect();
            line.assertIdle();
            assertEquals("FAILURE", line.calleeEnds.get(0).substring(0, 7));
            assertEquals(2, line.calleeEnds.size());
        }
    }

    @Test
    @DisplayName("a listener that throws ends its own call, and no other")
    void listenerThrows() {
        try (var line = new SimulatedLine(7)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.callee.onDtmfReceived((session, event) -> {
                throw new IllegalStateException("planted");
            });
            line.start();
            VoiceSession good = line.caller.dial(SimulatedLine.BOT);
            VoiceSession bad = line.caller.dial(SimulatedLine.BOT);
            long began = line.network.now();
            bad.sendDtmf("1");
            assertEquals(EndReason.REMOTE_HANG_UP, bad.awaitEnd().reason());
            assertTrue(line.network.now() - began < Duration.ofSeconds(2).toNanos(), "ended by another reason");
            assertEquals(SessionState.ACTIVE, good.state());
            good.disconnect();
            line.assertIdle();
            assertEquals("FAILURE a listener has failed", line.calleeEnds.get(0));
            assertEquals(2, line.calleeEnds.size());
        }
    }

    @Test
    @DisplayName("close() with calls up sends BYE for each, and tells each end")
    void closed() {
        try (var line = new SimulatedLine(8)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            var sessions = List.of(line.caller.dial(SimulatedLine.BOT), line.caller.dial(SimulatedLine.BOT));
            line.callee.close();
            for (VoiceSession session : sessions) {
                assertEquals(EndReason.REMOTE_HANG_UP, session.awaitEnd().reason());
            }
            assertEquals(
                    List.of("SHUTDOWN", "SHUTDOWN"),
                    line.calleeEnds.stream().map(text -> text.substring(0, 8)).toList());
            line.callee.close();
            assertTrue(line.callee.awaitTermination(Duration.ZERO));
            assertThrows(IllegalStateException.class, () -> line.callee.dial(SimulatedLine.BOT));
        }
    }

    @Test
    @DisplayName("close() gives up on a peer that does not answer, within its limit")
    void closeLimit() {
        try (var line = new SimulatedLine(9)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            line.caller.dial(SimulatedLine.BOT);
            line.network.runFor(Duration.ofSeconds(1));
            line.network.lose(datagram -> true);
            long began = line.network.now();
            line.callee.close();
            long millis = (line.network.now() - began) / 1_000_000;
            assertTrue(millis >= 4_000 && millis <= 5_500, "took " + millis + " ms");
            assertEquals(1, line.calleeEnds.size());
            line.caller.close();
            assertEquals(1, line.callerEnds.size());
        }
    }

    @Test
    @DisplayName("a detached session outlives its handler")
    void detached() {
        var kept = new CompletableFuture<VoiceSession>();
        try (var line = new SimulatedLine(10)) {
            line.callee.onCall(session -> {
                session.detach();
                kept.complete(session);
            });
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            line.network.runFor(Duration.ofSeconds(5));
            assertEquals(SessionState.ACTIVE, session.state());
            kept.getNow(null).disconnect();
            assertEquals(EndReason.REMOTE_HANG_UP, session.awaitEnd().reason());
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("a session that is over tells a late listener, on its lane, once")
    void lateListener() {
        var told = new ArrayList<Disconnection>();
        try (var line = new SimulatedLine(11)) {
            line.callee.onCall(session -> {});
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            session.awaitEnd();
            session.onDisconnected(told::add);
            line.network.runFor(Duration.ofSeconds(1));
            assertEquals(1, told.size());
            assertEquals(session.disconnection().orElseThrow(), told.get(0));
        }
    }
}
