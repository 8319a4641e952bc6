// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.util.Arrays;

/** The numbers of ITU-T G.722 that encoder and decoder share. */
final class G722Tables {
    /** Half of the symmetric filter of 24 taps that splits and joins the two bands, table 11 of the Recommendation. */
    private static final int[] HALF_FILTER = {3, -11, -11, 53, 12, -156, 32, 362, -210, -805, 951, 3876};

    static final int TAPS = 24;

    /** What a quantized difference of the lower band, cut to four bits, is in steps of 1/32768, by its code. */
    private static final int[] COARSE_LEVELS = {20_456, 12_896, 8_968, 6_288, 4_240, 2_584, 1_200, 0};

    private static final int[] COARSE_WEIGHTS = {3_042, 1_198, 538, 334, 172, 58, -30, -60};

    /** The thirty magnitudes of the lower band's quantizer of six bits, from the least. */
    private static final int[] FINE_LEVELS = {
        136, 432, 728, 1_040, 1_360, 1_688, 2_032, 2_400, 2_776, 3_168, 3_576, 4_008, 4_464, 4_944, 5_456, 6_000, 6_576,
        7_192, 7_856, 8_576, 9_360, 10_232, 11_192, 12_280, 13_512, 14_984, 16_704, 19_008, 21_904, 24_808
    };

    /** Where one magnitude ends and the next begins, in steps of 1/4096. */
    static final int[] FINE_DECISIONS = {
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1_023, 1_121, 1_219,
        1_339, 1_458, 1_612, 1_765, 1_980, 2_195, 2_557, 2_919
    };

    /** Where the lesser of the higher band's two magnitudes ends, in steps of 1/4096. */
    static final int HIGH_DECISION = 564;

    private static final int[] HIGH_LEVELS = {-7_408, -1_616, 7_408, 1_616};
    private static final int[] HIGH_WEIGHTS = {798, -214, 798, -214};

    private static final int[] FILTER = symmetric(HALF_FILTER);
    private static final int[] FINE = fine();
    private static final int[] COARSE = coarse();
    private static final int[] WEIGHTS = weights();

    private G722Tables() {}

    /** The code of a magnitude and a sign; 0 to 29 from the least. Four of the 64 codes are not sent. */
    static int fineCode(int magnitude, boolean negative) {
        if (!negative) {
            return 61 - magnitude;
        }
        return magnitude < 2 ? 63 - magnitude : 33 - magnitude;
    }

    static int fine(int code) {
        return FINE[code];
    }

    static int coarse(int code) {
        return COARSE[code];
    }

    static int weight(int coarseCode) {
        return WEIGHTS[coarseCode];
    }

    static int high(int code) {
        return HIGH_LEVELS[code];
    }

    static int highWeight(int code) {
        return HIGH_WEIGHTS[code];
    }

    private static int[] fine() {
        int[] table = new int[64];
        Arrays.fill(table, 0, 4, -FINE_LEVELS[0]);
        for (int i = 0; i < FINE_LEVELS.length; i++) {
            table[fineCode(i, false)] = FINE_LEVELS[i];
            table[fineCode(i, true)] = -FINE_LEVELS[i];
        }
        return table;
    }

    private static int[] coarse() {
        int[] table = new int[16];
        for (int i = 0; i < 7; i++) {
            table[1 + i] = -COARSE_LEVELS[i];
            table[8 + i] = COARSE_LEVELS[i];
        }
        return table;
    }

    private static int[] weights() {
        int[] table = new int[16];
        for (int i = 0; i < 7; i++) {
            table[1 + i] = COARSE_WEIGHTS[i];
            table[8 + i] = COARSE_WEIGHTS[i];
        }
        table[0] = COARSE_WEIGHTS[7];
        table[15] = COARSE_WEIGHTS[7];
        return table;
    }

    /** The filter's sum over the even samples of a history of {@link #TAPS}. */
    static int even(int[] history) {
        return filter(history, 0);
    }

    /** The filter's sum over the odd samples of a history of {@link #TAPS}. */
    static int odd(int[] history) {
        return filter(history, 1);
    }

    private static int filter(int[] history, int first) {
        int sum = 0;
        for (int i = first; i < TAPS; i += 2) {
            sum += history[i] * FILTER[i];
        }
        return sum;
    }

    private static int[] symmetric(int[] half) {
        int[] taps = new int[TAPS];
        for (int i = 0; i < half.length; i++) {
            taps[i] = half[i];
            taps[TAPS - 1 - i] = half[i];
        }
        return taps;
    }
}
