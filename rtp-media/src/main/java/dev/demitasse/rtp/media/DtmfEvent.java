// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/**
 * A key that was pressed, or is to be (RFC 4733 section 2.3 and 3.2). Immutable.
 *
 * @param digit one of {@code 0123456789*#ABCD}, or {@code !} for a hook flash
 * @param durationMillis how long, in milliseconds; of a received one, as far as its packets told
 * @param volumeDbm0 its level in dBm0, 0 to -63
 */
public record DtmfEvent(char digit, int durationMillis, int volumeDbm0) {
    /** How long a digit lasts if nothing else is said: 160 ms. */
    public static final int DEFAULT_DURATION_MILLIS = 160;

    private static final String DIGITS = "0123456789*#ABCD!";

    /**
     * Checks the fields.
     *
     * @param digit one of {@code 0123456789*#ABCD}, or {@code !} for a hook flash
     * @param durationMillis how long, in milliseconds; of a received one, as far as its packets told
     * @param volumeDbm0 its level in dBm0, 0 to -63
     * @throws IllegalArgumentException if one is out of range
     */
    public DtmfEvent {
        if (DIGITS.indexOf(digit) < 0) {
            throw new IllegalArgumentException("digit " + (int) digit);
        }
        if (durationMillis < 0 || volumeDbm0 > 0 || volumeDbm0 < -63) {
            throw new IllegalArgumentException("duration " + durationMillis + " ms, volume " + volumeDbm0 + " dBm0");
        }
    }

    /**
     * A digit of the usual length and level: 160 ms, -10 dBm0.
     *
     * @param digit one of {@code 0123456789*#ABCD}, lower case letters too
     * @return the event
     * @throws IllegalArgumentException if there is no such digit
     */
    public static DtmfEvent of(char digit) {
        return of(digit, DEFAULT_DURATION_MILLIS);
    }

    /**
     * A digit of the usual level.
     *
     * @param digit one of {@code 0123456789*#ABCD}, lower case letters too
     * @param durationMillis in milliseconds
     * @return the event
     * @throws IllegalArgumentException if there is no such digit, or the duration is negative
     */
    public static DtmfEvent of(char digit, int durationMillis) {
        char upper = digit >= 'a' && digit <= 'd' ? (char) (digit - 'a' + 'A') : digit;
        return new DtmfEvent(upper, durationMillis, -10);
    }

    /**
     * A received event.
     *
     * @param code 0 to 16
     * @param durationMillis how long
     * @param volumeDbm0 its level
     * @return the event
     * @throws IllegalArgumentException if the code stands for no digit
     */
    public static DtmfEvent ofCode(int code, int durationMillis, int volumeDbm0) {
        if (code < 0 || code >= DIGITS.length()) {
            throw new IllegalArgumentException("event " + code);
        }
        return new DtmfEvent(DIGITS.charAt(code), durationMillis, volumeDbm0);
    }

    /**
     * Gives the event's code (RFC 4733 section 3.2).
     *
     * @return 0 to 16
     */
    public int code() {
        return DIGITS.indexOf(digit);
    }
}
