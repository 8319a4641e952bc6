// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any series of settings, clearings and expiries does the same as a plain list that is sorted each time. */
class DeadlinesPropertyTest {
    private static final int SLOTS = 12;

    enum Kind {
        SET,
        CLEAR,
        EXPIRE
    }

    record Step(Kind kind, int slot, int time) {}

    private record Model(int slot, long at, int order) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.SET, Kind.SET, Kind.SET, Kind.CLEAR, Kind.EXPIRE),
                        Arbitraries.integers().between(0, SLOTS - 1),
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofMaxSize(200);
    }

    @Property
    void equalsTheNaiveModel(@ForAll("steps") List<Step> steps) {
        var deadlines = new Deadlines<Integer>();
        var slots = new ArrayList<Deadlines.Slot<Integer>>();
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.add(deadlines.slot(slot));
        }
        var model = new ArrayList<Model>();
        int order = 0;
        for (Step step : steps) {
            if (step.kind() == Kind.EXPIRE) {
                List<Integer> fired = new ArrayList<>();
                deadlines.expire(step.time(), fired::add);
                assertEquals(expire(model, step.time()), fired);
            } else {
                model.removeIf(entry -> entry.slot() == step.slot());
                if (step.kind() == Kind.SET) {
                    slots.get(step.slot()).set(step.time());
                    model.add(new Model(step.slot(), step.time(), order++));
                } else {
                    slots.get(step.slot()).clear();
                }
            }
            long first = model.stream().mapToLong(Model::at).min().orElse(Deadlines.NEVER);
            assertEquals(first, deadlines.next());
            assertEquals(model.size(), deadlines.size());
        }
    }

    private static List<Integer> expire(List<Model> model, int now) {
        List<Model> due = model.stream()
                .filter(entry -> entry.at() <= now)
                .sorted(Comparator.comparingLong(Model::at).thenComparingInt(Model::order))
                .toList();
        model.removeAll(due);
        return due.stream().map(Model::slot).toList();
    }
}
