// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.InviteServerTransaction.State;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 17.2.1 with RFC 6026 7.1: INVITE server transaction")
class Rfc3261Section17_2_1Test {
    private final InviteServerTransaction transaction = new InviteServerTransaction(SipTimers.DEFAULT, false);
    private final TimedLog log = TimedLog.of(transaction);

    @Test
    @DisplayName(
            "a copy of the INVITE is answered with the latest provisional response, and with nothing before there is one")
    void copiesInProceeding() {
        log.at(0, transaction::onRetransmission);
        log.at(1, now -> transaction.onRespond(100, now));
        log.at(500, transaction::onRetransmission);
        log.at(600, now -> transaction.onRespond(180, now));
        log.at(1_500, transaction::onRetransmission);
        assertEquals(
                List.of("1 SendResponse", "500 SendResponse", "600 SendResponse", "1500 SendResponse"),
                log.untilIdle());
        assertEquals(State.PROCEEDING, transaction.state());
    }

    @Test
    @DisplayName("without an ACK Timer G doubles from T1 to T2, and Timer H fires at 64*T1")
    void noAck() {
        log.at(0, now -> transaction.onRespond(486, now));
        assertEquals(
                List.of(
                        "0 SendResponse",
                        "500 SendResponse",
                        "1500 SendResponse",
                        "3500 SendResponse",
                        "7500 SendResponse",
                        "11500 SendResponse",
                        "15500 SendResponse",
                        "19500 SendResponse",
                        "23500 SendResponse",
                        "27500 SendResponse",
                        "31500 SendResponse",
                        "32000 Failed[TIMEOUT]",
                        "32000 Terminated"),
                log.untilIdle());
    }

    @Test
    @DisplayName("over a reliable transport Timer G is not started; Timer H is")
    void noAckReliable() {
        var reliable = new InviteServerTransaction(SipTimers.DEFAULT, true);
        var reliableLog = TimedLog.of(reliable);
        reliableLog.at(0, now -> reliable.onRespond(486, now));
        assertEquals(List.of("0 SendResponse", "32000 Failed[TIMEOUT]", "32000 Terminated"), reliableLog.untilIdle());
    }

    @Test
    @DisplayName("the ACK stops Timers G and H; copies of INVITE and ACK are absorbed until Timer I (T4) fires")
    void acknowledged() {
        log.at(0, now -> transaction.onRespond(486, now));
        log.at(200, transaction::onRetransmission);
        log.at(700, transaction::onAck);
        log.at(800, transaction::onAck);
        log.at(900, transaction::onRetransmission);
        assertEquals(State.CONFIRMED, transaction.state());
        assertEquals(
                List.of("0 SendResponse", "200 SendResponse", "500 SendResponse", "5700 Terminated"), log.untilIdle());
    }

    @Test
    @DisplayName("over a reliable transport Timer I is zero: the ACK ends the transaction")
    void acknowledgedReliable() {
        var reliable = new InviteServerTransaction(SipTimers.DEFAULT, true);
        var reliableLog = TimedLog.of(reliable);
        reliableLog.at(0, now -> reliable.onRespond(486, now));
        reliableLog.at(30, reliable::onAck);
        assertEquals(List.of("0 SendResponse", "30 Terminated"), reliableLog.untilIdle());
    }

    @Test
    @DisplayName(
            "RFC 6026 7.1: after a 2xx copies of the INVITE are absorbed, further 2xx sent, an ACK passed up, until Timer L")
    void accepted() {
        log.at(0, now -> transaction.onRespond(200, now));
        log.at(400, transaction::onRetransmission);
        log.at(500, now -> transaction.onRespond(200, now));
        log.at(550, transaction::onAck);
        assertEquals(State.ACCEPTED, transaction.state());
        assertEquals(
                List.of("0 SendResponse", "500 SendResponse", "550 PassToTu", "32000 Terminated"), log.untilIdle());
    }

    @Test
    @DisplayName("RFC 6026 7.1: Timer L is 64*T1 for all transports")
    void acceptedReliable() {
        var reliable = new InviteServerTransaction(SipTimers.DEFAULT, true);
        var reliableLog = TimedLog.of(reliable);
        reliableLog.at(0, now -> reliable.onRespond(200, now));
        assertEquals(List.of("0 SendResponse", "32000 Terminated"), reliableLog.untilIdle());
    }

    @Test
    @DisplayName("RFC 6026 figure 5: a transport error is told to the user and changes no state")
    void transportErrors() {
        log.at(0, now -> transaction.onRespond(180, now));
        log.at(0, transaction::onTransportError);
        assertEquals(State.PROCEEDING, transaction.state());
        log.at(10, now -> transaction.onRespond(200, now));
        log.at(10, transaction::onTransportError);
        assertEquals(State.ACCEPTED, transaction.state());
        assertEquals(
                List.of(
                        "0 SendResponse",
                        "0 Failed[TRANSPORT_ERROR]",
                        "10 SendResponse",
                        "10 Failed[TRANSPORT_ERROR]",
                        "32010 Terminated"),
                log.untilIdle());
    }

    @Test
    @DisplayName("an ACK before a final response, or after the end, means nothing")
    void strayAck() {
        log.at(0, transaction::onAck);
        log.at(1, now -> transaction.onRespond(404, now));
        log.at(2, transaction::onAck);
        log.at(60_000, transaction::onAck);
        log.at(60_000, transaction::onRetransmission);
        log.at(60_000, now -> transaction.onRespond(200, now));
        assertEquals(List.of("1 SendResponse", "5002 Terminated"), log.untilIdle());
    }

    @Test
    @DisplayName("the user gives one final response")
    void twoFinalResponses() {
        log.at(0, now -> transaction.onRespond(404, now));
        assertThrows(IllegalStateException.class, () -> transaction.onRespond(200, 0));
        var accepted = new InviteServerTransaction(SipTimers.DEFAULT, false);
        accepted.onRespond(200, 0);
        assertThrows(IllegalStateException.class, () -> accepted.onRespond(486, 0));
    }
}
