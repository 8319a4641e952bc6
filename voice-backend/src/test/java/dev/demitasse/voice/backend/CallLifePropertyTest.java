// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.event.loop.Deadlines;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CallLifePropertyTest {
    private static final Disconnection LOCAL = Disconnection.of(EndReason.LOCAL_HANG_UP, "");

    @Property
    void anyInputsEndInOneReportOnceDeadlinesRunOutAndNothingComesAfterIt(
            @ForAll List<@IntRange(min = 0, max = 7) Integer> inputs) {
        var life = new CallLife(new CallLife.Limits(60, 70));
        var actions = new ArrayList<CallLife.Action>();
        long now = 0;
        for (int input : inputs) {
            now += 7;
            if (life.nextDeadline() <= now) {
                actions.addAll(life.onTimeout(now));
            }
            actions.addAll(input(life, input, now));
        }
        actions.addAll(life.onHangUp(LOCAL, now));
        while (life.nextDeadline() != Deadlines.NEVER) {
            actions.addAll(life.onTimeout(life.nextDeadline()));
        }
        assertEquals(CallLife.State.ENDED, life.state());
        assertEquals(
                1,
                actions.stream()
                        .filter(CallLife.Action.Report.class::isInstance)
                        .count());
        assertEquals(
                1,
                actions.stream()
                        .filter(CallLife.Action.StopMedia.class::isInstance)
                        .count());
        assertEquals(
                CallLife.Action.Report.class, actions.get(actions.size() - 1).getClass());
        for (int input = 0; input <= 7; input++) {
            assertEquals(List.of(), input(life, input, now + 1_000));
        }
    }

    private static List<CallLife.Action> input(CallLife life, int input, long now) {
        return switch (input) {
            case 0 -> life.onAnswered(now);
            case 1 -> life.onHeard();
            case 2 -> life.onHeld(true, now);
            case 3 -> life.onHeld(false, now);
            case 4 -> life.onHangUp(LOCAL, now);
            case 5 -> life.onEnded(LOCAL);
            case 6 -> life.onTimeout(now);
            case 7 -> life.onSilent(now);
            default -> throw new AssertionError(input);
        };
    }
}
