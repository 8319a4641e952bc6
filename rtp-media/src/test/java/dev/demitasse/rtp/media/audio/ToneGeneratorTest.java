// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ITU-T Q.23 and E.180: tones")
class ToneGeneratorTest {
    private static final AudioFormat NARROW = AudioFormat.NARROWBAND;

    private static short[] make(ToneSequence sequence, AudioFormat format, int samples) {
        short[] pcm = new short[samples];
        assertEquals(samples, new ToneGenerator(sequence, format).generate(pcm, 0, samples));
        return pcm;
    }

    /** The level of a frequency in dBm0. */
    private static double dbm0(short[] pcm, int from, int count, double hertz, int rateHz) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < count; i++) {
            real += pcm[from + i] * Math.cos(2 * Math.PI * hertz * i / rateHz);
            imaginary += pcm[from + i] * Math.sin(2 * Math.PI * hertz * i / rateHz);
        }
        return 20 * Math.log10(2 * Math.hypot(real, imaginary) / count / 32_767 + 1e-9) + 3.14;
    }

    private static int firstSound(short[] pcm, int from) {
        int at = from;
        while (at < pcm.length && pcm[at] == 0) {
            at++;
        }
        return at;
    }

    @Test
    @DisplayName("Q.23: each key has its two frequencies at -8 dBm0, for 100 ms, and 100 ms of silence after it")
    void keys() {
        int[] rows = {697, 770, 852, 941};
        int[] columns = {1_209, 1_336, 1_477, 1_633};
        for (int key = 0; key < 16; key++) {
            short[] pcm = make(ToneSequence.dtmf("" + DtmfBench.KEYS.charAt(key)), NARROW, 1_600);
            // Over 80 ms both frequencies stand nearly on whole cycles.
            assertEquals(-8, dbm0(pcm, 80, 640, rows[key / 4], 8_000), 0.5);
            assertEquals(-8, dbm0(pcm, 80, 640, columns[key % 4], 8_000), 0.5);
            assertArrayEquals(new short[800], Arrays.copyOfRange(pcm, 800, 1_600));
        }
        assertEquals(
                List.of(941, 1_477), ToneSequence.dtmf("#").segments().get(0).frequenciesHz());
        assertEquals(ToneSequence.dtmf("A"), ToneSequence.dtmf("a"));
    }

    @Test
    @DisplayName("E.180: ringback 1 s in 5, busy half and half, congestion a quarter; 425 Hz at -10 dBm0; for ever")
    void cadences() {
        int[][] expected = {{8_000, 40_000}, {4_000, 8_000}, {2_000, 4_000}};
        var sequences = List.of(ToneSequence.ringback(), ToneSequence.busy(), ToneSequence.congestion());
        for (int i = 0; i < 3; i++) {
            int on = expected[i][0];
            int period = expected[i][1];
            short[] pcm = make(sequences.get(i), NARROW, 2 * period + 100);
            assertEquals(-10, dbm0(pcm, 80, 1_600, 425, 8_000), 0.1);
            assertArrayEquals(new short[period - on], Arrays.copyOfRange(pcm, on, period));
            assertTrue(firstSound(pcm, on) < period + 8);
            assertTrue(firstSound(pcm, period + on) < 2 * period + 8);
        }
        assertEquals(-10, dbm0(make(ToneSequence.dial(), NARROW, 90_000), 80_000, 8_000, 425, 8_000), 0.1);
    }

    @Test
    @DisplayName("E.180: the special information tone climbs by 950, 1400, 1800 Hz of 330 ms, and ends after a second")
    void specialInformation() {
        var generator = new ToneGenerator(ToneSequence.specialInformation(), NARROW);
        short[] pcm = new short[20_000];
        assertEquals(3 * 2_640 + 8_000, generator.generate(pcm, 0, pcm.length));
        assertTrue(generator.isOver());
        assertEquals(0, generator.generate(pcm, 0, 100));
        int[] hertz = {950, 1_400, 1_800};
        for (int i = 0; i < 3; i++) {
            assertEquals(-10, dbm0(pcm, i * 2_640 + 80, 1_600, hertz[i], 8_000), 0.2);
        }
    }

    @Test
    @DisplayName("pieces of any length make the same audio; all channels carry it; other rates have the same level")
    void pieces() {
        ToneSequence sequence = ToneSequence.dtmf("12");
        short[] whole = make(sequence, NARROW, 3_200);
        var generator = new ToneGenerator(sequence, NARROW);
        short[] joined = new short[3_200];
        int at = 0;
        for (int piece = 1; at < joined.length; piece = piece * 7 % 331 + 1) {
            at += generator.generate(joined, at, Math.min(piece, joined.length - at));
            assertFalse(generator.isOver() && at < joined.length);
        }
        assertArrayEquals(whole, joined);
        short[] stereo = make(sequence, new AudioFormat(8_000, 2), 6_400);
        for (int i = 0; i < whole.length; i++) {
            assertEquals(whole[i], stereo[2 * i]);
            assertEquals(whole[i], stereo[2 * i + 1]);
        }
        assertEquals(
                -10, dbm0(make(ToneSequence.busy(), new AudioFormat(48_000, 1), 20_000), 480, 9_600, 425, 48_000), 0.1);
    }

    @Test
    @DisplayName("a tone begins and ends without a click, and does not wrap when four are at full level")
    void edges() {
        // It would be cut off at its peak.
        var cut = ToneSegment.tone(Duration.ofMillis(103), -10, 425);
        var twice = new ToneSequence(List.of(cut, ToneSegment.silence(Duration.ofMillis(20)), cut), true);
        short[] pcm = make(twice, NARROW, 8_000);
        for (int i = 1; i < pcm.length; i++) {
            assertTrue(Math.abs(pcm[i] - pcm[i - 1]) < 2_800, "a step at " + i);
        }
        var loud = ToneSegment.tone(Duration.ofSeconds(1), 0, 400, 800, 1_200, 1_600);
        short[] clipped = make(new ToneSequence(List.of(loud), false), NARROW, 8_000);
        int greatest = 0;
        for (int i = 1; i < clipped.length; i++) {
            greatest = Math.max(greatest, Math.abs(clipped[i] - clipped[i - 1]));
        }
        assertTrue(greatest < 60_000, "a step of " + greatest);
    }

    @Test
    @DisplayName("what can't be played is refused")
    void refused() {
        Duration second = Duration.ofSeconds(1);
        List<Runnable> wrong = List.of(
                () -> ToneSequence.dtmf("12E"),
                () -> ToneSequence.dtmf(""),
                () -> ToneSequence.dtmf("1".repeat(501)),
                () -> ToneSegment.silence(Duration.ZERO),
                () -> ToneSegment.silence(Duration.ofHours(2)),
                () -> ToneSegment.tone(second, 1, 400),
                () -> ToneSegment.tone(second, Double.NaN, 400),
                () -> ToneSegment.tone(second, -10, 4_000),
                () -> ToneSegment.tone(second, -10, 400, 500, 600, 700, 800));
        wrong.forEach(attempt -> assertThrows(IllegalArgumentException.class, attempt::run));
        assertEquals(1_000, ToneSequence.dtmf("1".repeat(500)).segments().size());
    }
}
