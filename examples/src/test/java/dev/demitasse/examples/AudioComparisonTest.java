// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("audio heard is compared with audio spoken: late, soft and noisy is the same; broken is not")
class AudioComparisonTest {
    private final short[] phrase = SpokenPhrase.samples();

    @Test
    @DisplayName("the same audio is the same")
    void identical() {
        AudioComparison result = AudioComparison.of(phrase, phrase);
        assertEquals(1, result.correlation(), 1e-9);
        assertEquals(1, result.lowest(), 1e-9);
        assertEquals(0, result.lagMillis());
        assertEquals(0, result.jumps());
        assertEquals(0, result.longestGapMillis());
        assertTrue(result.accepts(0.95));
        assertTrue(result.segments() >= 4, result.toString());
    }

    @Test
    @DisplayName("later, softer and a little noisy is the same, and the lag is found to the sample")
    void lateAndNoisy() {
        for (int lag : new int[] {1, 799, 4321, 40_000}) {
            short[] heard = noisy(late(phrase, lag), 40, 3);
            AudioComparison result = AudioComparison.of(phrase, heard);
            assertEquals(lag / 8.0, result.lagMillis(), 1e-9);
            assertTrue(result.correlation() > 0.99, result.toString());
            assertEquals(0, result.jumps());
        }
    }

    @Test
    @DisplayName("its beginning cut off, it is earlier")
    void early() {
        short[] heard = Arrays.copyOfRange(phrase, 8123, phrase.length);
        AudioComparison result = AudioComparison.of(phrase, heard);
        assertEquals(-8123 / 8.0, result.lagMillis(), 1e-9);
        assertEquals(1, result.correlation(), 1e-9);
    }

    @Test
    @DisplayName("a slip of 20 ms is a jump, and the segments around it are laid on anew")
    void slip() {
        short[] heard = new short[phrase.length + 160];
        System.arraycopy(phrase, 0, heard, 0, 16_000);
        System.arraycopy(phrase, 16_000, heard, 16_160, phrase.length - 16_000);
        AudioComparison result = AudioComparison.of(phrase, heard);
        assertEquals(1, result.jumps(), result.toString());
        assertTrue(result.correlation() > 0.99, result.toString());
    }

    @Test
    @DisplayName("audio that slips in every segment is not accepted, however like each segment is")
    void slips() {
        short[] spoken = new short[3 * phrase.length];
        for (int i = 0; i < spoken.length; i++) {
            spoken[i] = phrase[i % phrase.length];
        }
        short[] heard = new short[spoken.length + 16_000];
        for (int second = 0; second * 8000 < spoken.length; second++) {
            int length = Math.min(8000, spoken.length - second * 8000);
            System.arraycopy(spoken, second * 8000, heard, second * 8000 + (second % 2) * 240, length);
        }
        AudioComparison result = AudioComparison.of(spoken, heard);
        assertTrue(result.jumps() > AudioComparison.ACCEPTED_JUMPS, result.toString());
        assertFalse(result.accepts(0.1));
    }

    @Test
    @DisplayName("a hole is a gap with its place and its length")
    void gap() {
        short[] heard = phrase.clone();
        int hole = loudestFrom();
        Arrays.fill(heard, hole, hole + 960, (short) 0);
        AudioComparison result = AudioComparison.of(phrase, heard);
        assertEquals(1, result.gaps().size(), result.toString());
        assertEquals(hole / 8000.0, result.gaps().get(0).atSeconds(), 0.03);
        assertEquals(100, result.longestGapMillis(), 30);
    }

    @Test
    @DisplayName("with a fifth of its packets replaced by silence it is still above 0.8, not above 0.95")
    void lossy() {
        var random = new Random(7);
        short[] heard = late(phrase, 2000);
        for (int packet = 0; packet + 160 <= heard.length; packet += 160) {
            if (random.nextInt(5) == 0) {
                Arrays.fill(heard, packet, packet + 160, (short) 0);
            }
        }
        AudioComparison result = AudioComparison.of(phrase, heard);
        assertTrue(result.accepts(0.8), result.toString());
        assertFalse(result.accepts(0.95), result.toString());
    }

    @Test
    @DisplayName("noise, silence, nothing, a tone, and the phrase upside down in time are not the same")
    void different() {
        short[] tone = new short[phrase.length];
        short[] backwards = new short[phrase.length];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / 8000));
            backwards[i] = phrase[phrase.length - 1 - i];
        }
        for (short[] heard :
                new short[][] {noisy(new short[40_000], 3000, 5), new short[40_000], new short[0], tone, backwards}) {
            AudioComparison result = AudioComparison.of(phrase, heard);
            assertTrue(result.correlation() < 0.6, result.toString());
            assertFalse(result.accepts(0.8));
        }
        assertFalse(AudioComparison.of(new short[0], phrase).accepts(0.1));
    }

    @Test
    @DisplayName("upside down in voltage it is not the same: a line does not do that")
    void inverted() {
        short[] heard = new short[phrase.length];
        for (int i = 0; i < heard.length; i++) {
            heard[i] = (short) -phrase[i];
        }
        assertFalse(AudioComparison.of(phrase, heard).accepts(0.8));
    }

    @Test
    @DisplayName("one line says it all")
    void text() {
        assertEquals(
                "correlation 1.000 (4 s of speech, lowest 1.000), 0 jumps, no gaps",
                AudioComparison.of(phrase, late(phrase, 800)).toString());
        assertEquals(
                "correlation 0.912 (4 s of speech, lowest 0.500), 1 jump, 2 gaps (longest 50 ms)",
                new AudioComparison(
                                0.912,
                                0.5,
                                4,
                                0,
                                1,
                                List.of(new AudioComparison.Gap(1, 30), new AudioComparison.Gap(2, 50)))
                        .toString());
    }

    private int loudestFrom() {
        int best = 0;
        double most = 0;
        for (int at = 0; at + 960 < phrase.length; at += 80) {
            double power = 0;
            for (int i = at; i < at + 960; i++) {
                power += (double) phrase[i] * phrase[i];
            }
            if (power > most) {
                most = power;
                best = at;
            }
        }
        return best;
    }

    private static short[] late(short[] audio, int lag) {
        short[] late = new short[audio.length + lag + 4000];
        for (int i = 0; i < audio.length; i++) {
            late[i + lag] = (short) (audio[i] * 0.7);
        }
        return late;
    }

    private static short[] noisy(short[] audio, int level, long seed) {
        var random = new Random(seed);
        for (int i = 0; i < audio.length; i++) {
            audio[i] += (short) (random.nextGaussian() * level);
        }
        return audio;
    }
}
