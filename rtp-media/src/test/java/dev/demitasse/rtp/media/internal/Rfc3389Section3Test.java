// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.testkit.AllocationProbe;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3389 3: comfort noise, level and spectrum, both ways")
class Rfc3389Section3Test {
    private static final int SECOND = 8_000;

    private final ComfortNoiseGenerator generator = new ComfortNoiseGenerator(SECOND, 7);

    private static byte[] payload(int... octets) {
        byte[] payload = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            payload[i] = (byte) octets[i];
        }
        return payload;
    }

    private short[] noise(byte[] payload, int samples) {
        assertTrue(generator.onPayload(payload, 0, payload.length));
        short[] pcm = new short[samples];
        generator.generate(pcm, 0, samples);
        return pcm;
    }

    private static double levelDbov(short[] pcm) {
        double sum = 0;
        for (short sample : pcm) {
            sum += (double) sample * sample;
        }
        return 10 * Math.log10(sum / pcm.length) - 20 * Math.log10(32_768);
    }

    private static int peak(short[] pcm) {
        int peak = 0;
        for (short sample : pcm) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /** How like a sound is to itself one sample later. */
    private static double slope(short[] pcm) {
        double product = 0;
        double power = 1;
        for (int i = 1; i < pcm.length; i++) {
            product += (double) pcm[i] * pcm[i - 1];
            power += (double) pcm[i] * pcm[i];
        }
        return product / power;
    }

    @Test
    @DisplayName("3.1: the level is that of the payload, with and without a spectrum")
    void level() {
        for (int level : new int[] {20, 40, 50, 60}) {
            assertEquals(-level, levelDbov(noise(payload(level), SECOND)), 0.5);
            assertEquals(-level, levelDbov(noise(payload(level, 8, 222, 87, 139), SECOND)), 1.5);
            generator.stop();
        }
        assertEquals(0, peak(noise(payload(127), SECOND)));
    }

    @Test
    @DisplayName(
            "3.2: a negative first coefficient is noise of low frequencies, a positive one of high ones, 127 white")
    void spectrum() {
        assertEquals(0.8, slope(noise(payload(40, 127 - 102), SECOND)), 0.05);
        assertEquals(-0.8, slope(noise(payload(40, 127 + 102), SECOND)), 0.05);
        assertEquals(0, slope(noise(payload(40, 127), SECOND)), 0.05);
    }

    @Test
    @DisplayName("3: an order above 12 is cut down to it; a set first bit, or nothing at all, is no payload")
    void bounds() {
        int[] longest = new int[300];
        Arrays.fill(longest, 254);
        longest[0] = 30;
        short[] pcm = noise(payload(longest), SECOND);
        assertTrue(peak(pcm) <= 4.1 * 32_768 * Math.pow(10, -30 / 20.0), "peak " + peak(pcm));
        generator.stop();
        assertFalse(generator.onPayload(payload(0x80 | 40), 0, 1));
        assertFalse(generator.onPayload(payload(40), 0, 0));
        assertFalse(generator.isActive());
        short[] silent = {1, 2, 3};
        generator.generate(silent, 0, 3);
        assertArrayEquals(new short[3], silent);
    }

    @Test
    @DisplayName("any payload gives noise no louder than four times what it says")
    void anyPayload() {
        var random = new Random(3_389);
        for (int run = 0; run < 2_000; run++) {
            byte[] payload = new byte[1 + random.nextInt(14)];
            random.nextBytes(payload);
            payload[0] &= 0x7F;
            payload[0] |= 0x20;
            generator.stop();
            short[] pcm = noise(payload, 400);
            double rms = 32_768 * Math.pow(10, -payload[0] / 20.0);
            assertTrue(peak(pcm) <= 4 * rms + 1, "run " + run);
        }
    }

    @Test
    @DisplayName("the level glides to a new one within 20 ms; noise ends 30 s after the last payload")
    void glidesAndEnds() {
        noise(payload(60), SECOND);
        short[] louder = noise(payload(30), 320);
        assertTrue(Math.abs(louder[0]) < 400, "click of " + louder[0]);
        short[] settled = Arrays.copyOfRange(louder, 160, 320);
        assertEquals(-30, levelDbov(settled), 2);
        short[] half = new short[15 * SECOND];
        generator.generate(half, 0, half.length);
        assertTrue(generator.isActive());
        generator.generate(half, 0, half.length);
        assertFalse(generator.isActive());
        assertEquals(0, half[half.length - 1]);
        assertNotEquals(0, peak(half));
    }

    @Test
    @DisplayName("noise that is analysed, sent and made again has its level within 1 dB and its slope within 0.05")
    void roundTrip() {
        var random = new Random(33);
        for (double pole : new double[] {0.9, 0.5, 0, -0.6}) {
            short[] heard = new short[SECOND];
            double last = 0;
            for (int i = 0; i < heard.length; i++) {
                last = pole * last + 300 * random.nextGaussian();
                heard[i] = (short) last;
            }
            var analyser = new ComfortNoiseAnalyser(SECOND, 8);
            analyser.onAudio(heard, 0, heard.length);
            byte[] payload = new byte[9];
            assertEquals(9, analyser.writePayload(payload, 0));
            generator.stop();
            short[] made = noise(payload, SECOND);
            assertEquals(levelDbov(heard), levelDbov(made), 1.5);
            assertEquals(slope(heard), slope(made), 0.06);
        }
    }

    @Test
    @DisplayName("silence is -127 dBov; full scale is 0; one byte is enough")
    void extremes() {
        var analyser = new ComfortNoiseAnalyser(SECOND, 0);
        byte[] payload = new byte[1];
        assertEquals(1, analyser.writePayload(payload, 0));
        assertEquals(127, payload[0]);
        short[] square = new short[SECOND];
        for (int i = 0; i < square.length; i++) {
            square[i] = i % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        analyser.onAudio(square, 0, square.length);
        analyser.writePayload(payload, 0);
        assertEquals(0, payload[0]);
    }

    @Test
    @DisplayName("silence with a spectrum asked for is a spectrum of zeros")
    void silence() {
        var analyser = new ComfortNoiseAnalyser(SECOND, 4);
        analyser.onAudio(new short[800], 0, 800);
        byte[] payload = new byte[5];
        analyser.writePayload(payload, 0);
        assertArrayEquals(payload(127, 127, 127, 127, 127), payload);
    }

    @Test
    @DisplayName("allocates nothing")
    void allocation() {
        var analyser = new ComfortNoiseAnalyser(SECOND, 8);
        byte[] payload = new byte[9];
        short[] pcm = new short[160];
        Runnable frames = () -> {
            for (int i = 0; i < 200; i++) {
                analyser.onAudio(pcm, 0, 160);
                analyser.writePayload(payload, 0);
                generator.onPayload(payload, 0, 9);
                generator.generate(pcm, 0, 160);
            }
        };
        for (int i = 0; i < 30; i++) {
            frames.run();
        }
        assertEquals(0, AllocationProbe.create().measure(frames) / 200);
    }
}
