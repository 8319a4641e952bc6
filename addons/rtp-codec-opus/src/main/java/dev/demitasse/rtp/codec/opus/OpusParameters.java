// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

/**
 * What a receiver has asked for by {@code a=fmtp} (RFC 7587 section 6.1). What is not understood, or makes no sense, is as if it were
 * not there. Immutable.
 *
 * @param inbandFec whether it makes use of forward error correction
 * @param dtx whether it likes silence not to be sent
 * @param constantRate whether all packets are to have one size
 * @param bitsPerSecond how much it takes, 6000 to 510,000
 * @param playbackRateHz what it can play, 8000 to 48,000
 */
record OpusParameters(boolean inbandFec, boolean dtx, boolean constantRate, int bitsPerSecond, int playbackRateHz) {
    /** RFC 7587 section 3.1.1: wideband to fullband speech and music in one channel. */
    private static final int USUAL_BITS_PER_SECOND = 32_000;

    private static final int MINIMUM_BITS_PER_SECOND = 6_000;
    private static final int MAXIMUM_BITS_PER_SECOND = 510_000;
    private static final int MAXIMUM_TEXT = 1_000;

    static OpusParameters parse(String formatParameters) {
        String text = formatParameters.length() > MAXIMUM_TEXT ? "" : formatParameters;
        return new OpusParameters(
                flag(text, "useinbandfec"),
                flag(text, "usedtx"),
                flag(text, "cbr"),
                Math.min(
                        USUAL_BITS_PER_SECOND,
                        number(
                                text,
                                "maxaveragebitrate",
                                MINIMUM_BITS_PER_SECOND,
                                MAXIMUM_BITS_PER_SECOND,
                                USUAL_BITS_PER_SECOND)),
                number(text, "maxplaybackrate", 8_000, 48_000, 48_000));
    }

    private static boolean flag(String text, String name) {
        return number(text, name, 0, 1, 0) == 1;
    }

    private static int number(String text, String name, int least, int most, int otherwise) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf(';', from);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', from);
            if (equals > 0
                    && equals < end
                    && text.substring(from, equals).strip().equalsIgnoreCase(name)) {
                int value = decimal(text.substring(equals + 1, end).strip());
                return value < least || value > most ? otherwise : value;
            }
            from = end + 1;
        }
        return otherwise;
    }

    private static int decimal(String digits) {
        int value = digits.isEmpty() || digits.length() > 9 ? -1 : 0;
        for (int i = 0; i < digits.length() && value >= 0; i++) {
            int digit = digits.charAt(i) - '0';
            value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
        }
        return value;
    }
}
