// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.ua.internal.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.event.loop.Deadlines;
import dev.demitasse.sip.ua.SipTimers;
import dev.demitasse.sip.ua.internal.transaction.TransactionAction.Terminated;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Under any sequence of inputs a machine that has a final response ends by its timers, and is silent then. */
class TransactionMachinesPropertyTest {
    /** One input: how long after the one before, which verb, which status. */
    record Input(long afterMillis, int verb, int status) {}

    @Provide
    Arbitrary<List<Input>> inputs() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 10_000),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(100, 180, 183, 200, 202, 302, 401, 486, 500, 603))
                .as(Input::new)
                .list()
                .ofMaxSize(30);
    }

    @Property
    void inviteClient(@ForAll("inputs") List<Input> inputs, @ForAll boolean reliable) {
        var machine = new InviteClientTransaction(SipTimers.DEFAULT, reliable);
        var run = new Run(machine::nextDeadline, machine::onTimeout);
        run.take(machine::start);
        for (Input input : inputs) {
            run.after(input.afterMillis);
            run.take(now -> input.verb == 0 ? machine.onTransportError(now) : machine.onResponse(input.status, now));
        }
        run.take(machine::onAbandon);
        run.finish(machine::isTerminated);
        run.isSilent(now -> machine.onResponse(200, now));
        run.isSilent(now -> machine.onResponse(486, now));
        run.isSilent(machine::onTransportError);
        run.isSilent(machine::onAbandon);
    }

    @Property
    void nonInviteClient(@ForAll("inputs") List<Input> inputs, @ForAll boolean reliable) {
        var machine = new NonInviteClientTransaction(SipTimers.DEFAULT, reliable);
        var run = new Run(machine::nextDeadline, machine::onTimeout);
        run.take(machine::start);
        for (Input input : inputs) {
            run.after(input.afterMillis);
            run.take(now -> input.verb == 0 ? machine.onTransportError(now) : machine.onResponse(input.status, now));
        }
        run.finish(machine::isTerminated);
        run.isSilent(now -> machine.onResponse(200, now));
        run.isSilent(machine::onTransportError);
    }

    @Property
    void inviteServer(@ForAll("inputs") List<Input> inputs, @ForAll boolean reliable) {
        var machine = new InviteServerTransaction(SipTimers.DEFAULT, reliable);
        var run = new Run(machine::nextDeadline, machine::onTimeout);
        for (Input input : inputs) {
            run.after(input.afterMillis);
            run.take(now -> switch (input.verb) {
                case 0 -> machine.onRetransmission(now);
                case 1 -> machine.onAck(now);
                default ->
                    machine.state() == InviteServerTransaction.State.PROCEEDING
                            ? machine.onRespond(input.status, now)
                            : machine.onTransportError(now);
            });
        }
        if (machine.state() == InviteServerTransaction.State.PROCEEDING) {
            run.take(now -> machine.onRespond(486, now));
        }
        run.finish(machine::isTerminated);
        run.isSilent(machine::onRetransmission);
        run.isSilent(machine::onAck);
        run.isSilent(machine::onTransportError);
        run.isSilent(now -> machine.onRespond(200, now));
    }

    @Property
    void nonInviteServer(@ForAll("inputs") List<Input> inputs, @ForAll boolean reliable) {
        var machine = new NonInviteServerTransaction(SipTimers.DEFAULT, reliable);
        var run = new Run(machine::nextDeadline, machine::onTimeout);
        for (Input input : inputs) {
            run.after(input.afterMillis);
            run.take(now -> switch (input.verb) {
                case 0 -> machine.onRetransmission(now);
                case 1 -> machine.onTransportError(now);
                default -> machine.onRespond(input.status, now);
            });
        }
        run.take(now -> machine.onRespond(200, now));
        run.finish(machine::isTerminated);
        run.isSilent(machine::onRetransmission);
        run.isSilent(machine::onTransportError);
        run.isSilent(now -> machine.onRespond(200, now));
    }

    /** Drives a machine and notes its actions. */
    private static final class Run {
        private final LongSupplier nextDeadline;
        private final LongFunction<List<TransactionAction>> onTimeout;
        private final List<TransactionAction> actions = new ArrayList<>();
        private long now;

        Run(LongSupplier nextDeadline, LongFunction<List<TransactionAction>> onTimeout) {
            this.nextDeadline = nextDeadline;
            this.onTimeout = onTimeout;
        }

        void take(LongFunction<List<TransactionAction>> input) {
            actions.addAll(input.apply(now));
        }

        void after(long millis) {
            now += millis * 1_000_000;
            while (nextDeadline.getAsLong() <= now) {
                actions.addAll(onTimeout.apply(nextDeadline.getAsLong()));
            }
        }

        void finish(BooleanSupplier terminated) {
            int steps = 0;
            while (nextDeadline.getAsLong() != Deadlines.NEVER) {
                now = Math.max(now, nextDeadline.getAsLong());
                actions.addAll(onTimeout.apply(now));
                assertTrue(++steps < 100, "timers go on for ever");
            }
            assertTrue(terminated.getAsBoolean());
            assertEquals(
                    1, actions.stream().filter(Terminated.class::isInstance).count());
            assertTrue(actions.get(actions.size() - 1) instanceof Terminated);
        }

        void isSilent(LongFunction<List<TransactionAction>> input) {
            assertEquals(List.of(), input.apply(now));
            assertEquals(Deadlines.NEVER, nextDeadline.getAsLong());
        }
    }
}
