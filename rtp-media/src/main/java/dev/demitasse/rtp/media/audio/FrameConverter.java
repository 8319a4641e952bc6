// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import java.util.Arrays;
import java.util.Optional;

/** Turns frames of 20 ms of one format into frames of another, by rate and by channels. Not thread-safe; allocates nothing per frame. */
final class FrameConverter {
    private static final int FRAME_MILLIS = 20;

    private final AudioFormat from;
    private final AudioFormat to;
    private final boolean same;
    private final Optional<Resampler> resampler;
    private final short[] mixedDown;
    private final short[] resampled;

    FrameConverter(AudioFormat from, AudioFormat to) {
        this.from = from;
        this.to = to;
        same = from.equals(to);
        int channels = from.channels() == to.channels() ? from.channels() : 1;
        AudioFormat in = new AudioFormat(from.sampleRateHz(), channels);
        AudioFormat out = new AudioFormat(to.sampleRateHz(), channels);
        resampler = in.equals(out) ? Optional.empty() : Optional.of(new Resampler(in, out));
        mixedDown = new short[same ? 0 : in.samples(FRAME_MILLIS)];
        resampled = new short[same ? 0 : out.samples(FRAME_MILLIS) + 2 * channels];
    }

    /** Converts a frame; what it gives is as long as a frame of the other format. */
    void convert(short[] frame, short[] result) {
        if (same) {
            System.arraycopy(frame, 0, result, 0, result.length);
            return;
        }
        boolean sameChannels = from.channels() == to.channels();
        short[] source = sameChannels ? frame : mixDown(frame);
        short[] ready = source;
        if (resampler.isPresent()) {
            int samples = resampler.get().process(source, 0, mixedDown.length, resampled, 0);
            Arrays.fill(resampled, samples, resampled.length, (short) 0);
            ready = resampled;
        }
        int spread = sameChannels ? 1 : to.channels();
        for (int i = 0; i < result.length; i++) {
            result[i] = ready[i / spread];
        }
    }

    private short[] mixDown(short[] frame) {
        int channels = from.channels();
        for (int i = 0; i < mixedDown.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += frame[i * channels + channel];
            }
            mixedDown[i] = (short) (sum / channels);
        }
        return mixedDown;
    }
}
