// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("re-offers between two user agents")
class ReOfferScenariosTest extends CallScene {
    @Test
    @DisplayName("14: a re-offer is answered by the peer's negotiator and acknowledged")
    void reoffer() {
        var bobs = new ScriptedNegotiator();
        line.handler(call -> call.answer(bobs));
        OutgoingCall call = line.call(
                Invitation.to(TwoAgents.BOB_URI, new ScriptedNegotiator()).build());
        line.run(500);
        line.network.clearRecording();
        CompletableFuture<Void> done = call.reofferAsync();
        line.run(500);
        done.join();
        assertEquals(List.of("A>B INVITE", "B>A 200 INVITE", "A>B ACK"), line.flow());
        assertEquals(2, bobs.offersTaken());
        assertEquals(List.of("Confirmed", "ReOffered"), line.bobHeard);
        call.hangUp();
    }

    @Test
    @DisplayName("14.1: a refused re-offer changes nothing; the call goes on")
    void reofferRefused() {
        OutgoingCall call = established();
        CompletableFuture<Void> done = call.reofferAsync();
        line.run(500);
        var failure = assertThrows(CompletionException.class, done::join);
        assertEquals(488, ((SipException) failure.getCause()).status().code());
        assertEquals(CallState.CONFIRMED, call.state());
        call.hangUp();
    }

    @Test
    @DisplayName("14.1: glare: both re-offers meet 491 and both succeed later, the callee's first")
    void glare() {
        line.handler(call -> call.answer(new ScriptedNegotiator()));
        OutgoingCall call = line.call(
                Invitation.to(TwoAgents.BOB_URI, new ScriptedNegotiator()).build());
        line.run(500);
        line.network.clearRecording();
        CompletableFuture<Void> first = call.reofferAsync();
        CompletableFuture<Void> second = line.received.get(0).reofferAsync();
        line.run(10_000);
        first.join();
        second.join();
        List<String> flow = line.flow();
        assertTrue(flow.containsAll(List.of("A>B 491 INVITE", "B>A 491 INVITE")), flow::toString);
        assertEquals(
                2, flow.stream().filter(label -> label.endsWith("200 INVITE")).count());
        assertTrue(flow.indexOf("A>B 200 INVITE") < flow.indexOf("B>A 200 INVITE"), flow::toString);
        call.hangUp();
    }

    @Test
    @DisplayName("12.2.1.2: a re-INVITE that is answered 481 ends the call")
    void dialogLost() {
        OutgoingCall call = established();
        line.network.lose(datagram -> TwoAgents.is(datagram, "BYE"));
        line.received.get(0).hangUp();
        line.run(40_000);
        line.network.loseNothing();
        call.reofferAsync();
        line.run(500);
        assertEquals(List.of("Answered", "DIALOG_LOST 481"), line.aliceHeard);
    }
}
