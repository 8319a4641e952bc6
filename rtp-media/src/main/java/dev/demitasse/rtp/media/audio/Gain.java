// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

/**
 * Makes audio louder or quieter, saturating. A new factor is reached in a ramp over the next piece of audio, so that nothing
 * clicks. Not thread-safe; allocates nothing per call.
 */
public final class Gain {
    private double factor;
    private double wanted;

    /**
     * Makes a gain.
     *
     * @param decibels by how much; negative is quieter
     * @throws IllegalArgumentException if it is more than 60, or not a number
     */
    public Gain(double decibels) {
        decibels(decibels);
        factor = wanted;
    }

    /**
     * Goes on with another gain.
     *
     * @param decibels by how much; {@link Double#NEGATIVE_INFINITY} mutes
     * @throws IllegalArgumentException if it is more than 60, or not a number
     */
    public void decibels(double decibels) {
        if (!(decibels <= 60)) {
            throw new IllegalArgumentException("gain of " + decibels + " dB");
        }
        wanted = Math.pow(10, decibels / 20);
    }

    /**
     * Changes the next piece of audio.
     *
     * @param pcm where it is
     * @param offset of its first sample
     * @param length how many samples
     */
    public void apply(short[] pcm, int offset, int length) {
        double step = (wanted - factor) / Math.max(1, length);
        for (int i = offset; i < offset + length; i++) {
            factor += step;
            pcm[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(pcm[i] * factor)));
        }
        factor = wanted;
    }
}
