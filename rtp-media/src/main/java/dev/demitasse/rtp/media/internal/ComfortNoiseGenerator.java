// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import java.util.Arrays;

/**
 * Makes the noise that RFC 3389 payloads describe: white noise through an all-pole lattice of the reflection coefficients, at
 * the payload's level. The level moves to a new one within a frame, so that nothing clicks. Not thread-safe; allocates nothing.
 */
public final class ComfortNoiseGenerator {
    /** Reflection coefficients of a higher order are left out, as section 3 allows. */
    public static final int MAXIMUM_ORDER = 12;

    /** How long noise is made after the last payload, in seconds: whoever is silent for longer is gone, not quiet. */
    public static final int MAXIMUM_SECONDS = 30;

    /** A coefficient nearer to one would ring for longer than a frame. */
    private static final double MAXIMUM_REFLECTION = 0.98;

    /** Noise is hardly ever stronger than four times its root mean square. */
    private static final double CREST = 4;

    private final Noise noise;
    private final long maximumSamples;
    private final double glide;
    private final double[] reflection = new double[MAXIMUM_ORDER];
    private final double[] backward = new double[MAXIMUM_ORDER + 1];
    private int order;
    private double wantedRms;
    private double rms;
    private double predictionGain = 1;
    private long left;

    /**
     * Makes a generator that is silent.
     *
     * @param sampleRateHz of the noise, that of the codec it goes with
     * @param seed from which the noise repeats
     */
    public ComfortNoiseGenerator(int sampleRateHz, int seed) {
        noise = new Noise(seed);
        maximumSamples = (long) sampleRateHz * MAXIMUM_SECONDS;
        glide = 1 - Math.exp(-1.0 / (0.005 * sampleRateHz));
    }

    /**
     * Takes a description of noise: a level, then any number of reflection coefficients (RFC 3389 section 3).
     *
     * @param payload where the payload is
     * @param offset of its first byte
     * @param length in bytes
     * @return whether it is one; not if it is empty, or the first bit of the level is set
     */
    public boolean onPayload(byte[] payload, int offset, int length) {
        if (length < 1 || payload[offset] < 0) {
            return false;
        }
        order = Math.min(MAXIMUM_ORDER, length - 1);
        double remaining = 1;
        for (int i = 0; i < order; i++) {
            // Section 3.2: 0 to 254 stand for 258 * (N - 127) / 32768; 255 is reserved, and cut down as 254 is.
            double value = 258.0 * ((payload[offset + 1 + i] & 0xFF) - 127) / 32_768;
            reflection[i] = Math.max(-MAXIMUM_REFLECTION, Math.min(MAXIMUM_REFLECTION, value));
            remaining *= 1 - reflection[i] * reflection[i];
        }
        predictionGain = Math.sqrt(remaining);
        wantedRms = 32_768 * Math.pow(10, -payload[offset] / 20.0);
        if (left == 0) {
            rms = wantedRms;
            Arrays.fill(backward, 0);
        }
        left = maximumSamples;
        return true;
    }

    /** Silence from now on, as when audio comes again. */
    public void stop() {
        left = 0;
    }

    /**
     * Tells whether there is noise to make.
     *
     * @return whether a payload came, not longer than {@link #MAXIMUM_SECONDS} ago, and nothing stopped it since
     */
    public boolean isActive() {
        return left > 0;
    }

    /**
     * Makes noise, or silence where there is nothing to make.
     *
     * @param pcm where it goes
     * @param offset of its first sample
     * @param samples how many
     */
    public void generate(short[] pcm, int offset, int samples) {
        for (int i = 0; i < samples; i++) {
            pcm[offset + i] = left > 0 ? next() : 0;
        }
    }

    private short next() {
        left--;
        rms += (wantedRms - rms) * glide;
        double forward = noise.next() * rms * predictionGain;
        for (int i = order - 1; i >= 0; i--) {
            forward -= reflection[i] * backward[i];
            backward[i + 1] = backward[i] + reflection[i] * forward;
        }
        double limit = Math.min(32_767, CREST * rms);
        backward[0] = Math.max(-limit, Math.min(limit, forward));
        return (short) Math.rint(backward[0]);
    }
}
