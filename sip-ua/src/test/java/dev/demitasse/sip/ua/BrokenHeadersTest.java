// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static dev.demitasse.sip.ua.RawMessages.CONTACT;
import static dev.demitasse.sip.ua.RawMessages.SDP;
import static dev.demitasse.sip.ua.RawMessages.SDP_TYPE;
import static dev.demitasse.sip.ua.RawMessages.answer;
import static dev.demitasse.sip.ua.RawMessages.invite;
import static dev.demitasse.sip.ua.RawMessages.ok;
import static dev.demitasse.sip.ua.RawMessages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.Uri;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a malformed header costs one message, never a call, and is no error of this program")
class BrokenHeadersTest {
    private static final String BROKEN_REASON = "Reason: ;;=\n";

    private final TwoAgents line = new TwoAgents(44);
    private final RawPeer carol =
            new RawPeer(line.network.host("192.0.2.3"), TwoAgents.sip("192.0.2.3"), TwoAgents.sip(TwoAgents.BOB));
    private final RawPeer dave =
            new RawPeer(line.network.host("192.0.2.4"), TwoAgents.sip("192.0.2.4"), TwoAgents.sip(TwoAgents.ALICE));

    @AfterEach
    void close() {
        line.assertAllTablesEmpty();
        assertEquals(0, line.alice.counters().failures());
        assertEquals(0, line.bob.counters().failures());
        carol.close();
        dave.close();
        line.close();
    }

    private String establish() {
        line.handler(call -> call.answer(TwoAgents.sdp("bob")));
        carol.send(invite("i1", "", 1));
        line.run(300);
        String tag = RawPeer.tag(carol.last());
        carol.send(request("ACK", "a1", tag, 1));
        line.run(100);
        carol.heard.clear();
        return tag;
    }

    private OutgoingCall callDave() {
        OutgoingCall call = line.call(Invitation.to(Uri.parse("sip:dave@192.0.2.4"), TwoAgents.sdp("alice"))
                .build());
        line.run(100);
        return call;
    }

    private void say(String message) {
        dave.send(message);
        line.run(50);
    }

    @Test
    @DisplayName("15.1.2: a BYE with a malformed Reason ends the call all the same")
    void reasonOfBye() {
        String tag = establish();
        carol.send(request("BYE", "b1", tag, 2, BROKEN_REASON, ""));
        line.run(100);
        assertEquals(List.of("200 BYE"), carol.labels());
        assertEquals(List.of("Confirmed", "REMOTE_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("9.2: a CANCEL with a malformed Reason gives 487 all the same")
    void reasonOfCancel() {
        line.handler(IncomingCall::ringing);
        carol.send(invite("i1", "", 1));
        line.run(300);
        carol.send(request("CANCEL", "i1", "", 1, BROKEN_REASON, ""));
        line.run(100);
        assertEquals(List.of("100 INVITE", "180 INVITE", "200 CANCEL", "487 INVITE"), carol.labels());
        assertEquals(List.of("CANCELLED_BY_PEER 487"), line.bobHeard);
    }

    @Test
    @DisplayName("14.2: a re-INVITE with a malformed Contact is a 400, before the media are asked")
    void contactOfReinvite() {
        var media = new ScriptedNegotiator();
        line.handler(call -> call.answer(media));
        carol.send(invite("i1", "", 1));
        line.run(300);
        String tag = RawPeer.tag(carol.last());
        carol.send(request("ACK", "a1", tag, 1));
        line.run(100);
        carol.send(request("INVITE", "i2", tag, 2, "Contact: <sip:\n" + SDP_TYPE, SDP));
        line.run(100);
        assertEquals("400 INVITE", TwoAgents.label(carol.last()));
        assertEquals(1, media.offersTaken());
        carol.send(request("ACK", "i2", tag, 2));
        carol.send(request("BYE", "b1", tag, 3));
        line.run(100);
        assertEquals(List.of("Confirmed", "REMOTE_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("13.3.1: an INVITE with a malformed Contact, Record-Route or Content-Type is a 400 and no call")
    void headersOfInvite() {
        carol.send(request("INVITE", "m1", "", 1, "Contact: <sip:\n" + SDP_TYPE, SDP));
        carol.send(request("INVITE", "m2", "", 2, "Record-Route: <\n" + CONTACT + SDP_TYPE, SDP));
        carol.send(request("INVITE", "m3", "", 3, CONTACT + "Content-Type: sdp\n", SDP));
        line.run(100);
        assertEquals(List.of("400 INVITE", "400 INVITE", "400 INVITE"), carol.labels());
        assertEquals(List.of(), line.received);
    }

    @Test
    @DisplayName("12.1: a 180 with malformed Contact, Record-Route and Content-Type is reported; the call goes on")
    void headersOf180() {
        OutgoingCall call = callDave();
        String invite = dave.heard.get(0);
        say(answer(invite, "180 Ringing", "t1", "Contact: <sip:\nRecord-Route: <\nContent-Type: sdp\n", SDP));
        assertEquals(List.of("180"), line.aliceHeard);
        say(answer(invite, "486 Busy Here", "t1"));
        assertEquals(List.of("180", "REJECTED_BY_PEER 486"), line.aliceHeard);
        assertEquals(CallState.ENDED, call.state());
    }

    @Test
    @DisplayName("13.2.2.4: a 200 with malformed Contact and Record-Route is acknowledged, at the address called")
    void headersOf200() {
        OutgoingCall call = callDave();
        say(answer(dave.heard.get(0), "200 OK", "t1", "Contact: <sip:\nRecord-Route: <\n" + SDP_TYPE, SDP));
        assertEquals(List.of("INVITE", "ACK"), dave.labels());
        assertTrue(dave.last().startsWith("ACK sip:dave@192.0.2.4 SIP/2.0\r\n"), dave.last());
        assertEquals(CallState.CONFIRMED, call.state());
        call.hangUp();
        line.run(50);
        say(answer(dave.last(), "200 OK", "t1"));
        assertEquals(List.of("Answered", "LOCAL_HANG_UP"), line.aliceHeard);
    }

    @Test
    @DisplayName("13.2.2.4: a 200 whose Content-Type is malformed is acknowledged and ended with a BYE")
    void contentTypeOf200() {
        callDave();
        say(answer(dave.heard.get(0), "200 OK", "t1", "Contact: <sip:dave@192.0.2.4>\nContent-Type: sdp\n", SDP));
        assertEquals(List.of("INVITE", "ACK", "BYE"), dave.labels());
        assertEquals(List.of("MEDIA"), line.aliceHeard);
        say(answer(dave.last(), "200 OK", "t1"));
    }

    @Test
    @DisplayName("13.2.2.4: a further 200 with a malformed Contact is acknowledged and ended too")
    void contactOfForked200() {
        OutgoingCall call = callDave();
        String invite = dave.heard.get(0);
        say(ok(invite, "t1", "").replace("192.0.2.3", "192.0.2.4"));
        dave.heard.clear();
        say(answer(invite, "200 OK", "t2", "Contact: <sip:\n" + SDP_TYPE, SDP));
        assertEquals(List.of("ACK", "BYE"), dave.labels());
        say(answer(dave.last(), "200 OK", "t2"));
        call.hangUp();
        line.run(50);
        say(answer(dave.last(), "200 OK", "t1"));
    }

    @Test
    @DisplayName("14.1: a 200 to a re-INVITE with a malformed Contact is acknowledged and agreed")
    void contactOfReinvites200() {
        OutgoingCall call = line.call(Invitation.to(Uri.parse("sip:dave@192.0.2.4"), new ScriptedNegotiator())
                .build());
        line.run(100);
        say(ok(dave.last(), "t1", "").replace("192.0.2.3", "192.0.2.4"));
        var done = call.reofferAsync();
        line.run(50);
        assertEquals("INVITE", TwoAgents.label(dave.last()));
        say(answer(dave.last(), "200 OK", "t1", "Contact: <sip:\n" + SDP_TYPE, SDP));
        assertEquals(List.of("INVITE", "ACK", "INVITE", "ACK"), dave.labels());
        done.join();
        call.hangUp();
        line.run(50);
        say(answer(dave.last(), "200 OK", "t1"));
    }

    @Test
    @DisplayName("13.2.1: an ACK whose description is malformed ends the call with a BYE")
    void bodyOfAck() {
        line.handler(call -> call.answer(TwoAgents.sdp("bob")));
        carol.send(request("INVITE", "i1", "", 1, CONTACT, ""));
        line.run(300);
        carol.send(request("ACK", "a1", RawPeer.tag(carol.last()), 1, "Content-Type: sdp\n", SDP));
        line.run(100);
        assertEquals("BYE", TwoAgents.label(carol.last()));
        assertEquals(List.of("MEDIA"), line.bobHeard);
    }
}
