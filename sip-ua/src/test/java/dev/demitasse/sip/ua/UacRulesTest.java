// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static dev.demitasse.sip.ua.RawMessages.answer;
import static dev.demitasse.sip.ua.RawMessages.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.Uri;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261: what a user agent client says to a server that writes its own messages")
class UacRulesTest {
    private final TwoAgents line = new TwoAgents(13);
    private final RawPeer server =
            new RawPeer(line.network.host("192.0.2.3"), TwoAgents.sip("192.0.2.3"), TwoAgents.sip(TwoAgents.ALICE));
    private final OutgoingCall call = line.call(Invitation.to(Uri.parse("sip:dave@192.0.2.3"), TwoAgents.sdp("alice"))
            .header("X-Room-ID", "42")
            .build());

    @AfterEach
    void close() {
        line.assertAllTablesEmpty();
        assertEquals(0, line.alice.counters().failures());
        server.close();
        line.close();
    }

    private String invite() {
        line.run(100);
        return server.heard.get(0);
    }

    private void say(String message) {
        server.send(message);
        line.run(50);
    }

    private void sayOkTo(String request) {
        say(answer(request, "200 OK", "x", "", ""));
    }

    @Test
    @DisplayName("8.1.1: the INVITE has all it must have, and the application's headers")
    void inviteHeaders() {
        String invite = invite();
        assertTrue(RawPeer.header(invite, "Via").startsWith("SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK"), invite);
        assertTrue(RawPeer.header(invite, "Via").endsWith(";rport"), invite);
        assertEquals("70", RawPeer.header(invite, "Max-Forwards"));
        assertEquals("<sip:dave@192.0.2.3>", RawPeer.header(invite, "To"));
        assertTrue(RawPeer.header(invite, "From").contains(";tag="), invite);
        assertEquals("1 INVITE", RawPeer.header(invite, "CSeq"));
        assertEquals("42", RawPeer.header(invite, "X-Room-ID"));
        assertEquals("alice", RawPeer.header(invite, "User-Agent"));
        say(answer(invite, "486 Busy Here", "t", "", ""));
    }

    @Test
    @DisplayName("17.1.1.3: the ACK of a 486 has the INVITE's Via, CSeq number and the To of the response (W3)")
    void ackOfRejection() {
        String invite = invite();
        say(answer(invite, "486 Busy Here", "t1", "", ""));
        String ack = server.last();
        assertTrue(ack.startsWith("ACK sip:dave@192.0.2.3 SIP/2.0\r\n"), ack);
        assertEquals(RawPeer.header(invite, "Via"), RawPeer.header(ack, "Via"));
        assertEquals("1 ACK", RawPeer.header(ack, "CSeq"));
        assertEquals("t1", RawPeer.tag(ack));
    }

    @Test
    @DisplayName("12.1.2: ACK and BYE go to the Contact of the 200 by its Record-Route in reverse order (W7)")
    void routeSet() {
        String invite = invite();
        say(ok(invite, "t1", "Record-Route: <sip:far.example.com;lr>\nRecord-Route: <sip:192.0.2.3;lr>\n"));
        call.hangUp();
        line.run(50);
        for (String request : server.heard.subList(1, 3)) {
            assertTrue(request.contains(" sip:dave@192.0.2.3 SIP/2.0\r\n"), request);
            assertTrue(request.contains("Route: <sip:192.0.2.3;lr>\r\nRoute: <sip:far.example.com;lr>\r\n"), request);
        }
        assertEquals("2 BYE", RawPeer.header(server.last(), "CSeq"));
        sayOkTo(server.last());
    }

    @Test
    @DisplayName("8.1.1.7: an INVITE, the ACK of its 200 and the BYE have a branch each (W57)")
    void branches() {
        String invite = invite();
        say(ok(invite, "t1", ""));
        call.hangUp();
        line.run(50);
        assertEquals(List.of("INVITE", "ACK", "BYE"), server.labels());
        assertEquals(
                3,
                server.heard.stream()
                        .map(request -> RawPeer.header(request, "Via"))
                        .distinct()
                        .count());
        sayOkTo(server.last());
    }

    @Test
    @DisplayName(
            "13.2.2.4: a further 200 of a forked INVITE is acknowledged and ended with a BYE; the first call goes on")
    void forked() {
        String invite = invite();
        say(answer(invite, "180 Ringing", "t1", "Contact: <sip:one@192.0.2.3>\n", ""));
        say(answer(invite, "180 Ringing", "t2", "Contact: <sip:two@192.0.2.3>\n", ""));
        say(ok(invite, "t2", ""));
        server.heard.clear();
        say(ok(invite, "t1", ""));
        assertEquals(List.of("ACK", "BYE"), server.labels());
        assertEquals("t1", RawPeer.tag(server.heard.get(0)));
        assertEquals("t1", RawPeer.tag(server.heard.get(1)));
        sayOkTo(server.heard.get(1));
        assertEquals(CallState.CONFIRMED, call.state());
        server.heard.clear();
        say(ok(invite, "t1", ""));
        assertEquals(List.of("ACK"), server.labels());
        call.hangUp();
        line.run(50);
        assertEquals("t2", RawPeer.tag(server.last()));
        sayOkTo(server.last());
    }

    @Test
    @DisplayName("13.2.2.4: a retransmitted 200 is acknowledged with the same ACK, after the call's end too")
    void retransmittedAnswer() {
        String invite = invite();
        say(ok(invite, "t1", ""));
        call.hangUp();
        line.run(50);
        sayOkTo(server.last());
        say(ok(invite, "t1", ""));
        assertEquals(List.of("INVITE", "ACK", "BYE", "ACK"), server.labels());
        assertEquals(server.heard.get(1), server.heard.get(3));
    }

    @Test
    @DisplayName("a 200 with a body that is no answer is acknowledged and ended with a BYE")
    void noAnswerInThe200() {
        String invite = invite();
        say(answer(invite, "200 OK", "t1", "Contact: <sip:dave@192.0.2.3>\n", ""));
        assertEquals(List.of("INVITE", "ACK", "BYE"), server.labels());
        assertEquals(List.of("MEDIA"), line.aliceHeard);
        sayOkTo(server.last());
    }

    @Test
    @DisplayName("9.1: the CANCEL has the INVITE's Via, URI, To and CSeq number, after a provisional response")
    void cancel() {
        String invite = invite();
        say(answer(invite, "100 Trying", "x", "", "").replace(";tag=x", ""));
        call.hangUp();
        line.run(50);
        String cancel = server.last();
        assertTrue(cancel.startsWith("CANCEL sip:dave@192.0.2.3 SIP/2.0\r\n"), cancel);
        assertEquals(RawPeer.header(invite, "Via"), RawPeer.header(cancel, "Via"));
        assertEquals(RawPeer.header(invite, "To"), RawPeer.header(cancel, "To"));
        assertEquals("1 CANCEL", RawPeer.header(cancel, "CSeq"));
    }

    @Test
    @DisplayName("9.1: 64*T1 after a CANCEL without any final response the call is over")
    void cancelWithoutAnswer() {
        String invite = invite();
        say(answer(invite, "180 Ringing", "t1", "", ""));
        call.hangUp();
        line.run(31_900);
        assertEquals(CallState.ENDING, call.state());
        line.run(200);
        assertEquals(List.of("180", "CANCELLED_HERE"), line.aliceHeard);
    }

    @Test
    @DisplayName("8.1.3.3: a response with two Vias is discarded")
    void twoVias() {
        String invite = invite();
        say(ok(invite, "t1", "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKother\n"));
        assertEquals(List.of("INVITE"), server.labels());
        assertEquals(1, line.alice.counters().transport().misroutedResponses());
        say(answer(invite, "603 Decline", "t1", "", ""));
    }

    @Test
    @DisplayName("21.3: a redirection is reported, not followed; a 6xx too (W45)")
    void redirection() {
        say(answer(invite(), "302 Moved Temporarily", "t1", "Contact: <sip:eve@192.0.2.9>\n", ""));
        assertEquals(List.of("REJECTED_BY_PEER 302"), line.aliceHeard);
    }
}
