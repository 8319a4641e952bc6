// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.EModel;
import dev.demitasse.rtp.media.internal.PlayoutCounters;
import dev.demitasse.rtp.media.internal.Rates;
import dev.demitasse.rtp.media.internal.ReceptionCounters;
import dev.demitasse.rtp.media.internal.RtcpReporter;
import dev.demitasse.rtp.media.internal.SendCounters;
import dev.demitasse.rtp.media.internal.SendQueue;
import dev.demitasse.rtp.media.spi.AudioCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Makes {@link RtpStatistics} of the live counters. */
final class StatisticsReport {
    private static final double NANOS_PER_MILLI = 1e6;

    private StatisticsReport() {}

    static RtpStatistics of(
            RtpParameters parameters,
            Duration duration,
            int localSsrc,
            SendCounters sent,
            SendQueue queue,
            AudioReceiver receiver,
            long unreadSamples,
            RtcpReporter reporter) {
        ReceptionCounters reception = receiver.reception();
        RtpStatistics.Received received = received(reception, receiver.rates());
        RtpStatistics.Playout playout = playout(receiver, unreadSamples);
        LossPattern losses = receiver.playout().lossPattern();
        double lineMillis = lineMillis(reporter);
        return new RtpStatistics(
                duration,
                parameters.send().codec().encodingName(),
                new Ssrc(localSsrc),
                reception.hasSource() ? Optional.of(new Ssrc(reception.ssrc())) : Optional.empty(),
                sent(sent, queue),
                received,
                playout,
                losses,
                remote(reporter, parameters),
                roundTrip(reporter),
                mos(losses, receiver.playout().packetMillis() + lineMillis + playout.bufferMillis()));
    }

    private static RtpStatistics.Sent sent(SendCounters sent, SendQueue queue) {
        return new RtpStatistics.Sent(
                sent.packets(),
                sent.octets(),
                sent.unsent(),
                sent.sentAgain(),
                sent.samplesPlayed(),
                queue.available(),
                sent.underruns(),
                sent.underrunMillis(),
                sent.stalls(),
                sent.codecLate(),
                sent.codecFailures(),
                sent.processorDropped(),
                sent.maximumLatenessNanos() / 1000);
    }

    private static RtpStatistics.Received received(ReceptionCounters reception, Rates rates) {
        return new RtpStatistics.Received(
                reception.packets(),
                reception.octets(),
                reception.expected(),
                reception.expected() - reception.packets(),
                reception.jitterTicks() * 1000 / rates.clockRateHz(),
                reception.results());
    }

    private static RtpStatistics.Playout playout(AudioReceiver receiver, long unreadSamples) {
        Rates rates = receiver.rates();
        var format = new AudioFormat(rates.sampleRateHz(), rates.channels());
        PlayoutCounters counters = receiver.playout();
        return new RtpStatistics.Playout(
                counters.frames(),
                format.millis(counters.concealedSamples()),
                format.millis(counters.recoveredSamples()),
                format.millis(counters.silentSamples()),
                format.millis(counters.noiseSamples()),
                counters.delayNanos() / NANOS_PER_MILLI,
                receiver.targetNanos() / NANOS_PER_MILLI,
                counters.maximumDelayNanos() / NANOS_PER_MILLI,
                counters.shrunk(),
                counters.stretched(),
                counters.exhausted(),
                counters.discarded(),
                counters.malformed(),
                format.millis(unreadSamples));
    }

    /**
     * Judges by what was heard: a packet that came too late is as good as lost, and a duplicate makes up for none. Before
     * anything was heard there is nothing to judge.
     */
    private static OptionalDouble mos(LossPattern losses, double oneWayMillis) {
        return losses.played() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(EModel.mos(losses.lossRatio(), losses.burstRatio(), oneWayMillis));
    }

    /** What the peer's last report says of our stream, if it has reported. */
    static Optional<RtpStatistics.RemoteReport> remote(RtcpReporter reporter, RtpParameters parameters) {
        return reporter.remoteReport()
                .map(report -> remote(report, reporter.remoteMetrics(), parameters, lineMillis(reporter)));
    }

    static Optional<Duration> roundTrip(RtcpReporter reporter) {
        OptionalLong nanos = reporter.roundTripNanos();
        return nanos.isPresent() ? Optional.of(Duration.ofNanos(nanos.getAsLong())) : Optional.empty();
    }

    /** Half the round trip; 0 before one was measured. */
    static double lineMillis(RtcpReporter reporter) {
        return reporter.roundTripNanos().orElse(0) / NANOS_PER_MILLI / 2;
    }

    private static RtpStatistics.RemoteReport remote(
            ReportBlock report, Optional<VoipMetrics> metrics, RtpParameters parameters, double lineMillis) {
        AudioCodec codec = parameters.send().codec();
        double recent = report.fractionLost() / 256.0;
        double jitterMillis = report.jitterTicks() * 1000.0 / codec.clockRateHz();
        // The peer's buffer is unknown: twice its jitter, and one packet, is what one usually has.
        double bufferMillis = 2 * jitterMillis + 20;
        double packetMillis = codec.packetMillis(parameters.ptimeMillis());
        double estimated = EModel.mos(recent, 1, packetMillis + lineMillis + bufferMillis);
        return new RtpStatistics.RemoteReport(
                recent,
                report.cumulativeLost(),
                jitterMillis,
                metrics.map(VoipMetrics::quality)
                        .flatMap(StatisticsReport::told)
                        .orElse(estimated));
    }

    /** What the peer itself says, delay included if it can; nothing of what no scale has is believed. */
    private static Optional<Double> told(VoipMetrics.Quality quality) {
        return IntStream.of(quality.conversationalMosTenths(), quality.listeningMosTenths())
                .filter(tenths -> tenths >= 10 && tenths <= 50)
                .mapToObj(tenths -> tenths / 10.0)
                .findFirst();
    }
}
