// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;

/**
 * A codec's three rates, and the sums between samples (all channels together), timestamp ticks and nanoseconds. Immutable.
 *
 * @param clockRateHz of timestamps
 * @param sampleRateHz of each channel
 * @param channels interleaved
 */
public record Rates(int clockRateHz, int sampleRateHz, int channels) {
    private static final long SECOND = 1_000_000_000L;

    /**
     * Takes a codec's rates.
     *
     * @param codec the codec
     * @return its rates
     */
    public static Rates of(AudioCodec codec) {
        return new Rates(codec.clockRateHz(), codec.sampleRateHz(), codec.audioChannels());
    }

    /**
     * Counts samples in a time.
     *
     * @param millis milliseconds
     * @return samples
     */
    public int samplesIn(int millis) {
        return (int) ((long) sampleRateHz * millis / 1000) * channels;
    }

    /**
     * Counts ticks in a time.
     *
     * @param millis milliseconds
     * @return ticks
     */
    public int ticksIn(int millis) {
        return (int) ((long) clockRateHz * millis / 1000);
    }

    /**
     * Converts samples to ticks.
     *
     * @param samples all channels together
     * @return ticks
     */
    public long ticks(long samples) {
        return samples / channels * clockRateHz / sampleRateHz;
    }

    /**
     * Converts ticks to samples.
     *
     * @param ticks timestamp ticks
     * @return all channels together
     */
    public long samples(long ticks) {
        return ticks * sampleRateHz / clockRateHz * channels;
    }

    /**
     * Converts ticks to nanoseconds.
     *
     * @param ticks timestamp ticks, also negative
     * @return nanoseconds
     */
    public long nanos(long ticks) {
        return ticks / clockRateHz * SECOND + ticks % clockRateHz * SECOND / clockRateHz;
    }

    /**
     * Converts nanoseconds to ticks.
     *
     * @param nanos not negative
     * @return ticks
     */
    public long ticksOfNanos(long nanos) {
        return nanos / SECOND * clockRateHz + nanos % SECOND * clockRateHz / SECOND;
    }
}
