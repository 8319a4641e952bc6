// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static dev.demitasse.sip.ua.RawMessages.CONTACT;
import static dev.demitasse.sip.ua.RawMessages.SDP;
import static dev.demitasse.sip.ua.RawMessages.invite;
import static dev.demitasse.sip.ua.RawMessages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.SipStatus;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261: what a user agent server says to a peer that writes its own messages")
class UasRulesTest {
    private final TwoAgents line =
            new TwoAgents(82, builder -> builder.limits(UserAgentLimits.DEFAULT.withMaximumCalls(2)));
    private final RawPeer peer =
            new RawPeer(line.network.host("192.0.2.3"), TwoAgents.sip("192.0.2.3"), TwoAgents.sip(TwoAgents.BOB));

    @AfterEach
    void close() {
        line.assertAllTablesEmpty();
        assertEquals(0, line.bob.counters().failures());
        peer.close();
        line.close();
    }

    private String answerTo(String text) {
        int before = peer.heard.size();
        peer.send(text);
        line.run(300);
        assertEquals(before + 1, peer.heard.size(), () -> peer.labels().toString());
        return peer.last();
    }

    private String establish(Consumer<IncomingCall> handler) {
        line.handler(handler);
        peer.send(invite("i1", "", 1));
        line.run(300);
        String tag = RawPeer.tag(peer.last());
        peer.send(request("ACK", "a1", tag, 1, "", ""));
        line.run(100);
        peer.heard.clear();
        return tag;
    }

    private static void answer(IncomingCall call) {
        call.answer(TwoAgents.sdp("bob"));
    }

    private static void status(String message, int status) {
        assertTrue(message.startsWith("SIP/2.0 " + status + " "), message);
    }

    @Test
    @DisplayName("8.2.1: a method that is not supported is a 405 with Allow")
    void methodNotAllowed() {
        String answer = answerTo(request("PUBLISH", "p1", "", 1, "", ""));
        status(answer, 405);
        assertEquals("INVITE, ACK, CANCEL, BYE, OPTIONS", RawPeer.header(answer, "Allow"));
    }

    @Test
    @DisplayName("8.2.2.1: a Request-URI of an unknown scheme is a 416")
    void unknownScheme() {
        String answer = answerTo(request("OPTIONS", "s1", "", 1, "", "")
                .replace("OPTIONS sip:bob@192.0.2.2", "OPTIONS nobodyKnowsThisScheme:totallyopaquecontent"));
        status(answer, 416);
    }

    @Test
    @DisplayName("8.2.2.2: the same request by another way is a 482; the first one is not disturbed")
    void merged() {
        line.handler(IncomingCall::ringing);
        peer.send(invite("m1", "", 1));
        line.run(300);
        peer.heard.clear();
        status(answerTo(invite("m2", "", 1)), 482);
        assertEquals(1, line.received.size());
        peer.send(request("ACK", "m2", RawPeer.tag(peer.last()), 1, "", ""));
        line.received.get(0).reject(SipStatus.BUSY_HERE);
    }

    @Test
    @DisplayName("8.2.2.3: a required extension that is not understood is a 420 with Unsupported")
    void badExtension() {
        String answer = answerTo(request("INVITE", "r1", "", 1, CONTACT + "Require: 100rel, teleport\n", ""));
        status(answer, 420);
        assertTrue(answer.contains("Unsupported: 100rel"), answer);
        assertTrue(answer.contains("teleport"), answer);
    }

    @Test
    @DisplayName("8.2.3: a body of an unknown type is a 415 with Accept, unless it is optional")
    void unsupportedMedia() {
        String answer = answerTo(request("INVITE", "b1", "", 1, CONTACT + "Content-Type: text/plain\n", "hello"));
        status(answer, 415);
        assertEquals("application/sdp", RawPeer.header(answer, "Accept"));
    }

    @Test
    @DisplayName("8.2.3: a broken description is refused, with a Warning that shows nothing of it")
    void brokenDescription() {
        String answer =
                answerTo(request("INVITE", "b2", "", 1, CONTACT + "Content-Type: application/sdp\n", "v=0\nx\n"));
        status(answer, 400);
        assertTrue(RawPeer.header(answer, "Warning").startsWith("399 "), answer);
    }

    @Test
    @DisplayName("8.1.1.8: an INVITE without Contact is a 400")
    void noContact() {
        status(answerTo(request("INVITE", "c1", "", 1, "", "")), 400);
    }

    @Test
    @DisplayName("9.2: a CANCEL that matches nothing is a 481")
    void strayCancel() {
        status(answerTo(request("CANCEL", "x1", "", 1, "", "")), 481);
    }

    @Test
    @DisplayName("9.2: a CANCEL gets 200 and the INVITE 487; both have the same To tag")
    void cancel() {
        line.handler(IncomingCall::ringing);
        peer.send(invite("k1", "", 1));
        line.run(300);
        peer.send(request("CANCEL", "k1", "", 1, "", ""));
        line.run(100);
        assertEquals(List.of("100 INVITE", "180 INVITE", "200 CANCEL", "487 INVITE"), peer.labels());
        assertEquals(RawPeer.tag(peer.heard.get(1)), RawPeer.tag(peer.heard.get(2)));
        assertEquals(RawPeer.tag(peer.heard.get(1)), RawPeer.tag(peer.heard.get(3)));
        assertEquals(List.of("CANCELLED_BY_PEER 487"), line.bobHeard);
    }

    @Test
    @DisplayName("9.2: a CANCEL after the answer gets 200 and has no effect; the BYE that follows finds the call")
    void cancelTooLate() {
        line.handler(UasRulesTest::answer);
        peer.send(invite("k2", "", 1));
        line.run(300);
        String tag = RawPeer.tag(peer.last());
        peer.send(request("ACK", "k2a", tag, 1, "", ""));
        peer.send(request("CANCEL", "k2", "", 1, "", ""));
        peer.send(request("BYE", "k2b", tag, 2, "", ""));
        line.run(300);
        assertEquals(List.of("100 INVITE", "200 INVITE", "200 CANCEL", "200 BYE"), peer.labels());
        assertEquals(List.of("Confirmed", "REMOTE_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("11.2: OPTIONS outside a dialog is a 200 with Allow and Accept")
    void options() {
        String answer = answerTo(request("OPTIONS", "o1", "", 1, "", ""));
        status(answer, 200);
        assertEquals("INVITE, ACK, CANCEL, BYE, OPTIONS", RawPeer.header(answer, "Allow"));
        assertEquals("application/sdp", RawPeer.header(answer, "Accept"));
    }

    @Test
    @DisplayName("12.2.2: a request of an unknown dialog is a 481; an ACK is never answered")
    void unknownDialog() {
        status(answerTo(request("BYE", "u1", "nobody", 7, "", "")), 481);
        status(answerTo(request("BYE", "u2", "", 8, "", "")), 481);
        status(answerTo(request("INFO", "u3", "nobody", 9, "", "")), 481);
        peer.send(request("ACK", "u4", "nobody", 7, "", ""));
        line.run(300);
        assertEquals(3, peer.heard.size());
        assertEquals(1, line.bob.counters().strayAcks());
    }

    @Test
    @DisplayName("12.2.2: a lower sequence number within the dialog is a 500; the call goes on")
    void lowerSequence() {
        String tag = establish(UasRulesTest::answer);
        status(answerTo(request("OPTIONS", "l1", tag, 10, "", "")), 200);
        status(answerTo(request("OPTIONS", "l2", tag, 9, "", "")), 500);
        status(answerTo(request("BYE", "l3", tag, 11, "", "")), 200);
    }

    @Test
    @DisplayName("14.2: an INVITE within the dialog before the first is answered is a 500 with Retry-After")
    void overlappingInvite() {
        line.handler(IncomingCall::ringing);
        peer.send(invite("v1", "", 1));
        line.run(300);
        String tag = RawPeer.tag(peer.last());
        peer.heard.clear();
        String answer = answerTo(invite("v2", tag, 2));
        status(answer, 500);
        assertTrue(Integer.parseInt(RawPeer.header(answer, "Retry-After")) <= 10);
        peer.send(request("ACK", "v2", tag, 2, "", ""));
        line.received.get(0).hangUp();
    }

    @Test
    @DisplayName("15.1.2: a BYE in the early dialog gets 200 and the INVITE 487")
    void byeBeforeAnswer() {
        line.handler(IncomingCall::ringing);
        peer.send(invite("e1", "", 1));
        line.run(300);
        peer.send(request("BYE", "e2", RawPeer.tag(peer.last()), 2, "", ""));
        line.run(100);
        assertEquals(List.of("100 INVITE", "180 INVITE", "200 BYE", "487 INVITE"), peer.labels());
        assertEquals(List.of("CANCELLED_BY_PEER 487"), line.bobHeard);
    }

    @Test
    @DisplayName("17.2.1: a copy of the INVITE is answered alike and makes no second call (W1, W41)")
    void duplicatedInvite() {
        line.handler(IncomingCall::ringing);
        peer.send(invite("d1", "", 1));
        line.run(300);
        peer.send(invite("d1", "", 1));
        line.run(300);
        assertEquals(List.of("100 INVITE", "180 INVITE", "180 INVITE"), peer.labels());
        assertEquals(peer.heard.get(1), peer.heard.get(2));
        assertEquals(1, line.received.size());
        assertEquals(1, line.bob.counters().absorbedRequests());
        line.received.get(0).hangUp();
    }

    @Test
    @DisplayName("17.2.3: an ACK with the branch of its INVITE confirms the call all the same (RFC 6026 7.1)")
    void ackWithTheBranchOfItsInvite() {
        line.handler(UasRulesTest::answer);
        peer.send(invite("w1", "", 1));
        line.run(300);
        String tag = RawPeer.tag(peer.last());
        peer.send(request("ACK", "w1", tag, 1, "", ""));
        line.run(5_000);
        assertEquals(List.of("100 INVITE", "200 INVITE"), peer.labels());
        peer.send(request("BYE", "w2", tag, 2, "", ""));
    }

    @Test
    @DisplayName("21.5.4: one call too many is a 503 with Retry-After, and the others notice nothing")
    void tooManyCalls() {
        line.handler(IncomingCall::ringing);
        peer.send(invite("t1", "", 1));
        peer.send(invite("t2", "", 1).replace("raw@", "raw2@"));
        line.run(300);
        peer.heard.clear();
        String answer = answerTo(invite("t3", "", 1).replace("raw@", "raw3@"));
        status(answer, 503);
        assertEquals("10", RawPeer.header(answer, "Retry-After"));
        assertEquals(2, line.received.size());
        line.received.forEach(Call::hangUp);
    }

    @Test
    @DisplayName("12.1.1: Record-Route is copied into 180 and 200 in order, and the BYE takes that way (W5, W6)")
    void routeSet() {
        line.handler(call -> {
            call.ringing();
            answer(call);
        });
        String routes = "Record-Route: <sip:192.0.2.3;lr>, <sip:p2.example.com;lr>\n";
        peer.send(request("INVITE", "rr1", "", 1, routes + CONTACT + "Content-Type: application/sdp\n", SDP));
        line.run(300);
        for (String response : peer.heard.subList(1, 3)) {
            assertEquals("<sip:192.0.2.3;lr>, <sip:p2.example.com;lr>", RawPeer.header(response, "Record-Route"));
            assertEquals("<sip:bob@192.0.2.2:5060>", RawPeer.header(response, "Contact"));
        }
        String tag = RawPeer.tag(peer.last());
        peer.send(request("ACK", "rr2", tag, 1, "", ""));
        line.run(100);
        line.received.get(0).hangUp();
        line.run(100);
        String bye = peer.last();
        assertTrue(bye.startsWith("BYE sip:carol@192.0.2.3 SIP/2.0\r\n"), bye);
        assertTrue(bye.contains("Route: <sip:192.0.2.3;lr>\r\nRoute: <sip:p2.example.com;lr>\r\n"), bye);
    }

    @Test
    @DisplayName("13.2.1: without an offer the 200 has one and the ACK the answer")
    void lateOffer() {
        line.handler(UasRulesTest::answer);
        peer.send(request("INVITE", "f1", "", 1, CONTACT, ""));
        line.run(300);
        assertTrue(peer.last().contains("m=audio"), peer.last());
        String tag = RawPeer.tag(peer.last());
        peer.send(request("ACK", "f2", tag, 1, "Content-Type: application/sdp\n", SDP));
        line.run(100);
        assertEquals(CallState.CONFIRMED, line.received.get(0).state());
        peer.send(request("BYE", "f3", tag, 2, "", ""));
    }

    @Test
    @DisplayName("13.2.1: an ACK without the answer that is due ends the call with a BYE")
    void lateOfferWithoutAnswer() {
        line.handler(UasRulesTest::answer);
        peer.send(request("INVITE", "g1", "", 1, CONTACT, ""));
        line.run(300);
        peer.send(request("ACK", "g2", RawPeer.tag(peer.last()), 1, "", ""));
        line.run(100);
        assertEquals("BYE", TwoAgents.label(peer.last()));
        assertEquals(List.of("MEDIA"), line.bobHeard);
    }

    @Test
    @DisplayName("garbage gets nothing, leaves nothing and is counted")
    void garbage() {
        peer.sendBytes(new byte[] {0, 1, 0, 0, 33, 18, (byte) 164, 66});
        peer.sendBytes(new byte[0]);
        peer.send("\n\n");
        peer.send("hello\n");
        peer.send("SIP/2.0 200 OK\nCall-ID: nobody\n\n");
        line.run(1_000);
        assertEquals(List.of(), peer.heard);
        var counters = line.bob.counters().transport();
        assertEquals(2, counters.keepAlives());
        assertEquals(2, counters.notSip());
        assertEquals(1, counters.malformedResponses());
        assertTrue(line.bob.counters().isIdle());
    }
}
