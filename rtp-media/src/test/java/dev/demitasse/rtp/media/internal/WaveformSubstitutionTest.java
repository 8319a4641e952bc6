// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("concealment by waveform substitution, as G.711 appendix I in spirit")
class WaveformSubstitutionTest {
    private static final Rates NARROW = new Rates(8_000, 8_000, 1);

    private static short[] voice(int hertz, int sampleRateHz, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            double t = 2 * Math.PI * hertz * i / sampleRateHz;
            pcm[i] = (short) (6_000 * Math.sin(t) + 3_000 * Math.sin(2 * t + 1) + 1_500 * Math.sin(5 * t));
        }
        return pcm;
    }

    private static double signalToNoiseDb(short[] wanted, int from, short[] made, int count) {
        double signal = 0;
        double noise = 1e-9;
        for (int i = 0; i < count; i++) {
            signal += Math.pow(wanted[from + i], 2);
            noise += Math.pow(wanted[from + i] - made[i], 2);
        }
        return 10 * Math.log10(signal / noise);
    }

    @Test
    @DisplayName("voices of 70 to 350 Hz go on in their pitch: 10 ms made up are within 8 dB of the real ones")
    void pitch() {
        for (int rate : new int[] {8_000, 16_000, 48_000}) {
            for (int hertz = 70; hertz <= 350; hertz += 7) {
                short[] pcm = voice(hertz, rate, rate / 10);
                int from = rate / 20;
                var concealment = new WaveformSubstitution(new Rates(rate, rate, 1));
                concealment.onPlayed(pcm, 0, from);
                short[] made = new short[rate / 100];
                concealment.conceal(made, 0, made.length, 0);
                double ratio = signalToNoiseDb(pcm, from, made, made.length);
                assertTrue(ratio > 8, hertz + " Hz at " + rate + ": " + ratio + " dB");
            }
        }
    }

    @Test
    @DisplayName("10 ms as loud as before, then fading; after 60 ms silence")
    void fade() {
        short[] pcm = voice(100, 8_000, 800);
        var concealment = new WaveformSubstitution(NARROW);
        concealment.onPlayed(pcm, 0, 800);
        short[] made = new short[800];
        concealment.conceal(made, 0, 800, 0);
        for (int i = 480; i < 800; i++) {
            assertEquals(0, made[i]);
        }
        int before = peak(made, 0, 80);
        assertEquals(peak(pcm, 720, 80), before, 300);
        for (int period = 1; period < 6; period++) {
            int now = peak(made, 80 * period, 80);
            assertTrue(now < before && now > 0, period + ": " + now + " after " + before);
            before = now;
        }
    }

    private static int peak(short[] pcm, int from, int count) {
        int peak = 0;
        for (int i = from; i < from + count; i++) {
            peak = Math.max(peak, Math.abs(pcm[i]));
        }
        return peak;
    }

    @Test
    @DisplayName("noise, which has no pitch, goes on as loud, never louder than it was")
    void noise() {
        var random = new Random(4);
        short[] pcm = new short[800];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (random.nextInt(20_001) - 10_000);
        }
        var concealment = new WaveformSubstitution(NARROW);
        concealment.onPlayed(pcm, 0, 800);
        short[] made = new short[480];
        concealment.conceal(made, 0, 480, 0);
        assertTrue(peak(made, 0, 80) > 8_000);
        assertTrue(peak(made, 0, 480) <= 10_000);
    }

    @Test
    @DisplayName("before anything was heard there is silence; after a little, no more than that is repeated")
    void unknown() {
        var concealment = new WaveformSubstitution(NARROW);
        short[] made = new short[160];
        Arrays.fill(made, (short) 5);
        concealment.conceal(made, 0, 160, 0);
        assertArrayEquals(new short[160], made);
        concealment.onPlayed(voice(200, 8_000, 80), 0, 80);
        concealment.conceal(made, 0, 160, 0);
        assertTrue(peak(made, 0, 160) > 1_000);
    }

    @Test
    @DisplayName("made up in any pieces it is the same")
    void pieces() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var rates = new Rates(48_000, 48_000, 2);
            short[] pcm = voice(50 + random.nextInt(400), 96_000, 9_600);
            short[][] made = new short[2][5_760];
            for (int run = 0; run < 2; run++) {
                var concealment = new WaveformSubstitution(rates);
                concealment.onPlayed(pcm, 0, pcm.length);
                for (int at = 0; at < 5_760; ) {
                    int count = run == 0 ? 5_760 : Math.min(5_760 - at, 2 * (1 + random.nextInt(960)));
                    concealment.conceal(made[run], at, count, at);
                    at += count;
                }
            }
            assertArrayEquals(made[0], made[1], "seed " + seed);
        }
    }

    @Test
    @DisplayName("two channels keep apart")
    void stereo() {
        short[] left = voice(110, 8_000, 800);
        short[] both = new short[1_600];
        for (int i = 0; i < 800; i++) {
            both[2 * i] = left[i];
            both[2 * i + 1] = (short) -left[i];
        }
        var concealment = new WaveformSubstitution(new Rates(8_000, 8_000, 2));
        concealment.onPlayed(both, 0, 1_600);
        short[] made = new short[320];
        concealment.conceal(made, 0, 320, 0);
        for (int i = 0; i < 320; i += 2) {
            assertEquals(made[i], -made[i + 1], 3);
        }
    }

    @Test
    @DisplayName("no click where real audio follows: no step is larger than the audio's own")
    void blend() {
        short[] pcm = voice(130, 8_000, 1_600);
        var concealment = new WaveformSubstitution(NARROW);
        concealment.onPlayed(pcm, 0, 800);
        short[] out = new short[320];
        concealment.conceal(out, 0, 160, 0);
        System.arraycopy(pcm, 1_000, out, 160, 160);
        concealment.blend(out, 160, 160, 160);
        int largest = 0;
        for (int i = 1; i < 800; i++) {
            largest = Math.max(largest, Math.abs(pcm[i] - pcm[i - 1]));
        }
        for (int i = 1; i < 320; i++) {
            int step = Math.abs(out[i] - out[i - 1]);
            assertTrue(step <= 1.5 * largest, "step of " + step + " at " + i + ", the audio's own " + largest);
        }
        assertEquals(pcm[1_000 + 39], out[160 + 39]);
        assertEquals(pcm[1_000 + 100], out[160 + 100]);
    }
}
