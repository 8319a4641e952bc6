// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("drift of clocks, with a voice that never pauses: pitch periods go and come, and nothing is made up")
class PlayoutDriftTest {
    private static final int SECONDS = 300;

    private double shortest;
    private double longest;
    private double first;

    private PcmLine run(double ppm, int phase, double period, int packetSamples) {
        var line = new PcmLine(phase);
        shortest = Double.MAX_VALUE;
        longest = 0;
        first = 0;
        for (int n = 0; n < SECONDS * 8_000 / packetSamples; n++) {
            int at = n * packetSamples;
            line.packet(n, at, PcmLine.tone(at, packetSamples, period, 8_000), at / 8.0 * (1 - ppm * 1e-6));
            double wait = line.counters.delayNanos() / 1e6;
            first = first == 0 ? wait : first;
            if (wait > 0) {
                shortest = Math.min(shortest, wait);
                longest = Math.max(longest, wait);
            }
        }
        return line;
    }

    @ParameterizedTest(name = "{0} ppm, a pitch of {1} samples, packets of {2} samples")
    @CsvSource({
        "200, 72, 160", "-200, 72, 160", "200, 50, 160", "-200, 50, 160", "200, 100, 160", "-200, 100, 160",
        "200, 72, 80", "-200, 72, 80", "200, 72, 240", "-200, 72, 240", "200, 72, 480", "-200, 72, 480"
    })
    @DisplayName("the wait stays within a frame of what it was at first; no step, nothing made up, nothing lost")
    void voiced(double ppm, double period, int packetSamples) {
        int steepest = PcmLine.steepest(PcmLine.tone(0, 160, period, 8_000), 1);
        for (int phase : new int[] {0, 6, 13, 19}) {
            PcmLine line = run(ppm, phase, period, packetSamples);
            String figures = String.format(
                    Locale.ROOT,
                    "phase %d: wait %.1f, %.1f to %.1f ms, %d out, %d in, %d made up, steepest %d of %d",
                    phase,
                    first,
                    shortest,
                    longest,
                    line.counters.shrunk(),
                    line.counters.stretched(),
                    line.counters.concealedSamples(),
                    line.steepest(),
                    steepest);
            assertTrue(longest - first < 20 && first - shortest < 20, figures);
            assertEquals(0, line.counters.concealedSamples(), figures);
            assertEquals(0, line.counters.lossPattern().lost(), figures);
            assertTrue(line.steepest() <= steepest * 1.1, figures);
            long adjusted = line.counters.shrunk() + line.counters.stretched();
            assertTrue(adjusted >= 3 && adjusted <= 20, figures);
        }
    }
}
