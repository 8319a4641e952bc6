// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("AudioComparison finds what the lab's audio_check.py finds")
class AudioComparisonIT {
    @TempDir
    Path folder;

    private final Random random = new Random(20261121);

    @BeforeEach
    void lab() {
        assumeTrue(AudioCheck.isPresent(), "python3 or the lab is not there");
    }

    @Test
    @DisplayName("late, soft and noisy audio")
    void noisy() throws Exception {
        same(heard(1234, 300, 0));
    }

    @Test
    @DisplayName("a fifth of the packets lost")
    void lossy() throws Exception {
        same(heard(800, 20, 20));
    }

    @Test
    @DisplayName("half of the packets lost")
    void veryLossy() throws Exception {
        same(heard(40, 20, 50));
    }

    @Test
    @DisplayName("two slips and a hole")
    void slips() throws Exception {
        short[] phrase = SpokenPhrase.samples();
        short[] heard = new short[phrase.length + 800];
        System.arraycopy(phrase, 0, heard, 0, 12_000);
        System.arraycopy(phrase, 12_000, heard, 12_160, 11_000);
        System.arraycopy(phrase, 23_000, heard, 23_400, phrase.length - 23_000);
        Arrays.fill(heard, 27_000, 28_000, (short) 0);
        same(heard);
    }

    private void same(short[] heard) throws Exception {
        short[] phrase = SpokenPhrase.samples();
        AudioComparison ours = AudioComparison.of(phrase, heard);
        AudioCheck.Result theirs = AudioCheck.run(write("spoken.wav", phrase), write("heard.wav", heard));
        String both = ours + " / " + theirs;
        assertEquals(theirs.figure("corr_median"), ours.correlation(), 0.001, both);
        assertEquals(theirs.figure("corr_min"), ours.lowest(), 0.001, both);
        assertEquals(theirs.figure("lag_ms"), ours.lagMillis(), 0.01, both);
        assertEquals(theirs.figure("lag_jumps"), ours.jumps(), both);
        assertEquals(theirs.figure("gap_count"), ours.gaps().size(), both);
        assertEquals(theirs.figure("gap_max_ms"), ours.longestGapMillis(), both);
    }

    private short[] heard(int lag, int noise, int lossPercent) {
        short[] phrase = SpokenPhrase.samples();
        short[] heard = new short[phrase.length + 16_000];
        for (int i = 0; i < phrase.length; i++) {
            heard[i + lag] = (short) (phrase[i] * 0.6);
        }
        for (int i = 0; i < heard.length; i++) {
            heard[i] += (short) (random.nextGaussian() * noise);
        }
        for (int packet = 0; packet + 160 <= heard.length; packet += 160) {
            if (random.nextInt(100) < lossPercent) {
                Arrays.fill(heard, packet, packet + 160, (short) 0);
            }
        }
        return heard;
    }

    private Path write(String name, short[] audio) {
        Path file = folder.resolve(name);
        try (var writer = WavWriter.create(file, WavFile.RATE)) {
            writer.write(audio);
        }
        return file;
    }
}
