// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

/**
 * Takes a few milliseconds out of audio, or puts them in, over the length of a frame, where the audio is most like itself a little
 * later: a pitch period more or less is not heard (the idea of WSOLA). Of two frames in a row, one comes out, and what is left of
 * the second goes on after it. Not thread-safe; allocates nothing on its way.
 */
final class Splice {
    private static final int SHORTEST_MICROS = 2_500;
    private static final int LONGEST_MICROS = 15_000;

    /** A correlation from which on the seam is not heard. */
    private static final double LIKE = 0.8;

    private final int frame;
    private final int stride;
    private final int shortest;
    private final int longest;
    private final short[] window;

    Splice(Rates rates) {
        frame = rates.samplesIn(20);
        // Pitch is found to 8000 samples a second, whatever the rate, in every other of them.
        stride = Math.max(1, rates.sampleRateHz() / 8_000) * rates.channels();
        shortest = samples(rates, SHORTEST_MICROS);
        longest = samples(rates, LONGEST_MICROS);
        window = new short[2 * frame];
    }

    private static int samples(Rates rates, int micros) {
        return (int) ((long) rates.sampleRateHz() * micros / 1_000_000) * rates.channels();
    }

    /**
     * Takes a pitch period out between two frames.
     *
     * @param first a frame; what is to be played, if anything fits
     * @param second the next one
     * @param most how many samples may go
     * @return how many samples are gone, and are to be left out at the beginning of the second; 0 if nothing fits
     */
    int takeOut(short[] first, short[] second, int most) {
        join(first, second);
        int period = period(0, 1, most);
        if (period > 0) {
            lead(first, period);
        }
        return period;
    }

    /**
     * Leaves audio out between two frames, like itself or not.
     *
     * @param first a frame; what is to be played
     * @param second the next one
     * @param samples how many are to go
     */
    void leaveOut(short[] first, short[] second, int samples) {
        join(first, second);
        lead(first, samples);
    }

    /**
     * Repeats audio between two frames, like itself or not.
     *
     * @param before the frame that was played last
     * @param next the one that is to be played, and is changed
     * @param samples how many are to be put in, to be played after it from the next one's end
     */
    void repeat(short[] before, short[] next, int samples) {
        join(before, next);
        lead(next, frame - samples);
    }

    /**
     * Puts a pitch period in between two frames.
     *
     * @param before the frame that was played last
     * @param next the one that is to be played, and is changed, if anything fits
     * @return how many samples were put in: so many are left of the next one's end, to be played after it; 0 if nothing fits
     */
    int putIn(short[] before, short[] next) {
        join(before, next);
        int period = period(frame, -1, frame);
        if (period > 0) {
            lead(next, frame - period);
        }
        return period;
    }

    private void join(short[] first, short[] second) {
        System.arraycopy(first, 0, window, 0, frame);
        System.arraycopy(second, 0, window, frame, frame);
    }

    /** Leads from a frame over to what lies elsewhere in the window. */
    private void lead(short[] to, int from) {
        for (int i = 0; i < frame; i++) {
            to[i] = (short) ((to[i] * (frame - i) + window[from + i] * i) / frame);
        }
    }

    private int period(int at, int sign, int most) {
        // The first of the two is always the same. Whole numbers throughout, so that sums are exact.
        long sum = 0;
        long square = 0;
        for (int i = 0; i < frame; i += 2 * stride) {
            int sample = window[at + i];
            sum += sample;
            square += (long) sample * sample;
        }
        double best = LIKE;
        int found = 0;
        for (int lag = shortest; lag <= Math.min(longest, most); lag += stride) {
            double like = correlation(at, sum, square, at + sign * lag);
            if (like > best) {
                best = like;
                found = lag;
            }
        }
        return found;
    }

    private double correlation(int one, long sumA, long squareA, int other) {
        int count = 0;
        long sumB = 0;
        long squareB = 0;
        long product = 0;
        for (int i = 0; i < frame; i += 2 * stride) {
            int a = window[one + i];
            int b = window[other + i];
            sumB += b;
            squareB += (long) b * b;
            product += (long) a * b;
            count++;
        }
        double varianceA = squareA - (double) sumA * sumA / count;
        double varianceB = squareB - (double) sumB * sumB / count;
        return varianceA < count || varianceB < count
                ? 0
                : (product - (double) sumA * sumB / count) / Math.sqrt(varianceA * varianceB);
    }
}
