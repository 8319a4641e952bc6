// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.RtpStatistics.RemoteReport;
import dev.demitasse.testkit.LinkConditions;
import dev.demitasse.testkit.SimulatedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a listener hears what the peer reports of our stream, as it comes")
class RtpListenerReportTest extends WireFixture {
    private static final Ssrc OURS = new Ssrc(77);
    private static final Ssrc THEIRS = new Ssrc(5);
    private static final int UNKNOWN = VoipMetrics.UNAVAILABLE;

    private final List<String> told = new ArrayList<>();
    private final List<RemoteReport> reports = new ArrayList<>();

    private final class Telling implements RtpListener {
        @Override
        public void onReport(RemoteReport report, Optional<Duration> roundTrip, long now) {
            reports.add(report);
            told.add("report " + report.lost()
                    + roundTrip.map(trip -> " " + trip.toMillis()).orElse(""));
            assertEquals(peer.loop.now(), now);
        }

        @Override
        public void onVoipMetrics(VoipMetrics metrics, long now) {
            told.add("metrics " + metrics.quality().rFactor());
        }

        @Override
        public void onGoodbye(Ssrc ssrc, long now) {
            told.add("goodbye");
        }
    }

    RtpListenerReportTest() throws IOException {
        session = RtpSession.builder(
                        host, ports, pcmu(peer).rtcpReducedSize(true).build())
                .ssrc(OURS)
                .listener(new Telling())
                .build();
        session.start();
        play(1_000);
        run(500);
    }

    private static ReportBlock block(Ssrc source, int lost) {
        return new ReportBlock(source, 64, lost, 100, 80, 0, 0);
    }

    private static VoipMetrics metrics(Ssrc source, int rating) {
        return new VoipMetrics(
                source,
                new VoipMetrics.Loss(0, 0),
                new VoipMetrics.Bursts(0, 0, 0, 0, 16),
                new VoipMetrics.Delay(0, 0),
                new VoipMetrics.Signal(UNKNOWN, UNKNOWN, UNKNOWN),
                new VoipMetrics.Quality(rating, UNKNOWN, UNKNOWN, 25),
                new VoipMetrics.Buffer(0, 0, 0, 0));
    }

    private void tell(RtcpPacket... packets) {
        ByteBuffer compound = ByteBuffer.allocate(500);
        for (RtcpPacket packet : packets) {
            packet.writeTo(compound);
        }
        peer.sendRtcp(ports.rtcpAddress(), compound.flip());
        run(20);
    }

    @Test
    @DisplayName("a receiver report and a sender report alike, with their numbers; statistics have the same")
    void report() {
        tell(new ReceiverReport(THEIRS, List.of(block(OURS, 7))));
        assertEquals(List.of("report 7"), told);
        RemoteReport first = reports.get(0);
        assertEquals(0.25, first.lossRatio());
        assertEquals(10, first.jitterMillis());
        assertEquals(Optional.of(first), session.statistics().remote());
        tell(new SenderReport(THEIRS, new NtpTimestamp(1), 0, 0, 0, List.of(block(OURS, 8))));
        assertEquals(List.of("report 7", "report 8"), told);
        tell(new ReceiverReport(THEIRS, List.of()));
        assertEquals(List.of("report 7", "report 8"), told, "once");
    }

    @Test
    @DisplayName("what is of another source, or of none, is not told; nor is a report that is not valid")
    void ofOthers() {
        tell(new ReceiverReport(THEIRS, List.of(block(new Ssrc(78), 7))));
        tell(new ReceiverReport(THEIRS, List.of()), new ExtendedReport(THEIRS, List.of(metrics(new Ssrc(78), 50))));
        ByteBuffer cut = ByteBuffer.allocate(100);
        new ReceiverReport(THEIRS, List.of(block(OURS, 7))).writeTo(cut);
        peer.sendRtcp(ports.rtcpAddress(), cut.flip().limit(20));
        run(20);
        other.sendRtcp(ports.rtcpAddress(), cut.limit(32));
        run(20);
        assertEquals(List.of(), told);
        assertEquals(1, count(PacketResult.BAD_RTCP));
    }

    @Test
    @DisplayName(
            "a compound packet is told once, metrics before the report, whose score is theirs, and then the good-bye")
    void once() {
        tell(
                new ReceiverReport(THEIRS, List.of(block(OURS, 3), block(OURS, 4))),
                new ExtendedReport(THEIRS, List.of(metrics(OURS, 60))));
        assertEquals(List.of("metrics 60", "report 4"), told);
        assertEquals(2.5, reports.get(0).mos());
    }

    @Test
    @DisplayName("metrics that come alone are told alone")
    void metricsAlone() {
        tell(new ExtendedReport(THEIRS, List.of(metrics(OURS, 61))));
        assertEquals(List.of("metrics 61"), told);
        tell(new ReceiverReport(THEIRS, List.of(block(OURS, 9))));
        assertEquals(List.of("metrics 61", "report 9"), told);
    }

    @Test
    @DisplayName("between two sessions: every report of the one is told to the other, with the round trip")
    void pair() {
        List<Duration> trips = new ArrayList<>();
        List<RemoteReport> heard = new ArrayList<>();
        var listener = new RtpListener() {
            @Override
            public void onReport(RemoteReport report, Optional<Duration> roundTrip, long now) {
                heard.add(report);
                roundTrip.ifPresent(trips::add);
            }
        };
        try (var line = SimulatedNetwork.withSeed(9);
                var pair = new Pair(line, p -> p, p -> p, s -> s.listener(listener), s -> s)) {
            line.conditions(
                    "10.0.0.1",
                    "10.0.0.2",
                    LinkConditions.builder()
                            .latency(Duration.ofMillis(40))
                            .loss(0.1)
                            .build());
            pair.a.play(AudioFrame.of(AudioFormat.NARROWBAND, new short[60 * 8_000]));
            line.runFor(Duration.ofSeconds(60));
            assertTrue(heard.size() >= 8, "reports " + heard.size());
            RemoteReport last = heard.get(heard.size() - 1);
            assertEquals(Optional.of(last), pair.a.statistics().remote());
            assertEquals(300, last.lost(), 60);
            assertEquals(40, trips.get(trips.size() - 1).toMillis(), 2);
        }
    }
}
