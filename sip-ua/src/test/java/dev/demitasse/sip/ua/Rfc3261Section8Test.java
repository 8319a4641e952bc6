// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static dev.demitasse.sip.ua.RawMessages.CONTACT;
import static dev.demitasse.sip.ua.RawMessages.SDP;
import static dev.demitasse.sip.ua.RawMessages.SDP_TYPE;
import static dev.demitasse.sip.ua.RawMessages.answer;
import static dev.demitasse.sip.ua.RawMessages.invite;
import static dev.demitasse.sip.ua.RawMessages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.SipUri;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 8 and 11: requests, in and out of dialogs")
class Rfc3261Section8Test extends RawScene {
    private static String options(String branch, String tag, int cseq) {
        return request("OPTIONS", branch, tag, cseq);
    }

    @Test
    @DisplayName("8.1.1.6: a server that is the last hop answers whatever is left of Max-Forwards, and without it")
    void maxForwards() {
        status(200, carolAsks(options("o1", "", 1).replace("Max-Forwards: 70", "Max-Forwards: 0")));
        status(200, carolAsks(options("o2", "", 2).replace("Max-Forwards: 70\n", "")));
    }

    @Test
    @DisplayName("8.2.1: methods that are not there are 405 with Allow, within a dialog too; the call goes on")
    void methods() {
        String tag = carolsCall(new ScriptedNegotiator());
        int cseq = 2;
        for (String method : List.of("INFO", "UPDATE", "PRACK", "REFER", "NOTIFY", "MESSAGE", "X-ROOM")) {
            String answer = carolAsks(request(method, method, tag, cseq++));
            status(405, answer);
            assertEquals("INVITE, ACK, CANCEL, BYE, OPTIONS", RawPeer.header(answer, "Allow"));
        }
        status(405, carolAsks(request("REGISTER", "r", "", 1)));
        carolSays(request("BYE", "b", tag, cseq));
        assertEquals(List.of("Confirmed", "REMOTE_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("8.2.2.3: Require is 420 in a re-INVITE and a BYE, and ignored in an ACK")
    void require() {
        line.handler(call -> call.answer(new ScriptedNegotiator()));
        carolSays(invite("i1", "", 1));
        String tag = RawPeer.tag(carol.last());
        carolSays(request("ACK", "a1", tag, 1, "Require: 100rel\n", ""));
        assertEquals(CallState.CONFIRMED, line.received.get(0).state());
        String refused = carolAsks(request("INVITE", "i2", tag, 2, CONTACT + "Require: timer\n" + SDP_TYPE, SDP));
        status(420, refused);
        assertEquals("timer", RawPeer.header(refused, "Unsupported"));
        carolSays(request("ACK", "i2", tag, 2));
        status(420, carolAsks(request("BYE", "b1", tag, 3, "Require: timer\n", "")));
        status(200, carolAsks(request("BYE", "b2", tag, 4)));
    }

    @Test
    @DisplayName("8.2.6.1: the 100 has the Timestamp of the INVITE and no tag of its own; later responses have one tag")
    void trying() {
        line.handler(call -> {
            call.ringing();
            call.reject(SipStatus.BUSY_HERE);
        });
        carolSays(request("INVITE", "i1", "", 1, "Timestamp: 54.1\n" + CONTACT + SDP_TYPE, SDP));
        assertEquals(List.of("100 INVITE", "180 INVITE", "486 INVITE"), carol.labels());
        assertEquals("54.1", RawPeer.header(carol.heard.get(0), "Timestamp"));
        assertEquals("", RawPeer.tag(carol.heard.get(0)));
        assertNotEquals("", RawPeer.tag(carol.heard.get(1)));
        assertEquals(RawPeer.tag(carol.heard.get(1)), RawPeer.tag(carol.heard.get(2)));
    }

    @Test
    @DisplayName("8.2.6.2: a response has Via, From, Call-ID and CSeq of the request as they were")
    void copied() {
        String answer = carolAsks(options("o1", "", 7)
                .replace("branch=z9hG4bKo1", "branch=z9hG4bKo1;rport;x=\"Y z\"")
                .replace("From: <sip:carol@192.0.2.3>", "From: \"Carol, C.\"  <sip:carol@192.0.2.3>"));
        assertTrue(RawPeer.header(answer, "Via").contains("x=\"Y z\""), answer);
        assertTrue(RawPeer.header(answer, "Via").contains("rport=5060"), answer);
        assertEquals("\"Carol, C.\"  <sip:carol@192.0.2.3>;tag=c1", RawPeer.header(answer, "From"));
        assertEquals("raw@192.0.2.3", RawPeer.header(answer, "Call-ID"));
        assertEquals("7 OPTIONS", RawPeer.header(answer, "CSeq"));
    }

    @Test
    @DisplayName("11.2: OPTIONS within a dialog is a 200 and leaves it as it is; of an unknown dialog a 481")
    void optionsInDialog() {
        String tag = carolsCall(new ScriptedNegotiator());
        String answer = carolAsks(options("o1", tag, 2));
        status(200, answer);
        assertEquals(tag, RawPeer.tag(answer));
        status(481, carolAsks(options("o2", tag + "x", 3)));
        assertEquals(CallState.CONFIRMED, line.received.get(0).state());
        carolSays(request("BYE", "b", tag, 4));
    }

    @Test
    @DisplayName("11.2: OPTIONS gets the status an INVITE would get: 503 when full, 486 where nobody takes calls")
    void optionsAsInvite() {
        UserAgent full = UserAgent.builder(line.network.host("192.0.2.20"))
                .limits(UserAgentLimits.DEFAULT.withMaximumCalls(1))
                .onCall(IncomingCall::ringing)
                .build();
        UserAgent callerOnly =
                UserAgent.builder(line.network.host("192.0.2.21")).build();
        TwoAgents.start(full);
        TwoAgents.start(callerOnly);
        SipUri target = SipUri.parse("sip:192.0.2.20");
        assertEquals(200, line.alice.options(target).status().code());
        OutgoingCall call =
                line.call(Invitation.to(target, TwoAgents.sdp("alice")).build());
        line.run(50);
        assertEquals(503, line.alice.options(target).status().code());
        assertEquals(
                486, line.alice.options(SipUri.parse("sip:192.0.2.21")).status().code());
        call.hangUp();
        line.run(50);
        assertEquals(200, line.alice.options(target).status().code());
        full.close();
        callerOnly.close();
    }

    @Test
    @DisplayName("17.2.3: a peer of RFC 2543 without the magic cookie: copies are absorbed, its CANCEL and ACK match")
    void oldPeer() {
        line.handler(IncomingCall::ringing);
        carolSays(old(invite("1", "", 1)));
        carolSays(old(invite("1", "", 1)));
        assertEquals(List.of("100 INVITE", "180 INVITE", "180 INVITE"), carol.labels());
        carolSays(old(request("CANCEL", "1", "", 1)));
        assertEquals(List.of("200 CANCEL", "487 INVITE"), carol.labels().subList(3, 5));
        carolSays(old(request("ACK", "1", RawPeer.tag(carol.last()), 1)));
        line.run(5_000);
        assertEquals(5, carol.heard.size());
        assertEquals(1, line.received.size());
    }

    private static String old(String message) {
        return message.replace(";branch=z9hG4bK1", "");
    }

    @Test
    @DisplayName("8.2.2.1: a tel URI in the Request-URI is taken; a From without a tag too")
    void oddButLegal() {
        line.handler(call -> call.reject(SipStatus.BUSY_HERE));
        carolSays(invite("i1", "", 1)
                .replace("INVITE sip:bob@192.0.2.2 ", "INVITE tel:+49301234 ")
                .replace(";tag=c1", ""));
        assertEquals(List.of("100 INVITE", "486 INVITE"), carol.labels());
        assertEquals("<sip:carol@192.0.2.3>", RawPeer.header(carol.last(), "From"));
    }

    @Test
    @DisplayName("13.2.2: a 180 that comes again says nothing new; another phone, another status or another body does")
    void progress() {
        OutgoingCall call = callDave(TwoAgents.sdp("alice"));
        String invite = dave.last();
        daveSays(answer(invite, "180 Ringing", "t1"));
        daveSays(answer(invite, "180 Ringing", "t1"));
        daveSays(answer(invite, "180 Ringing", "t2"));
        daveSays(answer(invite, "180 Ringing", "t1"));
        daveSays(answer(invite, "183 Session Progress", "t1"));
        daveSays(answer(invite, "183 Session Progress", "t1", SDP_TYPE, SDP));
        daveSays(answer(invite, "183 Session Progress", "t1", SDP_TYPE, SDP));
        daveSays(answer(invite, "180 Ringing", "t1"));
        daveSays(answer(invite, "100 Trying", ""));
        assertEquals(List.of("180", "180", "183", "183 with media", "180"), line.aliceHeard);
        assertEquals(CallState.RINGING, call.state());
        daveSays(answer(invite, "486 Busy Here", "t1"));
    }
}
