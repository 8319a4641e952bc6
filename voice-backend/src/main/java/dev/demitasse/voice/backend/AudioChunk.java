// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.audio.Resampler;
import java.util.Arrays;

/**
 * A piece of sound to be played: 16-bit samples of one channel at a rate of their own, which need not be that of the call's
 * codec. Immutable.
 */
public final class AudioChunk {
    private static final int MIN_RATE_HZ = 8_000;
    private static final int MAX_RATE_HZ = 192_000;

    /** What all rates have in common, calls' own among them. */
    private static final int STEP_HZ = 25;

    private final short[] samples;
    private final int sampleRateHz;

    private AudioChunk(short[] samples, int sampleRateHz) {
        this.samples = samples;
        this.sampleRateHz = sampleRateHz;
    }

    /**
     * Makes a chunk.
     *
     * @param samples copied
     * @param sampleRateHz samples a second, 8,000 to 192,000, a multiple of 25
     * @return the chunk
     * @throws IllegalArgumentException if the rate is another
     */
    public static AudioChunk of(short[] samples, int sampleRateHz) {
        if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ || sampleRateHz % STEP_HZ != 0) {
            throw new IllegalArgumentException("sample rate must be a multiple of " + STEP_HZ + " within " + MIN_RATE_HZ
                    + ".." + MAX_RATE_HZ + " Hz: " + sampleRateHz);
        }
        return new AudioChunk(samples.clone(), sampleRateHz);
    }

    /**
     * Gives the sound.
     *
     * @return a copy of the samples
     */
    public short[] samples() {
        return samples.clone();
    }

    /**
     * Gives the number of samples.
     *
     * @return their number
     */
    public int size() {
        return samples.length;
    }

    /**
     * Gives the rate of this chunk.
     *
     * @return samples a second
     */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** The samples at another rate. */
    short[] samplesAt(int rateHz) {
        return Resampler.resample(samples, new AudioFormat(sampleRateHz, 1), new AudioFormat(rateHz, 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AudioChunk that
                && sampleRateHz == that.sampleRateHz
                && Arrays.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(samples) + sampleRateHz;
    }

    /** For logs: length and rate. */
    @Override
    public String toString() {
        return "AudioChunk[" + samples.length + " samples, " + sampleRateHz + " Hz]";
    }
}
