// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.event.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Deadlines")
class DeadlinesTest {
    private final Deadlines<String> deadlines = new Deadlines<>();
    private final List<String> fired = new ArrayList<>();

    @Test
    @DisplayName("come in the order of their times, those of the same time in the order in which they were set")
    void order() {
        deadlines.slot("c").set(20);
        deadlines.slot("a").set(10);
        deadlines.slot("b").set(10);
        deadlines.expire(20, fired::add);
        assertEquals(List.of("a", "b", "c"), fired);
    }

    @Test
    @DisplayName("do not come before their time, and come once")
    void notBefore() {
        deadlines.slot("a").set(10);
        deadlines.expire(9, fired::add);
        assertEquals(List.of(), fired);
        deadlines.expire(10, fired::add);
        deadlines.expire(11, fired::add);
        assertEquals(List.of("a"), fired);
        assertEquals(Deadlines.NEVER, deadlines.next());
    }

    @Test
    @DisplayName("can be moved and cleared")
    void moved() {
        var a = deadlines.slot("a");
        var b = deadlines.slot("b");
        a.set(10);
        b.set(20);
        a.set(30);
        assertEquals(20, deadlines.next());
        b.clear();
        assertEquals(Deadlines.NEVER, b.at());
        assertEquals(30, deadlines.next());
        a.set(Deadlines.NEVER);
        assertEquals(0, deadlines.size());
    }

    @Test
    @DisplayName("set again to a time that has come while they come, come again in the same call")
    void again() {
        var times = new ArrayList<Long>();
        var slot = new Object() {
            Deadlines.Slot<Runnable> value;
        };
        var runnables = new Deadlines<Runnable>();
        slot.value = runnables.slot(() -> {
            times.add(slot.value.at());
            if (times.size() < 3) {
                slot.value.set(times.size());
            }
        });
        slot.value.set(0);
        runnables.expire(5, Runnable::run);
        assertEquals(3, times.size());
        assertEquals(0, runnables.size());
    }

    @Test
    @DisplayName("keep the rest when a taker throws")
    void takerThrows() {
        deadlines.slot("a").set(1);
        deadlines.slot("b").set(2);
        assertThrows(
                IllegalStateException.class,
                () -> deadlines.expire(5, item -> {
                    throw new IllegalStateException(item);
                }));
        deadlines.expire(5, fired::add);
        assertEquals(List.of("b"), fired);
    }

    @Test
    @DisplayName("that were cleared long before their time take no more room than those that are set, and a few")
    void roomOfCleared() {
        var waiting = new ArrayDeque<Deadlines.Slot<String>>();
        int most = 0;
        for (int i = 0; i < 50_000; i++) { // 5,000 a second, each answered within 100 ms of its 32 s
            long now = i * 200_000L;
            var slot = deadlines.slot("request");
            slot.set(now + 32_000_000_000L);
            waiting.add(slot);
            if (waiting.size() > 500) {
                waiting.remove().clear();
            }
            most = Math.max(most, deadlines.entries());
        }
        assertEquals(500, deadlines.size());
        assertTrue(most <= 1002, "entries: " + most);
        waiting.forEach(Deadlines.Slot::clear);
        assertEquals(0, deadlines.entries());
    }

    @Test
    @DisplayName("come in order when more are set, in their order, after some have come")
    void moreAfterSome() {
        var all = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            all.add(Integer.toString(i));
            deadlines.slot(all.get(i)).set(i);
            if (i == 10) {
                deadlines.expire(4, fired::add);
            }
        }
        deadlines.expire(99, fired::add);
        assertEquals(all, fired);
    }

    @Test
    @DisplayName("come in order though some are far away and others come again and again")
    void farAndNear() {
        for (int i = 0; i < 100; i++) {
            deadlines.slot("far " + i).set(1_000_000 - i % 7);
        }
        var near = new ArrayList<Deadlines.Slot<String>>();
        for (int i = 0; i < 100; i++) {
            near.add(deadlines.slot(Integer.toString(i)));
            near.get(i).set(i % 20);
        }
        for (int now = 0; now < 200; now++) {
            long time = now;
            deadlines.expire(now, name -> {
                near.get(Integer.parseInt(name)).set(time + 20);
                fired.add(name);
            });
        }
        for (int i = 0; i < fired.size(); i++) {
            assertEquals(Integer.toString(i / 5 % 20 + i % 5 * 20), fired.get(i), "at " + i);
        }
        assertEquals(1000, fired.size());
        assertEquals(200, deadlines.size());
        assertEquals(200, deadlines.entries());
    }

    @Test
    @DisplayName("too far away to be counted never come")
    void tooFar() {
        assertEquals(Deadlines.NEVER, Deadlines.after(1, Duration.ofDays(365_000_000)));
        assertEquals(Deadlines.NEVER, Deadlines.after(Long.MAX_VALUE - 1, Duration.ofNanos(2)));
        assertEquals(1_000_005, Deadlines.after(5, Duration.ofMillis(1)));
    }
}
