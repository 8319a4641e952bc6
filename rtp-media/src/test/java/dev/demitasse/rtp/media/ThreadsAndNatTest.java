// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.Nat;
import dev.demitasse.testkit.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("threads of the application, and a peer behind a NAT, in virtual time")
class ThreadsAndNatTest {
    private static AudioFrame tone(int millis) {
        return AudioFrame.of(AudioFormat.NARROWBAND, Tones.coded(Tones.sine(300, 8_000, millis * 8)));
    }

    private static void echo(RtpSession session) {
        for (Optional<AudioFrame> frame = session.read(); frame.isPresent(); frame = session.read()) {
            session.write(frame.get());
        }
    }

    @Test
    @DisplayName("a blocking echo for a minute: as many frames back as were sent, none made up, no underrun")
    void blockingEcho() {
        var network = SimulatedNetwork.withSeed(9);
        try (network;
                var pair = new Pair(network)) {
            pair.right.applicationThreads().start("echo", () -> echo(pair.b));
            pair.a.play(tone(60_000));
            network.runFor(Duration.ofSeconds(60));
            RtpStatistics statistics = pair.a.statistics();
            assertTrue(statistics.received().packets() >= 2_990, statistics.toString());
            assertEquals(0, statistics.playout().concealedMillis());
            assertEquals(0, pair.b.statistics().sent().underruns());
            assertEquals(0, pair.b.statistics().playout().unreadMillis());
        }
    }

    @Test
    @DisplayName("the same with 10 % lost each way: the session goes on, and the seed repeats it")
    void blockingEchoLossy() {
        List<RtpStatistics> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            var network = SimulatedNetwork.withSeed(10);
            try (network;
                    var pair = new Pair(network)) {
                network.conditionsEverywhere(LinkConditions.lossy(0.1));
                pair.right.applicationThreads().start("echo", () -> echo(pair.b));
                pair.a.play(tone(20_000));
                network.runFor(Duration.ofSeconds(20));
                runs.add(pair.a.statistics());
            }
        }
        assertEquals(runs.get(0), runs.get(1));
        double loss = runs.get(0).received().lossRatio();
        assertTrue(loss > 0.05 && loss < 0.15, "loss " + loss);
    }

    @Test
    @DisplayName("an audio listener gets every frame on the lane, in order; one that blocks loses the oldest, counted")
    void audioListener() {
        var network = SimulatedNetwork.withSeed(11);
        List<Long> positions = new ArrayList<>();
        var blocked = new AtomicReference<>(Duration.ZERO);
        try (network;
                var pair = new Pair(
                        network,
                        p -> p,
                        p -> p,
                        a -> a,
                        b -> b.audioListener(frame -> {
                            positions.add(frame.position());
                            if (!blocked.get().isZero()) {
                                network.newSignal()
                                        .await(
                                                () -> false,
                                                network.now()
                                                        + blocked.getAndSet(Duration.ZERO)
                                                                .toNanos());
                            }
                        }))) {
            pair.a.play(tone(5_000));
            network.runFor(Duration.ofSeconds(2));
            assertTrue(positions.size() >= 95, "frames " + positions.size());
            for (int i = 0; i < positions.size(); i++) {
                assertEquals(160L * i, positions.get(i));
            }
            blocked.set(Duration.ofSeconds(1));
            network.runFor(Duration.ofSeconds(2));
            long unread = pair.b.statistics().playout().unreadMillis();
            assertTrue(unread >= 760 && unread <= 840, "unread " + unread);
        }
    }

    @Test
    @DisplayName(
            "futures are completed on the lane, never on the loop: a continuation that blocks 10 s delays no packet")
    void blockingContinuation() {
        var network = SimulatedNetwork.withSeed(12);
        try (network;
                var pair = new Pair(network)) {
            var entered = new ArrayList<Long>();
            pair.a.play(tone(100)).done().thenAccept(played -> {
                entered.add(played);
                pair.left
                        .newSignal()
                        .await(
                                () -> false,
                                pair.left.now() + Duration.ofSeconds(10).toNanos());
            });
            pair.a.play(tone(5_000));
            network.runFor(Duration.ofSeconds(6));
            assertEquals(List.of(800L), entered);
            assertEquals(255, pair.a.statistics().sent().packets());
            network.runFor(Duration.ofSeconds(6));
        }
    }

    @Test
    @DisplayName(
            "methods that wait refuse to do so on a loop, but for the session's own, where commands are done at once")
    void onLoops() {
        var network = SimulatedNetwork.withSeed(13);
        try (network;
                var pair = new Pair(network)) {
            var other = network.openLoop("other");
            var refused = new ArrayList<String>();
            other.execute(() -> {
                assertThrows(IllegalStateException.class, () -> pair.a.read());
                assertThrows(IllegalStateException.class, () -> pair.a.statistics());
                refused.add("other");
            });
            Playback playback = pair.a.play(tone(1_000));
            network.runFor(Duration.ofMillis(200));
            pair.a.ports().loop().execute(() -> {
                long played = playback.cancel();
                refused.add(played + " " + pair.a.statistics().sent().packets());
            });
            network.runFor(Duration.ofMillis(100));
            assertEquals(2, refused.size());
            assertEquals((playback.played()) + " " + playback.played() / 160, refused.get(1));
            other.close();
        }
    }

    @Test
    @DisplayName(
            "a peer behind a NAT, whose signalled address is private, is heard and sent to where it really is; rebound too")
    void nat() {
        var network = SimulatedNetwork.withSeed(14);
        Nat nat = network.nat("10.0.0.2", "198.51.100.7", Nat.Kind.PORT_RESTRICTED);
        try (network;
                var pair = new Pair(network)) {
            pair.b.play(tone(20_000));
            pair.a.play(tone(20_000));
            network.runFor(Duration.ofSeconds(2));
            assertEquals(3, pair.a.statistics().received().count(PacketResult.ON_PROBATION));
            assertTrue(pair.a.statistics().received().count(PacketResult.AUDIO) > 90);
            assertTrue(
                    pair.b.statistics().received().packets() > 85,
                    pair.b.statistics().toString());
            nat.rebind();
            network.runFor(Duration.ofSeconds(4));
            assertTrue(
                    pair.a.statistics().received().count(PacketResult.AUDIO) > 220,
                    pair.a.statistics().toString());
        }
    }
}
