// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.InviteClientTransaction.State;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 17.1.1.2 with RFC 6026 7.2: INVITE client transaction")
class Rfc3261Section17_1_1_2Test {
    private final InviteClientTransaction transaction = new InviteClientTransaction(SipTimers.DEFAULT, false);
    private final TimedLog log = TimedLog.of(transaction);

    @Test
    @DisplayName("Timer A doubles from T1 until Timer B fires at 64*T1")
    void noAnswer() {
        log.at(0, transaction::start);
        assertEquals(
                List.of(
                        "0 SendRequest",
                        "500 SendRequest",
                        "1500 SendRequest",
                        "3500 SendRequest",
                        "7500 SendRequest",
                        "15500 SendRequest",
                        "31500 SendRequest",
                        "32000 Failed[TIMEOUT]",
                        "32000 Terminated"),
                log.untilIdle());
    }

    @Test
    @DisplayName("over a reliable transport Timer A is not started; Timer B is")
    void noAnswerReliable() {
        var reliable = new InviteClientTransaction(SipTimers.DEFAULT, true);
        var reliableLog = TimedLog.of(reliable);
        reliableLog.at(0, reliable::start);
        assertEquals(List.of("0 SendRequest", "32000 Failed[TIMEOUT]", "32000 Terminated"), reliableLog.untilIdle());
    }

    @Test
    @DisplayName(
            "a provisional response stops retransmission and Timer B; a retransmitted 486 is ACKed again, not passed up")
    void busy() {
        log.at(0, transaction::start);
        log.at(100, now -> transaction.onResponse(180, now));
        log.at(9_000, now -> transaction.onResponse(486, now));
        log.at(9_500, now -> transaction.onResponse(486, now));
        assertEquals(State.COMPLETED, transaction.state());
        assertEquals(
                List.of(
                        "0 SendRequest",
                        "100 PassToTu",
                        "9000 SendAck",
                        "9000 PassToTu",
                        "9500 SendAck",
                        "41000 Terminated"),
                log.untilIdle());
    }

    @Test
    @DisplayName("over a reliable transport Timer D is zero: a final response other than 2xx ends the transaction")
    void busyReliable() {
        var reliable = new InviteClientTransaction(SipTimers.DEFAULT, true);
        var reliableLog = TimedLog.of(reliable);
        reliableLog.at(0, reliable::start);
        reliableLog.at(200, now -> reliable.onResponse(486, now));
        assertEquals(
                List.of("0 SendRequest", "200 SendAck", "200 PassToTu", "200 Terminated"), reliableLog.untilIdle());
    }

    @Test
    @DisplayName("any further provisional responses are passed up; a phone may ring for ever")
    void ringsForEver() {
        log.at(0, transaction::start);
        log.at(100, now -> transaction.onResponse(100, now));
        log.at(60_000, now -> transaction.onResponse(180, now));
        assertEquals(List.of("0 SendRequest", "100 PassToTu", "60000 PassToTu"), log.untilIdle());
        assertEquals(State.PROCEEDING, transaction.state());
    }

    @Test
    @DisplayName(
            "RFC 6026 7.2: each 2xx is passed up until Timer M fires; others are absorbed; nothing is retransmitted")
    void accepted() {
        log.at(0, transaction::start);
        log.at(600, now -> transaction.onResponse(200, now));
        log.at(1_100, now -> transaction.onResponse(200, now));
        log.at(1_200, now -> transaction.onResponse(180, now));
        log.at(1_300, now -> transaction.onResponse(486, now));
        assertEquals(State.ACCEPTED, transaction.state());
        assertEquals(
                List.of("0 SendRequest", "500 SendRequest", "600 PassToTu", "1100 PassToTu", "32600 Terminated"),
                log.untilIdle());
    }

    @Test
    @DisplayName("9.1: the user may abandon a transaction that has no final response")
    void abandoned() {
        log.at(0, transaction::start);
        log.at(100, now -> transaction.onResponse(180, now));
        log.at(40_000, transaction::onAbandon);
        log.at(41_000, now -> transaction.onResponse(200, now));
        assertEquals(List.of("0 SendRequest", "100 PassToTu", "40000 Terminated"), log.untilIdle());
    }

    @Test
    @DisplayName("what has a final response cannot be abandoned any more")
    void abandonedTooLate() {
        log.at(0, transaction::start);
        log.at(100, now -> transaction.onResponse(200, now));
        log.at(200, transaction::onAbandon);
        assertEquals(List.of("0 SendRequest", "100 PassToTu", "32100 Terminated"), log.untilIdle());
    }

    @Test
    @DisplayName("a transport error in Calling is told to the user and ends the transaction")
    void transportErrorInCalling() {
        log.at(0, transaction::start);
        log.at(0, transaction::onTransportError);
        assertEquals(List.of("0 SendRequest", "0 Failed[TRANSPORT_ERROR]", "0 Terminated"), log.untilIdle());
    }

    @Test
    @DisplayName("a transport error when the ACK is sent is told to the user and ends the transaction")
    void transportErrorInCompleted() {
        log.at(0, transaction::start);
        log.at(10, now -> transaction.onResponse(404, now));
        log.at(10, transaction::onTransportError);
        assertEquals(
                List.of("0 SendRequest", "10 SendAck", "10 PassToTu", "10 Failed[TRANSPORT_ERROR]", "10 Terminated"),
                log.untilIdle());
    }

    @Test
    @DisplayName("nothing comes out after the end")
    void afterTheEnd() {
        log.at(0, transaction::start);
        log.at(40_000, now -> transaction.onResponse(200, now));
        log.at(40_000, now -> transaction.onResponse(486, now));
        log.at(40_000, transaction::onTransportError);
        log.at(40_000, transaction::onAbandon);
        assertTrue(transaction.isTerminated());
        assertEquals("32000 Terminated", log.untilIdle().get(log.untilIdle().size() - 1));
    }

    @Test
    @DisplayName("left alone by its user in Proceeding it waits 64*T1 more; a 2xx within that is passed on as ever")
    void leave() {
        log.at(0, transaction::start);
        log.at(100, now -> transaction.onResponse(180, now));
        log.at(50_000, transaction::onLeave);
        assertEquals(List.of("0 SendRequest", "100 PassToTu", "82000 Terminated"), log.untilIdle());
        var answered = new InviteClientTransaction(SipTimers.DEFAULT, false);
        var answeredLog = TimedLog.of(answered);
        answeredLog.at(0, answered::start);
        answeredLog.at(100, now -> answered.onResponse(180, now));
        answeredLog.at(200, answered::onLeave);
        answeredLog.at(30_000, now -> answered.onResponse(180, now));
        answeredLog.at(31_000, now -> answered.onResponse(200, now));
        assertEquals(
                List.of("0 SendRequest", "100 PassToTu", "30000 PassToTu", "31000 PassToTu", "63000 Terminated"),
                answeredLog.untilIdle());
    }
}
