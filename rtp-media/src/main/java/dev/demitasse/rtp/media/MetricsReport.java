// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import dev.demitasse.rtp.media.internal.AudioReceiver;
import dev.demitasse.rtp.media.internal.EModel;
import dev.demitasse.rtp.media.internal.LossMeter;
import dev.demitasse.rtp.media.internal.PlayoutCounters;
import dev.demitasse.rtp.media.internal.ReceptionCounters;
import dev.demitasse.rtp.media.internal.RtcpReporter;

/** Makes {@link VoipMetrics} of the source that is heard, from its beginning on (RFC 3611 section 4.7). */
final class MetricsReport {
    private static final double NANOS_PER_MILLI = 1e6;

    private MetricsReport() {}

    static VoipMetrics of(AudioReceiver receiver, RtcpReporter reporter, RtpParameters parameters) {
        ReceptionCounters reception = receiver.reception();
        PlayoutCounters playout = receiver.playout();
        LossPattern pattern = playout.lossPatternOfSource();
        double bufferMillis = playout.delayNanos() / NANOS_PER_MILLI;
        return new VoipMetrics(
                new Ssrc(reception.ssrc()),
                loss(pattern, reception.lateOfSource() + playout.discardedOfSource()),
                bursts(pattern),
                delay(reporter, parameters, bufferMillis),
                new VoipMetrics.Signal(VoipMetrics.UNAVAILABLE, VoipMetrics.UNAVAILABLE, VoipMetrics.UNAVAILABLE),
                quality(pattern, playout.packetMillis() + StatisticsReport.lineMillis(reporter) + bufferMillis),
                buffer(receiver));
    }

    /** Section 4.7.1: what came and was of no use is discarded, not lost; duplicates are neither, what was recovered is not lost. */
    private static VoipMetrics.Loss loss(LossPattern pattern, long thrownAway) {
        long expected = pattern.played() + pattern.lost();
        long discarded = Math.min(pattern.lost(), thrownAway);
        return new VoipMetrics.Loss(share(pattern.lost() - discarded, expected), share(discarded, expected));
    }

    private static int share(long part, long whole) {
        return whole == 0 ? 0 : density((double) part / whole);
    }

    /** "Multiplying the result of the division by 256, limiting the maximum value to 255 (to avoid overflow), and taking the integer part". */
    private static int density(double share) {
        return Math.min(255, (int) (256 * share));
    }

    private static VoipMetrics.Bursts bursts(LossPattern pattern) {
        return new VoipMetrics.Bursts(
                density(pattern.burstDensity()),
                density(pattern.gapDensity()),
                clampedMillis(pattern.burstMillis()),
                clampedMillis(pattern.gapMillis()),
                LossMeter.MINIMUM_GAP);
    }

    /** Section 4.7.3: the end system's is gathering what is sent and holding what is received. */
    private static VoipMetrics.Delay delay(RtcpReporter reporter, RtpParameters parameters, double bufferMillis) {
        int packetMillis = parameters.send().codec().packetMillis(parameters.ptimeMillis());
        return new VoipMetrics.Delay(
                clampedMillis(Math.round(2 * StatisticsReport.lineMillis(reporter))),
                clampedMillis(Math.round(packetMillis + bufferMillis)));
    }

    /** Section 4.7.5: MOS-LQ leaves the delay out. Before anything was heard there is nothing to rate. */
    private static VoipMetrics.Quality quality(LossPattern pattern, double oneWayMillis) {
        if (pattern.played() == 0) {
            return new VoipMetrics.Quality(
                    VoipMetrics.UNAVAILABLE, VoipMetrics.UNAVAILABLE, VoipMetrics.UNAVAILABLE, VoipMetrics.UNAVAILABLE);
        }
        double loss = pattern.lossRatio();
        double bursts = pattern.burstRatio();
        return new VoipMetrics.Quality(
                (int) Math.round(EModel.rating(loss, bursts, oneWayMillis)),
                VoipMetrics.UNAVAILABLE,
                tenths(EModel.mos(loss, bursts, 0)),
                tenths(EModel.mos(loss, bursts, oneWayMillis)));
    }

    private static int tenths(double mos) {
        return (int) Math.round(10 * mos);
    }

    /** Section 4.7.7: a packet that comes earlier than the most that may wait is discarded, now and in the worst case. */
    private static VoipMetrics.Buffer buffer(AudioReceiver receiver) {
        int most = clampedMillis(Math.round(receiver.maximumHeldNanos() / NANOS_PER_MILLI));
        return new VoipMetrics.Buffer(
                receiver.adapts() ? VoipMetrics.Buffer.STANDARD_ADAPTIVE : VoipMetrics.Buffer.STANDARD_FIXED,
                clampedMillis(Math.round(receiver.targetNanos() / NANOS_PER_MILLI)),
                most,
                most);
    }

    private static int clampedMillis(long millis) {
        return (int) Math.min(65_535, millis);
    }
}
