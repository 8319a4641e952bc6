// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.util.Arrays;

/**
 * How like two sounds are: the median, over segments of 1 s, of the best correlation within a lag of 1 s. Audio that is merged
 * or stretched on its way moves a segment against the next, which does no harm to either.
 */
final class Likeness {
    private static final int SEGMENT = 8_000;
    private static final int LAG = 8_000;

    private Likeness() {}

    static double of(short[] sent, short[] heard) {
        int segments = sent.length / SEGMENT - 1;
        double[] best = new double[segments];
        int lag = 0;
        for (int segment = 0; segment < segments; segment++) {
            int from = segment * SEGMENT;
            lag = bestLag(sent, heard, from, lag);
            best[segment] = correlation(sent, heard, from, lag, 1);
        }
        Arrays.sort(best);
        return best[segments / 2];
    }

    /** The signal-to-noise ratio of all segments together, each aligned on its own, in dB; 60 at the most. */
    static double signalToNoiseDb(short[] sent, short[] heard) {
        int segments = sent.length / SEGMENT - 1;
        int lag = 0;
        double signal = 1;
        double noise = 1e-3;
        for (int segment = 0; segment < segments; segment++) {
            int from = segment * SEGMENT;
            lag = bestLag(sent, heard, from, lag);
            for (int i = from; i < from + SEGMENT; i++) {
                double wrong = sent[i] - (i + lag < 0 || i + lag >= heard.length ? 0 : heard[i + lag]);
                signal += (double) sent[i] * sent[i];
                noise += wrong * wrong;
            }
        }
        return Math.min(60, 10 * Math.log10(signal / noise));
    }

    private static int bestLag(short[] sent, short[] heard, int from, int lagBefore) {
        if (correlation(sent, heard, from, lagBefore, 1) > 0.95) {
            return lagBefore;
        }
        int found = lagBefore;
        double best = -1;
        for (int lag = -LAG; lag <= LAG; lag++) {
            double now = correlation(sent, heard, from, lag, 16);
            if (now > best) {
                best = now;
                found = lag;
            }
        }
        return found;
    }

    private static double correlation(short[] sent, short[] heard, int from, int lag, int step) {
        double product = 0;
        double one = 1;
        double other = 1;
        for (int i = 0; i < SEGMENT; i += step) {
            int at = from + lag + i;
            double a = sent[from + i];
            double b = at < 0 || at >= heard.length ? 0 : heard[at];
            product += a * b;
            one += a * a;
            other += b * b;
        }
        return product / Math.sqrt(one * other);
    }
}
