// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.sip.sdp.SessionDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what an application does in its handlers, negotiators, listeners and continuations")
class ApplicationCodeTest extends CallScene {
    @Test
    @DisplayName("a handler that throws ends its own call with 500 and no other")
    void handlerThrows() {
        OutgoingCall good = established();
        line.handler(call -> {
            throw new IllegalStateException("for the test");
        });
        OutgoingCall bad = line.call();
        line.run(500);
        assertEquals(500, bad.awaitEnd().status().orElseThrow().code());
        assertEquals(CallState.CONFIRMED, good.state());
        good.hangUp();
    }

    @Test
    @DisplayName("a negotiator that throws ends its call: 500 before the answer, BYE after it")
    void negotiatorThrows() {
        line.handler(call -> call.answerAsync(new ScriptedNegotiator() {
            @Override
            public OfferReply takeOffer(SessionDescription offer) {
                throw new IllegalStateException("for the test");
            }
        }));
        OutgoingCall call = line.call();
        line.run(500);
        assertEquals(500, call.awaitEnd().status().orElseThrow().code());
        line.handler(CallScene::answer);
        OutgoingCall second = line.call(Invitation.to(TwoAgents.BOB_URI, new ScriptedNegotiator() {
                    @Override
                    public boolean takeAnswer(SessionDescription answer) {
                        throw new IllegalStateException("for the test");
                    }
                })
                .build());
        line.run(500);
        assertEquals(CallOutcome.Cause.FAILURE, second.awaitEnd().cause());
        assertEquals(
                CallOutcome.Cause.REMOTE_HANG_UP,
                line.received.get(1).awaitEnd().cause());
        assertEquals(1, line.bob.counters().failures());
    }

    @Test
    @DisplayName("blocking forms wait in the network's time, on any thread but the loop")
    void blockingForms() {
        line.handler(CallScene::answer);
        OutgoingCall call = line.call(
                Invitation.to(TwoAgents.BOB_URI, new ScriptedNegotiator()).build());
        assertEquals(200, call.awaitAnswer().status().code());
        call.hangUp();
        assertEquals(CallOutcome.Cause.LOCAL_HANG_UP, call.awaitEnd().cause());
        assertThrows(IllegalStateException.class, call::reoffer);
    }

    @Test
    @DisplayName("a blocking verb within a listener does not wait for its own lane")
    void blockingVerbOnTheLane() {
        List<CallOutcome> outcomes = new ArrayList<>();
        line.handler(CallScene::answer);
        OutgoingCall call = line.call();
        call.onEvent(event -> {
            if (event instanceof CallEvent.Answered) {
                call.hangUp();
                outcomes.add(call.awaitEnd());
            }
        });
        line.run(1_000);
        assertEquals(1, outcomes.size());
    }

    @Test
    @DisplayName("a continuation that blocks for ten seconds delays no loop and no other call")
    void slowContinuation() {
        line.handler(CallScene::answer);
        OutgoingCall slow = line.call();
        slow.answered()
                .thenRun(() -> line.network
                        .newSignal()
                        .await(
                                () -> false,
                                line.network.now() + Duration.ofSeconds(10).toNanos()));
        line.run(500);
        OutgoingCall other = line.call();
        line.run(500);
        assertEquals(CallState.CONFIRMED, other.state());
        slow.hangUp();
        other.hangUp();
        line.run(500);
        assertEquals(CallState.ENDED, slow.state());
    }
}
