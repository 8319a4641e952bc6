// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a line does to datagrams")
class LinkConditionsTest {
    private static final String LEFT = "192.0.2.1";
    private static final String RIGHT = "192.0.2.2";
    private static final long MILLI = 1_000_000;

    private final SimulatedNetwork network = SimulatedNetwork.withSeed(7);
    private final Talk left = new Talk(network, LEFT, 1000);
    private final Talk right = new Talk(network, RIGHT, 2000);

    @AfterEach
    void close() {
        network.close();
    }

    private void to(LinkConditions conditions) {
        network.conditions(LEFT, RIGHT, conditions);
    }

    private List<Fate> fates() {
        return network.recording().stream().map(RecordedPacket::fate).toList();
    }

    @Test
    @DisplayName("a perfect line takes no time")
    void perfect() {
        left.send("a", right);
        network.runUntilIdle();
        assertEquals(List.of("0 a"), right.heard);
        assertEquals(List.of(left.address()), right.sources);
    }

    @Test
    @DisplayName("latency holds for one direction only")
    void latency() {
        to(LinkConditions.builder().latency(Duration.ofMillis(20)).build());
        left.send("there", right);
        right.send("back", left);
        network.runUntilIdle();
        assertEquals(List.of("20 there"), right.heard);
        assertEquals(List.of("0 back"), left.heard);
    }

    @Test
    @DisplayName("jitter delays by up to its amount and keeps the order")
    void jitter() {
        to(LinkConditions.builder()
                .latency(Duration.ofMillis(20))
                .jitter(Duration.ofMillis(30))
                .build());
        left.sendMany(500, 5 * MILLI, right);
        network.runUntilIdle();
        assertEquals(IntStream.range(0, 500).mapToObj(Integer::toString).toList(), right.texts());
        List<Long> delays = network.recording().stream()
                .map(packet -> packet.delay().orElseThrow().toMillis())
                .toList();
        assertTrue(delays.stream().allMatch(delay -> delay >= 20 && delay <= 50), () -> "delays " + delays);
        assertTrue(delays.stream().distinct().count() > 15, () -> "delays " + delays);
    }

    @Test
    @DisplayName("what is held back is overtaken, and nothing is lost")
    void reordering() {
        to(LinkConditions.builder().reordering(0.1, Duration.ofMillis(12)).build());
        left.sendMany(500, 5 * MILLI, right);
        network.runUntilIdle();
        List<String> sorted =
                IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        assertNotEquals(sorted, right.texts());
        List<String> heard = new ArrayList<>(right.texts());
        assertTrue(heard.containsAll(sorted));
        assertEquals(500, heard.size());
        long heldBack = network.recording().stream()
                .filter(packet -> packet.delay().orElseThrow().toMillis() == 12)
                .count();
        assertTrue(heldBack > 25 && heldBack < 80, "held back " + heldBack);
    }

    @Test
    @DisplayName("a duplicated datagram comes twice, at its time")
    void duplication() {
        to(LinkConditions.builder().duplication(1).build());
        left.send("a", right);
        network.runUntilIdle();
        assertEquals(List.of("0 a", "0 a"), right.heard);
        assertEquals(List.of(Fate.DELIVERED, Fate.DUPLICATED), fates());
    }

    @Test
    @DisplayName("what is larger than the MTU is lost; headers count")
    void mtu() {
        to(LinkConditions.builder().mtuBytes(128).build());
        left.send("x".repeat(100), right);
        left.send("x".repeat(101), right);
        network.runUntilIdle();
        assertEquals(List.of(Fate.DELIVERED, Fate.TOO_LARGE), fates());
    }

    @Test
    @DisplayName("a narrow line delivers one after the other; what finds its queue full is lost")
    void bandwidth() {
        // 100 bytes with headers take 100 ms.
        to(LinkConditions.builder().bandwidth(8000, 200).build());
        for (int i = 0; i < 5; i++) {
            left.send("x".repeat(71) + i, right);
        }
        network.runUntilIdle();
        assertEquals(
                List.of("100", "200"),
                right.heard.stream().map(line -> line.substring(0, 3)).toList());
        assertEquals(
                List.of(Fate.DELIVERED, Fate.DELIVERED, Fate.QUEUE_FULL, Fate.QUEUE_FULL, Fate.QUEUE_FULL), fates());
    }

    @Test
    @DisplayName("a cut line loses everything until it is mended; what is on its way arrives")
    void cut() {
        to(LinkConditions.builder().latency(Duration.ofMillis(20)).build());
        left.send("on its way", right);
        network.runFor(Duration.ofMillis(10));
        to(LinkConditions.CUT);
        left.send("lost", right);
        network.runFor(Duration.ofMillis(90));
        to(LinkConditions.PERFECT);
        left.send("mended", right);
        network.runUntilIdle();
        assertEquals(List.of("20 on its way", "100 mended"), right.heard);
        assertEquals(List.of(Fate.DELIVERED, Fate.CUT, Fate.DELIVERED), fates());
    }

    @Test
    @DisplayName("regular bursts lose the first datagrams of each period")
    void regularBursts() {
        to(LinkConditions.builder().lossBursts(2, Duration.ofMillis(100)).build());
        left.sendMany(10, 20 * MILLI, right);
        network.runUntilIdle();
        assertEquals(List.of("2", "3", "4", "7", "8", "9"), right.texts());
        assertEquals(Fate.LOST_IN_BURST, fates().get(5));
    }

    @Test
    @DisplayName("random bursts lose several in a row, as many as their probabilities say")
    void gilbert() {
        to(LinkConditions.builder().burstLoss(0.02, 0.25).build());
        left.sendMany(20_000, MILLI, right);
        network.runUntilIdle();
        List<Fate> fates = fates();
        int lost = 0;
        int bursts = 0;
        for (int i = 1; i < fates.size(); i++) {
            boolean isLost = fates.get(i) == Fate.LOST_IN_BURST;
            lost += isLost ? 1 : 0;
            bursts += isLost && fates.get(i - 1) == Fate.DELIVERED ? 1 : 0;
        }
        double share = lost / 20_000.0;
        double length = (double) lost / bursts;
        // In the long run 0.02 / (0.02 + 0.25) are lost, in bursts of 1 / 0.25 on average.
        assertTrue(share > 0.06 && share < 0.09, "lost " + share);
        assertTrue(length > 3.5 && length < 4.5, "burst length " + length);
    }

    @Test
    @DisplayName("the most specific conditions count; a host's line to itself is perfect unless it is named or all are")
    void precedence() {
        Talk neighbour = new Talk(network, LEFT, 1001);
        network.conditions(SimulatedNetwork.ANY, RIGHT, LinkConditions.CUT);
        network.conditions(LEFT, SimulatedNetwork.ANY, LinkConditions.lossy(1));
        left.send("sending host counts before receiving one", right);
        network.runUntilIdle();
        to(LinkConditions.builder().latency(Duration.ofMillis(5)).build());
        left.send("both count before one", neighbour);
        network.runUntilIdle();
        left.send("both", right);
        network.runUntilIdle();
        network.conditions(
                LEFT,
                LEFT,
                LinkConditions.builder().latency(Duration.ofMillis(3)).build());
        left.send("named", neighbour);
        network.runUntilIdle();
        network.conditionsEverywhere(LinkConditions.CUT);
        left.send("all", neighbour);
        left.send("all", right);
        network.runUntilIdle();
        assertEquals(List.of(Fate.LOST, Fate.DELIVERED, Fate.DELIVERED, Fate.DELIVERED, Fate.CUT, Fate.CUT), fates());
        assertEquals(List.of("0 both count before one", "8 named"), neighbour.heard);
    }

    @Test
    @DisplayName("other conditions do not change which datagrams are lost")
    void lossDoesNotShift() {
        to(LinkConditions.lossy(0.3));
        left.sendMany(200, MILLI, right);
        network.runUntilIdle();
        List<Fate> alone = fates();
        try (SimulatedNetwork again = SimulatedNetwork.withSeed(7)) {
            Talk a = new Talk(again, LEFT, 1000);
            Talk b = new Talk(again, RIGHT, 2000);
            Talk c = new Talk(again, "192.0.2.3", 3000);
            again.conditionsEverywhere(LinkConditions.lossy(0.3).toBuilder()
                    .latency(Duration.ofMillis(7))
                    .jitter(Duration.ofMillis(9))
                    .build());
            c.sendMany(200, MILLI, b);
            a.sendMany(200, MILLI, b);
            again.runUntilIdle();
            assertEquals(
                    alone,
                    again.recording().stream()
                            .filter(packet -> packet.from().equals(a.address()))
                            .map(RecordedPacket::fate)
                            .toList());
        }
    }

    @Test
    @DisplayName("the test may lose the n-th datagram, the next of a kind, or all of a kind")
    void lossByTest() {
        network.lose(datagram -> datagram.number() == 2);
        network.loseNext(datagram -> datagram.text().startsWith("ACK"));
        for (String text : List.of("one", "two", "ACK 1", "ACK 2")) {
            left.send(text, right);
        }
        network.runUntilIdle();
        assertEquals(List.of("one", "ACK 2"), right.texts());
        network.lose(datagram -> datagram.to().equals(right.address()));
        left.send("lost", right);
        network.runUntilIdle();
        network.loseNothing();
        left.send("heard", right);
        network.runUntilIdle();
        assertEquals(List.of("one", "ACK 2", "heard"), right.texts());
        assertEquals(
                3, fates().stream().filter(fate -> fate == Fate.LOST_BY_TEST).count());
    }

    @Test
    @DisplayName("who is connected hears of a closed port after the way there and back")
    void unreachable() {
        network.conditionsEverywhere(
                LinkConditions.builder().latency(Duration.ofMillis(10)).build());
        left.loop().execute(() -> {
            try {
                left.endpoint().connect(new InetSocketAddress(RIGHT, 4));
            } catch (java.io.IOException failed) {
                throw new AssertionError(failed);
            }
        });
        left.send("x", new InetSocketAddress(RIGHT, 4));
        network.runUntilIdle();
        assertEquals(List.of("20 unreachable"), left.heard);
        left.send("x", new InetSocketAddress(RIGHT, 4));
        network.runFor(Duration.ofMillis(15));
        network.conditions(RIGHT, LEFT, LinkConditions.CUT);
        network.runUntilIdle();
        assertEquals(2, left.heard.size(), "it was on its way already");
        left.send("x", new InetSocketAddress(RIGHT, 4));
        network.runUntilIdle();
        assertEquals(2, left.heard.size(), "nobody can say so over a cut line");
        assertEquals(Fate.PORT_CLOSED, fates().get(2));
    }

    @Test
    @DisplayName("nobody there, or only another family of addresses: silence")
    void nobody() {
        left.send("x", new InetSocketAddress("192.0.2.99", 1));
        left.send("x", new InetSocketAddress("2001:db8::1", 1));
        network.runUntilIdle();
        assertEquals(List.of(Fate.NO_HOST), fates());
        assertEquals(1, left.endpoint().counters().unsent());
    }

    @Test
    @DisplayName("hosts may have IPv6 addresses")
    void version6() {
        Talk a = new Talk(network, "2001:db8::a", 1);
        Talk b = new Talk(network, "2001:db8::b", 1);
        a.send("x", b);
        network.runUntilIdle();
        assertEquals(List.of("0 x"), b.heard);
    }

    @Test
    @DisplayName("impossible conditions are refused; those given are told")
    void builder() {
        LinkConditions.Builder builder = LinkConditions.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.loss(1.01));
        assertThrows(IllegalArgumentException.class, () -> builder.loss(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> builder.duplication(-0.1));
        assertThrows(IllegalArgumentException.class, () -> builder.latency(Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.mtuBytes(27));
        assertThrows(IllegalArgumentException.class, () -> builder.bandwidth(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> builder.lossBursts(1, Duration.ZERO));
        LinkConditions all = builder.latency(Duration.ofMillis(1))
                .jitter(Duration.ofMillis(2))
                .loss(0.1)
                .burstLoss(0.2, 0.3)
                .lossBursts(4, Duration.ofSeconds(5))
                .reordering(0.4, Duration.ofMillis(6))
                .duplication(0.5)
                .mtuBytes(1500)
                .bandwidth(64_000, 1000)
                .cut(true)
                .build();
        String told = "line latency PT0.001S jitter PT0.002S loss 0.1 bursts 0.2/0.3 bursts of 4 every PT5S"
                + " reordering 0.4 by PT0.006S duplication 0.5 MTU 1500 bandwidth 64000 bit/s, queue 1000 bytes cut";
        assertEquals(told, all.toString());
        assertEquals(told, all.toBuilder().build().toString());
        assertEquals("line", LinkConditions.PERFECT.toString());
    }
}
