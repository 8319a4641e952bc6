// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the bounds of how long received packets wait")
class PlayoutDelayTest extends WireFixture {
    private static final long MILLI = 1_000_000L;
    private static final int LATENCY_MILLIS = 30;

    private long loudAt = -1;

    PlayoutDelayTest() throws IOException {
        session = RtpSession.builder(host, ports, pcmu(peer).build()).build();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** A stream on a clean line: how long after its arrival the first packet is heard, in milliseconds. */
    private double waited(int minimum, int maximum, int packets) {
        session.close();
        RtpPorts ports = bind();
        network.conditions(
                "10.0.0.2",
                "10.0.0.1",
                LinkConditions.builder().latency(millis(LATENCY_MILLIS)).build());
        session = RtpSession.builder(host, ports, pcmu(peer).build())
                .playoutDelay(PlayoutDelay.ofMillis(minimum, maximum))
                .processor((received, toSend, now) -> {
                    loudAt = loudAt < 0 && received[80] != 0 ? now : loudAt;
                    return false;
                })
                .build();
        session.start();
        run(7);
        long sentAt = peer.loop.now();
        for (int n = 0; n < packets; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 5);
            run(20);
        }
        return (loudAt - sentAt) / (double) MILLI - LATENCY_MILLIS;
    }

    private RtpPorts bind() {
        try {
            return RtpPorts.bind(host, ports.rtpAddress().getAddress());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private RtpStatistics.Playout playout() {
        return session.statistics().playout();
    }

    @Test
    @DisplayName("a clean line with a minimum of 60 ms: the first packet waits 60 to 80, and so do all, unadjusted")
    void minimum() {
        double waited = waited(60, 200, 1_500);
        assertTrue(waited >= 60 && waited < 80, "waited " + waited);
        assertEquals(60, playout().targetMillis());
        assertEquals(waited, playout().bufferMillis(), 1);
        assertEquals(0, playout().shrunk() + playout().stretched() + playout().concealedMillis());
    }

    @Test
    @DisplayName("a minimum as long as the longest maximum, 500 ms, is waited too")
    void longest() {
        double waited = waited(500, 500, 200);
        assertTrue(waited >= 500 && waited < 520, "waited " + waited);
        assertEquals(0, playout().discarded() + playout().concealedMillis());
    }

    @Test
    @DisplayName("without a minimum the 5 ms that a clean line needs are all that is waited, and a frame's phase")
    void none() {
        double waited = waited(0, 20, 500);
        assertTrue(waited < 25, "waited " + waited);
        assertTrue(playout().bufferMillis() < 25, playout().toString());
        assertEquals(0, playout().concealedMillis());
    }

    @Test
    @DisplayName("a maximum bounds what a line of 120 ms jitter is waited for; without it, more is")
    void maximum() {
        RtpStatistics.Playout bounded = jittery(60);
        assertEquals(60, bounded.targetMillis());
        assertTrue(bounded.maximumBufferMillis() <= 60 + 100 + 20, bounded.toString());
        RtpStatistics.Playout usual = jittery(200);
        assertTrue(usual.targetMillis() > 100, usual.toString());
        assertTrue(usual.bufferMillis() > bounded.bufferMillis(), usual + " not more than " + bounded);
        assertTrue(usual.concealedMillis() < bounded.concealedMillis(), usual + " not better than " + bounded);
    }

    @Test
    @DisplayName("a line of 400 ms jitter is waited for with a maximum of 500 ms, and is heard nearly whole")
    void wide() {
        RtpStatistics.Playout wide = jittery(500, 400);
        assertTrue(wide.targetMillis() > 300 && wide.targetMillis() <= 500, wide.toString());
        RtpStatistics.Playout usual = jittery(200, 400);
        assertEquals(200, usual.targetMillis());
        assertTrue(wide.concealedMillis() < usual.concealedMillis() / 3, wide + " beside " + usual);
    }

    private static RtpStatistics.Playout jittery(int maximum) {
        return jittery(maximum, 120);
    }

    private static RtpStatistics.Playout jittery(int maximum, long jitter) {
        try (var line = SimulatedNetwork.withSeed(4);
                var pair = new Pair(
                        line, p -> p, p -> p, s -> s, s -> s.playoutDelay(PlayoutDelay.ofMillis(0, maximum)))) {
            line.conditions(
                    "10.0.0.1",
                    "10.0.0.2",
                    LinkConditions.builder().jitter(millis(jitter)).build());
            pair.a.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[30 * 8_000]));
            line.runFor(Duration.ofSeconds(30));
            return pair.b.statistics().playout();
        }
    }

    @Test
    @DisplayName("bounds: 0 to the maximum, 20 to 500 ms; else IllegalArgumentException. 20 to 200 ms if not set")
    void ranges() {
        assertEquals(PlayoutDelay.ofMillis(20, 200), PlayoutDelay.DEFAULT);
        assertEquals(new PlayoutDelay(Duration.ZERO, millis(20)), PlayoutDelay.ofMillis(0, 20));
        assertEquals(millis(500), PlayoutDelay.ofMillis(500, 500).minimum());
        for (int[] wrong : new int[][] {{0, 19}, {0, 501}, {-1, 100}, {101, 100}, {20, -200}}) {
            assertThrows(IllegalArgumentException.class, () -> PlayoutDelay.ofMillis(wrong[0], wrong[1]));
        }
    }
}
