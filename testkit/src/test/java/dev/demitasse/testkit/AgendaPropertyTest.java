// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.event.loop.Deadlines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AgendaPropertyTest {
    private record Place(long at, long order) {}

    private static final class Nothing extends Event {
        @Override
        void run() {
            throw new AssertionError("not run here");
        }
    }

    @Property
    void agreesWithASortedList(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int operations) {
        Random random = new Random(seed);
        Agenda agenda = new Agenda();
        List<Event> events = new ArrayList<>();
        Map<Event, Place> model = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            events.add(new Nothing());
        }
        for (int operation = 0; operation < operations; operation++) {
            Event event = events.get(random.nextInt(events.size()));
            long at = random.nextInt(20);
            switch (random.nextInt(4)) {
                case 0 -> {
                    agenda.schedule(event, at);
                    if (!model.containsKey(event) || model.get(event).at() != at) {
                        model.put(event, new Place(at, operation));
                    }
                }
                case 1 -> {
                    boolean first = agenda.hasten(event, at);
                    if (!model.containsKey(event) || model.get(event).at() > at) {
                        model.put(event, new Place(at, operation));
                    }
                    assertEquals(event == first(model), first);
                }
                case 2 -> {
                    agenda.cancel(event);
                    model.remove(event);
                }
                default -> poll(agenda, model, at);
            }
            assertEquals(
                    model.isEmpty() ? Deadlines.NEVER : model.get(first(model)).at(), agenda.next());
        }
        while (!model.isEmpty()) {
            poll(agenda, model, Deadlines.NEVER);
        }
        assertNull(agenda.poll(Deadlines.NEVER));
    }

    private static void poll(Agenda agenda, Map<Event, Place> model, long limit) {
        Event expected = first(model);
        if (expected == null || model.get(expected).at() > limit) {
            assertNull(agenda.poll(limit));
            return;
        }
        long at = model.remove(expected).at();
        assertSame(expected, agenda.poll(limit));
        assertEquals(at, expected.happensAt);
    }

    private static Event first(Map<Event, Place> model) {
        return model.entrySet().stream()
                .min(Comparator.comparing(
                        Map.Entry::getValue, Comparator.comparingLong(Place::at).thenComparingLong(Place::order)))
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
