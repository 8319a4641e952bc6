// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/** A piece of audio of any length, with its format. Immutable. */
public final class AudioFrame {
    private final AudioFormat format;
    private final short[] samples;
    private final long position;

    private AudioFrame(AudioFormat format, short[] samples, long position) {
        this.format = format;
        this.samples = samples;
        this.position = position;
    }

    /**
     * Makes a frame of a copy of samples.
     *
     * @param format what they mean
     * @param samples channels interleaved
     * @return the frame, at position 0
     * @throws IllegalArgumentException if the number of samples is no multiple of the number of channels
     */
    public static AudioFrame of(AudioFormat format, short... samples) {
        return adopt(format, samples.clone(), 0);
    }

    /** Makes a frame of an array that nobody changes any more. */
    static AudioFrame adopt(AudioFormat format, short[] samples, long position) {
        Objects.requireNonNull(format, "format");
        if (samples.length % format.channels() != 0) {
            throw new IllegalArgumentException(samples.length + " samples for " + format.channels() + " channels");
        }
        return new AudioFrame(format, samples, position);
    }

    /**
     * Gives what the samples mean.
     *
     * @return the format
     */
    public AudioFormat format() {
        return format;
    }

    /**
     * Counts the samples, all channels together.
     *
     * @return how many there are
     */
    public int length() {
        return samples.length;
    }

    /**
     * Gives one sample.
     *
     * @param index from 0
     * @return the sample
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public short sample(int index) {
        return samples[index];
    }

    /**
     * Gives the samples.
     *
     * @return a copy, channels interleaved
     */
    public short[] samples() {
        return samples.clone();
    }

    /**
     * Copies samples.
     *
     * @param from index of the first
     * @param to where they go
     * @param offset where the first goes
     * @param count how many
     * @throws IndexOutOfBoundsException if there are not as many, or there is no room
     */
    public void copyTo(int from, short[] to, int offset, int count) {
        System.arraycopy(samples, from, to, offset, count);
    }

    /**
     * Says where the frame stands in what a session has received: how many samples came before it, those that were made up
     * and those the application did not read included. So a gap between two frames that were read shows.
     *
     * @return samples, all channels together; 0 for a frame that was not received
     */
    public long position() {
        return position;
    }

    /**
     * Says how long the frame lasts.
     *
     * @return the duration
     */
    public Duration duration() {
        return Duration.ofNanos(format.nanos(samples.length));
    }

    /** The array itself, for reading only. */
    short[] array() {
        return samples;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AudioFrame that
                && format.equals(that.format)
                && position == that.position
                && Arrays.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return Objects.hash(format, position, Arrays.hashCode(samples));
    }

    @Override
    public String toString() {
        return format + ", " + samples.length + " samples";
    }
}
