// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3264 section 8.4: hold and resume")
class HoldTest {
    @Test
    @DisplayName(
            "held by this side: the peer is not heard, both sides know, nobody gives up; resumed, sound flows again")
    void holdAndResume() {
        var peer = new AtomicReference<VoiceSession>();
        try (var line = new SimulatedLine(1)) {
            line.callee.onCall(session -> {
                peer.set(session);
                session.awaitEnd();
            });
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            session.play(VoiceCallTest.tone(8_000), 8_000).await();
            var held = session.hold();
            line.runUntil(held::isDone);
            held.getNow(null);
            line.network.runFor(Duration.ofMillis(300));
            assertEquals(SessionState.HELD, session.state());
            assertEquals(SessionState.HELD, peer.get().state());
            long before = packetsHeard(session);
            peer.get().play(VoiceCallTest.tone(8_000), 8_000);
            line.network.runFor(Duration.ofMinutes(3));
            assertEquals(List.of(), line.calleeEnds);
            assertEquals(before, packetsHeard(session), "the held peer is silent");
            var resumed = session.resume();
            line.runUntil(resumed::isDone);
            resumed.getNow(null);
            line.network.runFor(Duration.ofMillis(300));
            assertEquals(SessionState.ACTIVE, session.state());
            assertEquals(SessionState.ACTIVE, peer.get().state());
            session.play(VoiceCallTest.tone(8_000), 8_000).await();
            assertTrue(packetsHeard(session) >= before + 50, "what the peer said meanwhile comes now");
            session.disconnect();
            line.assertIdle();
        }
    }

    private static long packetsHeard(VoiceSession session) {
        return session.statistics().orElseThrow().received().packets();
    }

    @Test
    @DisplayName(
            "both sides hold at the same time: glare is solved (RFC 3261 section 14.1), both are told, the call lives")
    void glare() {
        var peer = new AtomicReference<VoiceSession>();
        try (var line = new SimulatedLine(2)) {
            line.callee.onCall(session -> {
                peer.set(session);
                session.awaitEnd();
            });
            line.start();
            VoiceSession session = line.caller.dial(SimulatedLine.BOT);
            line.runUntil(() -> peer.get() != null);
            line.network.runFor(Duration.ofSeconds(1));
            var one = session.hold();
            var two = peer.get().hold();
            line.runUntil(() -> one.isDone() && two.isDone());
            line.network.runFor(Duration.ofSeconds(10));
            assertEquals(SessionState.HELD, session.state());
            assertEquals(SessionState.HELD, peer.get().state());
            session.disconnect();
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("a peer that holds, is silent for longer than 30 s, resumes and stays silent is hung up on 30 s later")
    void silentAfterHold() throws IOException {
        try (var line = new SimulatedLine(3);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceSession::awaitEnd);
            line.start();
            peer.invite(1, "", "", RawPeer.sdp(1, "0", "sendrecv"));
            String tag = acknowledged(peer, 1);
            peer.speak(10_000, 50);
            peer.invite(2, tag, "", RawPeer.sdp(2, "0", "sendonly"));
            acknowledged(peer, 2);
            line.network.runFor(Duration.ofMinutes(2));
            assertEquals(List.of(), line.calleeEnds);
            peer.invite(3, tag, "", RawPeer.sdp(3, "0", "sendrecv"));
            acknowledged(peer, 3);
            line.network.runFor(Duration.ofSeconds(29));
            assertEquals(List.of(), line.calleeEnds);
            line.network.runFor(Duration.ofSeconds(2));
            assertTrue(peer.count("BYE ") > 0);
            line.assertIdle();
            assertEquals(List.of("MEDIA_TIMEOUT media stopped"), line.calleeEnds);
        }
    }

    private static String acknowledged(RawPeer peer, int cseq) {
        String ok = peer.finalResponse(cseq);
        assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
        peer.ack(cseq, RawPeer.toTag(ok));
        return RawPeer.toTag(ok);
    }
}
