// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each packet of a slow sender comes later than the one before, so the fastest of the last 5 to 10 s is early by up to 5 ms at
 * 500 ppm and 10 ms at 1000: that must not be taken for time that is left.
 */
@DisplayName("clocks 500 and 1000 ppm apart: nothing is made up, and nothing lost, whatever the packets' length")
class PlayoutFarDriftTest {
    private static final int SECONDS = 60;

    private double longest;

    private PcmLine run(Rates rates, short[] sent, double ppm, int phase, int packetMillis, double jitterMillis) {
        var random = new Random(20 + phase);
        var line = new PcmLine(rates, phase + 0.4);
        int samples = rates.samplesIn(packetMillis);
        longest = 0;
        for (int n = 0; n < sent.length / samples; n++) {
            int at = n * samples;
            double sentAt = packetMillis + n * packetMillis * (1 - ppm * 1e-6);
            short[] packet = Arrays.copyOfRange(sent, at, at + samples);
            line.packet(n, at, packet, sentAt + jitterMillis * random.nextDouble());
            longest = Math.max(longest, line.counters.delayNanos() / 1e6);
        }
        return line;
    }

    private void nothingMadeUp(Rates rates, short[] sent, double ppm, int packetMillis, double jitterMillis) {
        int steepest = PcmLine.steepest(sent, 1);
        for (int phase = 0; phase < 20; phase += 3) {
            PcmLine line = run(rates, sent, ppm, phase, packetMillis, jitterMillis);
            String figures = String.format(
                    Locale.ROOT,
                    "phase %d: %d made up, %d out, %d in, wait up to %.1f ms, steepest %d of %d",
                    phase,
                    line.counters.concealedSamples(),
                    line.counters.shrunk(),
                    line.counters.stretched(),
                    longest,
                    line.steepest(),
                    steepest);
            assertEquals(0, line.counters.concealedSamples(), figures);
            assertEquals(0, line.counters.lossPattern().lost(), figures);
            assertTrue(longest < 60, figures);
            assertTrue(line.steepest() <= steepest * 1.1, figures);
        }
    }

    @ParameterizedTest(name = "{0} ppm, packets of {1} ms, jitter {2} ms")
    @CsvSource({
        "-300, 20, 0", "-500, 10, 0", "-500, 20, 0", "-500, 30, 0", "-500, 60, 10", "-1000, 10, 0", "-1000, 20, 0",
        "-1000, 20, 10", "-1000, 60, 0", "-1000, 60, 10", "500, 20, 0", "1000, 20, 0", "1000, 20, 10", "1000, 60, 10"
    })
    @DisplayName("a tone")
    void tone(double ppm, int packetMillis, double jitterMillis) {
        short[] sent = PcmLine.tone(0, SECONDS * 8_000, 18.11, 8_000);
        nothingMadeUp(Playing.RATES, sent, ppm, packetMillis, jitterMillis);
    }

    @ParameterizedTest(name = "{0} ppm, packets of {1} ms, jitter {2} ms")
    @CsvSource({"-500, 30, 0", "-1000, 20, 0", "-1000, 60, 10", "500, 20, 0", "1000, 20, 0"})
    @DisplayName("syllables of gliding pitch, with pauses")
    void voice(double ppm, int packetMillis, double jitterMillis) {
        nothingMadeUp(Playing.RATES, voice(8_000), ppm, packetMillis, jitterMillis);
    }

    @ParameterizedTest(name = "{0} ppm, packets of {1} ms")
    @CsvSource({"-500, 20", "-1000, 60", "1000, 20"})
    @DisplayName("48 kHz")
    void fullBand(double ppm, int packetMillis) {
        var rates = new Rates(48_000, 48_000, 1);
        nothingMadeUp(rates, PcmLine.tone(0, SECONDS * 48_000, 108.7, 8_000), ppm, packetMillis, 0);
        nothingMadeUp(rates, voice(48_000), ppm, packetMillis, 0);
    }

    private static short[] voice(int rate) {
        short[] pcm = new short[SECONDS * rate];
        double phase = 0;
        for (int i = 0; i < pcm.length; i++) {
            double t = i / (double) rate;
            phase += 2 * Math.PI * (120 + 30 * StrictMath.sin(2 * Math.PI * 0.7 * t)) / rate;
            double syllable = t % 2.5 < 2 ? Math.max(0, StrictMath.sin(2 * Math.PI * 3.1 * t)) : 0;
            double sum = 0;
            for (int k = 1; k <= 8; k++) {
                sum += StrictMath.sin(k * phase + k * k) / k;
            }
            pcm[i] = (short) (6_000 * syllable * sum);
        }
        return pcm;
    }
}
