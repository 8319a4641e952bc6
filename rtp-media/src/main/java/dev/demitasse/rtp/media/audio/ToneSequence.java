// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tones and pauses one after the other, once or for ever: digits (ITU-T Q.23) and what a telephone network says (E.180). The
 * tones named here are those that E.180 recommends, 425 Hz; those of a country are made of {@link ToneSegment}s. Immutable.
 *
 * @param segments one to a thousand
 * @param repeated whether the first follows on the last
 */
public record ToneSequence(List<ToneSegment> segments, boolean repeated) {
    private static final double NETWORK_LEVEL_DBM0 = -10;
    private static final double DIGIT_LEVEL_DBM0 = -8;

    private static final String KEYS = "123A456B789C*0#D";
    private static final List<Integer> ROWS = List.of(697, 770, 852, 941);
    private static final List<Integer> COLUMNS = List.of(1_209, 1_336, 1_477, 1_633);

    /**
     * Checks and copies the list.
     *
     * @param segments one to a thousand
     * @param repeated whether the first follows on the last
     * @throws IllegalArgumentException if there is none, or there are more
     */
    public ToneSequence {
        segments = List.copyOf(segments);
        if (segments.isEmpty() || segments.size() > 1_000) {
            throw new IllegalArgumentException(segments.size() + " segments");
        }
    }

    /**
     * Makes digits of 100 ms with pauses of 100 ms after them.
     *
     * @param digits of {@code 0123456789*#ABCD}, one to 500
     * @return the sequence, once
     * @throws IllegalArgumentException if there is another character, or none, or there are too many
     */
    public static ToneSequence dtmf(String digits) {
        return dtmf(digits, Duration.ofMillis(100), Duration.ofMillis(100));
    }

    /**
     * Makes digits with pauses after them.
     *
     * @param digits of {@code 0123456789*#ABCD}, one to 500
     * @param on how long a digit lasts
     * @param off how long a pause lasts
     * @return the sequence, once
     * @throws IllegalArgumentException if there is another character, or none, or there are too many
     */
    public static ToneSequence dtmf(String digits, Duration on, Duration off) {
        var segments = new ArrayList<ToneSegment>();
        for (int i = 0; i < digits.length() && i <= 500; i++) {
            int key = KEYS.indexOf(Character.toUpperCase(digits.charAt(i)));
            if (key < 0) {
                throw new IllegalArgumentException("digit " + (int) digits.charAt(i));
            }
            segments.add(ToneSegment.tone(on, DIGIT_LEVEL_DBM0, ROWS.get(key / 4), COLUMNS.get(key % 4)));
            segments.add(ToneSegment.silence(off));
        }
        return new ToneSequence(segments, false);
    }

    /**
     * The called telephone rings: 1 s in 5 s.
     *
     * @return the sequence, for ever
     */
    public static ToneSequence ringback() {
        return cadence(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    /**
     * The called telephone is busy: half a second in each second.
     *
     * @return the sequence, for ever
     */
    public static ToneSequence busy() {
        return cadence(Duration.ofMillis(500), Duration.ofMillis(500));
    }

    /**
     * The network is congested: a quarter of a second in each half.
     *
     * @return the sequence, for ever
     */
    public static ToneSequence congestion() {
        return cadence(Duration.ofMillis(250), Duration.ofMillis(250));
    }

    /**
     * The network waits for digits.
     *
     * @return the sequence, for ever
     */
    public static ToneSequence dial() {
        return new ToneSequence(List.of(network(Duration.ofHours(1), 425)), true);
    }

    /**
     * The special information tone: an announcement follows, the number is not reached.
     *
     * @return 950, 1400 and 1800 Hz for 330 ms each, and a second of silence; once
     */
    public static ToneSequence specialInformation() {
        Duration third = Duration.ofMillis(330);
        return new ToneSequence(
                List.of(
                        network(third, 950),
                        network(third, 1_400),
                        network(third, 1_800),
                        ToneSegment.silence(Duration.ofSeconds(1))),
                false);
    }

    private static ToneSequence cadence(Duration on, Duration off) {
        return new ToneSequence(List.of(network(on, 425), ToneSegment.silence(off)), true);
    }

    private static ToneSegment network(Duration duration, int hertz) {
        return ToneSegment.tone(duration, NETWORK_LEVEL_DBM0, hertz);
    }
}
