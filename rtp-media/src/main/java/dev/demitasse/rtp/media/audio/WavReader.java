// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.spi.AudioDecoder;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a WAV file piece by piece: integers of 8, 16, 24 and 32 bits, floats of 32, A-law and mu-law. Not thread-safe; blocks as
 * its stream does.
 *
 * <p>Nothing in the file is trusted: chunks that are not known are passed over, and the length of the audio is the smaller of
 * what the header says and what is there. A length of 0, or of all ones, as of a file whose writer died or streamed, stands for
 * all that is there.
 */
public final class WavReader implements AutoCloseable {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int MAXIMUM_FORMAT_BYTES = 4_096;
    private static final int MAXIMUM_CHUNKS = 1_000;
    private static final long TO_THE_END = Long.MAX_VALUE;

    private final InputStream in;
    private final ByteBuffer block = ByteBuffer.allocate(4_096).order(ByteOrder.LITTLE_ENDIAN);
    private final short[] decoded = new short[4_096];
    private AudioFormat format;
    private int encoding;
    private int sampleBytes;
    private Optional<AudioDecoder> law = Optional.empty();
    private long left;

    private WavReader(InputStream in) throws IOException {
        this.in = in;
        readHeader();
    }

    /**
     * Opens a file.
     *
     * @param file a WAV file
     * @return a reader at the first sample
     * @throws MalformedWavException if it is not one that can be read
     * @throws IOException if it can't be read at all
     */
    public static WavReader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return new WavReader(in);
        } catch (IOException | RuntimeException failed) {
            in.close();
            throw failed;
        }
    }

    /**
     * Reads from a stream.
     *
     * @param in at the beginning of a WAV file; closed by {@link #close}
     * @return a reader at the first sample
     * @throws MalformedWavException if it is not one that can be read
     * @throws IOException if the stream can't be read
     */
    public static WavReader of(InputStream in) throws IOException {
        return new WavReader(in);
    }

    /**
     * Reads a whole file.
     *
     * @param file a WAV file
     * @return its audio
     * @throws MalformedWavException if it is not one that can be read, or longer than an hour
     * @throws IOException if it can't be read at all
     */
    public static AudioFrame readAll(Path file) throws IOException {
        try (WavReader reader = open(file)) {
            short[] all = new short[1 << 16];
            int length = 0;
            for (int read = 0; read >= 0; read = reader.read(all, length, all.length - length)) {
                length += read;
                if (length == all.length) {
                    if (length > 3_600L * reader.format.samples(1_000)) {
                        throw new MalformedWavException("longer than an hour");
                    }
                    all = Arrays.copyOf(all, 2 * length);
                }
            }
            return AudioFrame.of(reader.format, Arrays.copyOf(all, length));
        }
    }

    /**
     * Gives the format of the audio.
     *
     * @return sample rate and channels
     */
    public AudioFormat format() {
        return format;
    }

    /**
     * Reads samples.
     *
     * @param pcm where they go, channels interleaved
     * @param offset of the first
     * @param length how many are wanted, all channels together; at least one for each channel
     * @return how many were read, a multiple of the number of channels; -1 at the end
     * @throws IOException if the stream can't be read
     */
    public int read(short[] pcm, int offset, int length) throws IOException {
        int perSample = sampleBytes * format.channels();
        long frames = Math.min(Math.min(length / format.channels(), block.capacity() / perSample), left / perSample);
        int wanted = (int) frames * perSample;
        int bytes = in.readNBytes(block.array(), 0, wanted) / perSample * perSample;
        left = bytes < wanted ? 0 : left - (left == TO_THE_END ? 0 : bytes);
        if (bytes == 0) {
            return -1;
        }
        block.clear().limit(bytes);
        return convert(pcm, offset, bytes / sampleBytes);
    }

    private int convert(short[] pcm, int offset, int samples) {
        if (law.isPresent()) {
            law.get().decode(block.array(), 0, samples, decoded);
            System.arraycopy(decoded, 0, pcm, offset, samples);
            return samples;
        }
        for (int i = 0; i < samples; i++) {
            pcm[offset + i] = encoding == FLOAT ? ofFloat(block.getFloat()) : nextInteger();
        }
        return samples;
    }

    private static short ofFloat(float value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value * 32_768f)));
    }

    /** The upper 16 bits of the next sample; of 8 bits there is no sign. */
    private short nextInteger() {
        return switch (sampleBytes) {
            case 1 -> (short) ((block.get() & 0xFF) - 128 << 8);
            case 2 -> block.getShort();
            case 3 -> {
                block.get();
                yield block.getShort();
            }
            default -> (short) (block.getInt() >> 16);
        };
    }

    private void readHeader() throws IOException {
        if (!"RIFF".equals(tag(4)) || tag(4).isEmpty() || !"WAVE".equals(tag(4))) {
            throw new MalformedWavException("no RIFF and WAVE at the beginning");
        }
        for (int chunk = 0; chunk < MAXIMUM_CHUNKS; chunk++) {
            String name = tag(4);
            long length = number(4);
            if (name.equals("data")) {
                begin(length);
                return;
            }
            if (name.equals("fmt ")) {
                readFormat(length);
            } else {
                pass(length);
            }
            pass(length & 1);
        }
        throw new MalformedWavException("more than " + MAXIMUM_CHUNKS + " chunks before the audio");
    }

    private void begin(long length) throws MalformedWavException {
        if (format == null) {
            throw new MalformedWavException("audio before its format");
        }
        left = length == 0 || length == 0xFFFF_FFFFL ? TO_THE_END : length;
    }

    private void readFormat(long length) throws IOException {
        if (length < 16 || length > MAXIMUM_FORMAT_BYTES) {
            throw new MalformedWavException("a format of " + length + " bytes");
        }
        encoding = (int) number(2);
        int channels = (int) number(2);
        long rateHz = number(4);
        pass(6);
        int bits = (int) number(2);
        long passed = 16;
        if (encoding == EXTENSIBLE && length >= 26) {
            pass(8);
            encoding = (int) number(2);
            passed = 26;
        }
        pass(length - passed);
        use(channels, rateHz, bits);
    }

    private void use(int channels, long rateHz, int bits) throws MalformedWavException {
        boolean known = switch (encoding) {
            case PCM -> bits == 8 || bits == 16 || bits == 24 || bits == 32;
            case FLOAT -> bits == 32;
            case A_LAW, MU_LAW -> bits == 8;
            default -> false;
        };
        if (!known || channels < 1 || channels > 8 || rateHz < 8_000 || rateHz > 192_000) {
            throw new MalformedWavException(
                    "encoding " + encoding + ", " + bits + " bits, " + channels + " channels, " + rateHz + " Hz");
        }
        format = new AudioFormat((int) rateHz, channels);
        sampleBytes = bits / 8;
        if (encoding == A_LAW || encoding == MU_LAW) {
            law = Optional.of(AudioCodecs.installed()
                    .named(encoding == A_LAW ? "PCMA" : "PCMU")
                    .newDecoder(""));
        }
    }

    private String tag(int bytes) throws IOException {
        return new String(exactly(bytes), StandardCharsets.ISO_8859_1);
    }

    private long number(int bytes) throws IOException {
        long value = 0;
        byte[] read = exactly(bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | read[i] & 0xFF;
        }
        return value;
    }

    private byte[] exactly(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new MalformedWavException("the file ends in its header");
        }
        return read;
    }

    private void pass(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException ends) {
            throw new MalformedWavException("the file ends in its header");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
