// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("what is heard is recorded at 8 kHz in one channel, whatever the codec's audio is")
class RecordingTest {
    @TempDir
    Path folder;

    /** A second of audio whose first channel is of one value and whose second is of another, in frames of 20 ms. */
    private static void second(Recording recording, AudioFormat format, int first, int second) {
        short[] frame = new short[format.samples(20)];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (short) (i % format.channels() == 0 ? first : second);
        }
        for (int n = 0; n < 50; n++) {
            recording.write(AudioFrame.of(format, frame));
        }
    }

    @Test
    @DisplayName(
            "two channels at 44.1 kHz, as L16 has under payload type 10, are mixed; the format may change on the way")
    void mixed() {
        Path file = folder.resolve("heard.wav");
        try (var recording = new Recording(Optional.of(file))) {
            second(recording, new AudioFormat(44_100, 2), 4_000, 1_000);
            second(recording, new AudioFormat(8_000, 2), 6_000, 2_000);
            second(recording, new AudioFormat(16_000, 1), 1_500, 0);
            second(recording, AudioFormat.NARROWBAND, 700, 0);
            assertEquals(4, recording.seconds(), 0.01);
        }
        short[] heard = WavFile.read(file);
        int[] expected = {2_500, 4_000, 1_500, 700};
        for (int second = 0; second < expected.length; second++) {
            int sample = heard[second * 8_000 + 4_000];
            assertTrue(Math.abs(sample - expected[second]) <= 5, second + ": " + sample);
        }
    }

    @Test
    @DisplayName("without a file nothing is written")
    void none() {
        try (var recording = new Recording(Optional.empty())) {
            second(recording, new AudioFormat(44_100, 2), 4_000, 1_000);
            assertEquals(0, recording.seconds());
        }
    }
}
