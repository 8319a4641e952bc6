// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.internal;

import dev.demitasse.rtp.media.spi.AudioCodec;
import java.util.List;

/**
 * A codec's three rates, and the sums between samples (all channels together), timestamp ticks and nanoseconds. Immutable.
 *
 * @param clockRateHz of timestamps
 * @param sampleRateHz of each channel
 * @param channels interleaved
 */
public record Rates(int clockRateHz, int sampleRateHz, int channels) {
    private static final long SECOND = 1_000_000_000L;

    /** Those that nearly all sessions have, which look at them with each packet, are the same objects. */
    private static final List<Rates> USUAL = List.of(
            new Rates(8_000, 8_000, 1),
            new Rates(8_000, 16_000, 1),
            new Rates(16_000, 16_000, 1),
            new Rates(48_000, 48_000, 1),
            new Rates(48_000, 48_000, 2));

    /**
     * Takes a codec's rates.
     *
     * @param codec the codec
     * @return its rates
     */
    public static Rates of(AudioCodec codec) {
        var rates = new Rates(codec.clockRateHz(), codec.sampleRateHz(), codec.audioChannels());
        int usual = USUAL.indexOf(rates);
        return usual < 0 ? rates : USUAL.get(usual);
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
