// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what has to be there before a call is answered: somebody to take it, and the socket of its sound")
class AnsweringTest {
    private static final String OFFER = RawPeer.sdp(1, "0", "sendrecv");

    @Test
    @DisplayName("RFC 3261 21.4.24: without a handler a call is refused as busy")
    void noHandler() throws IOException {
        try (var line = new SimulatedLine(1);
                var peer = new RawPeer(line.network)) {
            line.start();
            peer.invite(1, "", "", OFFER);
            String refusal = peer.finalResponse(1);
            assertTrue(refusal.startsWith("SIP/2.0 486 "), refusal);
            peer.request("ACK", 1, "inv1", RawPeer.toTag(refusal), "", "");
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("W23: sound that comes as soon as the 200 is there is received from its first packet on")
    void firstPackets() throws IOException {
        try (var line = new SimulatedLine(2);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceSession::awaitEnd);
            line.start();
            peer.invite(1, "", "", OFFER);
            String ok = peer.finalResponse(1);
            peer.speak(10_000, 25);
            peer.ack(1, RawPeer.toTag(ok));
            line.runUntil(() -> line.callee.sessions().get(0).state() == SessionState.ACTIVE);
            var heard = line.callee.sessions().get(0).statistics().orElseThrow().received();
            assertEquals(25, heard.packets(), heard.toString());
        }
    }

    @Test
    @DisplayName("W23: a socket that can't be bound is a 503, and no 200 that a BYE follows")
    void notBound() throws IOException {
        try (var line = new SimulatedLine(3, options -> options.rtpPorts(20_000, 20_001));
                var peer = new RawPeer(line.network);
                EventLoop other = line.network.host(SimulatedLine.CALLEE_HOST).openLoop("another program")) {
            var taken = new InetSocketAddress(SimulatedLine.address(SimulatedLine.CALLEE_HOST), 20_001);
            other.bindDatagram(taken, (where, payload, from, now) -> {});
            line.callee.onCall(VoiceSession::awaitEnd);
            line.start();
            peer.invite(1, "", "", OFFER);
            String refusal = peer.finalResponse(1);
            assertTrue(refusal.startsWith("SIP/2.0 503 "), refusal);
            peer.request("ACK", 1, "inv1", RawPeer.toTag(refusal), "", "");
            line.assertIdle();
            assertEquals(0, peer.count("SIP/2.0 200 ") + peer.count("BYE "));
        }
    }
}
