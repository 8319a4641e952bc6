// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.util.Arrays;

/**
 * Goes on with the last pitch period of what was played, again and again: 10 ms as loud as it was, then fading to silence within
 * another 50 ms, as ITU-T G.711 appendix I does. What has no pitch is repeated in pieces of 20 ms. The ends of the period are
 * led into each other, and real audio is led into within 5 ms. Adds no delay. Not thread-safe; allocates nothing once anything was made up.
 */
public final class WaveformSubstitution implements Concealment {
    private static final int HISTORY_MILLIS = 48;
    private static final int LOUD_MILLIS = 10;
    private static final int FADE_MILLIS = 50;
    private static final int BLEND_MILLIS = 5;
    private static final int UNVOICED_MILLIS = 20;

    /** The pitch is sought at 8000 Hz: from 200 Hz, or half of what is above, down to 66 Hz, over 20 ms. */
    private static final int SEARCH_HZ = 8000;

    private static final int MINIMUM_LAG = 40;
    private static final int MAXIMUM_LAG = 120;
    private static final int WINDOW = 160;

    /** Less alike than this, and there is no pitch. */
    private static final double VOICED = 0.5;

    private static final short[] NONE = {};

    private final int channels;
    private final int decimation;
    private final int loudSamples;
    private final int fadeSamples;
    private final int blendSamples;
    private final int unvoicedSamples;
    /** A ring, so that what is played is written once; in order of time only when something is to be made up. */
    private final short[] history;

    private short[] period = NONE; // until something is to be made up
    private int next;
    private int known;
    private int periodSamples;

    /**
     * Makes a concealment that has heard nothing yet, and so makes silence.
     *
     * @param rates of the audio
     */
    public WaveformSubstitution(Rates rates) {
        channels = rates.channels();
        decimation = Math.max(1, rates.sampleRateHz() / SEARCH_HZ);
        loudSamples = rates.samplesIn(LOUD_MILLIS);
        fadeSamples = rates.samplesIn(FADE_MILLIS);
        blendSamples = rates.samplesIn(BLEND_MILLIS);
        unvoicedSamples = rates.samplesIn(UNVOICED_MILLIS);
        history = new short[rates.samplesIn(HISTORY_MILLIS)];
    }

    @Override
    public void onPlayed(short[] pcm, int offset, int samples) {
        int taken = Math.min(samples, history.length);
        int from = offset + samples - taken;
        int first = Math.min(taken, history.length - next);
        System.arraycopy(pcm, from, history, next, first);
        System.arraycopy(pcm, from + first, history, 0, taken - first);
        next = (next + taken) % history.length;
        known = Math.min(history.length, known + taken);
    }

    /** Turns the ring so that the oldest sample is the first. */
    private void straighten() {
        reverse(0, next);
        reverse(next, history.length);
        reverse(0, history.length);
        next = 0;
    }

    private void reverse(int from, int to) {
        for (int low = from, high = to - 1; low < high; low++, high--) {
            short sample = history[low];
            history[low] = history[high];
            history[high] = sample;
        }
    }

    @Override
    public void conceal(short[] to, int offset, int samples, int already) {
        if (already == 0 || periodSamples == 0) {
            prepare();
        }
        for (int i = 0; i < samples; i++) {
            to[offset + i] = (short) madeUp(already + i);
        }
    }

    @Override
    public void blend(short[] pcm, int offset, int samples, int already) {
        if (periodSamples == 0) {
            return;
        }
        int count = Math.min(samples, blendSamples);
        for (int i = 0; i < count; i++) {
            int real = pcm[offset + i] * (i + 1);
            int madeUp = madeUp(already + i) * (count - i - 1);
            pcm[offset + i] = (short) ((real + madeUp) / count);
        }
    }

    /** The n-th sample since the loss began. */
    private int madeUp(int n) {
        int left = loudSamples + fadeSamples - (n - n % channels);
        if (left <= 0 || known == 0) {
            return 0;
        }
        int sample = period[n % periodSamples];
        return n < loudSamples ? sample : sample * left / fadeSamples;
    }

    /** Takes the period that is repeated from the end of what was played, and makes its end lead to its beginning. */
    private void prepare() {
        straighten();
        period = period == NONE ? new short[unvoicedSamples] : period;
        if (known < history.length) {
            Arrays.fill(history, 0, history.length - known, (short) 0);
        }
        periodSamples = findPeriod();
        int from = history.length - periodSamples;
        System.arraycopy(history, from, period, 0, periodSamples);
        int overlap = periodSamples / channels / 4;
        for (int i = 1; i <= overlap * channels; i++) {
            int at = periodSamples - i;
            int fromEnd = (i - 1) / channels;
            // Before the period lies what leads to its beginning; the nearer to the end, the more of it.
            int before = history[from - i];
            period[at] = (short) ((period[at] * fromEnd + before * (overlap - fromEnd)) / overlap);
        }
    }

    /** The lag, in samples of all channels, at which what was played is most like itself. */
    private int findPeriod() {
        int best = 0;
        double likeness = VOICED;
        for (int lag = MINIMUM_LAG; lag <= MAXIMUM_LAG; lag++) {
            double now = likeness(lag * decimation, decimation);
            if (now > likeness) {
                likeness = now;
                best = lag * decimation;
            }
        }
        return best == 0 ? unvoicedSamples : refine(best) * channels;
    }

    private int refine(int around) {
        int best = around;
        double likeness = -1;
        for (int lag = around - decimation + 1; lag < around + decimation; lag++) {
            double now = likeness(lag, decimation);
            if (now > likeness) {
                likeness = now;
                best = lag;
            }
        }
        return best;
    }

    /** The correlation of the first channel's last 20 ms with what came so many samples earlier. */
    private double likeness(int lag, int step) {
        int end = history.length;
        int stride = step * channels;
        long product = 0;
        long energy = 1;
        long energyBefore = 1;
        for (int at = end - WINDOW * stride; at < end; at += stride) {
            int now = history[at];
            int before = history[at - lag * channels];
            product += (long) now * before;
            energy += (long) now * now;
            energyBefore += (long) before * before;
        }
        return product / Math.sqrt((double) energy * energyBefore);
    }
}
