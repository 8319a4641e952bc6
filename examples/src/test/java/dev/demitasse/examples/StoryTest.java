// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.LossPattern;
import dev.demitasse.rtp.media.PacketResult;
import dev.demitasse.rtp.media.RtpStatistics;
import dev.demitasse.rtp.media.Ssrc;
import dev.demitasse.voice.backend.CallReport;
import dev.demitasse.voice.backend.Disconnection;
import dev.demitasse.voice.backend.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("what is told of a call")
class StoryTest {
    private static final RtpStatistics MEDIA = new RtpStatistics(
            Duration.ofSeconds(4),
            "PCMU",
            new Ssrc(1),
            Optional.of(new Ssrc(2)),
            new RtpStatistics.Sent(200, 32_000, 0, 0, 32_000, 0, 0, 0, 0, 0, 0, 0, 90),
            new RtpStatistics.Received(190, 30_400, 200, 10, 1.26, new EnumMap<>(PacketResult.class)),
            new RtpStatistics.Playout(200, 200, 0, 0, 0, 31.4, 30, 62, 0, 0, 0, 0, 0, 0),
            LossPattern.NONE,
            Optional.of(new RtpStatistics.RemoteReport(0.05, 10, 1, 3.9)),
            Optional.of(Duration.ofNanos(2_500_000)),
            OptionalDouble.of(4.06));

    @Test
    @DisplayName("a whole one: ladder, codec, times, who ended it, packets, loss, jitter, round trip, MOS")
    void whole() {
        assertEquals(
                List.of(
                        "  -> INVITE",
                        "  <- 200",
                        "codec      PCMU",
                        "answered   after 0.250 s, first audio after 0.300 s",
                        "ended      after 4.500 s, by the other side",
                        "packets    200 sent, 190 heard",
                        "loss       10 of 200 (5.0 %), 200 ms concealed",
                        "jitter     1.3 ms, buffer 31 ms, 62 at the most",
                        "round trip 2.5 ms",
                        "MOS        4.1 here, 3.9 there (estimated)"),
                Story.of(report(Optional.of(MEDIA), EndReason.REMOTE_HANG_UP)));
    }

    @Test
    @DisplayName("of one that heard nothing there is no loss, jitter or buffer to be told")
    void deaf() {
        RtpStatistics deaf = new RtpStatistics(
                Duration.ofSeconds(4),
                "PCMU",
                new Ssrc(1),
                Optional.empty(),
                MEDIA.sent(),
                new RtpStatistics.Received(0, 0, 0, 0, 0, new EnumMap<>(PacketResult.class)),
                MEDIA.playout(),
                LossPattern.NONE,
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty());
        assertEquals(List.of("packets    200 sent, 0 heard"), Story.of(deaf));
    }

    @Test
    @DisplayName("one without sound ends with its end")
    void silent() {
        List<String> lines = Story.of(report(Optional.empty(), EndReason.LOCAL_HANG_UP));
        assertEquals("ended      after 4.500 s, by this side", lines.get(lines.size() - 1));
    }

    @Test
    @DisplayName("on one line: while it is up, and when it is over")
    void brief() {
        assertEquals("   1.5 s  playing", Story.progress(1.5, "playing", Optional.empty()));
        assertEquals(
                "   1.5 s  playing  sent 200  heard 190  lost 10  jitter 1.3 ms",
                Story.progress(1.5, "playing", Optional.of(MEDIA)));
        assertEquals(
                "4.500 s, sent 200, heard 190, lost 10 (5.0 %), jitter 1.3 ms, MOS 4.1",
                Story.brief(report(Optional.of(MEDIA), EndReason.LOCAL_HANG_UP)));
        assertEquals("4.500 s", Story.brief(report(Optional.empty(), EndReason.LOCAL_HANG_UP)));
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    @DisplayName("every end has its words; well ended is who hung up, on either side")
    void ends(EndReason reason) {
        Disconnection how = new Disconnection(reason, OptionalInt.empty(), "because");
        boolean hungUp = reason.name().endsWith("HANG_UP");
        assertEquals(hungUp, Story.endedWell(how));
        String told = Story.of(report(Optional.empty(), reason)).get(4);
        assertTrue(told.length() > "ended      after 4.500 s, ".length(), told);
        assertFalse(hungUp && !told.contains("by "), told);
    }

    private static CallReport report(Optional<RtpStatistics> media, EndReason reason) {
        return new CallReport(
                Instant.EPOCH,
                Optional.of(Duration.ofMillis(250)),
                Optional.of(Duration.ofMillis(300)),
                Optional.of(Duration.ofMillis(4500)),
                Optional.of(new Disconnection(reason, OptionalInt.empty(), "because")),
                "PCMU",
                "-> INVITE\n<- 200\n",
                media);
    }
}
