// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a WAV file of 16 bits and one channel bit by bit. After each second of audio, and at the end, the header says how
 * much there is, so that a file whose writer was killed can still be played. Thread-safe.
 */
final class WavWriter implements AutoCloseable {
    private static final int HEADER_BYTES = 44;

    private final Path file;
    private final int rate;
    private final FileChannel channel;
    private final ByteBuffer waiting;
    private long samples;
    private boolean open = true;

    private WavWriter(Path file, int rate, FileChannel channel) {
        this.file = file;
        this.rate = rate;
        this.channel = channel;
        this.waiting = ByteBuffer.allocate(2 * rate).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Begins a file, in place of one that is there.
     *
     * @throws Failure if it can't be written
     */
    static WavWriter create(Path file, int rate) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new Failure("no such directory: " + folder);
            }
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            var writer = new WavWriter(file, rate, channel);
            writer.writeHeader();
            return writer;
        } catch (IOException e) {
            throw new Failure("can't write " + file + " (" + e.getMessage() + ")", e);
        }
    }

    /** Appends samples. What comes after {@link #close()} is left out. */
    synchronized void write(short[] audio) {
        if (!open) {
            return;
        }
        for (short sample : audio) {
            if (!waiting.hasRemaining()) {
                flush();
            }
            waiting.putShort(sample);
        }
    }

    /** How many samples have been written. */
    synchronized long samples() {
        return samples + waiting.position() / 2;
    }

    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        flush();
        try {
            channel.close();
        } catch (IOException e) {
            throw new Failure("can't write " + file + " (" + e.getMessage() + ")", e);
        }
    }

    private void flush() {
        waiting.flip();
        try {
            long at = HEADER_BYTES + 2 * samples;
            samples += waiting.remaining() / 2;
            while (waiting.hasRemaining()) {
                at += channel.write(waiting, at);
            }
            writeHeader();
        } catch (IOException e) {
            throw new Failure("can't write " + file + " (" + e.getMessage() + ")", e);
        }
        waiting.clear();
    }

    private void writeHeader() throws IOException {
        int audioBytes = (int) Math.min(2 * samples, Integer.MAX_VALUE - HEADER_BYTES);
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER_BYTES - 8 + audioBytes);
        header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        header.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
        header.putShort((short) 2).putShort((short) 16);
        header.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(audioBytes)
                .flip();
        for (long at = 0; header.hasRemaining(); ) {
            at += channel.write(header, at);
        }
    }
}
