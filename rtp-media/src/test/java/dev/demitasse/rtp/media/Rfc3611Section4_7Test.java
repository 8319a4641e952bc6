// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static dev.demitasse.rtp.media.VoipMetrics.UNAVAILABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.internal.EModel;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3611 4.7: the VoIP metrics that a session tells of what it hears")
class Rfc3611Section4_7Test extends WireFixture {
    private static final int SOURCE = 0xABCD_0005;

    private int next;

    Rfc3611Section4_7Test() throws IOException {
        open(pcmu(peer).extendedReports(true));
    }

    /** So many packets, 20 ms apart, but for those that are lost. */
    private void hear(int packets, IntPredicate lost) {
        hear(SOURCE, packets, lost);
    }

    private void hear(int ssrc, int packets, IntPredicate lost) {
        for (int end = next + packets; next < end; next++) {
            if (!lost.test(next)) {
                peer.sendAudio(ports.rtpAddress(), 0, next, next * 160, ssrc);
            }
            run(20);
        }
    }

    private static IntPredicate none() {
        return n -> false;
    }

    private List<RtcpPacket> lastReport() {
        List<RtcpPacket> packets = new ArrayList<>();
        byte[] last = peer.heardRtcp.get(peer.heardRtcp.size() - 1);
        assertEquals(RtcpReader.Result.VALID, RtcpReader.read(ByteBuffer.wrap(last), packets));
        return packets;
    }

    /** What a session says of the source as it leaves. */
    private VoipMetrics metricsAtEnd() {
        session.close();
        run(50);
        var report = (ExtendedReport) lastReport().get(2);
        assertEquals(1, report.metrics().size());
        return report.metrics().get(0);
    }

    /** Those who have sent something say good-bye. */
    private void sendALittle() {
        play(100);
        run(200);
    }

    private static List<String> kinds(List<RtcpPacket> packets) {
        return packets.stream().map(packet -> packet.getClass().getSimpleName()).toList();
    }

    @Test
    @DisplayName("2: XR goes in the compound packet behind the name, before a BYE, and not before there is a source")
    void order() {
        sendALittle();
        run(20_000);
        assertEquals(List.of("ReceiverReport", "SourceDescription"), kinds(lastReport()));
        hear(400, none());
        assertEquals(List.of("ReceiverReport", "SourceDescription", "ExtendedReport"), kinds(lastReport()));
        session.close();
        run(50);
        assertEquals(List.of("ReceiverReport", "SourceDescription", "ExtendedReport", "Goodbye"), kinds(lastReport()));
    }

    @Test
    @DisplayName("none is sent unless agreed on, and none any more after an agreement without it")
    void off() {
        session.update(pcmu(peer).build());
        hear(500, none());
        sendALittle();
        assertEquals(List.of("SenderReport", "SourceDescription"), kinds(reportAfter(pcmu(peer))));
        assertEquals(
                List.of("SenderReport", "SourceDescription", "ExtendedReport"),
                kinds(reportAfter(pcmu(peer).extendedReports(true).build().toBuilder())));
        assertEquals(List.of("SenderReport", "SourceDescription"), kinds(reportAfter(pcmu(peer))));
    }

    private List<RtcpPacket> reportAfter(RtpParametersBuilder agreed) {
        session.update(agreed.build());
        play(10_000);
        hear(500, none());
        return lastReport();
    }

    @Test
    @DisplayName("the block on the wire: each field at its place, big-endian, with its unit")
    void wire() {
        hear(3_000, none());
        byte[] packet = peer.heardRtcp.get(peer.heardRtcp.size() - 1);
        int at = packet.length - 44;
        ByteBuffer in = ByteBuffer.wrap(packet, at, 44);
        assertEquals(0x80CF_000A, in.getInt(), "V=2, XR, 11 words");
        in.getInt();
        assertEquals(0x0700_0008, in.getInt(), "block type 7, reserved, 9 words");
        assertEquals(SOURCE, in.getInt(), "SSRC of source");
        assertEquals(0, in.getInt(), "loss rate, discard rate, burst density, gap density");
        assertEquals(0, in.getShort(), "burst duration");
        int gap = in.getShort() & 0xFFFF;
        assertTrue(gap > 50_000 && gap % 20 == 0, "gap duration " + gap);
        assertEquals(0, in.getShort(), "round trip delay: not known");
        int endSystem = in.getShort();
        assertTrue(endSystem >= 20 + 20 && endSystem <= 20 + 40, "end system delay " + endSystem);
        assertEquals(0x7F7F_7F10, in.getInt(), "signal level, noise level, RERL: not known; Gmin 16");
        int rating = in.get();
        assertTrue(rating == 91 || rating == 92, "R " + rating);
        assertEquals(127, in.get(), "external R: not known");
        assertEquals(44, in.get(), "MOS-LQ");
        assertEquals(44, in.get(), "MOS-CQ");
        assertEquals((byte) 0xF0, in.get(), "standard concealment, adaptive, rate not known");
        assertEquals(0, in.get(), "reserved");
        assertEquals(20, in.getShort(), "JB nominal");
        assertEquals(300, in.getShort(), "JB maximum");
        assertEquals(300, in.getShort(), "JB abs max");
    }

    @Test
    @DisplayName("4.7.1 and 4.7.2: lone losses are the gaps', in 1/256 as whole numbers")
    void lonelyLosses() {
        sendALittle();
        hear(1_000, n -> n % 20 == 10);
        VoipMetrics metrics = metricsAtEnd();
        assertEquals(new VoipMetrics.Loss(256 / 20, 0), metrics.loss());
        assertEquals(256 / 20, metrics.bursts().gapDensity());
        assertEquals(0, metrics.bursts().burstDensity());
        assertEquals(0, metrics.bursts().burstMillis());
        assertEquals(20_000, metrics.bursts().gapMillis(), 60);
        assertTrue(metrics.quality().rFactor() < 80 && metrics.quality().rFactor() > 50, metrics.toString());
        assertTrue(metrics.quality().listeningMosTenths() < 40, metrics.toString());
    }

    @Test
    @DisplayName("4.7.2: losses close together are bursts, with their density and mean length")
    void bursts() {
        sendALittle();
        hear(1_000, n -> n % 100 >= 50 && n % 100 < 60 && n % 2 == 0);
        VoipMetrics metrics = metricsAtEnd();
        assertEquals(256 * 5 / 100, metrics.loss().lost());
        assertEquals(256 * 5 / 9, metrics.bursts().burstDensity());
        assertEquals(9 * 20, metrics.bursts().burstMillis());
        assertEquals(0, metrics.bursts().gapDensity());
        assertEquals((1_000 - 90) * 20 / 11, metrics.bursts().gapMillis(), 5);
    }

    @Test
    @DisplayName("4.7.1: what comes too late is discarded, not lost; a duplicate is neither")
    void discarded() {
        sendALittle();
        for (int end = next + 1_000; next < end; next++) {
            if (next % 20 != 10) {
                peer.sendAudio(ports.rtpAddress(), 0, next, next * 160, SOURCE);
                peer.sendAudio(ports.rtpAddress(), 0, next, next * 160, SOURCE);
            }
            if (next % 40 == 30) {
                peer.sendAudio(ports.rtpAddress(), 0, next - 20, (next - 20) * 160, SOURCE);
            }
            run(20);
        }
        VoipMetrics metrics = metricsAtEnd();
        assertEquals(256 / 40, metrics.loss().lost());
        assertEquals(256 / 40, metrics.loss().discarded());
        assertEquals(256 / 20, metrics.bursts().gapDensity());
    }

    @Test
    @DisplayName("4.7.5: before any audio was heard, ratings and scores are not known")
    void nothingHeard() {
        sendALittle();
        ByteBuffer key = ByteBuffer.allocate(16);
        RtpPacket.writeHeader(key, 101, true, 1, 160, SOURCE);
        key.putInt(0x0100_0140);
        peer.send(ports.rtpAddress(), key.flip());
        run(50);
        VoipMetrics metrics = metricsAtEnd();
        assertEquals(new Ssrc(SOURCE), metrics.source());
        assertEquals(new VoipMetrics.Quality(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE), metrics.quality());
        assertEquals(new VoipMetrics.Loss(0, 0), metrics.loss());
        assertEquals(new VoipMetrics.Bursts(0, 0, 0, 0, 16), metrics.bursts());
    }

    @Test
    @DisplayName(
            "\"since the beginning of reception\": another source begins anew, though it comes in a burst of the last one")
    void anotherSource() {
        sendALittle();
        hear(500, n -> n % 3 == 0);
        for (int late = next - 51; late > next - 81; late -= 3) {
            peer.sendAudio(ports.rtpAddress(), 0, late, late * 160, SOURCE);
        }
        run(20);
        next += 10;
        int first = next;
        hear(SOURCE + 1, 200, n -> n == first + 7);
        VoipMetrics metrics = metricsAtEnd();
        assertEquals(new Ssrc(SOURCE + 1), metrics.source());
        assertEquals(new VoipMetrics.Loss(256 / 199, 0), metrics.loss());
        assertEquals(0, metrics.bursts().burstMillis());
        assertEquals(256 / 199, metrics.bursts().gapDensity());
        assertEquals(4_000, metrics.bursts().gapMillis(), 100);
        assertTrue(metrics.quality().rFactor() >= 88, metrics.toString());
    }

    @Test
    @DisplayName("4.7.1: what a full buffer pushes out is discarded, not lost")
    void pushedOut() {
        sendALittle();
        hear(200, none());
        run(600);
        for (int end = next + 30; next < end; next++) {
            peer.sendAudio(ports.rtpAddress(), 0, next, next * 160, SOURCE);
        }
        hear(200, none());
        VoipMetrics metrics = metricsAtEnd();
        assertEquals(0, metrics.loss().lost());
        assertTrue(metrics.loss().discarded() >= 5, metrics.toString());
    }

    @Test
    @DisplayName("4.7.5: scores go by bursts too")
    void scoresOfBursts() {
        sendALittle();
        hear(1_200, n -> n % 60 >= 30 && n % 60 < 33);
        LossPattern losses = session.statistics().losses();
        assertTrue(losses.burstRatio() > 2.5, losses.toString());
        long expected = Math.round(10 * EModel.mos(losses.lossRatio(), losses.burstRatio(), 0));
        assertEquals(expected, metricsAtEnd().quality().listeningMosTenths());
    }

    @Test
    @DisplayName("4.7.2: a gap longer than two bytes can say is 65,535 ms")
    void longGap() {
        sendALittle();
        hear(4_000, none());
        assertEquals(65_535, metricsAtEnd().bursts().gapMillis());
    }

    @Test
    @DisplayName("4.7.7: the jitter buffer is told with the bounds that were set")
    void bufferBounds() {
        session.close();
        try (var line = SimulatedNetwork.withSeed(3)) {
            VoipMetrics.Buffer buffer = told(line, Duration.ZERO, s -> s.playoutDelay(PlayoutDelay.ofMillis(60, 80)))
                    .buffer();
            assertEquals(new VoipMetrics.Buffer(VoipMetrics.Buffer.STANDARD_ADAPTIVE, 60, 180, 180), buffer);
        }
    }

    @Test
    @DisplayName("4.7.6: a jitter buffer whose bounds are the same is told as one that does not adapt")
    void fixedBuffer() {
        session.close();
        try (var line = SimulatedNetwork.withSeed(3)) {
            VoipMetrics.Buffer buffer = told(line, Duration.ZERO, s -> s.playoutDelay(PlayoutDelay.ofMillis(60, 60)))
                    .buffer();
            assertEquals(0xE0, VoipMetrics.Buffer.STANDARD_FIXED, "PLC 11, JBA 10, JB rate 0");
            assertEquals(new VoipMetrics.Buffer(VoipMetrics.Buffer.STANDARD_FIXED, 60, 160, 160), buffer);
        }
    }

    @Test
    @DisplayName("4.7.3 and 4.7.5: the round trip is told, and a long line costs conversational quality alone")
    void roundTrip() {
        session.close();
        try (var line = SimulatedNetwork.withSeed(3)) {
            VoipMetrics metrics = told(line, Duration.ofMillis(250), s -> s);
            assertEquals(500, metrics.delay().roundTripMillis(), 2);
            assertEquals(44, metrics.quality().listeningMosTenths());
            assertTrue(metrics.quality().conversationalMosTenths() < 40, metrics.toString());
            assertTrue(metrics.quality().rFactor() < 80, metrics.toString());
        }
    }

    /** What a session last tells another of a call of 30 s. */
    private static VoipMetrics told(SimulatedNetwork line, Duration latency, UnaryOperator<RtpSessionBuilder> options) {
        List<VoipMetrics> told = new ArrayList<>();
        var listener = new RtpListener() {
            @Override
            public void onVoipMetrics(VoipMetrics metrics, long now) {
                told.add(metrics);
            }
        };
        try (var pair = new Pair(line, p -> p, p -> p.extendedReports(true), s -> s.listener(listener), options)) {
            line.conditions(
                    "10.0.0.1",
                    "10.0.0.2",
                    LinkConditions.builder().latency(latency).build());
            line.conditions(
                    "10.0.0.2",
                    "10.0.0.1",
                    LinkConditions.builder().latency(latency).build());
            AudioFrame sound = AudioFrame.of(AudioFormat.NARROWBAND, new short[30 * 8_000]);
            pair.a.play(sound);
            pair.b.play(sound);
            line.runFor(Duration.ofSeconds(30));
            Optional<RtpStatistics.RemoteReport> there = pair.a.statistics().remote();
            VoipMetrics last = told.get(told.size() - 1);
            assertEquals(
                    last.quality().conversationalMosTenths() / 10.0,
                    there.orElseThrow().mos());
            return last;
        }
    }
}
