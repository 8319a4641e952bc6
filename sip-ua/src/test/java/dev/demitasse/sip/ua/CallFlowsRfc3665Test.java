// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.testkit.LinkConditions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3665: basic call flows, whole messages on the wire")
class CallFlowsRfc3665Test {
    private final TwoAgents line = new TwoAgents(3665);

    @AfterEach
    void close() {
        line.assertAllTablesEmpty();
        line.close();
    }

    @Test
    @DisplayName("3.1: successful session establishment")
    void establishment() {
        line.handler(call -> {
            call.ringing();
            call.answer(TwoAgents.sdp("bob"));
        });
        OutgoingCall call = line.call();
        line.run(1_000);
        assertEquals(CallState.CONFIRMED, call.state());
        line.received.get(0).hangUp();
        line.run(1_000);
        assertEquals(
                List.of(
                        "A>B INVITE",
                        "B>A 100 INVITE",
                        "B>A 180 INVITE",
                        "B>A 200 INVITE",
                        "A>B ACK",
                        "B>A BYE",
                        "A>B 200 BYE"),
                line.flow());
        assertEquals(List.of("180", "Answered", "REMOTE_HANG_UP"), line.aliceHeard);
        assertEquals(List.of("Confirmed", "LOCAL_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("3.8: unsuccessful, no answer: CANCEL")
    void cancel() {
        line.handler(IncomingCall::ringing);
        OutgoingCall call = line.call();
        line.run(1_000);
        call.hangUp();
        line.run(1_000);
        assertEquals(
                List.of(
                        "A>B INVITE",
                        "B>A 100 INVITE",
                        "B>A 180 INVITE",
                        "A>B CANCEL",
                        "B>A 200 CANCEL",
                        "B>A 487 INVITE",
                        "A>B ACK"),
                line.flow());
        assertEquals(List.of("180", "CANCELLED_HERE 487"), line.aliceHeard);
        assertEquals(List.of("CANCELLED_BY_PEER 487"), line.bobHeard);
    }

    @Test
    @DisplayName("3.9: unsuccessful, busy")
    void busy() {
        line.handler(call -> call.reject(SipStatus.BUSY_HERE));
        line.call();
        line.run(1_000);
        assertEquals(List.of("A>B INVITE", "B>A 100 INVITE", "B>A 486 INVITE", "A>B ACK"), line.flow());
        assertEquals(List.of("REJECTED_BY_PEER 486"), line.aliceHeard);
        assertEquals(List.of("REJECTED_HERE 486"), line.bobHeard);
    }

    @Test
    @DisplayName("3.10: unsuccessful, no response from the user agent")
    void noResponse() {
        line.network.conditions(TwoAgents.ALICE, TwoAgents.BOB, LinkConditions.CUT);
        line.call();
        line.run(40_000);
        assertEquals(7, line.flow().size());
        assertEquals(List.of("TIMEOUT"), line.aliceHeard);
    }

    @Test
    @DisplayName("3.11: unsuccessful, temporarily unavailable: nobody answers")
    void temporarilyUnavailable() {
        line.handler(IncomingCall::ringing);
        line.call();
        line.run(190_000);
        assertEquals(
                List.of(
                        "A>B INVITE",
                        "B>A 100 INVITE",
                        "B>A 180 INVITE",
                        "B>A 180 INVITE",
                        "B>A 180 INVITE",
                        "A>B CANCEL",
                        "B>A 480 INVITE",
                        "B>A 200 CANCEL",
                        "A>B ACK"),
                line.flow());
        assertEquals(List.of("NOT_ANSWERED 480"), line.bobHeard);
    }
}
