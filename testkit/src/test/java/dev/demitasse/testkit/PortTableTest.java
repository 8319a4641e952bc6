// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ports of a simulated host")
class PortTableTest {
    private static final int FIRST = 32_768;
    private static final int LAST = 60_999;

    private final PortTable<String> ports = new PortTable<>();

    @Test
    @DisplayName("ephemeral ports are given in order, all of them, and again when they came back")
    void ephemeral() throws BindException {
        ports.take(FIRST + 1, "taken by name");
        assertEquals(FIRST, ports.take(0, "a"));
        assertEquals(FIRST + 2, ports.take(0, "b"));
        for (int port = FIRST + 3; port <= LAST; port++) {
            assertEquals(port, ports.take(0, "c"));
        }
        assertThrows(BindException.class, () -> ports.take(0, "one more"));
        ports.release(FIRST + 2, "b");
        assertEquals(FIRST + 2, ports.take(0, "d"));
    }

    @Test
    @DisplayName("a port is one holder's until that one gives it back")
    void holders() throws BindException {
        assertEquals(5060, ports.take(5060, "a"));
        assertThrows(BindException.class, () -> ports.take(5060, "b"));
        ports.release(5060, "b");
        assertEquals("a", ports.find(5060));
        ports.release(5060, "a");
        assertNull(ports.find(5060));
        ports.release(5060, "a");
    }

    @Test
    @DisplayName("agrees with a map, whatever is taken and given back")
    void model() {
        Map<Integer, String> model = new HashMap<>();
        SeededRandom random = SeededRandom.of(4);
        for (int operation = 0; operation < 10_000; operation++) {
            int port = 1 + random.nextInt(200);
            String holder = "holder " + random.nextInt(3);
            if (random.nextBoolean()) {
                boolean free = model.putIfAbsent(port, holder) == null;
                if (free) {
                    assertEquals(port, take(port, holder));
                } else {
                    assertThrows(BindException.class, () -> ports.take(port, holder));
                }
            } else {
                String same = model.getOrDefault(port, holder);
                ports.release(port, same);
                model.remove(port);
            }
            assertEquals(model.get(port), ports.find(port));
        }
    }

    private int take(int port, String holder) {
        try {
            return ports.take(port, holder);
        } catch (BindException taken) {
            throw new AssertionError(taken);
        }
    }
}
