// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.sdp;

import java.util.Optional;

/**
 * The {@code profile-level-id} of H.264, RFC 6184 section 8.1. Immutable.
 *
 * @param profile the same number exactly for the same sub-profile, however it is written (table 5)
 * @param level ten times the level, doubled, so that level 1b has a place of its own between 1 and 1.1
 * @param text the six hexadecimal digits as written
 */
record H264ProfileLevel(int profile, int level, String text) {
    /** What is meant where nothing is said: Baseline, level 1. */
    static final String ABSENT = "42000A";

    private static final int BASELINE = 0x42;
    private static final int MAIN = 0x4d;
    private static final int EXTENDED = 0x58;
    private static final int CONSTRAINED_BASELINE = 0x42e0;
    private static final int LEVEL_1B = 21;

    static Optional<H264ProfileLevel> parse(String text) {
        if (text.length() != 6) {
            return Optional.empty();
        }
        int value = 0;
        for (int i = 0; i < 6; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return Optional.empty();
            }
            value = value << 4 | digit;
        }
        int idc = value >> 16;
        int iop = value >> 8 & 0xff;
        return Optional.of(new H264ProfileLevel(profile(idc, iop), level(idc, iop, value & 0xff), text));
    }

    /** RFC 6184 table 5: bits of {@code profile-iop} that are marked x there do not count. */
    private static int profile(int idc, int iop) {
        boolean set0 = (iop & 0x80) != 0;
        boolean set1 = (iop & 0x40) != 0;
        boolean set2 = (iop & 0x20) != 0;
        if ((iop & 0x0f) != 0) {
            return idc << 8 | iop;
        }
        return switch (idc) {
            case BASELINE -> set1 ? CONSTRAINED_BASELINE : BASELINE << 8;
            case MAIN -> set0 ? CONSTRAINED_BASELINE : set2 ? idc << 8 | iop : MAIN << 8;
            case EXTENDED -> extended(set0, set1);
            default -> idc << 8 | iop;
        };
    }

    private static int extended(boolean set0, boolean set1) {
        if (set0) {
            return set1 ? CONSTRAINED_BASELINE : BASELINE << 8;
        }
        return set1 ? EXTENDED << 8 | 0x40 : EXTENDED << 8;
    }

    /** Level 1b is 11 with {@code constraint_set3} in the three old profiles, and 9 in the others. */
    private static int level(int idc, int iop, int levelIdc) {
        boolean old = idc == BASELINE || idc == MAIN || idc == EXTENDED;
        boolean is1b = old ? levelIdc == 11 && (iop & 0x10) != 0 : levelIdc == 9;
        return is1b ? LEVEL_1B : levelIdc * 2;
    }
}
