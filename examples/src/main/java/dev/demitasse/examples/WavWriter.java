// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import dev.demitasse.rtp.media.AudioFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A WAV file of one channel, as a command writes it: what can't be written is the user's to put right. Thread-safe. */
final class WavWriter implements AutoCloseable {
    private final Path file;
    private final dev.demitasse.rtp.media.audio.WavWriter writer;
    private long samples;
    private boolean open = true;

    private WavWriter(Path file, dev.demitasse.rtp.media.audio.WavWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Begins a file, in place of one that is there.
     *
     * @throws Failure if it can't be written
     */
    static WavWriter create(Path file, int rate) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Failure("no such directory: " + folder);
        }
        try {
            return new WavWriter(file, dev.demitasse.rtp.media.audio.WavWriter.create(file, new AudioFormat(rate, 1)));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Failure unwritable(Path file, IOException e) {
        return new Failure("can't write " + file + " (" + e.getMessage() + ")", e);
    }

    /** Appends samples. What comes after {@link #close()} is left out. */
    synchronized void write(short[] audio) {
        if (!open) {
            return;
        }
        try {
            writer.write(audio, 0, audio.length);
            samples += audio.length;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** How many samples have been written. */
    synchronized long samples() {
        return samples;
    }

    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            writer.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
