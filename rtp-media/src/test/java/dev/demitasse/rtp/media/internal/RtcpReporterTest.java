// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.ExtendedReport;
import dev.demitasse.rtp.media.Goodbye;
import dev.demitasse.rtp.media.NtpTimestamp;
import dev.demitasse.rtp.media.ReceiverReport;
import dev.demitasse.rtp.media.ReportBlock;
import dev.demitasse.rtp.media.RtcpPacket;
import dev.demitasse.rtp.media.SenderReport;
import dev.demitasse.rtp.media.SourceDescription;
import dev.demitasse.rtp.media.Ssrc;
import dev.demitasse.rtp.media.VoipMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3550 6.4: our reports, and what the peer's tell")
class RtcpReporterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Ssrc OURS = new Ssrc(1);
    private static final Ssrc THEIRS = new Ssrc(2);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RtcpReporter reporter = new RtcpReporter("me", START, 5 * SECOND);
    private final SendCounters sent = new SendCounters();
    private final ReceptionCounters received = new ReceptionCounters();

    private List<RtcpPacket> compose(boolean leaving, long now) {
        return reporter.compose(OURS, sent, 4_711, received, leaving, now);
    }

    @Test
    @DisplayName("who has sent reports as a sender, with the time on the wall, and names itself")
    void senderReport() {
        sent.onPacket(true, 160);
        sent.onPacket(false, 160);
        assertFalse(reporter.hasReported());
        List<RtcpPacket> packets = compose(false, 7 * SECOND);
        var expected = new SenderReport(OURS, NtpTimestamp.of(START.plusSeconds(2)), 4_711, 1, 160, List.of());
        assertEquals(List.of(expected, SourceDescription.ofCname(OURS, "me")), packets);
        assertTrue(reporter.hasReported());
    }

    @Test
    @DisplayName("who has not sent since the report before the last reports as a receiver")
    void receiverReport() {
        assertTrue(compose(false, 0).get(0) instanceof ReceiverReport);
        sent.onPacket(true, 160);
        assertTrue(compose(false, 0).get(0) instanceof SenderReport);
        assertTrue(compose(false, 0).get(0) instanceof SenderReport);
        assertTrue(compose(false, 0).get(0) instanceof ReceiverReport);
    }

    @Test
    @DisplayName("leaving, a BYE ends the compound packet")
    void goodbye() {
        assertEquals(new Goodbye(List.of(OURS), ""), compose(true, 0).get(2));
    }

    @Test
    @DisplayName("a report refers to the last sender report heard, and tells how long ago that was")
    void lastSenderReport() {
        received.begin(THEIRS.bits(), 100);
        reporter.onPacket(
                new SenderReport(THEIRS, new NtpTimestamp(0x1111_2222_3333_4444L), 0, 0, 0, List.of()),
                OURS,
                THEIRS,
                10 * SECOND);
        var report = (ReceiverReport) compose(false, 12 * SECOND + SECOND / 2).get(0);
        ReportBlock block = report.reports().get(0);
        assertEquals(0x2222_3333L, block.lastSenderReport());
        assertEquals(5 << 15, block.delaySinceLastSenderReport());
        assertEquals(THEIRS, block.source());
        assertEquals(100, block.highestSequence());
    }

    @Test
    @DisplayName("a round trip is the time since our report less the time the peer kept it")
    void roundTrip() {
        long lastSenderReport = NtpTimestamp.of(START.plusSeconds(10)).middle();
        var block = new ReportBlock(OURS, 26, 30, 0, 80, lastSenderReport, 2 << 16);
        long now = 5 * SECOND + 12 * SECOND + 150_000_000L;
        reporter.onPacket(new ReceiverReport(THEIRS, List.of(block)), OURS, THEIRS, now);
        assertEquals(150_000_000L, reporter.roundTripNanos().getAsLong(), 20_000);
        assertEquals(block, reporter.remoteReport().orElseThrow());
    }

    @Test
    @DisplayName("reports of other sources, without reference, or that make no sense measure nothing")
    void noRoundTrip() {
        var other = new ReportBlock(new Ssrc(9), 0, 0, 0, 0, 5, 5);
        var without = new ReportBlock(OURS, 0, 0, 0, 0, 0, 0);
        var nonsense = new ReportBlock(OURS, 0, 0, 0, 0, 77, 1);
        for (ReportBlock block : List.of(other, without, nonsense)) {
            reporter.onPacket(new ReceiverReport(THEIRS, List.of(block)), OURS, THEIRS, 20 * SECOND);
            assertTrue(reporter.roundTripNanos().isEmpty());
        }
        assertEquals(nonsense, reporter.remoteReport().orElseThrow());
    }

    private void report(long lastSenderReport, long delay, long now) {
        var block = new ReportBlock(OURS, 0, 0, 0, 0, lastSenderReport, delay);
        reporter.onPacket(new SenderReport(THEIRS, NtpTimestamp.of(START), 0, 0, 0, List.of(block)), OURS, THEIRS, now);
    }

    /** The middle of our clock's NTP timestamp, so long after the start. */
    private static long middle(long nanos) {
        return NtpTimestamp.of(START.plusNanos(nanos)).middle();
    }

    @Test
    @DisplayName(
            "a round trip of more than 30 s is nonsense; a sender report's block is as good as a receiver report's")
    void longestRoundTrip() {
        report(middle(0), 0, 5 * SECOND + 30 * SECOND + SECOND / 1_000);
        assertTrue(reporter.roundTripNanos().isEmpty());
        report(middle(0), 0, 5 * SECOND + 30 * SECOND);
        assertEquals(30 * SECOND, reporter.roundTripNanos().getAsLong());
    }

    @Test
    @DisplayName("the peer rounds too: a trip below nothing by less than 1 ms is none, by more it is nonsense")
    void rounding() {
        report(middle(0), 68, 5 * SECOND);
        assertTrue(reporter.roundTripNanos().isEmpty());
        report(middle(0), 66, 5 * SECOND);
        assertEquals(0, reporter.roundTripNanos().getAsLong());
    }

    @Test
    @DisplayName("6.4.1: under another SSRC the counts begin anew, and what was said of the old one is forgotten")
    void sourceChanged() {
        sent.onPacket(true, 160);
        sent.onPacket(true, 160);
        compose(false, 6 * SECOND);
        report(middle(0), 0, 5 * SECOND);
        reporter.onSourceChanged(sent);
        assertTrue(reporter.remoteReport().isEmpty());
        assertTrue(reporter.remoteMetrics().isEmpty());
        assertFalse(reporter.hasSentOfLate(sent));
        assertTrue(compose(false, 7 * SECOND).get(0) instanceof ReceiverReport);
        sent.onPacket(true, 100);
        var report = (SenderReport) compose(false, 8 * SECOND).get(0);
        assertEquals(1, report.packets());
        assertEquals(100, report.octets());
    }

    @Test
    @DisplayName("under another SSRC the round trip is not known, until the peer refers to a report of it")
    void roundTripOfFormerSource() {
        report(middle(0), 0, 5 * SECOND + SECOND / 10);
        reporter.onSourceChanged(sent);
        assertTrue(reporter.roundTripNanos().isEmpty());
        report(middle(SECOND), 0, 6 * SECOND);
        assertEquals(0, reporter.roundTripNanos().getAsLong());
    }

    @Test
    @DisplayName("when the peer becomes another, what the former has reported is forgotten, the round trip too")
    void anotherPeer() {
        reporter.onSource(THEIRS);
        report(middle(0), 0, 5 * SECOND + SECOND / 10);
        reporter.onPacket(new ExtendedReport(THEIRS, List.of(metrics(OURS))), OURS, THEIRS, 6 * SECOND);
        reporter.onSource(new Ssrc(9));
        assertTrue(reporter.remoteReport().isEmpty());
        assertTrue(reporter.remoteMetrics().isEmpty());
        assertTrue(reporter.roundTripNanos().isEmpty());
    }

    @Test
    @DisplayName("what a source has reported before it was heard is kept")
    void reportedFirst() {
        report(middle(0), 0, 5 * SECOND + SECOND / 10);
        reporter.onSource(THEIRS);
        assertTrue(reporter.remoteReport().isPresent());
        assertTrue(reporter.roundTripNanos().isPresent());
    }

    @Test
    @DisplayName(
            "a source that comes from elsewhere is the same peer, on another way: only the round trip is forgotten")
    void anotherWay() {
        reporter.onSource(THEIRS);
        report(middle(0), 0, 5 * SECOND + SECOND / 10);
        reporter.onSource(THEIRS);
        assertTrue(reporter.remoteReport().isPresent());
        assertTrue(reporter.roundTripNanos().isEmpty());
    }

    @Test
    @DisplayName("6.4.1: a block refers to the last sender report of its own source, not of the one before")
    void lastSenderReportOfFormerSource() {
        received.begin(THEIRS.bits(), 100);
        report(middle(0), 0, 5 * SECOND);
        received.begin(9, 100);
        ReportBlock block =
                ((ReceiverReport) compose(false, 12 * SECOND).get(0)).reports().get(0);
        assertEquals(new Ssrc(9), block.source());
        assertEquals(0, block.lastSenderReport());
        assertEquals(0, block.delaySinceLastSenderReport());
    }

    @Test
    @DisplayName("sender reports of other sources are not referred to, though their blocks are read")
    void otherSender() {
        received.begin(THEIRS.bits(), 100);
        var block = new ReportBlock(OURS, 1, 2, 3, 4, 0, 0);
        reporter.onPacket(
                new SenderReport(new Ssrc(9), new NtpTimestamp(0x1111_2222_3333_4444L), 0, 0, 0, List.of(block)),
                OURS,
                THEIRS,
                10 * SECOND);
        ReportBlock ours =
                ((ReceiverReport) compose(false, 12 * SECOND).get(0)).reports().get(0);
        assertEquals(0, ours.lastSenderReport());
        assertEquals(0, ours.delaySinceLastSenderReport());
        assertEquals(block, reporter.remoteReport().orElseThrow());
    }

    @Test
    @DisplayName("without a source there is no block; without leaving no BYE; the name is always there")
    void shape() {
        List<RtcpPacket> packets = compose(false, 0);
        assertEquals(List.of(new ReceiverReport(OURS, List.of()), SourceDescription.ofCname(OURS, "me")), packets);
        assertEquals(3, compose(true, 0).size());
    }

    @Test
    @DisplayName("RFC 9143 15: the stream's name in its bundle goes with our own name")
    void mid() {
        reporter.mid(Optional.of("0"));
        var description = (SourceDescription) compose(false, 0).get(1);
        assertEquals(
                List.of(
                        new SourceDescription.Item(SourceDescription.CNAME, "me"),
                        new SourceDescription.Item(SourceDescription.MID, "0")),
                description.chunks().get(0).items());
    }

    private static VoipMetrics metrics(Ssrc source) {
        return new VoipMetrics(
                source,
                new VoipMetrics.Loss(1, 2),
                new VoipMetrics.Bursts(0, 0, 0, 0, 16),
                new VoipMetrics.Delay(0, 0),
                new VoipMetrics.Signal(0, 0, 0),
                new VoipMetrics.Quality(80, 127, 40, 39),
                new VoipMetrics.Buffer(0, 0, 0, 0));
    }

    @Test
    @DisplayName("RFC 3611 4.7: what one peer has told of our stream is no score of the next, which tells none")
    void metricsOfAFormerPeer() {
        var theirs = new ReceiverReport(THEIRS, List.of(new ReportBlock(OURS, 1, 2, 3, 4, 0, 0)));
        reporter.onPacket(theirs, OURS, THEIRS, 0);
        reporter.onPacket(new ExtendedReport(THEIRS, List.of(metrics(OURS))), OURS, THEIRS, 0);
        reporter.onPacket(theirs, OURS, THEIRS, 5 * SECOND);
        assertEquals(Optional.of(metrics(OURS)), reporter.remoteMetrics(), "a report of the same peer without any");
        var next = new Ssrc(9);
        reporter.onPacket(new ReceiverReport(next, List.of()), OURS, next, 6 * SECOND);
        assertEquals(Optional.of(metrics(OURS)), reporter.remoteMetrics(), "nothing is said of our stream");
        reporter.onPacket(new ReceiverReport(next, theirs.reports()), OURS, next, 7 * SECOND);
        assertTrue(reporter.remoteMetrics().isEmpty());
    }

    @Test
    @DisplayName("RFC 3611 4.7: of the metrics a peer tells, those of our stream are kept; a good-bye tells none")
    void remoteMetrics() {
        reporter.onPacket(new ExtendedReport(THEIRS, List.of(metrics(THEIRS))), OURS, THEIRS, 0);
        reporter.onPacket(new Goodbye(List.of(THEIRS), ""), OURS, THEIRS, 0);
        assertTrue(reporter.remoteMetrics().isEmpty());
        reporter.onPacket(new ExtendedReport(THEIRS, List.of(metrics(THEIRS), metrics(OURS))), OURS, THEIRS, 0);
        assertEquals(Optional.of(metrics(OURS)), reporter.remoteMetrics());
        reporter.onSourceChanged(sent);
        assertTrue(reporter.remoteMetrics().isEmpty());
    }

    @Test
    @DisplayName("a block on another source's stream is not taken for one on ours")
    void otherBlock() {
        var other = new ReportBlock(new Ssrc(9), 1, 2, 3, 4, 0, 0);
        reporter.onPacket(new ReceiverReport(THEIRS, List.of(other)), OURS, THEIRS, 20 * SECOND);
        assertTrue(reporter.remoteReport().isEmpty());
    }

    @Test
    @DisplayName("6.4.1: a block that refers to no report of ours measures nothing, also where the clock's middle is 0")
    void noReference() {
        // NTP seconds 60,000 * 65,536: the middle of the timestamp begins anew.
        var atZero = new RtcpReporter("me", Instant.ofEpochSecond(60_000L * 65_536 - 2_208_988_800L), 0);
        var block = new ReportBlock(OURS, 0, 0, 0, 0, 0, 0);
        atZero.onPacket(new ReceiverReport(THEIRS, List.of(block)), OURS, THEIRS, SECOND);
        assertTrue(atZero.roundTripNanos().isEmpty());
    }
}
