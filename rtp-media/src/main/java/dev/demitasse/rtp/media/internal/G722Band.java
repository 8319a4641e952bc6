// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.util.Arrays;

/**
 * What encoder and decoder of ITU-T G.722 do alike in a sub-band: the adaptive predictor (two poles, six zeros; clause 3.6.3 and
 * 3.6.4) and the adaptive step of the quantizer (3.5). All is integer arithmetic as the Recommendation lays it down, so that both
 * sides stay together to the bit. Not thread-safe.
 */
final class G722Band {
    private static final int POLE_2_LIMIT = 12_288;
    private static final int POLES_LIMIT = 15_360;

    /** 2048 times the powers of two from 0 to 31 thirty-seconds. */
    private static final int[] FRACTIONAL_POWERS = fractionalPowers();

    private final int logStepLimit;
    private final int logStepShift;
    private final int firstStep;

    private final int[] zeros = new int[6];
    private final int[] differences = new int[7];
    private int pole1;
    private int pole2;
    private int reconstructed1;
    private int partial1;
    private int partial2;
    private int zeroPart;
    private int prediction;
    private int logStep;
    private int step;

    private G722Band(int logStepLimit, int logStepShift, int firstStep) {
        this.logStepLimit = logStepLimit;
        this.logStepShift = logStepShift;
        this.firstStep = firstStep;
        step = firstStep;
    }

    static G722Band lower() {
        return new G722Band(18_432, 8, 32);
    }

    static G722Band higher() {
        return new G722Band(22_528, 10, 8);
    }

    private static int[] fractionalPowers() {
        int[] table = new int[32];
        for (int i = 0; i < table.length; i++) {
            table[i] = (int) Math.round(2048 * StrictMath.pow(2, i / 32.0));
        }
        return table;
    }

    /** What the next sample is expected to be. */
    int prediction() {
        return prediction;
    }

    /** The quantizer's scale. */
    int step() {
        return step;
    }

    void reset() {
        Arrays.fill(zeros, 0);
        Arrays.fill(differences, 0);
        pole1 = 0;
        pole2 = 0;
        reconstructed1 = 0;
        partial1 = 0;
        partial2 = 0;
        zeroPart = 0;
        prediction = 0;
        logStep = 0;
        step = firstStep;
    }

    /** The step follows the size of what was quantized; its logarithm leaks, so that errors of transmission die out. */
    void adaptStep(int weight) {
        logStep = Math.max(0, Math.min(logStepLimit, (logStep * 127 >> 7) + weight));
        int power = FRACTIONAL_POWERS[logStep >> 6 & 31];
        int shift = logStepShift - (logStep >> 11);
        step = (shift < 0 ? power << -shift : power >> shift) << 2;
    }

    /** The predictor follows a quantized difference between sample and prediction. */
    void adaptPredictor(int difference) {
        int reconstructed = saturate(prediction + difference);
        int partial = saturate(zeroPart + difference);
        adaptPoles(partial);
        adaptZeros(difference);
        int polePart =
                saturate((pole1 * saturate(2 * reconstructed) >> 15) + (pole2 * saturate(2 * reconstructed1) >> 15));
        reconstructed1 = reconstructed;
        partial2 = partial1;
        partial1 = partial;
        zeroPart = zeroPart();
        prediction = saturate(polePart + zeroPart);
    }

    private void adaptPoles(int partial) {
        boolean like1 = partial >= 0 == partial1 >= 0;
        boolean like2 = partial >= 0 == partial2 >= 0;
        int slope = saturate(4 * pole1);
        slope = like1 ? Math.min(-slope, Short.MAX_VALUE) : slope;
        int next2 = (slope >> 7) + (like2 ? 128 : -128) + (pole2 * 32_512 >> 15);
        next2 = Math.max(-POLE_2_LIMIT, Math.min(POLE_2_LIMIT, next2));
        int limit = saturate(POLES_LIMIT - next2);
        int next1 = saturate((like1 ? 192 : -192) + (pole1 * 32_640 >> 15));
        pole1 = Math.max(-limit, Math.min(limit, next1));
        pole2 = next2;
    }

    private void adaptZeros(int difference) {
        int push = difference == 0 ? 0 : 128;
        differences[0] = difference;
        for (int i = 5; i >= 0; i--) {
            int before = differences[i + 1];
            boolean like = difference >= 0 == before >= 0;
            zeros[i] = saturate((like ? push : -push) + (zeros[i] * 32_640 >> 15));
        }
        System.arraycopy(differences, 0, differences, 1, 6);
    }

    private int zeroPart() {
        int sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += zeros[i] * saturate(2 * differences[i + 1]) >> 15;
        }
        return saturate(sum);
    }

    static int saturate(int value) {
        return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
}
