// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("level meter and gain")
class LevelAndGainTest {
    private final LevelMeter meter = new LevelMeter();

    private static short[] sine(double amplitude) {
        short[] pcm = new short[8_000];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.rint(amplitude * Math.sin(2 * Math.PI * i / 80));
        }
        return pcm;
    }

    @Test
    @DisplayName("a sine of full scale is -3 dBov with a peak of 0, one of a tenth 20 dB less; silence is -127")
    void levels() {
        assertEquals(-127, meter.levelDbov());
        assertEquals(-127, meter.peakDbov());
        meter.measure(sine(32_767), 0, 8_000);
        assertEquals(-3.01, meter.levelDbov(), 0.01);
        assertEquals(0, meter.peakDbov(), 0.01);
        meter.reset();
        meter.measure(sine(3_276.7), 0, 8_000);
        assertEquals(-23.01, meter.levelDbov(), 0.01);
        assertEquals(-20, meter.peakDbov(), 0.01);
        meter.reset();
        meter.measure(new short[10], 0, 10);
        assertEquals(-127, meter.levelDbov());
    }

    @Test
    @DisplayName("the lowest sample has a magnitude too; pieces are measured as one")
    void extremes() {
        meter.measure(new short[] {0, Short.MIN_VALUE, 0}, 1, 1);
        assertEquals(0, meter.levelDbov());
        assertEquals(0, meter.peakDbov());
        meter.measure(new short[] {0, 0, 0}, 0, 3);
        assertEquals(-6.02, meter.levelDbov(), 0.01);
    }

    @Test
    @DisplayName("6 dB double, 0 dB change nothing, and what is too loud saturates")
    void gain() {
        short[] pcm = {100, -200, 20_000, -20_000};
        new Gain(0).apply(pcm, 0, 4);
        assertArrayEquals(new short[] {100, -200, 20_000, -20_000}, pcm);
        new Gain(20 * Math.log10(2)).apply(pcm, 1, 3);
        assertArrayEquals(new short[] {100, -400, 32_767, -32_768}, pcm);
    }

    @Test
    @DisplayName("a new factor is reached in a ramp; minus infinity mutes")
    void ramp() {
        var gain = new Gain(0);
        gain.decibels(Double.NEGATIVE_INFINITY);
        short[] pcm = new short[100];
        Arrays.fill(pcm, (short) 10_000);
        gain.apply(pcm, 0, 100);
        for (int i = 1; i < 100; i++) {
            assertEquals(100, pcm[i - 1] - pcm[i], 1);
        }
        assertTrue(pcm[99] <= 1);
        Arrays.fill(pcm, (short) 10_000);
        gain.apply(pcm, 0, 100);
        assertArrayEquals(new short[100], pcm);
        assertThrows(IllegalArgumentException.class, () -> gain.decibels(61));
        assertThrows(IllegalArgumentException.class, () -> new Gain(Double.NaN));
    }
}
