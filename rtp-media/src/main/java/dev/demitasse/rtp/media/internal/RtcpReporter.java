// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Writes our reports and reads the peer's (RFC 3550 section 6.4). Not thread-safe. */
public final class RtcpReporter {
    /** Longer round trips are taken for nonsense. */
    private static final int MAXIMUM_ROUND_TRIP = 30 << 16;

    /** Shorter by more than 1 ms than nothing is nonsense too. */
    private static final int ROUNDING = 66;

    private final String cname;
    private final Instant wallTime;
    private final long wallTimeAt;
    private Optional<Ssrc> lastSenderReportOf = Optional.empty();
    private long lastSenderReport;
    private long lastSenderReportAt;
    private long packetsAtLastReport;
    private long packetsAtReportBefore;
    private long receivedAtLastReport;
    private boolean reported;
    private Optional<String> mid = Optional.empty();
    private long packetsOfFormerSources;
    private long octetsOfFormerSources;
    private Optional<Ssrc> heard = Optional.empty();
    private Optional<Ssrc> reportFrom = Optional.empty();
    private Optional<ReportBlock> remoteReport = Optional.empty();
    private Optional<VoipMetrics> remoteMetrics = Optional.empty();
    private Optional<Ssrc> metricsFrom = Optional.empty();
    private boolean reportIsNew;
    private boolean metricsAreNew;
    private OptionalLong roundTripNanos = OptionalLong.empty();
    private Supplier<Optional<VoipMetrics>> metrics = Optional::empty;

    /**
     * Makes a reporter.
     *
     * @param cname our canonical name
     * @param wallTime the time of day; later times are counted from it, so that a clock set meanwhile does no harm
     * @param now the network's time of it
     */
    public RtcpReporter(String cname, Instant wallTime, long now) {
        this.cname = cname;
        this.wallTime = wallTime;
        this.wallTimeAt = now;
    }

    /**
     * Makes a compound packet: a sender or receiver report, our name, metrics and a good-bye if wanted.
     *
     * @param localSsrc ours
     * @param sent what we have sent
     * @param rtpTimestamp the timestamp of our stream now
     * @param received what we have received
     * @param leaving whether we say good-bye
     * @param now the time
     * @return the packets
     */
    public List<RtcpPacket> compose(
            Ssrc localSsrc,
            SendCounters sent,
            int rtpTimestamp,
            ReceptionCounters received,
            boolean leaving,
            long now) {
        List<ReportBlock> blocks = isHeardOfLate(received) ? List.of(block(received, now)) : List.of();
        receivedAtLastReport = received.packets();
        var packets = new ArrayList<RtcpPacket>(4);
        if (hasSentOfLate(sent)) {
            packets.add(new SenderReport(localSsrc, ntp(now), rtpTimestamp, packets(sent), octets(sent), blocks));
        } else {
            packets.add(new ReceiverReport(localSsrc, blocks));
        }
        packets.add(description(localSsrc));
        metrics.get().ifPresent(block -> packets.add(new ExtendedReport(localSsrc, List.of(block))));
        if (leaving) {
            packets.add(new Goodbye(List.of(localSsrc), ""));
        }
        packetsAtReportBefore = packetsAtLastReport;
        packetsAtLastReport = sent.packets();
        reported = true;
        return packets;
    }

    /** "From which RTP data packets have been received since the last report" (section 6.4): of others there is nothing to say. */
    private boolean isHeardOfLate(ReceptionCounters received) {
        return received.hasSource() && received.packets() != receivedAtLastReport;
    }

    /** Refers to the last sender report "from source SSRC_n" (section 6.4.1): not to one of the source before it. */
    private ReportBlock block(ReceptionCounters received, long now) {
        return lastSenderReportOf.equals(Optional.of(new Ssrc(received.ssrc())))
                ? received.report(lastSenderReport, delaySinceLastSenderReport(now))
                : received.report(0, 0);
    }

    /** RFC 9143 section 15: the name of the stream "SHOULD be sent in the first few RTCP packets", and "regularly thereafter". */
    private SourceDescription description(Ssrc localSsrc) {
        var items = new ArrayList<SourceDescription.Item>(2);
        items.add(new SourceDescription.Item(SourceDescription.CNAME, cname));
        mid.ifPresent(name -> items.add(new SourceDescription.Item(SourceDescription.MID, name)));
        return new SourceDescription(List.of(new SourceDescription.Chunk(localSsrc, items)));
    }

    /**
     * Says which name our stream has in its bundle.
     *
     * @param name told in each report; nothing if it has none
     */
    public void mid(Optional<String> name) {
        mid = name;
    }

    /**
     * Says what is told of how the peer's stream sounds here (RFC 3611 section 4.7).
     *
     * @param source asked for each report; nothing if nothing is to be told
     */
    public void metrics(Supplier<Optional<VoipMetrics>> source) {
        metrics = source;
    }

    /**
     * Tells whether we are a sender: RTP was sent since the report before the last (section 6.4).
     *
     * @param sent what we have sent
     * @return whether it was
     */
    public boolean hasSentOfLate(SendCounters sent) {
        return sent.packets() > packetsAtReportBefore;
    }

    /**
     * Tells whether anything was reported.
     *
     * @return whether it was
     */
    public boolean hasReported() {
        return reported;
    }

    private long packets(SendCounters sent) {
        return sent.packets() - packetsOfFormerSources;
    }

    private long octets(SendCounters sent) {
        return sent.octets() - octetsOfFormerSources;
    }

    /**
     * We go on under another SSRC: the counts of a sender report begin anew (section 6.4.1).
     *
     * @param sent what we have sent
     */
    public void onSourceChanged(SendCounters sent) {
        packetsOfFormerSources = sent.packets();
        octetsOfFormerSources = sent.octets();
        packetsAtReportBefore = sent.packets();
        packetsAtLastReport = sent.packets();
        remoteReport = Optional.empty();
        remoteMetrics = Optional.empty();
        roundTripNanos = OptionalLong.empty();
    }

    /**
     * The source we hear begins, or goes on from another address. What another has reported says nothing of it, and the round trip
     * by another way nothing of this one.
     *
     * @param source its SSRC
     */
    public void onSource(Ssrc source) {
        Optional<Ssrc> now = Optional.of(source);
        if (!reportFrom.equals(now)) {
            remoteReport = Optional.empty();
        }
        if (!reportFrom.equals(now) || heard.equals(now)) {
            roundTripNanos = OptionalLong.empty();
        }
        forgetMetricsOfOthers(source);
        heard = now;
    }

    private long delaySinceLastSenderReport(long now) {
        return ((now - lastSenderReportAt) / 1000 << 16) / 1_000_000;
    }

    private NtpTimestamp ntp(long now) {
        return NtpTimestamp.of(wallTime.plusNanos(now - wallTimeAt));
    }

    /**
     * The peer has reported.
     *
     * @param packet one packet
     * @param localSsrc ours
     * @param remoteSsrc the source we hear
     * @param now the time
     */
    public void onPacket(RtcpPacket packet, Ssrc localSsrc, Ssrc remoteSsrc, long now) {
        if (packet instanceof SenderReport report) {
            if (report.sender().equals(remoteSsrc)) {
                lastSenderReportOf = Optional.of(remoteSsrc);
                lastSenderReport = report.ntp().middle();
                lastSenderReportAt = now;
            }
            take(report.sender(), report.reports(), localSsrc, now);
        } else if (packet instanceof ReceiverReport report) {
            take(report.sender(), report.reports(), localSsrc, now);
        } else if (packet instanceof ExtendedReport report) {
            report.metrics().stream()
                    .filter(metrics -> metrics.source().equals(localSsrc))
                    .forEach(metrics -> take(report.sender(), metrics));
        }
    }

    private void take(Ssrc from, VoipMetrics metrics) {
        metricsFrom = Optional.of(from);
        remoteMetrics = Optional.of(metrics);
        metricsAreNew = true;
    }

    private void take(Ssrc from, List<ReportBlock> blocks, Ssrc localSsrc, long now) {
        for (ReportBlock block : blocks) {
            if (block.source().equals(localSsrc)) {
                reportFrom = Optional.of(from);
                remoteReport = Optional.of(block);
                forgetMetricsOfOthers(from);
                reportIsNew = true;
                measureRoundTrip(block, now);
            }
        }
    }

    /** What one peer has told of our stream says nothing of how another hears it, as after a transfer. */
    private void forgetMetricsOfOthers(Ssrc reporter) {
        if (!metricsFrom.equals(Optional.of(reporter))) {
            remoteMetrics = Optional.empty();
        }
    }

    private void measureRoundTrip(ReportBlock block, long now) {
        if (block.lastSenderReport() == 0) {
            return;
        }
        // As an int: the peer rounds too, so a short trip may come out below 0.
        int trip = (int) (ntp(now).middle() - block.lastSenderReport() - block.delaySinceLastSenderReport());
        if (trip <= MAXIMUM_ROUND_TRIP && trip >= -ROUNDING) {
            roundTripNanos = OptionalLong.of(Math.max(0, trip) * 1_000_000_000L >> 16);
        }
    }

    /**
     * Gives what the peer last said of our stream.
     *
     * @return its report, if there was one
     */
    public Optional<ReportBlock> remoteReport() {
        return remoteReport;
    }

    /**
     * Gives what the peer last said of how our stream sounds (RFC 3611 section 4.7).
     *
     * @return its metrics, if it sends such
     */
    public Optional<VoipMetrics> remoteMetrics() {
        return remoteMetrics;
    }

    /**
     * Tells whether the peer has reported of our stream since this was asked last.
     *
     * @return whether {@link #remoteReport} is new
     */
    public boolean pollReport() {
        boolean isNew = reportIsNew;
        reportIsNew = false;
        return isNew;
    }

    /**
     * Tells whether the peer has told how our stream sounds since this was asked last.
     *
     * @return whether {@link #remoteMetrics} is new
     */
    public boolean pollMetrics() {
        boolean isNew = metricsAreNew;
        metricsAreNew = false;
        return isNew;
    }

    /**
     * Gives the last round trip.
     *
     * @return nanoseconds, if one was measured
     */
    public OptionalLong roundTripNanos() {
        return roundTripNanos;
    }
}
