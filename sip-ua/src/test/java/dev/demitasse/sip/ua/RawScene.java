// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.Uri;
import org.junit.jupiter.api.AfterEach;

/** Carol (192.0.2.3) calls bob, alice calls dave (192.0.2.4); carol and dave write their own messages. */
abstract class RawScene {
    static final String DAVE = "sip:dave@192.0.2.4";

    final TwoAgents line = new TwoAgents(3261);
    final RawPeer carol =
            new RawPeer(line.network.host("192.0.2.3"), TwoAgents.sip("192.0.2.3"), TwoAgents.sip(TwoAgents.BOB));
    final RawPeer dave =
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

    /** Carol's call is up; says bob's tag. */
    String carolsCall(MediaNegotiator media) {
        line.handler(call -> call.answer(media));
        carolSays(RawMessages.invite("i1", "", 1));
        String tag = RawPeer.tag(carol.last());
        carolSays(RawMessages.request("ACK", "a1", tag, 1));
        carol.heard.clear();
        return tag;
    }

    void carolSays(String message) {
        carol.send(message);
        line.run(50);
    }

    /** What carol hears to a message, which is one message. */
    String carolAsks(String message) {
        int before = carol.heard.size();
        carolSays(message);
        assertEquals(before + 1, carol.heard.size(), () -> carol.labels().toString());
        return carol.last();
    }

    /** Alice has sent her INVITE. */
    OutgoingCall callDave(MediaNegotiator media) {
        OutgoingCall call = line.call(Invitation.to(Uri.parse(DAVE), media).build());
        line.run(50);
        return call;
    }

    /** Dave has answered; his tag is t1. */
    OutgoingCall davesCall(MediaNegotiator media) {
        OutgoingCall call = callDave(media);
        daveSays(daveAnswers(dave.heard.get(0), "t1"));
        assertEquals(CallState.CONFIRMED, call.state());
        dave.heard.clear();
        return call;
    }

    void daveSays(String message) {
        dave.send(message);
        line.run(50);
    }

    static String daveAnswers(String request, String tag) {
        return RawMessages.ok(request, tag, "").replace("dave@192.0.2.3", "dave@192.0.2.4");
    }

    /** Dave answers the BYE he has heard last. */
    void daveTakesBye(String tag) {
        assertEquals("BYE", TwoAgents.label(dave.last()));
        daveSays(RawMessages.answer(dave.last(), "200 OK", tag));
    }

    static void status(int expected, String message) {
        assertTrue(message.startsWith("SIP/2.0 " + expected + " "), message);
    }
}
