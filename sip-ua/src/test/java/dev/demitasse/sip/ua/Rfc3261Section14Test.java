// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static dev.demitasse.sip.ua.RawMessages.SDP;
import static dev.demitasse.sip.ua.RawMessages.SDP_TYPE;
import static dev.demitasse.sip.ua.RawMessages.answer;
import static dev.demitasse.sip.ua.RawMessages.invite;
import static dev.demitasse.sip.ua.RawMessages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.sdp.SessionDescription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 14: modifying an existing session")
class Rfc3261Section14Test extends RawScene {
    private static final String NEW_CONTACT = "Contact: <sip:carol@192.0.2.3:5060;line=2>\n" + SDP_TYPE;

    private static int statusOf(CompletableFuture<Void> refused) {
        assertTrue(refused.isDone());
        var failure = assertThrows(CompletionException.class, refused::join);
        return ((SipException) failure.getCause()).status().code();
    }

    @Test
    @DisplayName("14.2, 13.3.1.4: the 2xx to a re-INVITE is sent again until its ACK; without any, a BYE after 64*T1")
    void missingAck() {
        String tag = carolsCall(new ScriptedNegotiator());
        carol.send(invite("i2", tag, 2));
        line.run(31_900);
        assertEquals(11, carol.heard.size());
        assertTrue(
                carol.labels().stream().allMatch("200 INVITE"::equals),
                () -> carol.labels().toString());
        line.run(200);
        assertEquals("BYE", TwoAgents.label(carol.last()));
        assertEquals(List.of("Confirmed", "ReOffered", "NO_ACK"), line.bobHeard);
    }

    @Test
    @DisplayName("14.2: only the ACK with the CSeq number of the re-INVITE ends its retransmission")
    void ackOfTheReinvite() {
        String tag = carolsCall(new ScriptedNegotiator());
        carolSays(invite("i2", tag, 2));
        carolSays(request("ACK", "a1b", tag, 1));
        line.run(1_000);
        assertEquals(2, carol.heard.size());
        carolSays(request("ACK", "a2", tag, 2));
        line.run(40_000);
        assertEquals(2, carol.heard.size());
        assertEquals(CallState.CONFIRMED, line.received.get(0).state());
        carolSays(request("BYE", "b", tag, 3));
    }

    @Test
    @DisplayName("14.2: a BYE of the peer ends the wait for the ACK; nothing is sent any more")
    void byeInsteadOfAck() {
        String tag = carolsCall(new ScriptedNegotiator());
        carolSays(invite("i2", tag, 2));
        carolSays(request("BYE", "b", tag, 3));
        line.run(40_000);
        assertEquals(List.of("200 INVITE", "200 BYE"), carol.labels());
        assertEquals(List.of("Confirmed", "ReOffered", "REMOTE_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("14.2: an INVITE while a 2xx of ours waits for its ACK is a 491, the first of the call or a later one")
    void twoHundredWithoutAck() {
        line.handler(call -> call.answer(new ScriptedNegotiator()));
        carolSays(invite("i1", "", 1));
        String tag = RawPeer.tag(carol.last());
        status(491, carolAsks(invite("i2", tag, 2)));
        carolSays(request("ACK", "i2", tag, 2));
        carolSays(request("ACK", "a1", tag, 1));
        status(200, carolAsks(invite("i3", tag, 3)));
        status(491, carolAsks(invite("i4", tag, 4)));
        carolSays(request("ACK", "i4", tag, 4));
        carolSays(request("ACK", "a3", tag, 3));
        status(200, carolAsks(invite("i5", tag, 5)));
        carolSays(request("ACK", "a5", tag, 5));
        carolSays(request("BYE", "b", tag, 6));
    }

    @Test
    @DisplayName("14.2: an INVITE in the caller's early dialog is a 491: the caller's own is in progress")
    void inviteInTheEarlyDialog() {
        callDave(new ScriptedNegotiator());
        String invite = dave.last();
        daveSays(answer(invite, "180 Ringing", "t1", "Contact: <sip:dave@192.0.2.4>\n", ""));
        String aliceTag = RawPeer.header(invite, "From").replaceAll(".*;tag=", "");
        daveSays(invite("x1", aliceTag, 5)
                .replace("From: <sip:carol@192.0.2.3>;tag=c1", "From: <sip:dave@192.0.2.4>;tag=t1")
                .replace("raw@192.0.2.3", RawPeer.header(invite, "Call-ID"))
                .replace("UDP 192.0.2.3", "UDP 192.0.2.4"));
        assertEquals(List.of("INVITE", "491 INVITE"), dave.labels());
        daveSays(answer(invite, "486 Busy Here", "t1"));
    }

    @Test
    @DisplayName(
            "14.2: glare, seen by the callee: its own INVITE is out, the peer's gets 491; it tries again within 2 s")
    void glareAtTheCallee() {
        String tag = carolsCall(new ScriptedNegotiator());
        var done = line.received.get(0).reofferAsync();
        line.run(50);
        String reinvite = carol.last();
        status(491, carolAsks(invite("i2", tag, 2)));
        carolSays(request("ACK", "i2", tag, 2));
        carol.heard.clear();
        carolSays(answer(reinvite, "491 Request Pending", "c1"));
        line.run(2_050);
        assertEquals(List.of("ACK", "INVITE"), carol.labels().subList(0, 2));
        assertFalse(done.isDone());
        carolSays(RawMessages.ok(carol.last(), "c1", ""));
        done.join();
        assertEquals("ACK", TwoAgents.label(carol.last()));
        carolSays(request("BYE", "b", tag, 3));
    }

    @Test
    @DisplayName("14.1: glare, seen by the caller, which owns the Call-ID: it waits 2.1 to 4 s")
    void glareAtTheCaller() {
        var media = new ScriptedNegotiator();
        OutgoingCall call = davesCall(media);
        var done = call.reofferAsync();
        line.run(50);
        daveSays(answer(dave.last(), "491 Request Pending", "t1"));
        assertEquals(1, media.rollbacks());
        line.run(2_000);
        assertEquals(List.of("INVITE", "ACK"), dave.labels());
        line.run(2_000);
        assertEquals(List.of("INVITE", "ACK", "INVITE"), dave.labels().subList(0, 3));
        daveSays(daveAnswers(dave.last(), "t1"));
        done.join();
        call.hangUp();
        line.run(50);
        daveTakesBye("t1");
    }

    @Test
    @DisplayName("12.2.2: the Contact of a re-INVITE is where the BYE goes; that of a refused one is not")
    void targetRefresh() {
        var media = new ScriptedNegotiator() {
            @Override
            public OfferReply takeOffer(SessionDescription offer) {
                return offersTaken() == 2
                        ? new OfferReply.Rejected(Rejection.of(SipStatus.NOT_ACCEPTABLE_HERE))
                        : super.takeOffer(offer);
            }
        };
        String tag = carolsCall(media);
        status(200, carolAsks(request("INVITE", "i2", tag, 2, NEW_CONTACT, SDP)));
        carolSays(request("ACK", "a2", tag, 2));
        status(488, carolAsks(request("INVITE", "i3", tag, 3, NEW_CONTACT.replace("line=2", "line=3"), SDP)));
        carolSays(request("ACK", "i3", tag, 3));
        line.received.get(0).hangUp();
        line.run(50);
        assertTrue(carol.last().startsWith("BYE sip:carol@192.0.2.3:5060;line=2 SIP/2.0\r\n"), carol.last());
    }

    @Test
    @DisplayName("14.2: a re-INVITE without an offer gets one in the 200; the ACK answers it, or the call ends")
    void lateOffer() {
        String tag = carolsCall(new ScriptedNegotiator());
        String ok = carolAsks(request("INVITE", "i2", tag, 2, RawMessages.CONTACT, ""));
        assertTrue(ok.contains("o=scripted"), ok);
        assertEquals(List.of("Confirmed"), line.bobHeard);
        carolSays(request("ACK", "a2", tag, 2, SDP_TYPE, SDP));
        assertEquals(List.of("Confirmed", "ReOffered"), line.bobHeard);
        carolAsks(request("INVITE", "i3", tag, 3, RawMessages.CONTACT, ""));
        carolSays(request("ACK", "a3", tag, 3));
        assertEquals("BYE", TwoAgents.label(carol.last()));
        assertEquals(List.of("Confirmed", "ReOffered", "MEDIA"), line.bobHeard);
    }

    @Test
    @DisplayName("15: after this side's BYE an INVITE in the dialog is a 481, another BYE a 200")
    void afterBye() {
        String tag = carolsCall(new ScriptedNegotiator());
        line.received.get(0).hangUp();
        line.run(50);
        status(481, carolAsks(invite("i2", tag, 2)));
        carolSays(request("ACK", "i2", tag, 2));
        status(200, carolAsks(request("BYE", "b", tag, 3)));
        assertEquals(List.of("Confirmed", "LOCAL_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("14.1: a copy of the 2xx to a re-INVITE gets the same ACK again")
    void acknowledgesAgain() {
        OutgoingCall call = davesCall(new ScriptedNegotiator());
        call.reofferAsync();
        line.run(50);
        String ok = daveAnswers(dave.last(), "t1");
        daveSays(ok);
        daveSays(ok);
        assertEquals(List.of("INVITE", "ACK", "ACK"), dave.labels());
        assertEquals(dave.heard.get(1), dave.heard.get(2));
        call.hangUp();
        line.run(50);
        daveTakesBye("t1");
    }

    @Test
    @DisplayName("12.2.1.2: a re-INVITE without any answer ends the call with a BYE; one answered 408 too")
    void noAnswer() {
        OutgoingCall call = davesCall(new ScriptedNegotiator());
        var lost = call.reofferAsync();
        line.run(32_050);
        assertEquals(8, dave.heard.size());
        daveTakesBye("t1");
        assertTrue(lost.isCompletedExceptionally());
        dave.heard.clear();
        OutgoingCall second = davesCall(new ScriptedNegotiator());
        second.reofferAsync();
        line.run(50);
        daveSays(answer(dave.last(), "408 Request Timeout", "t1"));
        assertEquals(List.of("INVITE", "ACK", "BYE"), dave.labels());
        daveTakesBye("t1");
        assertEquals(List.of("Answered", "DIALOG_LOST", "Answered", "DIALOG_LOST 408"), line.aliceHeard);
    }

    @Test
    @DisplayName("14.1, 8.1.3.1: a re-INVITE that can't be sent counts as a 503, and the call goes on")
    void notSent() {
        var media = new ScriptedNegotiator();
        OutgoingCall call = callDave(media);
        daveSays(
                daveAnswers(dave.heard.get(0), "t1").replace("Contact: <sip:dave@192.0.2.4>", "Contact: <tel:+49301>"));
        var refused = call.reofferAsync();
        line.run(50);
        assertEquals(503, statusOf(refused));
        assertEquals(1, media.rollbacks());
        assertEquals(CallState.CONFIRMED, call.state());
        call.hangUp();
        line.run(50);
        assertEquals(List.of("Answered", "LOCAL_HANG_UP"), line.aliceHeard);
    }

    @Test
    @DisplayName("14.1: a BYE that crosses the re-INVITE ends the call; the 2xx that comes late is acknowledged")
    void byeCrossesReinvite() {
        OutgoingCall call = davesCall(new ScriptedNegotiator());
        var pending = call.reofferAsync();
        line.run(50);
        String reinvite = dave.last();
        String aliceTag = RawPeer.header(reinvite, "From").replaceAll(".*;tag=", "");
        daveSays(request("BYE", "b", aliceTag, 5)
                .replace("From: <sip:carol@192.0.2.3>;tag=c1", "From: <sip:dave@192.0.2.4>;tag=t1")
                .replace("raw@192.0.2.3", RawPeer.header(reinvite, "Call-ID"))
                .replace("UDP 192.0.2.3", "UDP 192.0.2.4"));
        daveSays(daveAnswers(reinvite, "t1"));
        assertEquals(List.of("INVITE", "200 BYE", "ACK"), dave.labels());
        assertTrue(pending.isCompletedExceptionally());
        assertEquals(List.of("Answered", "REMOTE_HANG_UP"), line.aliceHeard);
    }

    @Test
    @DisplayName(
            "14.1: a re-INVITE that gets a 100 and nothing after it ends the call after three minutes, and is forgotten")
    void provisionalAndSilence() {
        OutgoingCall call = davesCall(new ScriptedNegotiator());
        var pending = call.reofferAsync();
        line.run(50);
        daveSays(answer(dave.last(), "100 Trying", ""));
        line.run(179_000);
        assertFalse(pending.isDone());
        line.run(1_000);
        assertTrue(pending.isCompletedExceptionally());
        daveTakesBye("t1");
        assertEquals(List.of("Answered", "DIALOG_LOST"), line.aliceHeard);
        line.run(32_000);
        assertEquals(0, line.alice.counters().inviteClientTransactions());
    }

    @Test
    @DisplayName("14.1: a re-INVITE that rings when the call ends is forgotten after 64*T1")
    void endedWithAProvisional() {
        OutgoingCall call = davesCall(new ScriptedNegotiator());
        call.reofferAsync();
        line.run(50);
        daveSays(answer(dave.last(), "180 Ringing", "t1"));
        call.hangUp();
        line.run(50);
        daveTakesBye("t1");
        // That of the call itself is there for Timer M.
        assertEquals(2, line.alice.counters().inviteClientTransactions());
        line.run(32_000);
        assertEquals(0, line.alice.counters().inviteClientTransactions());
    }
}
