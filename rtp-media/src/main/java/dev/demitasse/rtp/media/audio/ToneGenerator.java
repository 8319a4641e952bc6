// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import java.util.List;

/**
 * Makes the audio of a {@link ToneSequence}, piece by piece. Tones begin and end in a ramp of 1 ms, so that they don't click; all
 * channels carry the same. Not thread-safe; allocates nothing per call.
 */
public final class ToneGenerator {
    /** The amplitude of a sine of 0 dBm0: one of full scale is at 3.14 dBm0 (G.711). */
    private static final double AMPLITUDE_OF_0_DBM0 = 32_767 * Math.pow(10, -3.14 / 20);

    private static final int RAMP_MILLIS = 1;

    private final List<ToneSegment> segments;
    private final boolean repeated;
    private final int rateHz;
    private final int channels;
    private final int ramp;
    private int segment;
    private long at;
    private long length;
    private double amplitude;

    /**
     * Makes a generator that stands at the beginning.
     *
     * @param sequence what is to be heard
     * @param format of the audio
     */
    public ToneGenerator(ToneSequence sequence, AudioFormat format) {
        segments = sequence.segments();
        repeated = sequence.repeated();
        rateHz = format.sampleRateHz();
        channels = format.channels();
        ramp = rateHz * RAMP_MILLIS / 1000;
        begin();
    }

    private long samples(ToneSegment of) {
        return Math.max(1, of.duration().toNanos() / 1_000 * rateHz / 1_000_000);
    }

    /**
     * Tells whether all was made.
     *
     * @return whether the end is reached; never of a repeated sequence
     */
    public boolean isOver() {
        return segment == segments.size();
    }

    /**
     * Makes the next piece.
     *
     * @param pcm where it goes
     * @param offset of its first sample
     * @param wanted how many samples, all channels together; a multiple of the number of channels
     * @return how many were made; fewer at the end
     */
    public int generate(short[] pcm, int offset, int wanted) {
        int made = 0;
        while (made + channels <= wanted && !isOver()) {
            short sample = sample(segments.get(segment));
            for (int channel = 0; channel < channels; channel++) {
                pcm[offset + made++] = sample;
            }
            at++;
            if (at == length) {
                next();
            }
        }
        return made;
    }

    private void next() {
        at = 0;
        segment++;
        if (segment == segments.size() && repeated) {
            segment = 0;
        }
        if (!isOver()) {
            begin();
        }
    }

    private void begin() {
        length = samples(segments.get(segment));
        amplitude = AMPLITUDE_OF_0_DBM0 * Math.pow(10, segments.get(segment).levelDbm0() / 20);
    }

    private short sample(ToneSegment tone) {
        List<Integer> frequencies = tone.frequenciesHz();
        if (frequencies.isEmpty()) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < frequencies.size(); i++) {
            // The phase of whole cycles is left out before the sine, which so stays exact for an hour.
            long cycles = frequencies.get(i) * at % rateHz;
            sum += Math.sin(2 * Math.PI * cycles / rateHz);
        }
        double edge = Math.min(1, Math.min(at + 1, length - at) / (double) (ramp + 1));
        double value = sum * edge * amplitude;
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(value)));
    }
}
