// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import java.util.Arrays;

/**
 * Changes the sample rate of a stream, by a polyphase filter of linear phase. Not thread-safe; allocates nothing per call.
 *
 * <p>Within 0.1 dB up to 0.42 of the lower rate (3360 Hz at 8000 Hz), and 70 dB down from half of it on: neither aliases nor
 * images are heard. The delay is half the filter, 32 samples of the lower rate: 4 ms at 8000 Hz. From frame to frame there is no
 * seam; over a whole second of input the output has exactly its rate's samples.
 */
public final class Resampler {
    private static final int TAPS = 64;
    private static final double CUT_OFF = 0.46;
    private static final double KAISER_BETA = 7.2;
    private static final int CHUNK_FRAMES = 480;

    private final AudioFormat from;
    private final AudioFormat to;
    private final int channels;
    private final int up;
    private final int down;
    private final int taps;
    private final float[][] phases;
    private final float[] window;
    private int phase;
    private int position;

    /**
     * Makes a resampler that has heard silence.
     *
     * @param from the format that goes in
     * @param to the format that comes out
     * @throws IllegalArgumentException if they differ in channels, or their rates have no common divisor of 25 Hz or more
     */
    public Resampler(AudioFormat from, AudioFormat to) {
        if (from.channels() != to.channels()) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
        this.from = from;
        this.to = to;
        channels = from.channels();
        int divisor = greatestDivisor(from.sampleRateHz(), to.sampleRateHz());
        if (divisor < 25) {
            throw new IllegalArgumentException("from " + from + " to " + to + ": the rates have too little in common");
        }
        up = to.sampleRateHz() / divisor;
        down = from.sampleRateHz() / divisor;
        // Taps count samples that go in; when the rate goes down, the filter is as much longer.
        taps = up >= down ? TAPS : (TAPS * down + up - 1) / up;
        phases = up == down ? new float[0][] : phases(up, taps, Math.min(1.0, (double) up / down));
        window = new float[(taps + CHUNK_FRAMES) * channels];
    }

    /**
     * Resamples a whole sound, without delay.
     *
     * @param pcm the sound, all channels together
     * @param from its format
     * @param to the format that is wanted
     * @return the sound in that format, as long as it was, rounded up to a sample; {@code pcm} itself if nothing changes
     * @throws IllegalArgumentException as {@link #Resampler}
     */
    public static short[] resample(short[] pcm, AudioFormat from, AudioFormat to) {
        if (from.equals(to)) {
            return pcm;
        }
        var resampler = new Resampler(from, to);
        int channels = from.channels();
        // What goes in first comes out half a filter later: there the output begins, and that much silence follows the
        // sound.
        int start = resampler.taps * resampler.up / 2;
        resampler.position = start / resampler.up;
        resampler.phase = start % resampler.up;
        short[] silence = new short[(resampler.taps / 2 + 1) * channels];
        short[] out = new short[resampler.maximumOutput(pcm.length) + resampler.maximumOutput(silence.length)];
        int made = resampler.process(pcm, 0, pcm.length, out, 0);
        resampler.process(silence, 0, silence.length, out, made);
        long frames = ((long) pcm.length / channels * resampler.up + resampler.down - 1) / resampler.down;
        return Arrays.copyOf(out, (int) frames * channels);
    }

    private static int greatestDivisor(int a, int b) {
        return b == 0 ? a : greatestDivisor(b, a % b);
    }

    /** One filter for each place that an output sample can have between two input samples; latest input first. */
    private static float[][] phases(int up, int taps, double lowerRate) {
        float[][] phases = new float[up][taps];
        double middle = taps / 2.0;
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            for (int tap = 0; tap < taps; tap++) {
                double at = tap + (double) phase / up - middle;
                double value = sinc(2 * CUT_OFF * lowerRate * at) * kaiser(at / middle);
                phases[phase][tap] = (float) value;
                sum += value;
            }
            for (int tap = 0; tap < taps; tap++) {
                phases[phase][tap] /= (float) sum;
            }
        }
        return phases;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) > 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
    }

    /** The modified Bessel function of the first kind and order 0, by its series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= x / 2 / k * (x / 2 / k);
            sum += term;
        }
        return sum;
    }

    /**
     * Gives the format that goes in.
     *
     * @return the format
     */
    public AudioFormat from() {
        return from;
    }

    /**
     * Gives the format that comes out.
     *
     * @return the format
     */
    public AudioFormat to() {
        return to;
    }

    /**
     * Gives the most samples that come out of some that go in.
     *
     * @param samples that go in, all channels together
     * @return all channels together
     */
    public int maximumOutput(int samples) {
        return (int) (((long) samples / channels * up + down - 1) / down + 1) * channels;
    }

    /**
     * Resamples the next piece of the stream.
     *
     * @param in where it is
     * @param offset of its first sample
     * @param length how many samples, all channels together
     * @param out where the result goes, with room for {@link #maximumOutput}; another array than {@code in}
     * @param outOffset of its first sample
     * @return how many samples came out, all channels together
     * @throws IllegalArgumentException if the length is no multiple of the number of channels
     */
    public int process(short[] in, int offset, int length, short[] out, int outOffset) {
        if (length % channels != 0) {
            throw new IllegalArgumentException(length + " samples of " + channels + " channels");
        }
        if (up == down) {
            System.arraycopy(in, offset, out, outOffset, length);
            return length;
        }
        int written = 0;
        for (int done = 0; done < length; done += CHUNK_FRAMES * channels) {
            int count = Math.min(CHUNK_FRAMES * channels, length - done);
            written += chunk(in, offset + done, count / channels, out, outOffset + written);
        }
        return written;
    }

    private int chunk(short[] in, int offset, int frames, short[] out, int outOffset) {
        int kept = (taps - 1) * channels;
        for (int i = 0; i < frames * channels; i++) {
            window[kept + i] = in[offset + i];
        }
        int at = outOffset;
        while (position < frames) {
            for (int channel = 0; channel < channels; channel++) {
                out[at++] = filter(phases[phase], (position + taps - 1) * channels + channel);
            }
            phase += down;
            position += phase / up;
            phase %= up;
        }
        position -= frames;
        System.arraycopy(window, frames * channels, window, 0, kept);
        return at - outOffset;
    }

    private short filter(float[] coefficients, int latest) {
        float sum = 0;
        int at = latest;
        for (int tap = 0; tap < taps; tap++) {
            sum += coefficients[tap] * window[at];
            at -= channels;
        }
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
    }

    /** Forgets the stream so far. */
    public void reset() {
        Arrays.fill(window, 0);
        phase = 0;
        position = 0;
    }
}
