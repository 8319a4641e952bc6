// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.sip.message.SipStatus;
import dev.demitasse.sip.ua.CallOutcome;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("what the user agent's outcomes mean to an application")
class EndsTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "LOCAL_HANG_UP, LOCAL_HANG_UP",
        "REMOTE_HANG_UP, REMOTE_HANG_UP",
        "CANCELLED_HERE, CANCELLED",
        "CANCELLED_BY_PEER, CANCELLED",
        "NOT_ANSWERED, TIMEOUT",
        "TIMEOUT, TIMEOUT",
        "NO_ACK, NO_ACK",
        "TRANSPORT, TRANSPORT",
        "SHUTDOWN, SHUTDOWN",
        "MEDIA, FAILURE",
        "DIALOG_LOST, FAILURE",
        "FAILURE, FAILURE",
    })
    void reason(CallOutcome.Cause cause, EndReason expected) {
        assertEquals(expected, Ends.of(CallOutcome.of(cause)).reason());
    }

    @ParameterizedTest
    @EnumSource(CallOutcome.Cause.class)
    @DisplayName("every cause has a reason; without a status there is none")
    void total(CallOutcome.Cause cause) {
        assertEquals(OptionalInt.empty(), Ends.of(CallOutcome.of(cause)).status());
    }

    @Test
    @DisplayName("a refusal shows status and phrase")
    void refused() {
        var outcome = CallOutcome.of(CallOutcome.Cause.REJECTED_BY_PEER).withStatus(SipStatus.BUSY_HERE);
        assertEquals("REJECTED 486 Busy Here", Ends.of(outcome).toString());
    }

    @Test
    @DisplayName("what the user agent knows of a peer that was not reached is shown; else what the cause says")
    void detail() {
        var outcome = CallOutcome.of(CallOutcome.Cause.TIMEOUT);
        assertEquals(
                "TIMEOUT no response from 192.0.2.1:5060",
                Ends.of(outcome.withDetail("no response from 192.0.2.1:5060")).toString());
        assertEquals("TIMEOUT no response", Ends.of(outcome).toString());
    }
}
