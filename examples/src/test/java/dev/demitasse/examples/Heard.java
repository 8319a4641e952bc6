// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What tests play into calls, and what they say of what came out. */
final class Heard {
    private static final int MOST_GAP_MILLIS = 40;

    private Heard() {}

    /** Writes silence, the phrase so many times, and silence. */
    static Path phrase(Path file, int secondsBefore, int times, int secondsAfter) {
        try (var writer = WavWriter.create(file, SpokenPhrase.RATE)) {
            writer.write(new short[secondsBefore * SpokenPhrase.RATE]);
            for (int i = 0; i < times; i++) {
                writer.write(SpokenPhrase.samples());
            }
            writer.write(new short[secondsAfter * SpokenPhrase.RATE]);
        }
        return file;
    }

    /** By our comparison alone, whatever the files' rates: as like as a lossy codec leaves it, no gap over 40 ms. */
    static void assertLike(String what, short[] spoken, short[] heard, double correlation) {
        AudioComparison comparison = AudioComparison.of(spoken, heard);
        assertTrue(comparison.accepts(correlation), what + ": " + comparison);
        assertTrue(comparison.longestGapMillis() <= MOST_GAP_MILLIS, what + ": " + comparison);
    }

    /** By our comparison, and by the lab's where it is: correlation 0.95 or more, no gap over 40 ms. */
    static void assertSame(Path spoken, Path heard) throws Exception {
        AudioComparison comparison = AudioComparison.of(WavFile.read(spoken), WavFile.read(heard));
        assertTrue(comparison.accepts(0.95), comparison.toString());
        assertTrue(comparison.longestGapMillis() <= MOST_GAP_MILLIS, comparison.toString());
        if (AudioCheck.isPresent()) {
            AudioCheck.Result check =
                    AudioCheck.run(spoken, heard, "--min-corr", "0.95", "--max-gap-ms", "" + MOST_GAP_MILLIS);
            assertEquals(0, check.exitCode(), check.json());
        }
    }

    /** The keys that lines tell of: group 1 of the pattern. */
    static String keys(String lines, String pattern) {
        return Arrays.stream(lines.split("\n"))
                .filter(line -> line.matches(".*" + pattern))
                .map(line -> line.replaceFirst(".*" + pattern, "$1"))
                .collect(Collectors.joining());
    }
}
