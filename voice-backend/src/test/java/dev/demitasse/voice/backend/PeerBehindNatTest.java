// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.Nat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a caller behind a NAT that knows its own address only")
class PeerBehindNatTest {
    @Test
    @DisplayName("the bot's hold, resume and hang-up reach it; the NAT binds anew in between")
    void heldAndHungUpOn() {
        try (var line = new SimulatedLine(3581)) {
            Nat nat = line.network.nat(SimulatedLine.CALLER_HOST, "203.0.113.77", Nat.Kind.PORT_RESTRICTED);
            line.callee.onCall(session -> {
                done(line, session.hold());
                done(line, session.resume());
                session.awaitEnd();
            });
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            line.network.runFor(Duration.ofSeconds(2));
            nat.rebind();
            line.network.runFor(Duration.ofSeconds(1));
            done(line, session.hold());
            line.callee.sessions().get(0).disconnect();
            assertEquals(EndReason.REMOTE_HANG_UP, session.awaitEnd().reason());
            line.assertIdle();
            assertEquals(List.of("REMOTE_HANG_UP"), line.callerEnds);
            assertEquals(List.of("LOCAL_HANG_UP"), line.calleeEnds);
        }
    }

    private static void done(SimulatedLine line, CompletableFuture<Void> asked) {
        assertTrue(line.network.await(asked, Duration.ofSeconds(10)));
        asked.join();
    }

    @Test
    @DisplayName("the report right after disconnect() has the BYE in its ladder")
    void reportAfterDisconnect() {
        try (var line = new SimulatedLine(5)) {
            line.callee.onCall(VoiceSession::awaitEnd);
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            session.disconnect();
            assertTrue(session.report().ladder().contains("--> BYE"), session.report()::ladder);
            line.assertIdle();
        }
    }
}
