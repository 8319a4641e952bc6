// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.ParameterizedToken;
import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.sip.sdp.SessionDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("calls between two user agents")
class CallScenariosTest extends CallScene {
    @Test
    @DisplayName("13.3.1.4: a lost ACK gives the 200 again, and that its ACK again")
    void lostAck() {
        line.handler(CallScene::answer);
        line.network.loseNext(datagram -> TwoAgents.is(datagram, "ACK"));
        OutgoingCall call = line.call();
        line.run(2_000);
        assertEquals(
                List.of("A>B INVITE", "B>A 100 INVITE", "B>A 200 INVITE", "(A>B ACK)", "B>A 200 INVITE", "A>B ACK"),
                line.flow());
        assertEquals(CallState.CONFIRMED, line.received.get(0).state());
        call.hangUp();
    }

    @Test
    @DisplayName("13.3.1.4: without any ACK the 200 is sent for 64*T1, then a BYE; the outcome is NO_ACK")
    void noAck() {
        line.handler(CallScene::answer);
        line.network.lose(datagram -> TwoAgents.is(datagram, "ACK"));
        line.call();
        line.run(40_000);
        List<String> flow = line.flow();
        assertEquals(11, flow.stream().filter("B>A 200 INVITE"::equals).count());
        assertEquals(List.of("B>A BYE", "A>B 200 BYE"), flow.subList(flow.size() - 2, flow.size()));
        assertEquals(List.of("NO_ACK"), line.bobHeard);
        assertEquals(List.of("Answered", "REMOTE_HANG_UP"), line.aliceHeard);
    }

    @Test
    @DisplayName("15: the callee's BYE waits for the ACK")
    void byeWaitsForAck() {
        line.handler(call -> {
            call.answerAsync(TwoAgents.sdp("bob"));
            call.hangUp();
        });
        line.network.loseNext(datagram -> TwoAgents.is(datagram, "ACK"));
        line.call();
        line.run(2_000);
        assertEquals(
                List.of("(A>B ACK)", "B>A 200 INVITE", "A>B ACK", "B>A BYE", "A>B 200 BYE"),
                line.flow().subList(3, 8));
        assertEquals(List.of("Confirmed", "LOCAL_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("9.1: no CANCEL is sent before a provisional response")
    void cancelWaits() {
        line.network.loseNext(datagram -> TwoAgents.is(datagram, "100 INVITE"));
        OutgoingCall call = line.call();
        line.run(100);
        call.hangUp();
        assertEquals(CallState.ENDED, stateAfter(call, 100));
        assertFalse(line.flow().contains("A>B CANCEL"));
        line.run(1_000);
        assertEquals(
                List.of("A>B INVITE", "B>A 100 INVITE", "A>B CANCEL", "B>A 200 CANCEL", "B>A 487 INVITE", "A>B ACK"),
                line.flow().subList(2, 8));
        assertEquals(List.of("CANCELLED_HERE"), line.aliceHeard);
    }

    private CallState stateAfter(Call call, long millis) {
        line.run(millis);
        return call.state();
    }

    @Test
    @DisplayName("9.1: a 200 that crosses the CANCEL is acknowledged and ended with a BYE (W9)")
    void cancelCrossesAnswer() {
        line.handler(call -> {
            call.ringing();
            line.network
                    .newSignal()
                    .await(
                            () -> false,
                            line.network.now() + Duration.ofMillis(200).toNanos());
            call.answerAsync(TwoAgents.sdp("bob"));
        });
        OutgoingCall call = line.call();
        line.run(215);
        call.hangUp();
        line.run(1_000);
        List<String> flow = line.flow();
        assertTrue(flow.containsAll(List.of("A>B CANCEL", "B>A 200 INVITE", "A>B ACK", "A>B BYE")), flow::toString);
        assertFalse(flow.contains("B>A 487 INVITE"), flow::toString);
        assertEquals(List.of("180", "CANCELLED_HERE"), line.aliceHeard);
        assertEquals(List.of("Confirmed", "REMOTE_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("W26: an answer after the CANCEL does nothing and fails with the outcome")
    void answerAfterCancel() {
        List<CallOutcome.Cause> causes = new ArrayList<>();
        line.handler(call -> {
            call.ringing();
            line.network
                    .newSignal()
                    .await(
                            () -> false,
                            line.network.now() + Duration.ofSeconds(2).toNanos());
            causes.add(assertThrows(CallException.class, () -> answer(call))
                    .outcome()
                    .cause());
        });
        OutgoingCall call = line.call();
        line.run(500);
        call.hangUp();
        line.run(5_000);
        assertEquals(List.of(CallOutcome.Cause.CANCELLED_BY_PEER), causes);
        assertFalse(line.flow().contains("B>A 200 INVITE"));
    }

    @Test
    @DisplayName("10: the ring limit is a CANCEL; the outcome is NOT_ANSWERED, and told at that moment")
    void ringLimit() {
        line.handler(IncomingCall::ringing);
        line.call(Invitation.to(TwoAgents.BOB_URI, TwoAgents.sdp("alice"))
                .ringLimit(Duration.ofSeconds(20))
                .build());
        line.run(20_001);
        assertEquals(List.of("180", "NOT_ANSWERED"), line.aliceHeard);
        line.run(999);
        assertEquals(List.of("CANCELLED_BY_PEER 487"), line.bobHeard);
    }

    @Test
    @DisplayName("both hang up at once: both BYEs get 200, each side one outcome")
    void byesCross() {
        OutgoingCall call = established();
        call.hangUp();
        line.received.get(0).hangUp();
        line.run(1_000);
        assertEquals(4, line.flow().size());
        assertEquals(List.of("Answered", "LOCAL_HANG_UP"), line.aliceHeard);
        assertEquals(List.of("Confirmed", "LOCAL_HANG_UP"), line.bobHeard);
    }

    @Test
    @DisplayName("RFC 3326: the Reason of a BYE reaches the other side's outcome")
    void reason() {
        OutgoingCall call = established();
        call.hangUp(ParameterizedToken.of("Q.850").withParameter("cause", "16"));
        line.run(500);
        assertEquals(
                "16",
                line.received
                        .get(0)
                        .awaitEnd()
                        .reason()
                        .orElseThrow()
                        .parameter("cause")
                        .orElseThrow());
    }

    @Test
    @DisplayName("early media: the 183 has the answer, and the 200 repeats it")
    void earlyMedia() {
        MediaNegotiator media = TwoAgents.sdp("bob");
        line.handler(call -> {
            call.progress(media);
            call.answer(media);
        });
        OutgoingCall call = line.call();
        line.run(500);
        assertEquals(List.of("183 with media", "Answered"), line.aliceHeard);
        call.hangUp();
    }

    @Test
    @DisplayName("13.2.2.4: an offer in the 200 is answered in the ACK")
    void lateOffer() {
        line.handler(CallScene::answer);
        OutgoingCall call = line.call(Invitation.to(TwoAgents.BOB_URI, TwoAgents.sdp("alice"))
                .lateOffer()
                .build());
        line.run(500);
        assertEquals(List.of("A>B ACK"), line.flowWith("o=alice"));
        assertEquals(List.of("B>A 200 INVITE"), line.flowWith("o=bob"));
        assertEquals(CallState.CONFIRMED, line.received.get(0).state());
        call.hangUp();
    }

    @Test
    @DisplayName("an offer the application rejects is a 488")
    void notAcceptable() {
        line.handler(call -> call.answer(new ScriptedNegotiator() {
            @Override
            public OfferReply takeOffer(SessionDescription offer) {
                return new OfferReply.Rejected(Rejection.of(SipStatus.NOT_ACCEPTABLE_HERE));
            }
        }));
        line.call();
        line.run(500);
        assertEquals(List.of("REJECTED_BY_PEER 488"), line.aliceHeard);
        assertEquals(List.of("MEDIA 488"), line.bobHeard);
    }

    @Test
    @DisplayName("11.1: OPTIONS, in both forms")
    void options() {
        assertEquals(200, line.alice.options(TwoAgents.BOB_URI).status().code());
        CompletableFuture<?> nobody =
                line.alice.optionsAsync(SipUri.parse("sip:192.0.2.77")).exceptionally(failure -> null);
        line.run(40_000);
        assertTrue(nobody.isDone());
        assertThrows(SipException.class, () -> line.alice.options(SipUri.parse("sip:192.0.2.77")));
    }

    @Test
    @DisplayName("close() ends all calls on the wire, each with one outcome")
    void closeEndsCalls() {
        OutgoingCall call = established();
        line.handler(IncomingCall::ringing);
        OutgoingCall ringing = line.call();
        line.run(500);
        line.network.clearRecording();
        line.bob.close();
        assertTrue(line.flow().containsAll(List.of("B>A BYE", "B>A 503 INVITE")), line.flow()::toString);
        line.run(500);
        assertEquals(CallOutcome.Cause.REMOTE_HANG_UP, call.awaitEnd().cause());
        assertEquals(503, ringing.awaitEnd().status().orElseThrow().code());
        assertEquals(CallOutcome.Cause.SHUTDOWN, line.received.get(0).awaitEnd().cause());
        assertEquals(CallOutcome.Cause.SHUTDOWN, line.received.get(1).awaitEnd().cause());
    }
}
