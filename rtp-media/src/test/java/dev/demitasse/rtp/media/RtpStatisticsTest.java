// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.internal.EModel;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what became of received audio, as the statistics tell it")
class RtpStatisticsTest extends WireFixture {
    RtpStatisticsTest() throws IOException {}

    private void audio(int from, int to) {
        for (int n = from; n < to; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, n * 160, 9);
            run(20);
        }
    }

    private RtpStatistics.Playout playout() {
        return session.statistics().playout();
    }

    @Test
    @DisplayName("a hole of 40 ms is made up; one of 200 ms is made up for 60 ms, and counted as longer than that")
    void holes() {
        open(pcmu(peer));
        audio(0, 20);
        run(40);
        audio(22, 40);
        assertEquals(40, playout().concealedMillis());
        assertEquals(0, playout().exhausted());
        run(200);
        audio(50, 70);
        assertEquals(100, playout().concealedMillis());
        assertEquals(140, playout().silenceMillis());
        assertEquals(1, playout().exhausted());
        assertEquals(12, session.statistics().losses().lost());
    }

    @Test
    @DisplayName("the end of a talkspurt is no hole")
    void talkspurts() {
        open(pcmu(peer));
        audio(0, 20);
        run(400);
        for (int n = 20; n < 40; n++) {
            peer.sendAudio(ports.rtpAddress(), 0, n, (n + 20) * 160, 9);
            run(20);
        }
        assertEquals(0, playout().concealedMillis());
        assertEquals(0, playout().exhausted());
        assertEquals(400, playout().silenceMillis(), 40);
    }

    @Test
    @DisplayName("a payload the codec cannot decode is counted as malformed, and made up for")
    void malformed() {
        open(pcmu(peer));
        audio(0, 10);
        tooLong(10);
        audio(11, 30);
        assertEquals(1, playout().malformed());
        assertEquals(0, session.statistics().received().lost());
        assertEquals(20, playout().concealedMillis());
        assertEquals(0, playout().silenceMillis());
        assertEquals(1, session.statistics().losses().lost());
    }

    @Test
    @DisplayName("every other payload malformed is as bad as every other packet lost; all malformed has no score")
    void mostlyMalformed() {
        open(pcmu(peer));
        for (int n = 0; n < 100; n++) {
            tooLong(n);
        }
        assertEquals(OptionalDouble.empty(), session.statistics().mos());
        for (int n = 100; n < 300; n += 2) {
            audio(n, n + 1);
            tooLong(n + 1);
        }
        assertTrue(
                session.statistics().mos().orElseThrow() < 2,
                () -> "MOS " + session.statistics().mos());
    }

    /** A payload that PCMU can't be. */
    private void tooLong(int n) {
        ByteBuffer packet = ByteBuffer.allocate(12 + 1_000);
        RtpPacket.writeHeader(packet, 0, false, n, n * 160, 9);
        peer.send(ports.rtpAddress(), packet.position(1_012).flip());
        run(20);
    }

    @Test
    @DisplayName("the scores take packets to be as long as the codec makes them, not as the agreement wants them")
    void packetTime() {
        AudioPayload wide =
                AudioPayload.of(10, Pair.CODECS.find("L16", 44_100, 2).orElseThrow());
        open(pcmu(peer));
        var line = SimulatedNetwork.withSeed(22);
        try (line;
                var pair = new Pair(line, p -> with(wide, p), p -> with(wide, p), s -> s, s -> s)) {
            line.record(false);
            line.conditionsEverywhere(
                    LinkConditions.builder().latency(Duration.ofMillis(40)).build());
            pair.a.process((received, toSend, now) -> true);
            pair.b.process((received, toSend, now) -> true);
            line.runFor(Duration.ofSeconds(30));
            RtpStatistics a = pair.a.statistics();
            double oneWay = a.roundTrip().orElseThrow().toNanos() / 2e6;
            assertEquals(40, oneWay, 0.1);
            double here = 10 + oneWay + a.playout().bufferMillis();
            assertEquals(EModel.mos(0, 1, here), a.mos().orElseThrow(), 1e-9);
            RtpStatistics.RemoteReport remote = a.remote().orElseThrow();
            double there = 10 + oneWay + 2 * remote.jitterMillis() + 20;
            assertEquals(EModel.mos(0, 1, there), remote.mos(), 1e-9);
        }
    }

    private static RtpParametersBuilder with(AudioPayload payload, RtpParametersBuilder as) {
        return RtpParameters.builder(payload)
                .remote(as.build().remote().orElseThrow())
                .ptimeMillis(60);
    }

    @Test
    @DisplayName("with both ways lossy, each side's score of what it hears and of what the peer reports are told")
    void bothDirections() {
        open(pcmu(peer));
        var line = SimulatedNetwork.withSeed(21);
        try (line;
                var pair = new Pair(line)) {
            line.record(false);
            line.conditions("10.0.0.1", "10.0.0.2", LinkConditions.lossy(0.1));
            pair.a.process((received, toSend, now) -> true);
            pair.b.process((received, toSend, now) -> true);
            line.runFor(Duration.ofSeconds(60));
            RtpStatistics a = pair.a.statistics();
            RtpStatistics b = pair.b.statistics();
            double heardAtB = b.mos().orElseThrow();
            double heardAtA = a.mos().orElseThrow();
            assertTrue(heardAtA > 4.2, "clean way " + heardAtA);
            assertTrue(heardAtB < 3.8, "lossy way " + heardAtB);
            assertEquals(heardAtB, a.remote().orElseThrow().mos(), 0.5);
            assertEquals(heardAtA, b.remote().orElseThrow().mos(), 0.3);
        }
    }
}
