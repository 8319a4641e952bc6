// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a WAV file of 16 bits that can be read at any moment, also when its writer dies: what is written lasts from 200 ms of
 * audio to the next, and the header says after each of them how much there is. Not thread-safe; blocks, so not for media loops.
 */
public final class WavWriter implements AudioSink {
    private static final int HEADER_BYTES = 44;
    private static final int FLUSH_MILLIS = 200;
    private static final long MAXIMUM_AUDIO_BYTES = 0xFFFF_FFFFL - HEADER_BYTES;

    private final FileChannel file;
    private final AudioFormat format;
    private final ByteBuffer pending;
    private final ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    private long audioBytes;

    private WavWriter(FileChannel file, AudioFormat format) throws IOException {
        this.file = file;
        this.format = format;
        pending = ByteBuffer.allocateDirect(2 * format.samples(FLUSH_MILLIS)).order(ByteOrder.LITTLE_ENDIAN);
        writeFully(header(), 0);
    }

    /**
     * Creates a file; one that is there is written over.
     *
     * @param path where it is
     * @param format of the audio
     * @return a writer
     * @throws IOException if it can't be written
     */
    public static WavWriter create(Path path, AudioFormat format) throws IOException {
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            return new WavWriter(file, format);
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private ByteBuffer header() {
        int frameBytes = 2 * format.channels();
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEADER_BYTES - 8)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) format.channels())
                .putInt(format.sampleRateHz())
                .putInt(format.sampleRateHz() * frameBytes)
                .putShort((short) frameBytes)
                .putShort((short) 16)
                .put(ascii("data"))
                .putInt(0)
                .flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if it is no multiple of the number of channels
     * @throws IOException if they can't be written, or the file has 4 GiB
     */
    @Override
    public void write(short[] pcm, int offset, int length) throws IOException {
        if (length % format.channels() != 0) {
            throw new IllegalArgumentException(length + " samples of " + format.channels() + " channels");
        }
        if (audioBytes + pending.position() + 2L * length > MAXIMUM_AUDIO_BYTES) {
            throw new IOException("a WAV file has no room for more than 4 GiB");
        }
        for (int i = offset; i < offset + length; i++) {
            pending.putShort(pcm[i]);
            if (!pending.hasRemaining()) {
                flush();
            }
        }
    }

    /**
     * Hands all to the operating system and makes the header true.
     *
     * @throws IOException if it can't be written
     */
    @Override
    public void flush() throws IOException {
        if (pending.position() == 0) {
            return;
        }
        pending.flip();
        int bytes = pending.remaining();
        writeFully(pending, HEADER_BYTES + audioBytes);
        pending.clear();
        audioBytes += bytes;
        // The audio first: what the header counts is always there.
        writeNumber(audioBytes + HEADER_BYTES - 8, 4);
        writeNumber(audioBytes, HEADER_BYTES - 4);
    }

    private void writeNumber(long value, long at) throws IOException {
        number.clear().putInt((int) value).flip();
        writeFully(number, at);
    }

    private void writeFully(ByteBuffer bytes, long at) throws IOException {
        long to = at;
        while (bytes.hasRemaining()) {
            to += file.write(bytes, to);
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (file.isOpen()) {
                flush();
            }
        }
    }
}
