// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static dev.demitasse.sip.ua.RawMessages.answer;
import static dev.demitasse.sip.ua.RawMessages.invite;
import static dev.demitasse.sip.ua.RawMessages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.sip.message.NameAddress;
import dev.demitasse.sip.message.Uri;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 9: canceling a request")
class Rfc3261Section9Test extends RawScene {
    private OutgoingCall cancelledWhileRinging() {
        OutgoingCall call = callDave(TwoAgents.sdp("alice"));
        daveSays(answer(dave.last(), "180 Ringing", "t1"));
        call.hangUp();
        line.run(50);
        assertEquals(List.of("INVITE", "CANCEL"), dave.labels());
        return call;
    }

    private void okToCancel() {
        daveSays(answer(dave.last(), "200 OK", "t1"));
        dave.heard.clear();
    }

    @Test
    @DisplayName("9.1: CANCEL, 200, 487, ACK; one outcome with the status")
    void cancelled() {
        cancelledWhileRinging();
        String invite = dave.heard.get(0);
        okToCancel();
        daveSays(answer(invite, "487 Request Terminated", "t1"));
        assertEquals(List.of("ACK"), dave.labels());
        assertEquals(List.of("180", "CANCELLED_HERE 487"), line.aliceHeard);
    }

    @Test
    @DisplayName("9.1: a 2xx after the CANCEL was answered is acknowledged and ended with a BYE (W9)")
    void twoHundredAfterCancel() {
        cancelledWhileRinging();
        String invite = dave.heard.get(0);
        okToCancel();
        daveSays(daveAnswers(invite, "t1"));
        assertEquals(List.of("ACK", "BYE"), dave.labels());
        daveTakesBye("t1");
        daveSays(daveAnswers(invite, "t1"));
        assertEquals(List.of("ACK", "BYE", "ACK"), dave.labels());
        assertEquals(List.of("180", "CANCELLED_HERE"), line.aliceHeard);
    }

    @Test
    @DisplayName("9.1, 13.2.2.4: of a forked INVITE each 2xx after the CANCEL is acknowledged and ended")
    void forkedTwoHundredsAfterCancel() {
        cancelledWhileRinging();
        String invite = dave.heard.get(0);
        okToCancel();
        daveSays(daveAnswers(invite, "t1"));
        daveTakesBye("t1");
        dave.heard.clear();
        daveSays(daveAnswers(invite, "t2"));
        assertEquals(List.of("ACK", "BYE"), dave.labels());
        assertEquals("t2", RawPeer.tag(dave.heard.get(0)));
        daveTakesBye("t2");
    }

    @Test
    @DisplayName("9.1: a CANCEL answered 481 changes nothing: the final response of the INVITE counts")
    void cancelUnknownToThePeer() {
        OutgoingCall call = cancelledWhileRinging();
        String invite = dave.heard.get(0);
        daveSays(answer(dave.last(), "481 Call/Transaction Does Not Exist", "t1"));
        assertEquals(CallState.ENDING, call.state());
        daveSays(daveAnswers(invite, "t1"));
        assertEquals(List.of("INVITE", "CANCEL", "ACK", "BYE"), dave.labels());
        daveTakesBye("t1");
    }

    @Test
    @DisplayName(
            "9.1: given up before any provisional response: a 2xx that comes first is acknowledged and ended, no CANCEL")
    void answeredBeforeCancelMayGo() {
        OutgoingCall call = callDave(TwoAgents.sdp("alice"));
        call.hangUp();
        line.run(50);
        daveSays(daveAnswers(dave.heard.get(0), "t1"));
        assertEquals(List.of("INVITE", "ACK", "BYE"), dave.labels());
        daveTakesBye("t1");
        assertEquals(List.of("CANCELLED_HERE"), line.aliceHeard);
    }

    @Test
    @DisplayName(
            "9.1: given up before any provisional response: without any response Timer B ends it, no CANCEL is sent")
    void silenceBeforeCancelMayGo() {
        OutgoingCall call = callDave(TwoAgents.sdp("alice"));
        call.hangUp();
        line.run(32_000);
        assertEquals(7, dave.heard.size());
        assertEquals(0, dave.labels().stream().filter("CANCEL"::equals).count());
        assertEquals(List.of("CANCELLED_HERE"), line.aliceHeard);
    }

    @Test
    @DisplayName("9.1: CANCEL and the ACK of the 487 have the Route of the INVITE")
    void route() {
        OutgoingCall call = line.call(Invitation.to(Uri.parse("sip:dave@far.example.com"), TwoAgents.sdp("alice"))
                .route(List.of(NameAddress.parse("<sip:192.0.2.4;lr>"), NameAddress.parse("<sip:p2.example.com;lr>")))
                .build());
        line.run(50);
        String invite = dave.last();
        daveSays(answer(invite, "183 Session Progress", "t1"));
        call.hangUp();
        line.run(50);
        okToCancel();
        daveSays(answer(invite, "487 Request Terminated", "t1"));
        String ack = dave.last();
        assertEquals("<sip:192.0.2.4;lr>", RawPeer.header(ack, "Route"));
        assertEquals(RawPeer.header(invite, "Via"), RawPeer.header(ack, "Via"));
    }

    @Test
    @DisplayName("9.1: the CANCEL is sent again until it is answered")
    void cancelIsRetransmitted() {
        cancelledWhileRinging();
        String invite = dave.heard.get(0);
        line.run(1_600);
        assertEquals(List.of("INVITE", "CANCEL", "CANCEL", "CANCEL"), dave.labels());
        okToCancel();
        daveSays(answer(invite, "487 Request Terminated", "t1"));
        line.run(10_000);
        assertEquals(List.of("ACK"), dave.labels());
    }

    @Test
    @DisplayName("9.2: a CANCEL with another branch matches nothing: 481, and the call rings on")
    void otherBranch() {
        line.handler(IncomingCall::ringing);
        carolSays(invite("i1", "", 1));
        status(481, carolAsks(request("CANCEL", "i9", "", 1)));
        assertEquals(CallState.RINGING, line.received.get(0).state());
        line.received.get(0).hangUp();
    }

    @Test
    @DisplayName("9.2: a copy of the CANCEL gets the same 200; a CANCEL after the 487 was acknowledged a 200 as well")
    void copies() {
        line.handler(IncomingCall::ringing);
        carolSays(invite("i1", "", 1));
        carol.heard.clear();
        carolSays(request("CANCEL", "i1", "", 1));
        String first = carol.heard.get(0);
        assertEquals(first, carolAsks(request("CANCEL", "i1", "", 1)));
        carolSays(request("ACK", "i1", RawPeer.tag(first), 1));
        assertEquals(first, carolAsks(request("CANCEL", "i1", "", 1)));
        assertEquals(List.of("CANCELLED_BY_PEER 487"), line.bobHeard);
    }

    @Test
    @DisplayName("9.2: a CANCEL of a re-INVITE that was answered has no effect")
    void reinvite() {
        String tag = carolsCall(new ScriptedNegotiator());
        carolSays(invite("i2", tag, 2));
        status(200, carolAsks(request("CANCEL", "i2", tag, 2)));
        carolSays(request("ACK", "a2", tag, 2));
        line.run(5_000);
        assertEquals(CallState.CONFIRMED, line.received.get(0).state());
        carolSays(request("BYE", "b", tag, 3));
    }

    @Test
    @DisplayName("8.2.2.3: Require in a CANCEL is ignored")
    void require() {
        line.handler(IncomingCall::ringing);
        carolSays(invite("i1", "", 1));
        carol.heard.clear();
        carolSays(request("CANCEL", "i1", "", 1, "Require: 100rel\n", ""));
        assertEquals(List.of("200 CANCEL", "487 INVITE"), carol.labels());
    }
}
