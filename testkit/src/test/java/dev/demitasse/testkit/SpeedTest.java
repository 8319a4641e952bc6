// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The speed of a simulation")
class SpeedTest {
    @Test
    @DisplayName("400,000 datagrams and as many deadlines, with loss, are stepped in seconds")
    void manyDatagrams() {
        long begin = System.nanoTime();
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(1)) {
            network.record(false);
            network.conditionsEverywhere(LinkConditions.builder()
                    .loss(0.3)
                    .latency(Duration.ofMillis(20))
                    .jitter(Duration.ofMillis(10))
                    .duplication(0.02)
                    .reordering(0.02, Duration.ofMillis(15))
                    .build());
            Talk left = new Talk(network, "192.0.2.1", 1);
            Talk right = new Talk(network, "192.0.2.2", 2);
            left.sendMany(200_000, 700_000, right);
            right.sendMany(200_000, 900_000, left);
            network.runUntilIdle();
            assertEquals(200_000, left.endpoint().counters().sent());
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.printf("simulation: 400,000 datagrams and deadlines in %d ms%n", millis);
        assertTrue(millis < 60_000, millis + " ms");
    }

    @Test
    @DisplayName("opening and closing 10,000 networks takes seconds, so that each case may have a seed of its own")
    void manyNetworks() {
        long begin = System.nanoTime();
        for (int seed = 0; seed < 10_000; seed++) {
            try (SimulatedNetwork network = SimulatedNetwork.withSeed(seed)) {
                Talk left = new Talk(network, "192.0.2.1", 1);
                Talk right = new Talk(network, "192.0.2.2", 2);
                left.send("a", right);
                network.runUntilIdle();
                assertEquals(1, right.heard.size());
            }
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.printf("simulation: 10,000 networks in %d ms%n", millis);
        assertTrue(millis < 60_000, millis + " ms");
    }
}
