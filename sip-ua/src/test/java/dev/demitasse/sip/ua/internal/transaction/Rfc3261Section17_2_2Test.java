// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.NonInviteServerTransaction.State;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 17.2.2: non-INVITE server transaction")
class Rfc3261Section17_2_2Test {
    private final NonInviteServerTransaction transaction = new NonInviteServerTransaction(SipTimers.DEFAULT, false);
    private final TimedLog log = TimedLog.of(transaction);

    @Test
    @DisplayName(
            "copies in Trying are discarded; in Proceeding and Completed they get the latest response; Timer J is 64*T1")
    void copies() {
        log.at(0, transaction::onRetransmission);
        assertEquals(State.TRYING, transaction.state());
        log.at(10, now -> transaction.onRespond(100, now));
        log.at(500, transaction::onRetransmission);
        log.at(600, now -> transaction.onRespond(200, now));
        log.at(1_500, transaction::onRetransmission);
        assertEquals(State.COMPLETED, transaction.state());
        assertEquals(
                List.of(
                        "10 SendResponse",
                        "500 SendResponse",
                        "600 SendResponse",
                        "1500 SendResponse",
                        "32600 Terminated"),
                log.untilIdle());
    }

    @Test
    @DisplayName("a second final response is discarded")
    void secondFinal() {
        log.at(0, now -> transaction.onRespond(200, now));
        log.at(1, now -> transaction.onRespond(500, now));
        assertEquals(List.of("0 SendResponse", "32000 Terminated"), log.untilIdle());
    }

    @Test
    @DisplayName("over a reliable transport Timer J is zero")
    void reliable() {
        var reliable = new NonInviteServerTransaction(SipTimers.DEFAULT, true);
        var reliableLog = TimedLog.of(reliable);
        reliableLog.at(0, now -> reliable.onRespond(200, now));
        assertEquals(List.of("0 SendResponse", "0 Terminated"), reliableLog.untilIdle());
    }

    @Test
    @DisplayName("a transport error is told to the user and ends the transaction")
    void transportError() {
        log.at(0, now -> transaction.onRespond(200, now));
        log.at(0, transaction::onTransportError);
        log.at(500, transaction::onRetransmission);
        assertEquals(List.of("0 SendResponse", "0 Failed[TRANSPORT_ERROR]", "0 Terminated"), log.untilIdle());
    }
}
