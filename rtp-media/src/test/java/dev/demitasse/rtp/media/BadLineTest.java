// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.SimulatedNetwork;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each test's line and its thresholds stand side by side; what is measured is speech-like noise in against out. */
@DisplayName("sound on bad lines: samples delivered, delay added, likeness of out and in")
class BadLineTest {
    private static final int SECONDS = 60;

    /** Bursts of noise of changing loudness, as syllables are. */
    private static short[] speech(int seconds) {
        var random = new Random(5);
        short[] pcm = new short[seconds * 8_000];
        double smooth = 0;
        for (int i = 0; i < pcm.length; i++) {
            double loud = 0.5 + 0.5 * Math.sin(2 * Math.PI * i / 2_000.0);
            smooth = 0.7 * smooth + 0.3 * random.nextGaussian();
            pcm[i] = (short) (6_000 * loud * smooth);
        }
        return Tones.coded(pcm);
    }

    private record Result(double likeness, RtpStatistics statistics, short[] heard) {}

    private static Result run(LinkConditions line, long seed) {
        var network = SimulatedNetwork.withSeed(seed);
        short[] sent = speech(SECONDS);
        short[] heard = new short[sent.length + 16_000];
        int[] filled = {0};
        try (network;
                var pair = new Pair(network)) {
            network.conditions("10.0.0.1", "10.0.0.2", line);
            pair.b.process((received, toSend, now) -> {
                if (filled[0] + 160 <= heard.length && (filled[0] > 0 || energy(received) > 0)) {
                    System.arraycopy(received, 0, heard, filled[0], 160);
                    filled[0] += 160;
                }
                return false;
            });
            pair.a.play(AudioFrame.of(AudioFormat.NARROWBAND, sent));
            network.runFor(Duration.ofSeconds(SECONDS + 1));
            RtpStatistics statistics = pair.b.statistics();
            return new Result(Likeness.of(sent, heard), statistics, heard);
        }
    }

    private static long energy(short[] pcm) {
        long sum = 0;
        for (short sample : pcm) {
            sum += Math.abs(sample);
        }
        return sum;
    }

    @Test
    @DisplayName("clean: likeness 0.99, at most 40 ms added, nothing lost, nothing made up")
    void clean() {
        Result result =
                run(LinkConditions.builder().latency(Duration.ofMillis(30)).build(), 1);
        assertTrue(result.likeness() >= 0.99, "likeness " + result.likeness());
        RtpStatistics.Playout playout = result.statistics().playout();
        assertTrue(playout.maximumBufferMillis() <= 40, playout.toString());
        assertEquals(0, playout.concealedMillis());
        assertEquals(0, playout.shrunk() + playout.stretched() + playout.discarded());
        assertEquals(SECONDS * 50, result.statistics().received().packets());
    }

    @Test
    @DisplayName("5 % lost at random: likeness 0.9; what was lost is what was made up")
    void loss() {
        Result result = run(LinkConditions.lossy(0.05), 2);
        assertTrue(result.likeness() >= 0.9, "likeness " + result.likeness());
        long lost = result.statistics().received().lost();
        assertTrue(lost > 100 && lost < 200, "lost " + lost);
        long concealed = result.statistics().playout().concealedMillis();
        assertTrue(Math.abs(concealed - 20 * lost) <= 100, concealed + " ms for " + lost);
        assertTrue(
                result.statistics().mos().orElseThrow() < 4.0
                        && result.statistics().mos().orElseThrow() > 3.0,
                "MOS " + result.statistics().mos());
    }

    @Test
    @DisplayName("20 % lost in bursts: the stream goes on, the delay does not grow")
    void bursts() {
        Result result = run(LinkConditions.builder().burstLoss(0.1, 0.4).build(), 3);
        assertTrue(
                result.statistics().received().lossRatio() > 0.12,
                result.statistics().toString());
        assertTrue(
                result.statistics().playout().bufferMillis() <= 45,
                result.statistics().toString());
        assertTrue(result.likeness() >= 0.6, "likeness " + result.likeness());
    }

    @Test
    @DisplayName("jitter of up to 60 ms: hardly anything late, delay below 120 ms, likeness 0.85")
    void jitter() {
        Result result =
                run(LinkConditions.builder().jitter(Duration.ofMillis(60)).build(), 4);
        RtpStatistics.Playout playout = result.statistics().playout();
        assertTrue(
                result.statistics().received().count(PacketResult.LATE) <= 30,
                result.statistics().toString());
        assertTrue(playout.bufferMillis() < 120, playout.toString());
        assertTrue(playout.concealedMillis() < SECONDS * 1_000 / 50, playout.toString());
        assertTrue(result.likeness() >= 0.85, "likeness " + result.likeness());
    }

    @Test
    @DisplayName("reordering and duplication within the buffer's delay: nothing is heard of it")
    void reordering() {
        LinkConditions line = LinkConditions.builder()
                .reordering(0.05, Duration.ofMillis(15))
                .duplication(0.1)
                .build();
        Result result = run(line, 5);
        assertTrue(result.likeness() >= 0.99, "likeness " + result.likeness());
        assertEquals(0, result.statistics().playout().concealedMillis());
        assertTrue(result.statistics().received().count(PacketResult.DUPLICATE) > 100);
    }

    @Test
    @DisplayName("digits survive 20 % loss each way, each exactly once, in order")
    void digits() {
        for (long seed = 1; seed <= 20; seed++) {
            var network = SimulatedNetwork.withSeed(seed);
            try (network;
                    var pair = new Pair(network)) {
                network.conditionsEverywhere(LinkConditions.lossy(0.2));
                pair.a.sendDtmf("0123456789*#ABCD112233");
                network.runFor(Duration.ofSeconds(10));
                assertEquals("0123456789*#ABCD112233", pair.heardRight.digitText(), "seed " + seed);
            }
        }
    }

    @Test
    @DisplayName("the same seed gives the same sound and the same figures")
    void reproducible() {
        LinkConditions line = LinkConditions.builder()
                .loss(0.1)
                .jitter(Duration.ofMillis(40))
                .duplication(0.02)
                .build();
        Result one = run(line, 77);
        Result two = run(line, 77);
        assertArrayEquals(one.heard(), two.heard());
        assertEquals(one.statistics(), two.statistics());
    }

    @Test
    @DisplayName(
            "an hour of echo by a processor, both ways: no packet too many or too few, no delay grown, nothing queued")
    void anHour() {
        var network = SimulatedNetwork.withSeed(6);
        try (network;
                var pair = new Pair(network)) {
            network.record(false);
            pair.b.process((received, toSend, now) -> {
                System.arraycopy(received, 0, toSend, 0, received.length);
                return true;
            });
            pair.a.process((received, toSend, now) -> true);
            network.runFor(Duration.ofHours(1));
            RtpStatistics statistics = pair.a.statistics();
            assertTrue(Math.abs(statistics.sent().packets() - 180_000) <= 2, statistics.toString());
            assertTrue(Math.abs(statistics.received().packets() - 180_000) <= 4, statistics.toString());
            assertEquals(0, statistics.received().lost());
            assertEquals(0, statistics.playout().concealedMillis());
            assertTrue(statistics.playout().maximumBufferMillis() <= 40, statistics.toString());
        }
    }

    @Test
    @DisplayName("every packet sent twice: of 10 % loss 1 % is left to be heard")
    void duplicatePackets() {
        var network = SimulatedNetwork.withSeed(8);
        try (network;
                var pair = new Pair(network, p -> p, p -> p, s -> s.duplicatePackets(true), s -> s)) {
            network.conditions("10.0.0.1", "10.0.0.2", LinkConditions.lossy(0.1));
            pair.a.play(AudioFrame.of(AudioFormat.NARROWBAND, speech(SECONDS)));
            network.runFor(Duration.ofSeconds(SECONDS + 1));
            RtpStatistics statistics = pair.b.statistics();
            assertEquals(0.01, statistics.losses().lossRatio(), 0.005);
            assertTrue(statistics.mos().orElseThrow() > 4.2, "MOS " + statistics.mos());
        }
    }
}
