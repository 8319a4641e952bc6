// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.message.SipUri;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.RecordedPacket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 17 and table 4: when the messages of whole user agents leave, in milliseconds")
class TimersOnTheWireTest extends CallScene {
    private static final List<Long> DOUBLING_TO_64_T1 = List.of(0L, 500L, 1_500L, 3_500L, 7_500L, 15_500L, 31_500L);
    private static final List<Long> DOUBLING_TO_T2 =
            List.of(0L, 500L, 1_500L, 3_500L, 7_500L, 11_500L, 15_500L, 19_500L, 23_500L, 27_500L, 31_500L);

    /** When the messages of that label left, after the first of them. */
    private List<Long> times(String label) {
        List<Long> times = new ArrayList<>();
        long first = -1;
        for (RecordedPacket packet : line.network.recording()) {
            if (TwoAgents.label(StandardCharsets.UTF_8.decode(packet.payload()).toString())
                    .equals(label)) {
                first = first < 0 ? packet.sentAt() : first;
                times.add(Duration.ofNanos(packet.sentAt() - first).toMillis());
            }
        }
        return times;
    }

    private void nothingComesBackTo(String host) {
        line.network.lose(
                datagram -> datagram.to().getAddress().getHostAddress().equals(host));
    }

    @Test
    @DisplayName("17.1.1.2: an INVITE that nobody answers leaves as Timer A says; Timer B ends the call after 64*T1")
    void timersAAndB() {
        nothingComesBackTo(TwoAgents.ALICE);
        line.handler(call -> call.reject(SipStatus.BUSY_HERE));
        OutgoingCall call = line.call();
        line.run(31_999);
        assertEquals(DOUBLING_TO_64_T1, times("INVITE"));
        assertEquals(CallState.CALLING, call.state());
        line.run(1);
        assertEquals(CallState.ENDED, call.state());
        assertEquals(CallOutcome.Cause.TIMEOUT, call.awaitEnd().cause());
    }

    @Test
    @DisplayName("17.1.2.2: a BYE that nobody answers leaves as Timer E says, until Timer F")
    void timersEAndF() {
        OutgoingCall call = established();
        nothingComesBackTo(TwoAgents.ALICE);
        call.hangUp();
        line.run(40_000);
        assertEquals(DOUBLING_TO_T2, times("BYE"));
        // 17.2.2: Timer J; each copy of the BYE is answered with the same 200.
        assertEquals(DOUBLING_TO_T2, times("200 BYE"));
        assertEquals(0, line.alice.counters().calls());
    }

    @Test
    @DisplayName("17.1.2.2: an OPTIONS that nobody answers leaves as Timer E says; Timer F makes it a 408")
    void options() {
        line.network.conditions(TwoAgents.BOB, TwoAgents.ALICE, LinkConditions.CUT);
        var answer = line.alice.optionsAsync(SipUri.parse("sip:" + TwoAgents.BOB));
        line.run(31_999);
        assertEquals(DOUBLING_TO_T2, times("OPTIONS"));
        assertFalse(answer.isDone());
        line.run(1);
        assertTrue(answer.isCompletedExceptionally());
    }

    @Test
    @DisplayName("17.2.1: a 486 without its ACK leaves as Timer G says, until Timer H")
    void timersGAndH() {
        line.handler(call -> call.reject(SipStatus.BUSY_HERE));
        line.network.lose(datagram -> TwoAgents.is(datagram, "ACK"));
        line.call();
        line.run(40_000);
        assertEquals(DOUBLING_TO_T2, times("486 INVITE"));
        // 17.1.1.2: each copy within Timer D is acknowledged with the same ACK.
        assertEquals(DOUBLING_TO_T2, times("ACK"));
    }

    @Test
    @DisplayName("13.3.1.4: a 200 without its ACK leaves at T1 doubling to T2, and after 64*T1 the BYE")
    void answer() {
        line.handler(CallScene::answer);
        line.network.lose(datagram -> TwoAgents.is(datagram, "ACK"));
        line.call();
        line.run(40_000);
        assertEquals(DOUBLING_TO_T2, times("200 INVITE"));
        assertEquals(DOUBLING_TO_T2, times("ACK"));
        assertEquals(List.of(0L), times("BYE"));
        assertEquals(List.of("NO_ACK"), line.bobHeard);
    }

    @Test
    @DisplayName(
            "17.2.1: the 100 leaves in the instant the INVITE comes, though the handler says nothing for ten seconds")
    void tryingAtOnce() {
        line.handler(call -> {
            line.network
                    .newSignal()
                    .await(
                            () -> false,
                            line.network.now() + Duration.ofSeconds(10).toNanos());
            call.reject(SipStatus.BUSY_HERE);
        });
        line.call();
        line.run(9_000);
        List<RecordedPacket> recording = line.network.recording();
        assertEquals(List.of("A>B INVITE", "B>A 100 INVITE"), line.flow());
        assertEquals(10_000_000, recording.get(1).sentAt() - recording.get(0).sentAt(), "the line takes 10 ms");
        line.run(2_000);
        assertEquals(List.of("REJECTED_HERE 486"), line.bobHeard);
    }

    @Test
    @DisplayName("9.1: a CANCEL that nobody answers leaves as Timer E says; the call is over 64*T1 after it")
    void cancel() {
        line.handler(IncomingCall::ringing);
        OutgoingCall call = line.call();
        line.run(500);
        line.network.lose(datagram -> TwoAgents.is(datagram, "200 CANCEL") || TwoAgents.is(datagram, "487 INVITE"));
        call.hangUp();
        line.run(31_999);
        assertEquals(DOUBLING_TO_T2, times("CANCEL"));
        assertEquals(CallState.ENDING, call.state());
        line.run(1);
        assertEquals(CallState.ENDED, call.state());
    }
}
