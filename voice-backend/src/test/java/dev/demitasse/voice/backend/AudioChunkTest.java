// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("sound of any rate is played at its own speed (W33)")
class AudioChunkTest {
    private static short[] tone(int hertz, int rate, int samples) {
        short[] out = new short[samples];
        for (int i = 0; i < samples; i++) {
            out[i] = (short) StrictMath.round(10_000 * StrictMath.sin(2 * StrictMath.PI * hertz * i / rate));
        }
        return out;
    }

    private static double level(short[] samples) {
        double sum = 0;
        for (int i = samples.length / 4; i < 3 * samples.length / 4; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return StrictMath.sqrt(sum / (samples.length / 2.0));
    }

    @ParameterizedTest(name = "{0} Hz to {1} Hz")
    @CsvSource({"16000, 8000", "24000, 8000", "44100, 8000", "48000, 8000", "8000, 16000", "11025, 8000", "22050, 16000"
    })
    @DisplayName("a tone of 440 Hz stays one, to within 1.5 %")
    void tone(int from, int to) {
        short[] out = AudioChunk.of(tone(440, from, from), from).samplesAt(to);
        short[] expected = tone(440, to, to);
        assertEquals(to, out.length);
        for (int i = to / 10; i < 9 * to / 10; i++) {
            assertEquals(expected[i], out[i], 150, "sample " + i);
        }
    }

    @Test
    @DisplayName("what the lower rate can't carry is damped by 40 dB, not folded back")
    void noAlias() {
        double heard = level(AudioChunk.of(tone(6_000, 48_000, 48_000), 48_000).samplesAt(8_000));
        assertTrue(heard < 70, "level " + heard);
    }

    @Test
    @DisplayName("full scale does not wrap")
    void fullScale() {
        short[] square = new short[1600];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = AudioChunk.of(square, 16_000).samplesAt(8_000);
        for (int i = 2; i < out.length - 2; i++) {
            boolean high = i / 20 % 2 == 0;
            boolean edge = i % 20 < 2 || i % 20 > 17;
            assertTrue(edge || high == out[i] > 0, "sample " + i + " is " + out[i]);
        }
    }

    @Test
    @DisplayName("nothing gives nothing; at its own rate a sound is as it was")
    void edges() {
        assertEquals(0, AudioChunk.of(new short[0], 16_000).samplesAt(8_000).length);
        assertArrayEquals(
                new short[] {1, 2}, AudioChunk.of(new short[] {1, 2}, 16_000).samplesAt(16_000));
    }

    @Test
    @DisplayName("a rate that is out of range, or has too little in common with those of calls, is misuse")
    void rates() {
        for (int rate : new int[] {7_975, 8_001, 192_025, 0, -8_000}) {
            assertThrows(IllegalArgumentException.class, () -> AudioChunk.of(new short[1], rate), rate + " Hz");
        }
        assertEquals(192_000, AudioChunk.of(new short[1], 192_000).sampleRateHz());
    }
}
