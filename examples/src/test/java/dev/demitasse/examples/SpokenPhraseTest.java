// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the phrase that is spoken has what speech has, and is always the same")
class SpokenPhraseTest {
    private static final int EXPECTED = -2_135_666_226;

    private final short[] samples = SpokenPhrase.samples();

    @Test
    @DisplayName("about four seconds, the same samples on every machine")
    void same() {
        assertEquals(4.3, samples.length / 8000.0, 0.4);
        assertEquals(EXPECTED, Arrays.hashCode(samples));
    }

    @Test
    @DisplayName("pauses at both ends and two within; speech for most of the rest")
    void pauses() {
        int pauses = 0;
        int active = 0;
        boolean silent = false;
        for (int at = 0; at + 800 <= samples.length; at += 400) {
            double power = 0;
            for (int i = at; i < at + 800; i++) {
                power += (double) samples[i] * samples[i] / 800;
            }
            boolean now = Math.sqrt(power) < 100;
            pauses += now && !silent ? 1 : 0;
            active += now ? 0 : 1;
            silent = now;
        }
        assertEquals(4, pauses);
        assertTrue(active >= 60, active + " active twentieths of a second");
    }

    @Test
    @DisplayName("nothing is clipped, and it is loud enough for G.711")
    void level() {
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        assertTrue(peak > 8000 && peak < 20_000, "peak " + peak);
    }

    @Test
    @DisplayName("no part of it repeats: moved by a syllable it is not like itself")
    void unlikeItself() {
        for (int shift = 1600; shift < 24_000; shift += 1600) {
            int moved = shift;
            double xy = 0;
            double xx = 0;
            double yy = 0;
            for (int i = 0; i + moved < samples.length; i++) {
                xy += samples[i] * (double) samples[i + moved];
                xx += samples[i] * (double) samples[i];
                yy += samples[i + moved] * (double) samples[i + moved];
            }
            assertTrue(xy / Math.sqrt(xx * yy) < 0.6, "shift " + moved);
        }
    }
}
