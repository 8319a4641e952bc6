// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.audio.AudioSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes audio as Opus in an Ogg file (RFC 7845, RFC 3533), encoded on the caller's thread at 32 kbit/s for each channel. Each page has up
 * to a second, and is handed to the operating system as soon as it is full: after a crash the file can be read up to there. Needs 150 KB
 * and the encoder, however long the file. Not thread-safe; blocks, so not for media loops.
 *
 * <p>The file has exactly the samples that were written: what the encoder needs to begin is skipped by players (pre-skip), and the
 * last page says where to end (end trimming, section 4.4). When a write has failed, the file ends with the last whole page, or within the
 * next, and nothing more is written to it.
 */
public final class OggOpusWriter implements AudioSink {
    private static final int PACKETS_OF_A_PAGE = 50;

    private enum State {
        OPEN,
        FAILED,
        CLOSED
    }

    private final FileChannel file;
    private final AudioFormat format;
    private final OpusFileEncoder encoder;
    private final OggPages pages;
    private final short[] frame;
    private State state = State.OPEN;
    private int filled;
    private long frames;
    private long packets;
    private int packetsOnPage;

    private OggOpusWriter(FileChannel file, AudioFormat format, OpusFileEncoder encoder, int serial)
            throws IOException {
        this.file = file;
        this.format = format;
        this.encoder = encoder;
        pages = new OggPages(serial);
        frame = new short[format.samples(20)];
        writeHeader(OpusHeaders.identification(format, encoder.lookahead()), OggPages.Place.FIRST);
        writeHeader(OpusHeaders.comments(), OggPages.Place.AMONG);
    }

    /**
     * Creates a file; one that is there is written over.
     *
     * @param path where it is
     * @param format of the audio: 8, 12, 16, 24 or 48 kHz, one or two channels
     * @param serial tells the stream from others in one file (RFC 3533 section 4): random, as of {@code Network.random()}, if files are
     *     ever joined
     * @return a writer
     * @throws IllegalArgumentException if Opus does not have the format
     * @throws IOException if it can't be written
     */
    public static OggOpusWriter create(Path path, AudioFormat format, int serial) throws IOException {
        var encoder = new OpusFileEncoder(format);
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            return new OggOpusWriter(file, format, encoder, serial);
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private void writeHeader(byte[] packet, OggPages.Place place) throws IOException {
        pages.add(packet, packet.length);
        writeFully(pages.finish(place, 0));
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if it is no multiple of the number of channels
     * @throws IllegalStateException if the writer is closed
     * @throws IOException if they can't be encoded or written, or could not before
     */
    @Override
    public void write(short[] pcm, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, pcm.length);
        if (length % format.channels() != 0) {
            throw new IllegalArgumentException(length + " samples of " + format.channels() + " channels");
        }
        requireOpen("write()");
        int end = offset + length;
        for (int at = offset; at < end; ) {
            int taken = Math.min(end - at, frame.length - filled);
            System.arraycopy(pcm, at, frame, filled, taken);
            filled += taken;
            at += taken;
            if (filled == frame.length) {
                filled = 0;
                frames++;
                addPacket();
                if (packetsOnPage == PACKETS_OF_A_PAGE) {
                    endPage(OggPages.Place.AMONG, decoded());
                }
            }
        }
    }

    private void requireOpen(String what) throws IOException {
        if (state == State.CLOSED) {
            throw new IllegalStateException(what + " of a closed file");
        }
        if (state == State.FAILED) {
            throw new IOException("the file could not be written before");
        }
    }

    /**
     * Hands to the operating system what there are packets of; up to 20 ms wait for the rest of theirs.
     *
     * @throws IllegalStateException if the writer is closed
     * @throws IOException if it can't be written, or could not before
     */
    @Override
    public void flush() throws IOException {
        requireOpen("flush()");
        if (!pages.isEmpty()) {
            endPage(OggPages.Place.AMONG, decoded());
        }
    }

    private void addPacket() throws IOException {
        int length = encoded();
        if (!pages.hasRoomFor(length)) {
            endPage(OggPages.Place.AMONG, decoded());
        }
        pages.add(encoder.packet, length);
        packets++;
        packetsOnPage++;
    }

    private int encoded() throws IOException {
        try {
            return encoder.encode(frame);
        } catch (IOException failed) {
            state = State.FAILED;
            throw failed;
        }
    }

    /** RFC 7845 section 4: the samples that all packets so far decode to, at 48 kHz. */
    private long decoded() {
        return packets * OpusFileEncoder.PACKET_SAMPLES;
    }

    private void endPage(OggPages.Place place, long granulePosition) throws IOException {
        packetsOnPage = 0;
        writeFully(pages.finish(place, granulePosition));
    }

    private void writeFully(ByteBuffer page) throws IOException {
        try {
            while (page.hasRemaining()) {
                file.write(page);
            }
        } catch (IOException failed) {
            state = State.FAILED;
            throw failed;
        }
    }

    /**
     * Writes what is left, and the end of the stream. Idempotent. When a write has failed before, only closes the file.
     *
     * @throws IOException if it can't be written
     */
    @Override
    public void close() throws IOException {
        State before = state;
        try (file) {
            if (before == State.OPEN) {
                endStream();
            }
        } finally {
            state = State.CLOSED;
        }
    }

    private void endStream() throws IOException {
        long samples = frames * (frame.length / format.channels()) + filled / format.channels();
        long end = encoder.lookahead() + samples * encoder.factor();
        // What went in last comes out of the decoder a lookahead later, so there is always one packet more.
        do {
            Arrays.fill(frame, filled, frame.length, (short) 0);
            filled = 0;
            addPacket();
        } while (decoded() < end);
        endPage(OggPages.Place.LAST, end);
    }
}
