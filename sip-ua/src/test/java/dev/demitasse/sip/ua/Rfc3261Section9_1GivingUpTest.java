// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua;

import static dev.demitasse.sip.ua.RawMessages.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.sip.message.Uri;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 9.1: no CANCEL before a provisional response; who gives up is told of the end all the same")
class Rfc3261Section9_1GivingUpTest extends RawScene {
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    /** Alice gives dave two seconds, in which he says nothing. */
    private String silentForTwoSeconds() {
        OutgoingCall call = dial();
        line.run(1_999);
        assertEquals(CallState.CALLING, call.state());
        line.run(1);
        assertEquals(CallState.ENDED, call.state());
        assertEquals(List.of("NOT_ANSWERED"), line.aliceHeard);
        assertEquals(0, line.alice.counters().calls());
        assertEquals(List.of("INVITE", "INVITE", "INVITE"), dave.labels());
        String invite = dave.last();
        dave.heard.clear();
        return invite;
    }

    private OutgoingCall dial() {
        return line.call(Invitation.to(Uri.parse(DAVE), TwoAgents.sdp("alice"))
                .ringLimit(TWO_SECONDS)
                .build());
    }

    private void nothingMoreIsTold() {
        assertEquals(List.of("NOT_ANSWERED"), line.aliceHeard);
    }

    /** The peer knows all there is to know, and the application was told once. */
    private void closingNeedNotWait() {
        long before = line.network.now();
        line.alice.close();
        assertEquals(before, line.network.now());
        nothingMoreIsTold();
    }

    @Test
    @DisplayName("silence: told at the limit; the INVITE is sent again until Timer B, then the tables are empty")
    void silence() {
        silentForTwoSeconds();
        line.run(29_900);
        assertEquals(List.of("INVITE", "INVITE", "INVITE", "INVITE"), dave.labels());
        assertEquals(1, line.alice.counters().inviteClientTransactions());
        line.run(200);
        assertTrue(line.alice.counters().isIdle(), () -> line.alice.counters().toString());
        nothingMoreIsTold();
    }

    @Test
    @DisplayName("a late 180: the CANCEL goes out at once, and the 487 is acknowledged")
    void lateRinging() {
        String invite = silentForTwoSeconds();
        daveSays(answer(invite, "180 Ringing", "t1"));
        assertEquals(List.of("CANCEL"), dave.labels());
        daveSays(answer(dave.last(), "200 OK", "t1"));
        daveSays(answer(invite, "487 Request Terminated", "t1"));
        assertEquals(List.of("CANCEL", "ACK"), dave.labels());
        closingNeedNotWait();
    }

    @Test
    @DisplayName("a late 180, and nothing after it: 64*T1 after the CANCEL the transaction is forgotten")
    void lateRingingThenSilence() {
        String invite = silentForTwoSeconds();
        daveSays(answer(invite, "180 Ringing", "t1"));
        line.run(31_000);
        assertEquals(1, line.alice.counters().inviteClientTransactions());
        line.run(1_500);
        assertEquals(0, line.alice.counters().inviteClientTransactions());
        nothingMoreIsTold();
    }

    @Test
    @DisplayName("a late 200: ACK and BYE, each copy acknowledged again, no CANCEL")
    void lateAnswer() {
        String invite = silentForTwoSeconds();
        daveSays(daveAnswers(invite, "t1"));
        assertEquals(List.of("ACK", "BYE"), dave.labels());
        daveTakesBye("t1");
        assertEquals(0, line.alice.counters().dialogs());
        daveSays(daveAnswers(invite, "t1"));
        assertEquals(List.of("ACK", "BYE", "ACK"), dave.labels());
        closingNeedNotWait();
    }

    @Test
    @DisplayName("a late 180 and a 200 that crosses the CANCEL: ACK and BYE")
    void lateRingingThenAnswer() {
        String invite = silentForTwoSeconds();
        daveSays(answer(invite, "180 Ringing", "t1"));
        daveSays(daveAnswers(invite, "t1"));
        assertEquals(List.of("CANCEL", "ACK", "BYE"), dave.labels());
        daveTakesBye("t1");
        nothingMoreIsTold();
    }

    @Test
    @DisplayName("a late 486: the ACK and nothing else")
    void lateRejection() {
        String invite = silentForTwoSeconds();
        daveSays(answer(invite, "486 Busy Here", "t1"));
        assertEquals(List.of("ACK"), dave.labels());
        closingNeedNotWait();
    }

    @Test
    @DisplayName("a hang-up before any response is told at once as well; a second one changes nothing")
    void hangUp() {
        OutgoingCall call = dial();
        line.run(50);
        call.hangUp();
        assertEquals(CallOutcome.Cause.CANCELLED_HERE, call.awaitEnd().cause());
        call.hangUp();
        line.run(50);
        daveSays(answer(dave.heard.get(0), "180 Ringing", "t1"));
        assertEquals(List.of("INVITE", "CANCEL"), dave.labels());
        daveSays(answer(dave.heard.get(0), "487 Request Terminated", "t1"));
        assertEquals(List.of("CANCELLED_HERE"), line.aliceHeard);
    }

    @Test
    @DisplayName("at the limit of a call that rings: told with the CANCEL, whether it is answered or not")
    void limitWhileRinging() {
        OutgoingCall call = dial();
        line.run(50);
        daveSays(answer(dave.heard.get(0), "180 Ringing", "t1"));
        line.run(1_900);
        assertEquals(CallState.ENDED, call.state());
        assertEquals(List.of("180", "NOT_ANSWERED"), line.aliceHeard);
        line.run(50);
        assertEquals(List.of("INVITE", "CANCEL"), dave.labels());
        line.run(32_500);
        assertTrue(line.alice.counters().isIdle(), () -> line.alice.counters().toString());
        assertEquals(List.of("180", "NOT_ANSWERED"), line.aliceHeard);
    }

    @Test
    @DisplayName("who gave up its only call takes the next one, while the INVITE is still sent again")
    void noLongerCounted() {
        UserAgent single = UserAgent.builder(line.network.host("192.0.2.20"))
                .limits(UserAgentLimits.DEFAULT.withMaximumCalls(1))
                .onCall(call -> call.answer(TwoAgents.sdp("single")))
                .build();
        TwoAgents.start(single);
        OutgoingCall given = single.invite(
                Invitation.to(Uri.parse(DAVE), TwoAgents.sdp("single")).build());
        Invitation wanted = Invitation.to(Uri.parse("sip:192.0.2.20"), TwoAgents.sdp("alice"))
                .build();
        line.run(50);
        OutgoingCall refused = line.call(wanted);
        line.run(50);
        assertEquals(List.of("REJECTED_BY_PEER 503"), line.aliceHeard);
        assertEquals(CallState.ENDED, refused.state());
        given.hangUp();
        OutgoingCall taken = line.call(wanted);
        line.run(1_000);
        assertEquals(CallState.CONFIRMED, taken.state());
        assertEquals(List.of("INVITE", "INVITE"), dave.labels());
        taken.hangUp();
        single.close();
    }

    @Test
    @DisplayName("close() waits for the transaction of a call that was given up, as long as its limit says")
    void closing() {
        silentForTwoSeconds();
        long before = line.network.now();
        line.alice.close();
        assertEquals(UserAgentLimits.DEFAULT.closeLimit(), Duration.ofNanos(line.network.now() - before));
        nothingMoreIsTold();
    }
}
