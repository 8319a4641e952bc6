// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.voice.backend.CallReport;
import dev.demitasse.voice.backend.Disconnection;
import dev.demitasse.voice.backend.EndReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is told of a call: while it is up, and when it is over. */
final class Story {
    private Story() {}

    /** Whether the call ended because somebody wanted it to. */
    static boolean endedWell(Disconnection how) {
        return how.reason() == EndReason.LOCAL_HANG_UP || how.reason() == EndReason.REMOTE_HANG_UP;
    }

    /** One line of a call that is up. */
    static String progress(double seconds, String what, Optional<RtpStatistics> media) {
        String packets = media.map(statistics -> text(
                        "  sent %d  heard %d  lost %d  jitter %.1f ms",
                        statistics.sent().packets(),
                        statistics.received().packets(),
                        statistics.received().lost(),
                        statistics.received().jitterMillis()))
                .orElse("");
        return text("%6.1f s  %s%s", seconds, what, packets);
    }

    /** A part of a line on a call that is over. */
    static String brief(CallReport report) {
        String media = report.media()
                .map(statistics -> text(
                        ", sent %d, heard %d, lost %d (%.1f %%), jitter %.1f ms%s",
                        statistics.sent().packets(),
                        statistics.received().packets(),
                        statistics.received().lost(),
                        100 * statistics.received().lossRatio(),
                        statistics.received().jitterMillis(),
                        statistics.mos().isEmpty()
                                ? ""
                                : text(", MOS %.1f", statistics.mos().getAsDouble())))
                .orElse("");
        return seconds(report.endedAfter()) + media;
    }

    /** The whole story, line by line. */
    static List<String> of(CallReport report) {
        List<String> lines = new ArrayList<>();
        report.ladder().lines().forEach(line -> lines.add("  " + line));
        lines.add("codec      " + report.codec());
        lines.add(text(
                "answered   after %s, first audio after %s",
                seconds(report.answeredAfter()), seconds(report.firstAudioAfter())));
        lines.add(text(
                "ended      after %s, %s",
                seconds(report.endedAfter()),
                report.disconnection().map(Story::who).orElse("not yet")));
        report.media().ifPresent(statistics -> lines.addAll(of(statistics)));
        return lines;
    }

    /** The figures of a stream, line by line. */
    static List<String> of(RtpStatistics statistics) {
        var sent = statistics.sent();
        var received = statistics.received();
        var playout = statistics.playout();
        List<String> lines = new ArrayList<>();
        lines.add(text("packets    %d sent, %d heard", sent.packets(), received.packets()));
        if (received.packets() > 0) {
            lines.addAll(reception(received, playout));
        }
        statistics.roundTrip().ifPresent(time -> lines.add(text("round trip %.1f ms", time.toNanos() / 1e6)));
        String there = statistics
                .remote()
                .map(report -> text(", %.1f there", report.mos()))
                .orElse("");
        statistics.mos().ifPresent(mos -> lines.add(text("MOS        %.1f here%s (estimated)", mos, there)));
        return lines;
    }

    private static List<String> reception(RtpStatistics.Received received, RtpStatistics.Playout playout) {
        return List.of(
                text(
                        "loss       %d of %d (%.1f %%), %d ms concealed",
                        received.lost(), received.expected(), 100 * received.lossRatio(), playout.concealedMillis()),
                text(
                        "jitter     %.1f ms, buffer %.0f ms, %.0f at the most",
                        received.jitterMillis(), playout.bufferMillis(), playout.maximumBufferMillis()));
    }

    private static String who(Disconnection how) {
        return switch (how.reason()) {
            case LOCAL_HANG_UP -> "by this side";
            case REMOTE_HANG_UP -> "by the other side";
            case CANCELLED -> "given up before the answer";
            case NO_ACK -> "the answer was never acknowledged";
            case MEDIA_TIMEOUT -> "nothing was heard for too long";
            case REJECTED -> "refused: " + how;
            case TIMEOUT -> "nobody answered";
            case TRANSPORT -> "the network failed: " + how.text();
            case SHUTDOWN -> "by this side, which was closing";
            case FAILURE -> "something failed: " + how.text();
        };
    }

    private static String seconds(Optional<Duration> time) {
        return time.map(t -> text("%.3f s", t.toNanos() / 1e9)).orElse("(never)");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
