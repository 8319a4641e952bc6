// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class LinePropertyTest {
    private static final long MILLI = 1_000_000;

    @Provide
    Arbitrary<LinkConditions> conditions() {
        Arbitrary<Double> probability = Arbitraries.doubles().between(0, 0.5);
        Arbitrary<Integer> millis = Arbitraries.integers().between(0, 200);
        return Combinators.combine(probability, probability, probability, probability, millis, millis, millis)
                .as((loss, enter, reordering, duplication, latency, jitter, by) -> LinkConditions.builder()
                        .loss(loss)
                        .burstLoss(enter, 0.5)
                        .reordering(reordering, Duration.ofMillis(by))
                        .duplication(duplication)
                        .latency(Duration.ofMillis(latency))
                        .jitter(Duration.ofMillis(jitter))
                        .build());
    }

    private record Run(List<RecordedPacket> recording, List<String> heard) {}

    private static Run run(long seed, LinkConditions conditions, int datagrams) {
        try (SimulatedNetwork network = SimulatedNetwork.withSeed(seed)) {
            network.conditionsEverywhere(conditions);
            Talk left = new Talk(network, "192.0.2.1", 1);
            Talk right = new Talk(network, "192.0.2.2", 2);
            left.sendMany(datagrams, 5 * MILLI, right);
            network.runUntilIdle();
            return new Run(network.recording(), right.texts());
        }
    }

    @Property
    void theSameSeedGivesTheSameRecording(@ForAll long seed, @ForAll("conditions") LinkConditions conditions) {
        assertEquals(run(seed, conditions, 100), run(seed, conditions, 100));
    }

    @Property
    void whatIsDeliveredIsHeardAndNothingElse(@ForAll long seed, @ForAll("conditions") LinkConditions conditions) {
        Run run = run(seed, conditions, 100);
        long delivered = run.recording().stream()
                .filter(packet -> packet.fate() == Fate.DELIVERED || packet.fate() == Fate.DUPLICATED)
                .count();
        long sent = run.recording().stream()
                .filter(packet -> packet.fate() != Fate.DUPLICATED)
                .count();
        assertEquals(100, sent);
        assertEquals(delivered, run.heard().size());
        long different = run.recording().stream()
                .filter(packet -> packet.fate() == Fate.DELIVERED)
                .count();
        assertEquals(different, new HashSet<>(run.heard()).size());
    }

    @Property(tries = 50)
    void lossApproachesWhatWasSet(@ForAll long seed, @ForAll @DoubleRange(max = 1) double probability) {
        int datagrams = 4000;
        Run run = run(seed, LinkConditions.lossy(probability), datagrams);
        int lost = datagrams - run.heard().size();
        double expected = datagrams * probability;
        // 6 deviations, and 6 more for probabilities so small that losses are counted on one hand.
        double bound = 6 * Math.sqrt(expected * (1 - probability)) + 6;
        assertTrue(
                Math.abs(lost - expected) <= bound,
                () -> "seed " + seed + ": lost " + lost + " of " + datagrams + ", set " + probability);
    }

    @Property(tries = 50)
    void jitterStaysWithinItsBounds(@ForAll long seed, @ForAll @DoubleRange(max = 0.3) double loss) {
        LinkConditions conditions = LinkConditions.builder()
                .latency(Duration.ofMillis(10))
                .jitter(Duration.ofMillis(40))
                .loss(loss)
                .build();
        for (RecordedPacket packet : run(seed, conditions, 300).recording()) {
            packet.delay()
                    .ifPresent(delay -> assertTrue(delay.toMillis() >= 10 && delay.toMillis() <= 50, "delay " + delay));
        }
    }
}
