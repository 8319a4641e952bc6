// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("calls that go out, to a peer that says exactly what a test tells it to")
class OutboundCallTest {
    private static final String THERE = "sip:ada@" + RawPeer.HOST;

    private static String header(String message, String name) {
        int start = message.indexOf("\r\n" + name + ": ") + 2;
        return message.substring(start, message.indexOf("\r\n", start));
    }

    /** Answers a request as its headers demand. */
    private static void respond(RawPeer peer, String request, String status, String sdp) {
        String to = header(request, "To");
        peer.send(String.join(
                "\n",
                "SIP/2.0 " + status,
                header(request, "Via"),
                header(request, "From"),
                to.contains(";tag=") ? to : to + ";tag=peer",
                header(request, "Call-ID"),
                header(request, "CSeq"),
                "Contact: <sip:ada@" + RawPeer.HOST + ":5060>",
                sdp.isEmpty() ? "X-None: 1" : "Content-Type: application/sdp",
                "Content-Length: " + sdp.replace("\n", "\r\n").length(),
                "",
                sdp));
    }

    private static String request(RawPeer peer, String method) {
        return peer.next(message -> message.startsWith(method + " "));
    }

    @Test
    @DisplayName("the INVITE carries From, X-headers and an offer; answered, it is ACKed")
    void answered() throws IOException {
        try (var line = new SimulatedLine(1);
                var peer = new RawPeer(line.network, SimulatedLine.CALLER_HOST)) {
            line.start();
            var future = line.caller.dialAsync(DialRequest.builder(THERE)
                    .from("<sip:bot@example.com>")
                    .header("X-Room-ID", "r1")
                    .codecs("PCMA")
                    .build());
            String invite = request(peer, "INVITE");
            assertTrue(invite.contains("\r\nFrom: <sip:bot@example.com>;tag="), invite);
            assertTrue(invite.contains("\r\nX-Room-ID: r1\r\n"), invite);
            assertTrue(invite.contains("m=audio 10000 RTP/AVP 8 101\r\n"), invite);
            respond(peer, invite, "180 Ringing", "");
            respond(peer, invite, "200 OK", RawPeer.sdp(1, "8", "sendrecv"));
            request(peer, "ACK");
            line.runUntil(future::isDone);
            VoiceSession session = future.getNow(null);
            assertEquals("PCMA", session.codec());
            assertEquals("r1", session.roomId());
            var end = session.disconnectAsync();
            respond(peer, request(peer, "BYE"), "200 OK", "");
            line.runUntil(end::isDone);
            line.assertIdle();
            assertEquals(List.of("LOCAL_HANG_UP"), line.callerEnds);
        }
    }

    @Test
    @DisplayName("refused: the peer's status, with the phrase RFC 3261 gives it")
    void refused() throws IOException {
        try (var line = new SimulatedLine(2);
                var peer = new RawPeer(line.network, SimulatedLine.CALLER_HOST)) {
            line.start();
            var future = line.caller.dialAsync(DialRequest.to(THERE));
            respond(peer, request(peer, "INVITE"), "603 Go Away", "");
            request(peer, "ACK");
            line.runUntil(future::isDone);
            var failed = assertThrows(CompletionException.class, () -> future.getNow(null));
            var cause = (CallFailedException) failed.getCause();
            assertEquals(OptionalInt.of(603), cause.status());
            assertEquals("Decline", cause.disconnection().text());
            line.assertIdle();
            assertEquals(1, line.callerEnds.size());
        }
    }

    @Test
    @DisplayName("W21: ringing for too long, CANCEL is sent and the port comes back")
    void ringsTooLong() throws IOException {
        try (var line = new SimulatedLine(3);
                var peer = new RawPeer(line.network, SimulatedLine.CALLER_HOST)) {
            line.start();
            var future = line.caller.dialAsync(
                    DialRequest.builder(THERE).timeout(Duration.ofSeconds(5)).build());
            String invite = request(peer, "INVITE");
            respond(peer, invite, "180 Ringing", "");
            String cancel = request(peer, "CANCEL");
            assertTrue(line.network.now() >= Duration.ofSeconds(5).toNanos());
            respond(peer, cancel, "200 OK", "");
            respond(peer, invite, "487 Request Terminated", "");
            line.runUntil(future::isDone);
            var failed = assertThrows(CompletionException.class, () -> future.getNow(null));
            assertEquals(EndReason.TIMEOUT, ((CallFailedException) failed.getCause()).reason());
            line.assertIdle();
        }
    }

    @Test
    @DisplayName("a cancelled future cancels the call, only after a provisional response (RFC 3261 section 9.1)")
    void cancelled() throws IOException {
        try (var line = new SimulatedLine(4);
                var peer = new RawPeer(line.network, SimulatedLine.CALLER_HOST)) {
            line.start();
            var future = line.caller.dialAsync(DialRequest.to(THERE));
            String invite = request(peer, "INVITE");
            future.cancel(true);
            line.network.runFor(Duration.ofSeconds(2));
            assertEquals(0, peer.count("CANCEL "));
            respond(peer, invite, "180 Ringing", "");
            respond(peer, request(peer, "CANCEL"), "200 OK", "");
            respond(peer, invite, "487 Request Terminated", "");
            line.runUntil(() -> !line.callerEnds.isEmpty());
            line.assertIdle();
            assertEquals("CANCELLED", line.callerEnds.get(0).substring(0, 9));
            assertEquals(1, line.callerEnds.size());
        }
    }

    @Test
    @DisplayName("a 2xx that comes all the same is ACKed, and the call ended with BYE")
    void answeredAfterCancel() throws IOException {
        try (var line = new SimulatedLine(5);
                var peer = new RawPeer(line.network, SimulatedLine.CALLER_HOST)) {
            line.start();
            var future = line.caller.dialAsync(DialRequest.to(THERE));
            String invite = request(peer, "INVITE");
            respond(peer, invite, "180 Ringing", "");
            line.network.runFor(Duration.ofMillis(500));
            future.cancel(true);
            respond(peer, invite, "200 OK", RawPeer.sdp(1, "0", "sendrecv"));
            request(peer, "ACK");
            respond(peer, request(peer, "BYE"), "200 OK", "");
            line.assertIdle();
            assertEquals(1, line.callerEnds.size());
        }
    }

    @Test
    @DisplayName("an answer without a codec in common ends the call with BYE and fails the future")
    void badAnswer() throws IOException {
        try (var line = new SimulatedLine(6);
                var peer = new RawPeer(line.network, SimulatedLine.CALLER_HOST)) {
            line.start();
            var future = line.caller.dialAsync(DialRequest.to(THERE));
            respond(peer, request(peer, "INVITE"), "200 OK", RawPeer.sdp(1, "18", "sendrecv"));
            request(peer, "ACK");
            respond(peer, request(peer, "BYE"), "200 OK", "");
            line.runUntil(future::isDone);
            assertTrue(future.isCompletedExceptionally());
            line.assertIdle();
            assertEquals(1, line.callerEnds.size());
        }
    }

    @Test
    @DisplayName("an unknown codec and a full port range are told at once")
    void impossible() throws IOException {
        try (var line = new SimulatedLine(7);
                var peer = new RawPeer(line.network, SimulatedLine.CALLER_HOST)) {
            line.start();
            assertThrows(
                    IllegalArgumentException.class,
                    () -> line.caller.dialAsync(
                            DialRequest.builder(THERE).codecs("NOSUCH").build()));
            assertFalse(line.caller.counters().portsInUse() > 0);
            assertEquals(0, peer.count("INVITE "));
        }
    }
}
