// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.testkit.AllocationProbe;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("resampling among 8, 16, 24, 44.1 and 48 kHz: the pass band flat, the rest gone")
class ResamplerTest {
    private static final int[] RATES = {8_000, 16_000, 24_000, 44_100, 48_000};
    private static final double AMPLITUDE = 20_000;

    private static Resampler resampler(int from, int to) {
        return new Resampler(new AudioFormat(from, 1), new AudioFormat(to, 1));
    }

    private static short[] sine(double hertz, int rateHz, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.rint(AMPLITUDE * Math.sin(2 * Math.PI * hertz * i / rateHz));
        }
        return pcm;
    }

    private static short[] through(Resampler resampler, short[] in) {
        short[] out = new short[resampler.maximumOutput(in.length)];
        return Arrays.copyOf(out, resampler.process(in, 0, in.length, out, 0));
    }

    /** In dB against the sine that went in, the beginning left out: all that comes out, or what is left of it without a frequency. */
    private static double decibels(short[] out, int rateHz, double without) {
        int from = rateHz / 10;
        int count = rateHz / 2;
        double real = 0;
        double imaginary = 0;
        double energy = 0;
        for (int i = 0; i < count; i++) {
            double sample = out[from + i];
            real += sample * Math.cos(2 * Math.PI * without * i / rateHz);
            imaginary += sample * Math.sin(2 * Math.PI * without * i / rateHz);
            energy += sample * sample;
        }
        double left = without == 0 ? energy : energy - 2 * (real * real + imaginary * imaginary) / count;
        return 10 * Math.log10(Math.max(1e-9, left / count) / (AMPLITUDE * AMPLITUDE / 2));
    }

    @Test
    @DisplayName("a whole sound is resampled without delay, from its first sample to its last")
    void whole() {
        for (int from : new int[] {8_000, 11_025, 16_000, 22_050, 44_100, 48_000}) {
            for (int to : RATES) {
                short[] out =
                        Resampler.resample(sine(1_000, from, from), new AudioFormat(from, 1), new AudioFormat(to, 1));
                short[] wanted = sine(1_000, to, to);
                assertEquals(to, out.length);
                for (int i = to / 100; i < to - to / 100; i++) {
                    assertEquals(wanted[i], out[i], AMPLITUDE / 80, from + " to " + to + " at " + i);
                }
            }
        }
        assertEquals(0, Resampler.resample(new short[0], new AudioFormat(16_000, 2), new AudioFormat(8_000, 2)).length);
        assertEquals(2, Resampler.resample(new short[2], new AudioFormat(16_000, 2), new AudioFormat(8_000, 2)).length);
    }

    @Test
    @DisplayName("pass band: within 0.1 dB up to 0.42 of the lower rate, with images and distortion 70 dB below")
    void passBand() {
        for (int from : RATES) {
            for (int to : RATES) {
                int lower = Math.min(from, to);
                for (double part : new double[] {0.02, 0.1, 0.25, 0.4, 0.42}) {
                    // On a whole number of cycles in the half second that is looked at.
                    double hertz = Math.rint(lower * part / 2) * 2;
                    short[] out = through(resampler(from, to), sine(hertz, from, from));
                    String name = from + " to " + to + " Hz at " + hertz + ": ";
                    assertEquals(0, decibels(out, to, 0), 0.1, name);
                    double rest = decibels(out, to, hertz);
                    assertTrue(rest < -70, name + rest);
                }
            }
        }
    }

    @Test
    @DisplayName("stop band: what the lower rate can't carry is 70 dB down and no alias")
    void stopBand() {
        for (int from : RATES) {
            for (int to : RATES) {
                for (double part : new double[] {0.5, 0.55, 0.7, 0.95}) {
                    double hertz = Math.rint(to * part / 2) * 2 + 2;
                    if (hertz < from * 0.49) {
                        double left = decibels(through(resampler(from, to), sine(hertz, from, from)), to, 0);
                        assertTrue(left < -70, from + " to " + to + " Hz at " + hertz + ": " + left);
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("frames of 20 ms make frames of 20 ms, and no seam shows: pieces give what the whole gives")
    void streaming() {
        for (int from : RATES) {
            for (int to : RATES) {
                short[] in = sine(440, from, from);
                short[] whole = through(resampler(from, to), in);
                assertEquals(to, whole.length);
                Resampler streaming = resampler(from, to);
                short[] joined = new short[to];
                int written = 0;
                for (int at = 0; at < from; at += from / 50) {
                    int count = streaming.process(in, at, from / 50, joined, written);
                    assertEquals(to / 50, count, from + " to " + to);
                    written += count;
                }
                assertArrayEquals(whole, joined);
            }
        }
    }

    @Test
    @DisplayName("pieces of any length, of no samples and of thousands, give what the whole gives")
    void anyPieces() {
        var random = new Random(441);
        short[] in = sine(1_000, 44_100, 44_100);
        short[] whole = through(resampler(44_100, 16_000), in);
        Resampler streaming = resampler(44_100, 16_000);
        short[] joined = new short[whole.length];
        int written = 0;
        for (int at = 0; at < in.length; ) {
            int count = Math.min(in.length - at, random.nextInt(4) == 0 ? random.nextInt(4_000) : random.nextInt(5));
            assertTrue(streaming.maximumOutput(count) >= 0);
            short[] out = new short[streaming.maximumOutput(count)];
            int made = streaming.process(in, at, count, out, 0);
            System.arraycopy(out, 0, joined, written, made);
            written += made;
            at += count;
        }
        assertEquals(whole.length, written);
        assertArrayEquals(whole, joined);
    }

    @Test
    @DisplayName("the delay is 32 samples of the lower rate")
    void delay() {
        for (int[] rates : new int[][] {{8_000, 16_000}, {16_000, 8_000}, {48_000, 8_000}, {8_000, 44_100}}) {
            short[] in = new short[rates[0] / 10];
            in[rates[0] / 50] = 30_000;
            short[] out = through(resampler(rates[0], rates[1]), in);
            int peak = 0;
            for (int i = 0; i < out.length; i++) {
                peak = out[i] > out[peak] ? i : peak;
            }
            double delay = (double) peak / rates[1] - 0.02;
            assertEquals(32.0 / Math.min(rates[0], rates[1]), delay, 1.0 / rates[1] + 1e-9);
        }
    }

    @Test
    @DisplayName("channels stay apart; reset makes a new stream; full scale saturates and does not wrap")
    void channels() {
        var stereo = new Resampler(new AudioFormat(8_000, 2), new AudioFormat(16_000, 2));
        short[] left = sine(400, 8_000, 8_000);
        short[] right = sine(900, 8_000, 8_000);
        short[] in = new short[16_000];
        for (int i = 0; i < left.length; i++) {
            in[2 * i] = left[i];
            in[2 * i + 1] = right[i];
        }
        short[] out = through(stereo, in);
        short[] one = through(resampler(8_000, 16_000), left);
        short[] other = through(resampler(8_000, 16_000), right);
        for (int i = 0; i < one.length; i++) {
            assertEquals(one[i], out[2 * i]);
            assertEquals(other[i], out[2 * i + 1]);
        }
        stereo.reset();
        assertArrayEquals(out, through(stereo, in));
        short[] square = new short[8_000];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] loud = through(resampler(8_000, 48_000), square);
        for (int i = 1; i < loud.length; i++) {
            assertTrue(Math.abs(loud[i] - loud[i - 1]) < 30_000, "wrapped at " + i);
        }
    }

    @Test
    @DisplayName("formats that do not go together, and parts of a pair of channels, are refused")
    void refused() {
        var mono = new AudioFormat(8_000, 1);
        var stereo = new AudioFormat(16_000, 2);
        assertThrows(IllegalArgumentException.class, () -> new Resampler(mono, stereo));
        assertThrows(IllegalArgumentException.class, () -> new Resampler(mono, new AudioFormat(8_001, 1)));
        var resampler = new Resampler(stereo, new AudioFormat(8_000, 2));
        assertThrows(IllegalArgumentException.class, () -> resampler.process(new short[3], 0, 3, new short[9], 0));
        assertEquals(stereo, resampler.from());
        assertEquals(new AudioFormat(8_000, 2), resampler.to());
    }

    @Test
    @DisplayName("allocates nothing per frame")
    void allocation() {
        Resampler resampler = resampler(8_000, 48_000);
        short[] in = new short[160];
        short[] out = new short[resampler.maximumOutput(160)];
        Runnable frames = () -> {
            for (int i = 0; i < 100; i++) {
                resampler.process(in, 0, 160, out, 0);
            }
        };
        for (int i = 0; i < 100; i++) {
            frames.run();
        }
        assertEquals(0, AllocationProbe.create().measure(frames) / 100);
    }
}
