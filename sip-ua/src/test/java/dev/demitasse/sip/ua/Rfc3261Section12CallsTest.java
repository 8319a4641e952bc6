// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static dev.demitasse.sip.ua.RawMessages.CONTACT;
import static dev.demitasse.sip.ua.RawMessages.SDP;
import static dev.demitasse.sip.ua.RawMessages.SDP_TYPE;
import static dev.demitasse.sip.ua.RawMessages.answer;
import static dev.demitasse.sip.ua.RawMessages.invite;
import static dev.demitasse.sip.ua.RawMessages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 12: dialogs, on the wire")
class Rfc3261Section12CallsTest extends RawScene {
    /** A request within alice's call to dave, written by dave. */
    private String davesRequest(String method, String branch, String tag, int cseq) {
        String invite = dave.heard.get(0);
        return request(method, branch, RawPeer.header(invite, "From").replaceAll(".*;tag=", ""), cseq)
                .replace("From: <sip:carol@192.0.2.3>;tag=c1", "From: <sip:dave@192.0.2.4>;tag=" + tag)
                .replace("raw@192.0.2.3", RawPeer.header(invite, "Call-ID"))
                .replace("UDP 192.0.2.3", "UDP 192.0.2.4");
    }

    @Test
    @DisplayName("12.2.1.1: a strict router is the Request-URI of the BYE and gets it; the peer is the last Route")
    void strictRouter() {
        line.handler(call -> call.answer(TwoAgents.sdp("bob")));
        var router =
                new RawPeer(line.network.host("192.0.2.8"), TwoAgents.sip("192.0.2.8"), TwoAgents.sip(TwoAgents.BOB));
        String routes = "Record-Route: <sip:192.0.2.8>, <sip:192.0.2.9;lr>\n";
        carolSays(request("INVITE", "i1", "", 1, routes + CONTACT + SDP_TYPE, SDP));
        carolSays(request("ACK", "a1", RawPeer.tag(carol.last()), 1));
        line.received.get(0).hangUp();
        line.run(50);
        String bye = router.last();
        assertTrue(bye.startsWith("BYE sip:192.0.2.8 SIP/2.0\r\n"), bye);
        assertTrue(bye.contains("Route: <sip:192.0.2.9;lr>\r\nRoute: <sip:carol@192.0.2.3>\r\n"), bye);
        router.send(answer(bye, "200 OK", "c1"));
        line.run(50);
        router.close();
    }

    @Test
    @DisplayName("12.2.2: an INVITE with a lower sequence number is a 500 and asks no media; the call goes on")
    void staleInvite() {
        var media = new ScriptedNegotiator();
        String tag = carolsCall(media);
        status(200, carolAsks(request("OPTIONS", "o", tag, 10)));
        status(500, carolAsks(invite("i2", tag, 9)));
        carolSays(request("ACK", "i2", tag, 9));
        assertEquals(1, media.offersTaken());
        status(500, carolAsks(request("BYE", "b1", tag, 8)));
        assertEquals(CallState.CONFIRMED, line.received.get(0).state());
        status(200, carolAsks(request("BYE", "b2", tag, 11)));
    }

    @Test
    @DisplayName("12.2.2: an unknown To tag, From tag or Call-ID is a 481; the call they nearly match goes on")
    void nearlyMatching() {
        String tag = carolsCall(new ScriptedNegotiator());
        status(481, carolAsks(request("BYE", "b1", tag + "0", 2)));
        status(481, carolAsks(request("BYE", "b2", tag, 2).replace("tag=c1", "tag=c2")));
        status(481, carolAsks(request("BYE", "b3", tag, 2).replace("raw@", "law@")));
        status(481, carolAsks(invite("i2", tag + "0", 2)));
        carolSays(request("ACK", "i2", tag + "0", 2));
        assertEquals(CallState.CONFIRMED, line.received.get(0).state());
        status(200, carolAsks(request("BYE", "b4", tag, 2)));
        status(481, carolAsks(request("BYE", "b5", tag, 3)));
    }

    @Test
    @DisplayName("12.2.2: each early dialog of a forked INVITE counts its peer's sequence numbers for itself")
    void sequencesOfEarlyDialogs() {
        callDave(TwoAgents.sdp("alice"));
        String invite = dave.heard.get(0);
        daveSays(answer(invite, "180 Ringing", "t1"));
        daveSays(answer(invite, "180 Ringing", "t2"));
        daveSays(davesRequest("OPTIONS", "o1", "t1", 100));
        daveSays(davesRequest("OPTIONS", "o2", "t2", 1));
        daveSays(davesRequest("OPTIONS", "o3", "t1", 99));
        assertEquals(List.of("INVITE", "200 OPTIONS", "200 OPTIONS", "500 OPTIONS"), dave.labels());
        daveSays(answer(invite, "486 Busy Here", "t1"));
    }

    @Test
    @DisplayName("12.3, 13.2.2.3: the early dialogs end with the call; requests within them are 481 then")
    void earlyDialogsEnd() {
        callDave(TwoAgents.sdp("alice"));
        String invite = dave.heard.get(0);
        daveSays(answer(invite, "180 Ringing", "t1"));
        daveSays(answer(invite, "180 Ringing", "t2"));
        assertEquals(2, line.alice.counters().dialogs());
        daveSays(daveAnswers(invite, "t2"));
        assertEquals(1, line.alice.counters().dialogs());
        daveSays(davesRequest("OPTIONS", "o1", "t1", 1));
        assertEquals("481 OPTIONS", TwoAgents.label(dave.last()));
        daveSays(davesRequest("BYE", "b", "t2", 1));
        assertEquals("200 BYE", TwoAgents.label(dave.last()));
        assertEquals(List.of("180", "180", "Answered", "REMOTE_HANG_UP"), line.aliceHeard);
    }

    @Test
    @DisplayName("13.2.2.4: the ACK goes to the Contact of the 200, not to that of the 180; its CSeq is the INVITE's")
    void contactOf200() {
        OutgoingCall call = callDave(TwoAgents.sdp("alice"));
        String invite = dave.heard.get(0);
        daveSays(answer(invite, "180 Ringing", "t1", "Contact: <sip:early@192.0.2.4>\n", ""));
        daveSays(daveAnswers(invite, "t1"));
        String ack = dave.last();
        assertTrue(ack.startsWith("ACK sip:dave@192.0.2.4 SIP/2.0\r\n"), ack);
        assertEquals("1 ACK", RawPeer.header(ack, "CSeq"));
        assertTrue(!RawPeer.header(ack, "Via").equals(RawPeer.header(invite, "Via")), ack);
        call.hangUp();
        line.run(50);
        daveTakesBye("t1");
    }

    @Test
    @DisplayName("15.1.1: a BYE that is answered 481, 408, 500 or not at all ends the dialog all the same")
    void answersToBye() {
        for (String status : List.of("481 Gone", "408 Timeout", "500 No", "")) {
            dave.heard.clear();
            OutgoingCall call = davesCall(TwoAgents.sdp("alice"));
            call.hangUp();
            line.run(50);
            assertEquals(CallState.ENDED, call.state());
            assertEquals(1, line.alice.counters().dialogs());
            if (status.isEmpty()) {
                line.run(32_000);
            } else {
                daveSays(answer(dave.last(), status, "t1"));
            }
            assertEquals(0, line.alice.counters().dialogs());
        }
    }

    @Test
    @DisplayName("15.1.2: a copy of the BYE gets the same 200 again, after the call's end too")
    void copiesOfBye() {
        String tag = carolsCall(TwoAgents.sdp("bob"));
        String first = carolAsks(request("BYE", "b", tag, 2));
        assertEquals(first, carolAsks(request("BYE", "b", tag, 2)));
        line.run(30_000);
        assertEquals(first, carolAsks(request("BYE", "b", tag, 2)));
        line.run(3_000);
        status(481, carolAsks(request("BYE", "b", tag, 2)));
    }
}
