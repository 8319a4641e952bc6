// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("calls that come in, from a peer that says exactly what a test tells it to")
class InboundCallTest {
    private static final String HOLDING = RawPeer.sdp(2, "0", "sendonly");
    private static final String OFFER = RawPeer.sdp(1, "0 8", "sendrecv");

    private static String answered(RawPeer peer, int cseq) {
        String ok = peer.finalResponse(cseq);
        assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
        peer.ack(cseq, RawPeer.toTag(ok));
        return ok;
    }

    private static void bye(RawPeer peer, int cseq, String toTag) {
        peer.request("BYE", cseq, "bye" + cseq, toTag, "", "");
        String ok = peer.finalResponse(cseq);
        assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
    }

    @Test
    @DisplayName("180, then 200 with a true answer; BYE is answered")
    void answer() throws IOException {
        try (var line = new SimulatedLine(1);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            peer.invite(1, "", "", OFFER);
            peer.next(message -> message.startsWith("SIP/2.0 180 "));
            String ok = answered(peer, 1);
            assertTrue(ok.contains("c=IN IP4 " + SimulatedLine.CALLEE_HOST), ok);
            assertTrue(ok.contains("m=audio 10000 RTP/AVP 0 8\r\n"), ok);
            line.network.runFor(Duration.ofSeconds(1));
            bye(peer, 2, RawPeer.toTag(ok));
            line.assertIdle();
            assertEquals(List.of("REMOTE_HANG_UP"), line.calleeEnds);
        }
    }

    @Test
    @DisplayName("the first call has ports 10000 and 10001, the second 10002 and 10003, whatever has ended meanwhile")
    void ports() throws IOException {
        try (var line = new SimulatedLine(2);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(session -> {});
            line.start();
            line.caller.dial(SimulatedLine.BOT).awaitEnd();
            peer.invite(1, "", "", OFFER);
            String ok = answered(peer, 1);
            assertTrue(ok.contains("m=audio 10002 "), ok);
            peer.next(message -> message.startsWith("BYE "));
        }
    }

    @Test
    @DisplayName("no codec in common: 488 with a warning, no session")
    void notAcceptable() throws IOException {
        try (var line = new SimulatedLine(3);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            peer.invite(1, "", "", RawPeer.sdp(1, "18", "sendrecv"));
            String refusal = peer.finalResponse(1);
            assertTrue(refusal.startsWith("SIP/2.0 488 "), refusal);
            assertTrue(refusal.contains("\r\nWarning: 305 "), refusal);
            peer.request("ACK", 1, "inv1", RawPeer.toTag(refusal), "", "");
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("a body that is no SDP: 415")
    void unsupportedBody() throws IOException {
        try (var line = new SimulatedLine(4);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            peer.request("INVITE", 1, "inv1", "", "Content-Type: text/plain\n", "hello");
            String refusal = peer.finalResponse(1);
            assertTrue(refusal.startsWith("SIP/2.0 415 "), refusal);
            peer.request("ACK", 1, "inv1", RawPeer.toTag(refusal), "", "");
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("without SDP we offer in the 200 and take the answer from the ACK (RFC 3264 section 4)")
    void lateOffer() throws IOException {
        try (var line = new SimulatedLine(5);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            peer.invite(1, "", "", "");
            String ok = peer.finalResponse(1);
            assertTrue(ok.contains("m=audio 10000 RTP/AVP 0 8 101\r\n"), ok);
            String tag = RawPeer.toTag(ok);
            peer.request("ACK", 1, "ack1", tag, "Content-Type: application/sdp\n", RawPeer.sdp(1, "8", "sendrecv"));
            line.network.runFor(Duration.ofSeconds(1));
            assertEquals("PCMA", line.callee.sessions().get(0).codec());
            bye(peer, 2, tag);
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("CANCEL while ringing: 487, no session, the port is back")
    void cancelled() throws IOException {
        try (var line = new SimulatedLine(6);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            peer.invite(1, "", "", OFFER);
            peer.request("CANCEL", 1, "inv1", "", "", "");
            String end = peer.next(message -> message.startsWith("SIP/2.0 487 ")
                    || message.startsWith("SIP/2.0 200 ") && message.contains(" INVITE\r\n"));
            if (end.startsWith("SIP/2.0 487 ")) {
                peer.request("ACK", 1, "inv1", RawPeer.toTag(end), "", "");
            } else {
                peer.ack(1, RawPeer.toTag(end));
                bye(peer, 2, RawPeer.toTag(end));
            }
            line.assertIdle();
            assertTrue(line.calleeEnds.size() <= 1, line.calleeEnds.toString());
        }
    }

    @Test
    @DisplayName("no ACK: the 200 is sent again, then BYE, and the end is NO_ACK")
    void noAck() throws IOException {
        try (var line = new SimulatedLine(7);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            peer.invite(1, "", "", OFFER);
            peer.finalResponse(1);
            peer.next(message -> message.startsWith("BYE "));
            assertTrue(peer.count("SIP/2.0 200 ") >= 10);
            line.runUntil(() -> !line.calleeEnds.isEmpty());
            line.assertIdle();
            assertEquals("NO_ACK", line.calleeEnds.get(0).substring(0, 6));
            assertEquals(1, line.calleeEnds.size());
        }
    }

    @Test
    @DisplayName("hung up before the ACK: BYE only after it (RFC 3261 section 15)")
    void hangUpBeforeAck() throws IOException {
        try (var line = new SimulatedLine(8);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(session -> {});
            line.start();
            peer.invite(1, "", "", OFFER);
            String ok = peer.finalResponse(1);
            line.network.runFor(Duration.ofSeconds(3));
            assertEquals(0, peer.count("BYE "));
            peer.ack(1, RawPeer.toTag(ok));
            peer.next(message -> message.startsWith("BYE "));
        }
    }

    @Test
    @DisplayName("hold and resume are answered truly; held, the call may be silent")
    void hold() throws IOException {
        try (var line = new SimulatedLine(9);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            peer.invite(1, "", "", OFFER);
            String tag = RawPeer.toTag(answered(peer, 1));
            peer.invite(2, tag, "", HOLDING.replace("sendonly", "inactive"));
            String held = answered(peer, 2);
            assertTrue(held.contains("a=inactive"), held);
            line.runUntil(() -> line.callee.sessions().get(0).state() == SessionState.HELD);
            line.network.runFor(Duration.ofMinutes(3));
            assertEquals(List.of(), line.calleeEnds);
            peer.invite(3, tag, "", RawPeer.sdp(3, "0", "sendrecv"));
            String resumed = answered(peer, 3);
            assertTrue(!resumed.contains("a=inactive") && !resumed.contains("a=recvonly"), resumed);
            line.runUntil(() -> line.callee.sessions().get(0).state() == SessionState.ACTIVE);
            bye(peer, 4, tag);
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("a second live session of one id is refused with 486; its id is free again afterwards")
    void duplicateId() throws IOException {
        try (var line = new SimulatedLine(10);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            VoiceSession first = line.caller.dial(DialRequest.builder(SimulatedLine.BOT)
                    .header("X-Session-ID", "same")
                    .build());
            peer.invite(1, "", "X-Session-ID: same\n", OFFER);
            String refusal = peer.finalResponse(1);
            assertTrue(refusal.startsWith("SIP/2.0 486 "), refusal);
            peer.request("ACK", 1, "inv1", RawPeer.toTag(refusal), "", "");
            first.disconnect();
            line.network.runFor(Duration.ofSeconds(1));
            line.caller
                    .dial(DialRequest.builder(SimulatedLine.BOT)
                            .header("X-Session-ID", "same")
                            .build())
                    .disconnect();
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("no port left: 503 with Retry-After; those who talk notice nothing")
    void noPort() throws IOException {
        try (var line = new SimulatedLine(11, options -> options.rtpPorts(20_000, 20_001));
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            VoiceSession first = line.caller.dial(SimulatedLine.BOT);
            peer.invite(1, "", "", OFFER);
            refusedForNow(peer);
            assertEquals(SessionState.ACTIVE, first.state());
            first.disconnect();
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("one call too many: 503 with Retry-After")
    void maximumCalls() throws IOException {
        try (var line = new SimulatedLine(12, options -> options.maximumCalls(1));
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            VoiceSession first = line.caller.dial(SimulatedLine.BOT);
            peer.invite(1, "", "", OFFER);
            refusedForNow(peer);
            first.disconnect();
            line.assertIdle();
        }
    }

    private static void refusedForNow(RawPeer peer) {
        String refusal = peer.finalResponse(1);
        assertTrue(refusal.startsWith("SIP/2.0 503 "), refusal);
        assertTrue(refusal.contains("\r\nRetry-After: "), refusal);
        peer.request("ACK", 1, "inv1", RawPeer.toTag(refusal), "", "");
    }

    @Test
    @DisplayName("an INVITE sent twice is one call")
    void duplicate() throws IOException {
        var calls = new AtomicInteger();
        try (var line = new SimulatedLine(13);
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(session -> {
                calls.incrementAndGet();
                VoiceCallTest.echo(session);
            });
            line.start();
            peer.invite(1, "", "", OFFER);
            peer.invite(1, "", "", OFFER);
            String tag = RawPeer.toTag(answered(peer, 1));
            line.network.runFor(Duration.ofSeconds(1));
            bye(peer, 2, tag);
            line.assertIdle();
            assertEquals(1, calls.get());
        }
    }

    @Test
    @DisplayName("W28: an advertised address is in Contact and SDP, whatever is bound")
    void advertised() throws IOException {
        try (var line = new SimulatedLine(
                        14, options -> options.advertisedAddress(SimulatedLine.address("203.0.113.200")));
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            peer.invite(1, "", "", OFFER);
            String ok = answered(peer, 1);
            assertTrue(ok.contains("c=IN IP4 203.0.113.200\r\n"), ok);
            assertTrue(ok.contains("@203.0.113.200:5060") || ok.contains("<sip:203.0.113.200"), ok);
            line.network.runFor(Duration.ofSeconds(1));
            bye(peer, 2, RawPeer.toTag(ok));
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("bound to any address, the peer is told the one its packets come to")
    void wildcard() throws IOException {
        try (var line = new SimulatedLine(15, options -> options.sipAddress(new InetSocketAddress(5060)));
                var peer = new RawPeer(line.network)) {
            line.callee.onCall(VoiceCallTest::echo);
            line.start();
            peer.invite(1, "", "", OFFER);
            String ok = answered(peer, 1);
            assertTrue(ok.contains("c=IN IP4 " + SimulatedLine.CALLEE_HOST + "\r\n"), ok);
            line.network.runFor(Duration.ofSeconds(1));
            bye(peer, 2, RawPeer.toTag(ok));
            line.assertIdle();
        }
    }
}
