// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;

/** Any series of settings, clearings and expiries does the same as a plain list that is searched each time. */
class DeadlinesPropertyTest {
    private static final int SLOTS = 40;

    enum Kind {
        SET,
        /** Set so long after the last expiry. */
        SET_AHEAD,
        CLEAR,
        EXPIRE,
        EXPIRE_AHEAD
    }

    record Step(Kind kind, int slot, int time) {
        boolean expires() {
            return kind == Kind.EXPIRE || kind == Kind.EXPIRE_AHEAD;
        }

        boolean isAhead() {
            return kind == Kind.SET_AHEAD || kind == Kind.EXPIRE_AHEAD;
        }
    }

    private record Entry(int slot, long at, int order) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return steps(Kind.SET, Kind.SET, Kind.SET_AHEAD, Kind.SET_AHEAD, Kind.CLEAR, Kind.EXPIRE, Kind.EXPIRE_AHEAD)
                .ofMaxSize(400);
    }

    /** What is done, one with each thing that comes. */
    @Provide
    Arbitrary<List<Step>> answers() {
        return steps(Kind.SET, Kind.SET_AHEAD, Kind.SET_AHEAD, Kind.SET_AHEAD, Kind.CLEAR)
                .ofMaxSize(200);
    }

    private static ListArbitrary<Step> steps(Kind... kinds) {
        Arbitrary<Integer> times = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(0, 20)),
                Tuple.of(1, Arbitraries.integers().between(0, 5000)));
        return Combinators.combine(Arbitraries.of(kinds), Arbitraries.integers().between(0, SLOTS - 1), times)
                .as(Step::new)
                .list();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void equalsTheNaiveModel(@ForAll("steps") List<Step> steps, @ForAll("answers") List<Step> answers) {
        var pair = new Pair(answers);
        steps.forEach(pair::take);
    }

    /** The structure and its model. */
    private static final class Pair {
        private final Deadlines<Integer> deadlines = new Deadlines<>();
        private final List<Deadlines.Slot<Integer>> slots = new ArrayList<>();
        private final List<Entry> model = new ArrayList<>();
        private final Queue<Step> answers;
        private int settings;
        private int lastExpiry;

        Pair(List<Step> answers) {
            this.answers = new ArrayDeque<>(answers);
            for (int slot = 0; slot < SLOTS; slot++) {
                slots.add(deadlines.slot(slot));
            }
        }

        void take(Step step) {
            int time = step.time() + (step.isAhead() ? lastExpiry : 0);
            if (step.expires()) {
                lastExpiry = time;
                deadlines.expire(time, this::come);
                assertTrue(first().isEmpty() || first().get().at() > time, "left over");
            } else {
                change(step, time);
            }
            compare();
        }

        private void come(int slot) {
            Entry expected = first().orElseThrow();
            assertEquals(expected.slot(), slot);
            assertTrue(expected.at() <= lastExpiry, "early");
            model.remove(expected);
            assertEquals(Deadlines.NEVER, slots.get(slot).at());
            Step answer = answers.poll();
            if (answer != null) {
                // Most often it is the thing itself that is set again.
                Step own = answer.slot() % 4 == 0 ? answer : new Step(answer.kind(), slot, answer.time());
                change(own, answer.time() + (answer.isAhead() ? lastExpiry : 0));
                if (answer.slot() % 3 == 0) {
                    compare();
                }
            }
        }

        private void change(Step step, int time) {
            model.removeIf(entry -> entry.slot() == step.slot());
            if (step.kind() == Kind.CLEAR) {
                slots.get(step.slot()).clear();
            } else {
                slots.get(step.slot()).set(time);
                model.add(new Entry(step.slot(), time, settings++));
            }
        }

        private Optional<Entry> first() {
            return model.stream().min(Comparator.comparingLong(Entry::at).thenComparingInt(Entry::order));
        }

        private void compare() {
            assertEquals(first().map(Entry::at).orElse(Deadlines.NEVER), deadlines.next());
            assertEquals(model.size(), deadlines.size());
            int most = Math.max(2 * model.size(), model.size() + Deadlines.SPARE);
            assertTrue(deadlines.entries() <= most, deadlines.entries() + " entries for " + model.size());
        }
    }
}
