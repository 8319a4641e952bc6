// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.audio.MalformedWavException;
import dev.demitasse.rtp.media.audio.Resampler;
import dev.demitasse.rtp.media.audio.WavReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * WAV files as the telephone wants them: 8 kHz, one channel, 16 bits. Those of other rates are resampled, those of several channels
 * mixed.
 */
final class WavFile {
    /** The rate of everything this class returns, in Hz. */
    static final int RATE = 8000;

    private WavFile() {}

    /**
     * Reads a file.
     *
     * @throws Failure if it is missing, is no WAV file, or is one of a kind not understood
     */
    static short[] read(Path file) {
        if (!Files.exists(file)) {
            throw new Failure("no such file: " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw new Failure("not a file: " + file);
        }
        short[] samples = narrow(file, audio(file));
        if (samples.length == 0) {
            throw new Failure("no audio in " + file);
        }
        return samples;
    }

    private static AudioFrame audio(Path file) {
        try {
            return WavReader.readAll(file);
        } catch (MalformedWavException e) {
            throw new Failure("not a WAV file that can be played: " + file + " (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new Failure("can't read " + file + " (" + e.getMessage() + ")", e);
        }
    }

    private static short[] narrow(Path file, AudioFrame audio) {
        short[] mixed = mixed(audio.samples(), audio.format().channels());
        try {
            var from = new AudioFormat(audio.format().sampleRateHz(), 1);
            return Resampler.resample(mixed, from, AudioFormat.NARROWBAND);
        } catch (IllegalArgumentException e) {
            throw new Failure("a WAV file of " + audio.format().sampleRateHz() + " Hz can't be played: " + file, e);
        }
    }

    /** Makes one channel of several that are interleaved: their mean. */
    static short[] mixed(short[] samples, int channels) {
        short[] mono = new short[samples.length / channels];
        for (int i = 0; i < mono.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += samples[i * channels + channel];
            }
            mono[i] = (short) Math.round((float) sum / channels);
        }
        return mono;
    }
}
