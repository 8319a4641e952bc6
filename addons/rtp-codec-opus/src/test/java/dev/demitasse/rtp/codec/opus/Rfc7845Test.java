// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import dev.demitasse.rtp.media.audio.RecorderTap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7845: Opus in an Ogg file")
class Rfc7845Test {
    private static final AudioFormat FULL = new AudioFormat(48_000, 1);
    private static final int SERIAL = 0x1234_5678;

    private Path file;

    @BeforeEach
    void name(@TempDir Path folder) {
        file = folder.resolve("call.opus");
    }

    private OggOpusWriter create(AudioFormat format) throws IOException {
        return OggOpusWriter.create(file, format, SERIAL);
    }

    private OggFile written(AudioFormat format, short[] pcm) throws IOException {
        try (OggOpusWriter writer = create(format)) {
            writer.write(pcm, 0, pcm.length);
        }
        return OggFile.read(file);
    }

    /** A tone of 440 Hz, in the second channel of 1 kHz. */
    private static short[] tones(AudioFormat format, int samples) {
        short[] pcm = new short[samples * format.channels()];
        for (int i = 0; i < pcm.length; i++) {
            int hertz = i % format.channels() == 0 ? 440 : 1_000;
            double time = (double) (i / format.channels()) / format.sampleRateHz();
            pcm[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * time));
        }
        return pcm;
    }

    @Test
    @DisplayName(
            "section 3: two pages for the two headers, each alone, at 0; then audio; the first page begins the stream, the last ends it")
    void organisation() throws IOException {
        OggFile read = written(FULL, tones(FULL, 48_000 * 5 / 2));
        assertEquals(5, read.pages().size());
        for (int i = 0; i < 5; i++) {
            OggFile.Page page = read.pages().get(i);
            assertEquals(i == 0 ? 2 : i == 4 ? 4 : 0, page.headerType());
            assertEquals(SERIAL, page.serial());
            assertEquals(i, page.sequence());
            assertEquals(i < 2 ? 1 : i < 4 ? 50 : 26, page.packets().size());
        }
    }

    @Test
    @DisplayName(
            "section 4: granule positions count what is decoded at 48 kHz, pre-skip and all; the last says where to end")
    void granulePositions() throws IOException {
        OggFile read = written(FULL, tones(FULL, 48_000 * 5 / 2));
        assertEquals(0, read.pages().get(0).granulePosition());
        assertEquals(0, read.pages().get(1).granulePosition());
        assertEquals(48_000, read.pages().get(2).granulePosition());
        assertEquals(96_000, read.pages().get(3).granulePosition());
        assertEquals(120_000 + read.preSkip(), read.pages().get(4).granulePosition());
    }

    @Test
    @DisplayName("section 5.1: the identification header, to the byte")
    void identification() throws IOException {
        byte[] head = written(new AudioFormat(16_000, 2), new short[0])
                .pages()
                .get(0)
                .packets()
                .get(0);
        assertEquals("OpusHead", new String(head, 0, 8, StandardCharsets.US_ASCII));
        // Version 1, two channels, pre-skip 312, 16,000 Hz, no gain, mapping family 0.
        assertArrayEquals(
                new byte[] {1, 2, 0x38, 1, (byte) 0x80, 0x3E, 0, 0, 0, 0, 0}, Arrays.copyOfRange(head, 8, head.length));
    }

    @Test
    @DisplayName("section 5.2: the comment header: who wrote it, no comments")
    void comments() throws IOException {
        byte[] tags = written(FULL, new short[0]).pages().get(1).packets().get(0);
        assertEquals("OpusTags\t\0\0\0Demitasse\0\0\0\0", new String(tags, StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 12_000, 16_000, 24_000, 48_000})
    @DisplayName(
            "section 4.2, 4.4: what is decoded is what was written, from the first sample to the last, at each rate, in one channel and two")
    void sameAudio(int rateHz) throws Exception {
        for (int channels = 1; channels <= 2; channels++) {
            var format = new AudioFormat(rateHz, channels);
            short[] pcm = tones(format, rateHz * 3 / 2 + 7);
            short[] heard = written(format, pcm).decode(rateHz, channels);
            assertEquals(pcm.length, heard.length);
            assertTrue(Voice.correlation(pcm, heard) > 0.95, format + ": " + Voice.correlation(pcm, heard));
        }
    }

    @Test
    @DisplayName("section 4.4: any number of samples is exactly as many, none too")
    void anyLength() throws IOException {
        for (int samples : new int[] {0, 1, 159, 160, 161, 267, 268, 269, 8_000 - 1, 8_000, 8_000 + 1}) {
            OggFile read = written(AudioFormat.NARROWBAND, tones(AudioFormat.NARROWBAND, samples));
            assertEquals(6L * samples, read.samples(), samples + " samples");
            OggFile.Page last = read.pages().get(read.pages().size() - 1);
            assertEquals(4, last.headerType());
            assertFalse(last.packets().isEmpty());
            long packets = read.audio().size();
            assertTrue(packets * 960 >= last.granulePosition(), samples + " samples");
            assertTrue((packets - 1) * 960 < last.granulePosition(), samples + " samples");
        }
    }

    @Test
    @DisplayName("however it is cut into pieces, the same file to the byte")
    void pieces() throws IOException {
        var format = new AudioFormat(16_000, 2);
        short[] pcm = tones(format, 40_000);
        written(format, pcm);
        byte[] whole = Files.readAllBytes(file);
        var random = new Random(7_845);
        for (int round = 0; round < 5; round++) {
            try (OggOpusWriter writer = create(format)) {
                for (int at = 0; at < pcm.length; ) {
                    int length = Math.min(pcm.length - at, 2 * random.nextInt(1_500));
                    writer.write(pcm, at, length);
                    at += length;
                }
            }
            assertArrayEquals(whole, Files.readAllBytes(file));
        }
    }

    @Test
    @DisplayName(
            "as after a crash: at any moment the file is whole pages, and no more than a second is missing; after flush() no more than 20 ms")
    void atAnyMoment() throws IOException {
        short[] pcm = tones(AudioFormat.NARROWBAND, 30_000);
        try (OggOpusWriter writer = create(AudioFormat.NARROWBAND)) {
            assertEquals(2, OggFile.read(file).pages().size());
            for (int at = 0; at < pcm.length; at += 100) {
                writer.write(pcm, at, 100);
                long granule = OggFile.read(file).pages().stream()
                        .mapToLong(OggFile.Page::granulePosition)
                        .max()
                        .orElseThrow();
                assertTrue(granule > 6 * (at + 100 - 8_000 - 160), at + ": " + granule);
                assertTrue(granule <= 6 * (at + 100), at + ": " + granule);
            }
            writer.flush();
            writer.flush();
            OggFile read = OggFile.read(file);
            assertEquals(
                    6 * (30_000 / 160 * 160),
                    read.pages().get(read.pages().size() - 1).granulePosition());
        }
        assertEquals(6L * 30_000, OggFile.read(file).samples());
    }

    @Test
    @DisplayName("a page whose segments are used up before its second is over is ended: loud noise in two channels")
    void manyBytes() throws Exception {
        var format = new AudioFormat(48_000, 2);
        short[] pcm = new short[96_000 * 3];
        var random = new Random(3_533);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) random.nextInt();
        }
        OggFile read = written(format, pcm);
        assertEquals(pcm.length / 2, read.samples());
        assertEquals(pcm.length, read.decode(48_000, 2).length);
    }

    @Test
    @DisplayName("a recorder in a call writes to it by way of a tap, so that the media loop never waits for the disk")
    void recorder() throws IOException {
        var tap = new RecorderTap(AudioFormat.NARROWBAND, Duration.ofSeconds(1));
        tap.onFormats(AudioFormat.NARROWBAND, AudioFormat.NARROWBAND);
        short[] pcm = tones(AudioFormat.NARROWBAND, 160);
        try (OggOpusWriter writer = create(AudioFormat.NARROWBAND)) {
            for (int i = 0; i < 100; i++) {
                tap.process(pcm, new short[160], 0);
                if (i % 10 == 9) {
                    assertEquals(1_600, tap.drainTo(writer));
                }
            }
        }
        assertEquals(2 * 48_000, OggFile.read(file).samples());
        assertEquals(0, tap.droppedSamples());
    }

    @Test
    @DisplayName(
            "formats Opus has not, frames of another format and halves of samples are refused; no file is made for the first")
    void refused() throws IOException {
        for (AudioFormat format : new AudioFormat[] {new AudioFormat(44_100, 1), new AudioFormat(48_000, 3)}) {
            assertThrows(IllegalArgumentException.class, () -> create(format));
            assertFalse(Files.exists(file));
        }
        try (OggOpusWriter writer = create(new AudioFormat(48_000, 2))) {
            assertThrows(IllegalArgumentException.class, () -> writer.write(new short[3], 0, 3));
            assertThrows(IndexOutOfBoundsException.class, () -> writer.write(new short[4], 2, 4));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> writer.write(AudioFrame.of(AudioFormat.NARROWBAND, (short) 1)));
        }
        assertEquals(0, OggFile.read(file).samples());
    }

    @Test
    @DisplayName("closed twice, the file is ended once; what is written after that is refused")
    void closed() throws IOException {
        OggOpusWriter writer = create(FULL);
        writer.write(AudioFrame.of(FULL, tones(FULL, 960)));
        writer.close();
        byte[] whole = Files.readAllBytes(file);
        writer.close();
        assertArrayEquals(whole, Files.readAllBytes(file));
        assertThrows(IllegalStateException.class, () -> writer.write(new short[960], 0, 960));
        assertThrows(IllegalStateException.class, writer::flush);
    }

    @Test
    @DisplayName("a file that can't be made says so")
    void nowhere(@TempDir Path folder) {
        assertThrows(IOException.class, () -> OggOpusWriter.create(folder.resolve("none/a.opus"), FULL, 1));
        assertThrows(IOException.class, () -> OggOpusWriter.create(folder, FULL, 1));
    }

    @Test
    @DisplayName(
            "a writer whose thread was interrupted: the write fails, and all after it; what is there can be read, close() ends nothing more")
    void failed() throws IOException {
        OggOpusWriter writer = create(AudioFormat.NARROWBAND);
        short[] second = tones(AudioFormat.NARROWBAND, 8_000);
        writer.write(second, 0, second.length);
        try {
            // A file channel is closed by the system when the thread that writes is interrupted.
            Thread.currentThread().interrupt();
            assertThrows(IOException.class, () -> writer.write(second, 0, second.length));
        } finally {
            Thread.interrupted();
        }
        assertThrows(IOException.class, () -> writer.write(second, 0, second.length));
        assertThrows(IOException.class, writer::flush);
        writer.close();
        OggFile read = OggFile.read(file);
        assertEquals(3, read.pages().size());
        assertEquals(48_000, read.pages().get(2).granulePosition());
    }
}
