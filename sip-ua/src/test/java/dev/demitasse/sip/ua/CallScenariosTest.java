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
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("calls between two user agents")
class CallScenariosTest {
    private final TwoAgents line = new TwoAgents(7);

    @AfterEach
    void close() {
        line.assertAllTablesEmpty();
        line.close();
    }

    private static void answer(IncomingCall call) {
        call.answer(TwoAgents.sdp("bob"));
    }

    private OutgoingCall established() {
        line.handler(CallScenariosTest::answer);
        OutgoingCall call = line.call();
        line.run(500);
        assertEquals(CallState.CONFIRMED, call.state());
        line.network.clearRecording();
        return call;
    }

    @Test
    @DisplayName("13.3.1.4: a lost ACK gives the 200 again, and that its ACK again")
    void lostAck() {
        line.handler(CallScenariosTest::answer);
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
        line.handler(CallScenariosTest::answer);
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
        assertEquals(CallState.ENDING, stateAfter(call, 100));
        assertFalse(line.flow().contains("A>B CANCEL"));
        line.run(1_000);
        assertEquals(
                List.of("A>B INVITE", "B>A 100 INVITE", "A>B CANCEL", "B>A 200 CANCEL", "B>A 487 INVITE", "A>B ACK"),
                line.flow().subList(2, 8));
        assertEquals(List.of("CANCELLED_HERE 487"), line.aliceHeard);
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
    @DisplayName("10: the ring limit is a CANCEL; the outcome is NOT_ANSWERED")
    void ringLimit() {
        line.handler(IncomingCall::ringing);
        line.call(Invitation.to(TwoAgents.BOB_URI, TwoAgents.sdp("alice"))
                .ringLimit(Duration.ofSeconds(20))
                .build());
        line.run(21_000);
        assertEquals(List.of("180", "NOT_ANSWERED 487"), line.aliceHeard);
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
        line.handler(CallScenariosTest::answer);
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
        line.handler(CallScenariosTest::answer);
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
    @DisplayName("a target without an address, or of an unknown scheme, fails at once")
    void unreachableTargets() {
        OutgoingCall unknown = line.call(Invitation.to(SipUri.parse("sip:x@nowhere.example"), TwoAgents.sdp("a"))
                .build());
        OutgoingCall tcp = line.call(Invitation.to(SipUri.parse("sip:x@192.0.2.2;transport=tcp"), TwoAgents.sdp("a"))
                .build());
        line.run(1_000);
        assertEquals(CallOutcome.Cause.TRANSPORT, unknown.awaitEnd().cause());
        assertEquals(CallOutcome.Cause.TRANSPORT, tcp.awaitEnd().cause());
        assertEquals(
                "TRANSPORT: no address is known for nowhere.example",
                assertThrows(CallException.class, unknown::awaitAnswer).getMessage());
        assertEquals(
                "TRANSPORT: transport tcp is not there",
                assertThrows(CallException.class, tcp::awaitAnswer).getMessage());
        assertEquals(
                "OPTIONS (transport TLS is not there): 503 Service Unavailable",
                assertThrows(SipException.class, () -> line.alice.options(SipUri.parse("sips:192.0.2.2")))
                        .getMessage());
    }

    @Test
    @DisplayName("RFC 3263 4.3 is to come: of a name's addresses the first one is tried, and the outcome names it")
    void firstAddressOnly() {
        line.network.name("two.example", "192.0.2.77", TwoAgents.BOB);
        OutgoingCall call = line.call(Invitation.to(SipUri.parse("sip:bob@two.example"), TwoAgents.sdp("a"))
                .build());
        line.run(40_000);
        assertEquals(
                "TIMEOUT: no response from 192.0.2.77:5060",
                assertThrows(CallException.class, call::awaitAnswer).getMessage());
        assertTrue(line.flow().stream().allMatch("A>B INVITE"::equals), line.flow()::toString);
    }

    @Test
    @DisplayName("a host name is looked up")
    void hostName() {
        line.network.name("bob.example", TwoAgents.BOB);
        line.handler(call -> call.reject(SipStatus.BUSY_HERE));
        OutgoingCall call = line.call(Invitation.to(SipUri.parse("sip:bob@bob.example"), TwoAgents.sdp("a"))
                .build());
        line.run(1_000);
        assertEquals(486, call.awaitEnd().status().orElseThrow().code());
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
    @DisplayName("blocking forms wait in the network's time, on any thread but the loop")
    void blockingForms() {
        line.handler(CallScenariosTest::answer);
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
        line.handler(CallScenariosTest::answer);
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
        line.handler(CallScenariosTest::answer);
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

    @Test
    @DisplayName("the ladder shows the call's messages and names nobody")
    void ladder() {
        OutgoingCall call = established();
        call.hangUp();
        line.run(500);
        List<String> lines =
                call.ladder().entries().stream().map(Ladder.Entry::line).toList();
        assertEquals(List.of("INVITE (91 bytes)", "100 Trying", "200 OK (89 bytes)", "ACK", "BYE", "200 OK"), lines);
        assertFalse(call.ladder().toString().contains("bob"), call.ladder().toString());
    }
}
