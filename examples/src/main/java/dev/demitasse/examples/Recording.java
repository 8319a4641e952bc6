// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.audio.Resampler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The file that what is heard is written to, at 8 kHz in one channel, if there is to be one. Not thread-safe. */
final class Recording implements AutoCloseable {
    private final Optional<WavWriter> writer;
    private Optional<Resampler> resampler = Optional.empty();

    Recording(Optional<Path> file) {
        writer = file.map(path -> WavWriter.create(path, WavFile.RATE));
    }

    void write(AudioFrame frame) {
        writer.ifPresent(wav -> wav.write(narrowed(frame)));
    }

    private short[] narrowed(AudioFrame frame) {
        short[] mixed = WavFile.mixed(frame.samples(), frame.format().channels());
        var from = new AudioFormat(frame.format().sampleRateHz(), 1);
        if (from.equals(AudioFormat.NARROWBAND)) {
            return mixed;
        }
        if (resampler.filter(known -> known.from().equals(from)).isEmpty()) {
            resampler = Optional.of(new Resampler(from, AudioFormat.NARROWBAND));
        }
        short[] out = new short[resampler.get().maximumOutput(mixed.length)];
        return Arrays.copyOf(out, resampler.get().process(mixed, 0, mixed.length, out, 0));
    }

    double seconds() {
        return writer.map(wav -> (double) wav.samples() / WavFile.RATE).orElse(0.0);
    }

    @Override
    public void close() {
        writer.ifPresent(WavWriter::close);
    }
}
