// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link PlayoutDriftTest} shows of small drift over minutes, of large drift within seconds. */
@DisplayName("drift of clocks by 0.2 %: the wait follows, loud or quiet, with packets of any length")
class PlayoutAdjustmentTest {
    private static final int SAMPLES = 30 * 8_000;
    private static final double DRIFT = 0.002;

    private PcmLine run(int sign, int packetSamples, int amplitude) {
        var line = new PcmLine(5);
        for (int n = 0; n * packetSamples < SAMPLES; n++) {
            int at = n * packetSamples;
            line.packet(n, at, PcmLine.tone(at, packetSamples, 72, amplitude), at / 8.0 * (1 - sign * DRIFT));
        }
        return line;
    }

    @ParameterizedTest(name = "sign {0}, packets of {1} samples")
    @CsvSource({"1, 160", "1, 80", "1, 240", "-1, 160", "-1, 80", "-1, 240"})
    @DisplayName("a voice: periods go or come without a step; nothing is lost, nothing made up, nothing left behind")
    void voiced(int sign, int packetSamples) {
        PcmLine line = run(sign, packetSamples, 8_000);
        check(line, sign, packetSamples);
        int steepest = PcmLine.steepest(PcmLine.tone(0, 160, 72, 8_000), 1);
        assertTrue(line.steepest() <= steepest * 1.1, line.steepest() + " of " + steepest);
    }

    @ParameterizedTest(name = "sign {0}, packets of {1} samples")
    @CsvSource({"1, 160", "1, 80", "1, 240", "-1, 160", "-1, 80", "-1, 240"})
    @DisplayName("near silence: what goes or comes need not be like anything; nothing is lost, nothing made up")
    void quiet(int sign, int packetSamples) {
        check(run(sign, packetSamples, 200), sign, packetSamples);
    }

    @ParameterizedTest(name = "{0}: changed {1}")
    @CsvSource({"183, true", "184, false"})
    @DisplayName("quiet is a mean below 184: a constant, which is like itself nowhere, is repeated if it is quiet")
    void quietest(short constant, boolean changed) {
        var line = new PcmLine(5);
        short[] pcm = new short[160];
        Arrays.fill(pcm, constant);
        for (int n = 0; n < 15 * 50; n++) {
            line.packet(n, 160 * n, pcm, 20 * n * (1 + DRIFT));
        }
        assertEquals(changed, line.counters.stretched() > 0);
    }

    private static void check(PcmLine line, int sign, int packetSamples) {
        PlayoutCounters counters = line.counters;
        String figures = counters.shrunk() + " out, " + counters.stretched() + " in, wait " + counters.delayNanos();
        assertTrue((sign > 0 ? counters.shrunk() : counters.stretched()) >= 2, figures);
        assertEquals(0, sign > 0 ? counters.stretched() : counters.shrunk(), figures);
        assertEquals(0, counters.concealedSamples(), figures);
        assertEquals(0, counters.lossPattern().lost(), figures);
        // 60 ms of drift that nothing is done about would be a wait of 0 or of more than 80 ms.
        double wait = counters.delayNanos() / 1e6;
        assertTrue(wait > 5 && wait < 60, figures);
        assertEquals(0, counters.discarded());
        assertTrue(counters.lossPattern().played() > SAMPLES / packetSamples - 8, figures);
    }
}
