// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads WAV files as the telephone wants them: 8 kHz, one channel, 16 bits. Files of other rates are resampled, those of
 * several channels are mixed. PCM of 8, 16, 24 and 32 bits is understood; compressed files are not.
 */
final class WavFile {
    /** The rate of everything this class returns, in Hz. */
    static final int RATE = 8000;

    /** The longest audio that is read, in bytes: an hour of 48 kHz stereo is 690 MB; a prompt is far less. */
    private static final int MAXIMUM_BYTES = 256 << 20;

    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;

    private final Path file;
    private int channels;
    private int rate;
    private int bytesPerSample;

    private WavFile(Path file) {
        this.file = file;
    }

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
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            return new WavFile(file).samples(in);
        } catch (EOFException e) {
            throw new Failure("not a whole WAV file: " + file, e);
        } catch (IOException e) {
            throw new Failure("can't read " + file + " (" + e.getMessage() + ")", e);
        }
    }

    private short[] samples(DataInputStream in) throws IOException {
        if (in.readInt() != fourCc("RIFF")) {
            throw new Failure("not a WAV file: " + file);
        }
        in.readInt();
        if (in.readInt() != fourCc("WAVE")) {
            throw new Failure("not a WAV file: " + file);
        }
        for (; ; ) {
            int chunk = in.readInt();
            long size = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            if (chunk == fourCc("fmt ")) {
                format(in, size);
            } else if (chunk == fourCc("data")) {
                return data(in, size);
            } else {
                in.skipNBytes(size + (size & 1));
            }
        }
    }

    private void format(DataInputStream in, long size) throws IOException {
        if (size < 16 || size > 4096) {
            throw new Failure("not a WAV file: " + file);
        }
        byte[] fields = in.readNBytes((int) (size + (size & 1)));
        if (fields.length < size) {
            throw new EOFException();
        }
        int kind = little(fields, 0, 2);
        if (kind == EXTENSIBLE && size >= 26) {
            kind = little(fields, 24, 2);
        }
        channels = little(fields, 2, 2);
        rate = little(fields, 4, 4);
        int bits = little(fields, 14, 2);
        bytesPerSample = bits / 8;
        if (kind != PCM || bits % 8 != 0 || bits < 8 || bits > 32) {
            throw new Failure("not a PCM WAV file of 8 to 32 bits (format " + kind + ", " + bits + " bits): " + file);
        }
        if (channels < 1 || channels > 64 || rate < 1000 || rate > 768_000) {
            throw new Failure("a WAV file of " + channels + " channels at " + rate + " Hz can't be played: " + file);
        }
    }

    private short[] data(InputStream in, long size) throws IOException {
        if (channels == 0) {
            throw new Failure("not a WAV file (audio before its format): " + file);
        }
        // A file that is still being written, or came through a pipe, claims 0xFFFFFFFF: what is there counts.
        byte[] bytes = in.readNBytes((int) Math.min(size, MAXIMUM_BYTES + 1L));
        if (bytes.length > MAXIMUM_BYTES) {
            throw new Failure("more than " + (MAXIMUM_BYTES >> 20) + " MB of audio: " + file);
        }
        int frames = bytes.length / (channels * bytesPerSample);
        if (frames == 0) {
            throw new Failure("no audio in " + file);
        }
        float[] mono = new float[frames];
        for (int i = 0, at = 0; i < frames; i++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++, at += bytesPerSample) {
                sum += sample(bytes, at);
            }
            mono[i] = sum / channels;
        }
        return round(rate == RATE ? mono : resample(mono, rate));
    }

    /** A sample scaled to 16 bits. */
    private float sample(byte[] bytes, int at) {
        if (bytesPerSample == 1) {
            return ((bytes[at] & 0xFF) - 128) * 256f;
        }
        int shift = 32 - 8 * bytesPerSample;
        return (little(bytes, at, bytesPerSample) << shift) / 65536f;
    }

    /** A windowed sinc (Hann, 16 zero crossings to each side) that ends just below the lower of the two Nyquist rates. */
    private static float[] resample(float[] in, int rate) {
        double step = (double) rate / RATE;
        double cutoff = 0.95 / Math.max(1, step);
        int reach = (int) Math.ceil(16 / cutoff);
        float[] out = new float[Math.toIntExact((long) in.length * RATE / rate)];
        for (int i = 0; i < out.length; i++) {
            double centre = i * step;
            int middle = (int) centre;
            double sum = 0;
            for (int j = Math.max(0, middle - reach + 1); j <= Math.min(in.length - 1, middle + reach); j++) {
                double distance = j - centre;
                double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / (reach + 1));
                sum += in[j] * window * sinc(cutoff * distance);
            }
            out[i] = (float) (sum * cutoff);
        }
        return out;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static short[] round(float[] samples) {
        short[] rounded = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            rounded[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(samples[i])));
        }
        return rounded;
    }

    private static int little(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    private static int fourCc(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }
}
