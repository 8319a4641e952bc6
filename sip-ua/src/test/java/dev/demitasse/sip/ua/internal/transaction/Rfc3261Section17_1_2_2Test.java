// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.NonInviteClientTransaction.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 17.1.2.2: non-INVITE client transaction")
class Rfc3261Section17_1_2_2Test {
    private final NonInviteClientTransaction transaction = new NonInviteClientTransaction(SipTimers.DEFAULT, false);
    private final TimedLog log = TimedLog.of(transaction);

    @Test
    @DisplayName("Timer E doubles from T1 to T2; Timer F fires at 64*T1")
    void noAnswer() {
        log.at(0, transaction::start);
        assertEquals(
                List.of(
                        "0 SendRequest",
                        "500 SendRequest",
                        "1500 SendRequest",
                        "3500 SendRequest",
                        "7500 SendRequest",
                        "11500 SendRequest",
                        "15500 SendRequest",
                        "19500 SendRequest",
                        "23500 SendRequest",
                        "27500 SendRequest",
                        "31500 SendRequest",
                        "32000 Failed[TIMEOUT]",
                        "32000 Terminated"),
                log.untilIdle());
    }

    @Test
    @DisplayName("after a provisional response it is retransmitted every T2, and Timer F still runs")
    void provisionalThenSilence() {
        log.at(0, transaction::start);
        log.at(100, now -> transaction.onResponse(100, now));
        var expected = new ArrayList<>(List.of("0 SendRequest", "100 PassToTu"));
        for (long at = 500; at < 32_000; at += 4_000) {
            expected.add(at + " SendRequest");
        }
        expected.addAll(List.of("32000 Failed[TIMEOUT]", "32000 Terminated"));
        assertEquals(expected, log.untilIdle());
    }

    @Test
    @DisplayName("a final response is passed up once; copies are absorbed until Timer K (T4) fires")
    void answered() {
        log.at(0, transaction::start);
        log.at(600, now -> transaction.onResponse(200, now));
        log.at(700, now -> transaction.onResponse(200, now));
        assertEquals(State.COMPLETED, transaction.state());
        assertEquals(List.of("0 SendRequest", "500 SendRequest", "600 PassToTu", "5600 Terminated"), log.untilIdle());
    }

    @Test
    @DisplayName("over a reliable transport nothing is retransmitted and Timer K is zero")
    void answeredReliable() {
        var reliable = new NonInviteClientTransaction(SipTimers.DEFAULT, true);
        var reliableLog = TimedLog.of(reliable);
        reliableLog.at(0, reliable::start);
        reliableLog.at(9_000, now -> reliable.onResponse(200, now));
        assertEquals(List.of("0 SendRequest", "9000 PassToTu", "9000 Terminated"), reliableLog.untilIdle());
    }

    @Test
    @DisplayName("over a reliable transport Timer F still fires")
    void noAnswerReliable() {
        var reliable = new NonInviteClientTransaction(SipTimers.DEFAULT, true);
        var reliableLog = TimedLog.of(reliable);
        reliableLog.at(0, reliable::start);
        assertEquals(List.of("0 SendRequest", "32000 Failed[TIMEOUT]", "32000 Terminated"), reliableLog.untilIdle());
    }

    @Test
    @DisplayName("a transport error is told to the user and ends the transaction")
    void transportError() {
        log.at(0, transaction::start);
        log.at(500, transaction::onTransportError);
        log.at(600, now -> transaction.onResponse(200, now));
        assertEquals(
                List.of("0 SendRequest", "500 SendRequest", "500 Failed[TRANSPORT_ERROR]", "500 Terminated"),
                log.untilIdle());
    }

    @Test
    @DisplayName("a transport error after the final response changes nothing")
    void transportErrorAfterFinal() {
        log.at(0, transaction::start);
        log.at(10, now -> transaction.onResponse(481, now));
        log.at(20, transaction::onTransportError);
        assertEquals(List.of("0 SendRequest", "10 PassToTu", "5010 Terminated"), log.untilIdle());
    }
}
