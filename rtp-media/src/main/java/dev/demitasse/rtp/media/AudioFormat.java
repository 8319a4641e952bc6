// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

/**
 * What samples mean: linear, signed, 16 bits, so many a second and channel, channels interleaved. Immutable.
 *
 * @param sampleRateHz samples a second in each channel, 8,000 to 192,000
 * @param channels 1 to 8
 */
public record AudioFormat(int sampleRateHz, int channels) {
    /** 8000 Hz, one channel: what G.711 carries. */
    public static final AudioFormat NARROWBAND = new AudioFormat(8000, 1);

    /**
     * Checks the numbers.
     *
     * @param sampleRateHz samples a second in each channel, 8,000 to 192,000
     * @param channels 1 to 8
     * @throws IllegalArgumentException if one is out of range
     */
    public AudioFormat {
        if (sampleRateHz < 8000 || sampleRateHz > 192_000 || channels < 1 || channels > 8) {
            throw new IllegalArgumentException(sampleRateHz + " Hz, " + channels + " channels");
        }
    }

    /**
     * Says how many samples a time has, all channels together.
     *
     * @param millis milliseconds
     * @return samples, rounded down
     */
    public int samples(int millis) {
        return (int) ((long) sampleRateHz * millis / 1000) * channels;
    }

    /**
     * Says how long some samples last.
     *
     * @param samples all channels together
     * @return nanoseconds, rounded down
     */
    public long nanos(long samples) {
        long perChannel = samples / channels;
        return perChannel / sampleRateHz * 1_000_000_000L + perChannel % sampleRateHz * 1_000_000_000L / sampleRateHz;
    }

    /**
     * Says how long some samples last.
     *
     * @param samples all channels together
     * @return milliseconds, rounded down
     */
    public long millis(long samples) {
        return nanos(samples) / 1_000_000;
    }

    @Override
    public String toString() {
        return sampleRateHz + " Hz/" + channels;
    }
}
