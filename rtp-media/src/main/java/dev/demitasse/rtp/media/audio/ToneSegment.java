// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import java.time.Duration;
import java.util.List;

/**
 * A part of a {@link ToneSequence}: some frequencies at once, or silence. Immutable.
 *
 * @param duration more than 0, up to an hour
 * @param frequenciesHz up to four, 20 to 3900 each; none for silence
 * @param levelDbm0 of each frequency, -60 to 0
 */
public record ToneSegment(Duration duration, List<Integer> frequenciesHz, double levelDbm0) {
    /**
     * Checks the fields.
     *
     * @param duration more than 0, up to an hour
     * @param frequenciesHz up to four, 20 to 3900 each; none for silence
     * @param levelDbm0 of each frequency, -60 to 0
     * @throws IllegalArgumentException if one is out of range
     */
    public ToneSegment {
        frequenciesHz = List.copyOf(frequenciesHz);
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("tone of " + duration);
        }
        if (frequenciesHz.size() > 4 || frequenciesHz.stream().anyMatch(hertz -> hertz < 20 || hertz > 3_900)) {
            throw new IllegalArgumentException("frequencies " + frequenciesHz);
        }
        if (!(levelDbm0 >= -60 && levelDbm0 <= 0)) {
            throw new IllegalArgumentException("level of " + levelDbm0 + " dBm0");
        }
    }

    /**
     * Makes a tone.
     *
     * @param duration more than 0, up to an hour
     * @param levelDbm0 of each frequency, -60 to 0
     * @param frequenciesHz up to four
     * @return the tone
     * @throws IllegalArgumentException if a value is out of range
     */
    public static ToneSegment tone(Duration duration, double levelDbm0, Integer... frequenciesHz) {
        return new ToneSegment(duration, List.of(frequenciesHz), levelDbm0);
    }

    /**
     * Makes a pause.
     *
     * @param duration more than 0, up to an hour
     * @return the pause
     * @throws IllegalArgumentException if the duration is out of range
     */
    public static ToneSegment silence(Duration duration) {
        return new ToneSegment(duration, List.of(), 0);
    }
}
