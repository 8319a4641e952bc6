// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

/**
 * Measures how loud audio is: root mean square and peak since the last {@link #reset}, in dBov. 0 dBov is a square wave of full
 * scale, so a sine of full scale is -3 dBov. Not thread-safe; allocates nothing per call.
 */
public final class LevelMeter {
    /** What silence measures. */
    public static final double SILENCE_DBOV = -127;

    private long samples;
    private double sum;
    private int peak;

    /** Makes a meter that has heard nothing. */
    public LevelMeter() {}

    /**
     * Measures audio.
     *
     * @param pcm where it is
     * @param offset of its first sample
     * @param length how many samples
     */
    public void measure(short[] pcm, int offset, int length) {
        long squares = 0;
        for (int i = offset; i < offset + length; i++) {
            int sample = pcm[i];
            squares += (long) sample * sample;
            peak = Math.max(peak, Math.abs(sample));
        }
        sum += squares;
        samples += length;
    }

    /**
     * Gives the mean level.
     *
     * @return root mean square in dBov, {@link #SILENCE_DBOV} to 0
     */
    public double levelDbov() {
        return samples == 0 ? SILENCE_DBOV : decibels(Math.sqrt(sum / samples));
    }

    /**
     * Gives the peak.
     *
     * @return the greatest magnitude in dBov, {@link #SILENCE_DBOV} to 0
     */
    public double peakDbov() {
        return decibels(peak);
    }

    /** Forgets what was measured. */
    public void reset() {
        samples = 0;
        sum = 0;
        peak = 0;
    }

    private static double decibels(double magnitude) {
        return magnitude <= 0 ? SILENCE_DBOV : Math.max(SILENCE_DBOV, 20 * Math.log10(magnitude / 32_768));
    }
}
