// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.TimedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3261 9, 13, 14.1, 15: the machines of a call")
class InvitationMachinesTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final IncomingInvitation incoming = new IncomingInvitation(SipTimers.DEFAULT, LIMIT, 0);
    private final TimedLog in = new TimedLog(incoming::nextDeadline, incoming::onTimeout);
    private final OutgoingInvitation outgoing = new OutgoingInvitation(SipTimers.DEFAULT, LIMIT, 0);
    private final TimedLog out = new TimedLog(outgoing::nextDeadline, outgoing::onTimeout);
    private final Renegotiation caller = new Renegotiation(new Random(1), true);
    private final TimedLog re = new TimedLog(caller::nextDeadline, caller::onTimeout);

    @Test
    @DisplayName("13.3.1.4: the 2xx is sent again at T1 doubling to T2 until 64*T1, then a BYE")
    void noAck() {
        in.at(1_000, incoming::onAnswer);
        var expected = new ArrayList<>(List.of("1000 SendAnswer"));
        for (long at : new long[] {500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500}) {
            expected.add(1_000 + at + " RepeatAnswer");
        }
        expected.add("33000 NoAck");
        assertEquals(expected, in.untilIdle());
    }

    @Test
    @DisplayName("the ACK stops it; copies of the ACK mean nothing; a second answer is misuse")
    void acknowledged() {
        in.at(0, incoming::onAnswer);
        in.at(700, incoming::onAck);
        in.at(800, incoming::onAck);
        assertThrows(IllegalStateException.class, () -> incoming.onAnswer(0));
        assertEquals(List.of("0 SendAnswer", "500 RepeatAnswer", "700 Confirmed"), in.untilIdle());
    }

    @Test
    @DisplayName("15: a hang-up before the ACK waits for it")
    void leaving() {
        in.at(0, incoming::onAnswer);
        in.at(100, incoming::onHangUp);
        in.at(200, incoming::onAck);
        assertEquals(List.of("0 SendAnswer", "200 Confirmed", "200 Leave"), in.untilIdle());
    }

    @Test
    @DisplayName("13.3.1.1: a provisional response is repeated every minute until the application's limit")
    void refresh() {
        in.at(0, incoming::onProvisional);
        assertEquals(
                List.of("60000 RepeatProvisional", "120000 RepeatProvisional", "180000 Refuse[refusal=NOT_ANSWERED]"),
                in.untilIdle());
    }

    @Test
    @DisplayName("9.2 and 15.1.2: CANCEL and BYE refuse what is not answered, and only that")
    void cancelled() {
        in.at(10, incoming::onCancel);
        in.at(20, incoming::onAnswer);
        in.at(30, incoming::onBye);
        assertEquals(List.of("10 Refuse[refusal=CANCELLED]"), in.untilIdle());
    }

    @Test
    @DisplayName("9.1: CANCEL waits for a provisional response; 64*T1 after it the call is over")
    void cancelWaits() {
        out.at(0, outgoing::onLocated);
        out.at(100, outgoing::onCancel);
        out.at(5_000, now -> outgoing.onProvisional(180, now));
        assertEquals(
                List.of("0 SendInvite", "100 TellEnd", "5000 SendCancel", "37000 Abandon", "37000 Cancelled"),
                out.untilIdle());
    }

    @Test
    @DisplayName("9.1: a 2xx after all is acknowledged and ended")
    void cancelCrossed() {
        out.at(0, outgoing::onLocated);
        out.at(10, now -> outgoing.onProvisional(100, now));
        out.at(20, outgoing::onCancel);
        out.at(30, outgoing::onAnswer);
        assertEquals(List.of("0 SendInvite", "20 SendCancel", "30 AckAndBye", "30 Cancelled"), out.untilIdle());
    }

    @Test
    @DisplayName("a call that rings too long is cancelled")
    void ringLimit() {
        out.at(0, outgoing::onLocated);
        out.at(10, now -> outgoing.onProvisional(180, now));
        out.at(180_500, outgoing::onRejection);
        assertEquals(
                List.of(
                        "0 SendInvite",
                        "10 ReportProgress",
                        "180000 RingLimitReached",
                        "180000 SendCancel",
                        "180000 TellEnd",
                        "180500 Cancelled"),
                out.untilIdle());
    }

    @Test
    @DisplayName("14.1: after a 491 the owner of the Call-ID waits 2.1 to 4 s, the other 0 to 2 s")
    void glare() {
        for (boolean owner : new boolean[] {true, false}) {
            for (long seed = 0; seed < 500; seed++) {
                var machine = new Renegotiation(new Random(seed), owner);
                machine.onReoffer(0);
                machine.onResponse(491, 0);
                long delay = machine.nextDeadline() / 1_000_000;
                assertEquals(0, delay % 10);
                assertEquals(owner, delay >= 2_100);
                assertEquals(true, delay <= (owner ? 4_000 : 2_000));
            }
        }
    }

    @Test
    @DisplayName("14.1: it tries again a few times, then gives up")
    void glareForEver() {
        re.at(0, caller::onReoffer);
        int sent = 1;
        for (; caller.state() != Renegotiation.State.IDLE; sent++) {
            long now = re.now();
            re.at(now / 1_000_000, time -> caller.onResponse(491, time));
            if (caller.state() == Renegotiation.State.BACKING_OFF) {
                re.at(caller.nextDeadline() / 1_000_000, time -> List.of());
            }
        }
        List<String> log = re.untilIdle();
        assertEquals(8, log.stream().filter(line -> line.endsWith("SendInvite")).count());
        assertEquals(8, log.stream().filter(line -> line.endsWith("Rollback")).count());
        assertEquals(true, log.get(log.size() - 1).endsWith("Refused"));
    }

    @Test
    @DisplayName("12.2.1.2: 481, 408 and no answer end the call; other refusals change nothing")
    void lost() {
        re.at(0, caller::onReoffer);
        re.at(1, now -> caller.onResponse(488, now));
        re.at(2, caller::onReoffer);
        re.at(3, now -> caller.onResponse(481, now));
        re.at(4, caller::onReoffer);
        re.at(5, caller::onFailure);
        assertEquals(
                List.of(
                        "0 SendInvite",
                        "1 Rollback",
                        "1 Refused",
                        "2 SendInvite",
                        "3 Rollback",
                        "3 EndCall",
                        "4 SendInvite",
                        "5 Rollback",
                        "5 EndCall"),
                re.untilIdle());
    }

    @Test
    @DisplayName("a limit too far away to be counted is none")
    void noLimit() {
        var forEver = Duration.ofSeconds(Long.MAX_VALUE);
        assertEquals(Deadlines.NEVER, new IncomingInvitation(SipTimers.DEFAULT, forEver, 1).nextDeadline());
        assertEquals(Deadlines.NEVER, new OutgoingInvitation(SipTimers.DEFAULT, forEver, 1).nextDeadline());
    }
}
