// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.ua.SipTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Under any sequence of inputs a call's machine comes to rest by its timers, with at most one end. */
class InvitationMachinesPropertyTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long STEP = Duration.ofMillis(700).toNanos();

    @Property
    void incoming(@ForAll @Size(max = 25) List<@IntRange(min = 0, max = 9) Integer> inputs) {
        var machine = new IncomingInvitation(SipTimers.DEFAULT, LIMIT, 0);
        List<Object> actions = new ArrayList<>();
        long now = 0;
        for (int input : inputs) {
            now += STEP;
            actions.addAll(machine.onTimeout(now));
            actions.addAll(take(machine, input, now));
        }
        for (int i = 0; machine.nextDeadline() != Deadlines.NEVER; i++) {
            assertTrue(i < 50, "timers go on for ever");
            actions.addAll(machine.onTimeout(machine.nextDeadline()));
        }
        assertTrue(List.of(IncomingInvitation.State.CONFIRMED, IncomingInvitation.State.ENDED)
                .contains(machine.state()));
        long ends = actions.stream()
                .filter(action -> action instanceof IncomingInvitation.Action.Refuse
                        || action instanceof IncomingInvitation.Action.Leave
                        || action instanceof IncomingInvitation.Action.NoAck
                        || action instanceof IncomingInvitation.Action.HungUpByPeer)
                .count();
        assertEquals(machine.state() == IncomingInvitation.State.ENDED ? 1 : 0, ends);
    }

    private static List<IncomingInvitation.Action> take(IncomingInvitation machine, int input, long now) {
        return switch (input) {
            case 0 ->
                machine.state() == IncomingInvitation.State.PROCEEDING ? machine.onAnswer(now) : machine.onAck(now);
            case 1 -> machine.onReject(now);
            case 2 -> machine.onCancel(now);
            case 3 -> machine.onBye(now);
            case 4 -> machine.onHangUp(now);
            case 5 -> machine.onAck(now);
            default -> machine.onProvisional(now);
        };
    }

    @Property
    void outgoing(@ForAll @Size(max = 25) List<@IntRange(min = 0, max = 9) Integer> inputs) {
        var machine = new OutgoingInvitation(SipTimers.DEFAULT, LIMIT, 0);
        List<Object> actions = new ArrayList<>();
        long now = 0;
        for (int input : inputs) {
            now += STEP;
            actions.addAll(machine.onTimeout(now));
            actions.addAll(take(machine, input, now));
        }
        for (int i = 0; machine.nextDeadline() != Deadlines.NEVER; i++) {
            assertTrue(i < 50, "timers go on for ever");
            now = Math.max(now, machine.nextDeadline());
            actions.addAll(machine.onTimeout(now));
        }
        if (machine.state() == OutgoingInvitation.State.WAITING_TO_CANCEL) {
            // Its INVITE transaction has Timer B.
            actions.addAll(machine.onFailure(now));
        }
        assertTrue(List.of(OutgoingInvitation.State.ANSWERED, OutgoingInvitation.State.ENDED)
                .contains(machine.state()));
        long ends = actions.stream()
                .filter(action -> action instanceof OutgoingInvitation.Action.Cancelled
                        || action instanceof OutgoingInvitation.Action.Rejected
                        || action instanceof OutgoingInvitation.Action.Failed)
                .count();
        assertEquals(machine.state() == OutgoingInvitation.State.ENDED ? 1 : 0, ends);
        long told = actions.stream()
                .filter(OutgoingInvitation.Action.TellEnd.class::isInstance)
                .count();
        assertTrue(told <= ends, actions::toString);
    }

    private static List<OutgoingInvitation.Action> take(OutgoingInvitation machine, int input, long now) {
        return switch (input) {
            case 0 -> machine.onAnswer(now);
            case 1 -> machine.onRejection(now);
            case 2 -> machine.onFailure(now);
            case 3, 4 -> machine.onCancel(now);
            case 5, 6 -> machine.onLocated(now);
            default -> machine.onProvisional(100 + input, now);
        };
    }
}
