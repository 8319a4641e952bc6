// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioCodecs;
import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.AudioFrame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("WAV files: written so that a crash leaves them readable, read without trust")
class WavTest {
    private static final AudioFormat STEREO = new AudioFormat(44_100, 2);

    @TempDir
    Path folder;

    private static short[] random(int samples) {
        var random = new Random(7);
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) random.nextInt();
        }
        return pcm;
    }

    private static ByteBuffer header(int encoding, int bits, AudioFormat format, int dataBytes) {
        int frameBytes = bits / 8 * format.channels();
        return ByteBuffer.allocate(44 + Math.max(0, dataBytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + dataBytes)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) encoding)
                .putShort((short) format.channels())
                .putInt(format.sampleRateHz())
                .putInt(format.sampleRateHz() * frameBytes)
                .putShort((short) frameBytes)
                .putShort((short) bits)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(dataBytes);
    }

    private static short[] read(byte[] file, int atMost) throws IOException {
        try (WavReader reader = WavReader.of(new ByteArrayInputStream(file))) {
            short[] pcm = new short[atMost];
            int length = 0;
            for (int read = 0; read >= 0 && length < atMost; length += Math.max(0, read)) {
                read = reader.read(pcm, length, atMost - length);
            }
            return Arrays.copyOf(pcm, length);
        }
    }

    @Test
    @DisplayName("what is written is read, in one channel and two, in pieces of any length")
    void roundTrip() throws IOException {
        for (AudioFormat format : new AudioFormat[] {AudioFormat.NARROWBAND, STEREO}) {
            short[] pcm = random(50_000);
            Path file = folder.resolve("a.wav");
            try (WavWriter writer = WavWriter.create(file, format)) {
                assertEquals(format, writer.format());
                writer.write(pcm, 0, 1_000);
                writer.write(pcm, 1_000, 30_000);
                writer.write(AudioFrame.of(format, Arrays.copyOfRange(pcm, 31_000, 50_000)));
            }
            AudioFrame whole = WavReader.readAll(file);
            assertEquals(format, whole.format());
            assertArrayEquals(pcm, whole.samples());
            assertEquals(44 + 100_000, Files.size(file));
        }
    }

    @Test
    @DisplayName("after each 200 ms the file on disk is whole, as after a crash: its header counts what is there")
    void readableAtAnyMoment() throws IOException {
        Path file = folder.resolve("b.wav");
        short[] pcm = random(8_000);
        WavWriter writer = WavWriter.create(file, AudioFormat.NARROWBAND);
        assertEquals(0, WavReader.readAll(file).length());
        for (int at = 0; at < 8_000; at += 160) {
            writer.write(pcm, at, 160);
            byte[] now = Files.readAllBytes(file);
            int whole = (at + 160) / 1_600 * 1_600;
            assertEquals(
                    2 * whole,
                    ByteBuffer.wrap(now).order(ByteOrder.LITTLE_ENDIAN).getInt(40));
            assertEquals(
                    now.length - 8,
                    ByteBuffer.wrap(now).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
            assertArrayEquals(Arrays.copyOf(pcm, whole), read(now, 9_000));
        }
        writer.write(pcm, 0, 100);
        writer.flush();
        assertEquals(8_100, WavReader.readAll(file).length());
        writer.close();
        writer.close();
        assertEquals(8_100, WavReader.readAll(file).length());
    }

    @Test
    @DisplayName(
            "a header of 0, of all ones, or of more than there is stands for what is there; half a sample is left out")
    void wrongLength() throws IOException {
        for (int said : new int[] {0, -1, 1_000_000}) {
            byte[] file = new byte[44 + 7];
            header(1, 16, AudioFormat.NARROWBAND, said == 1_000_000 ? 0 : said)
                    .flip()
                    .get(file, 0, 44);
            ByteBuffer.wrap(file)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(40, said)
                    .putShort(44, (short) 5)
                    .putShort(48, (short) 6);
            assertArrayEquals(new short[] {5, 0, 6}, read(file, 10));
        }
    }

    @Test
    @DisplayName("8, 16, 24, 32 bits, floats and both laws come out as 16 bits")
    void encodings() throws IOException {
        AudioFormat format = AudioFormat.NARROWBAND;
        byte[] eight = header(1, 8, format, 3)
                .put(new byte[] {0, (byte) 128, (byte) 255})
                .array();
        assertArrayEquals(new short[] {Short.MIN_VALUE, 0, 127 << 8}, read(eight, 9));
        byte[] bytes24 = header(1, 24, format, 6)
                .put(new byte[] {9, 0x34, 0x12, 9, -1, -1})
                .array();
        assertArrayEquals(new short[] {0x1234, -1}, read(bytes24, 9));
        byte[] bytes32 =
                header(1, 32, format, 8).putInt(0x1234_5678).putInt(-65_536).array();
        assertArrayEquals(new short[] {0x1234, -1}, read(bytes32, 9));
        byte[] floats = header(3, 32, format, 16)
                .putFloat(0.5f)
                .putFloat(-2)
                .putFloat(9)
                .putFloat(Float.NaN)
                .array();
        assertArrayEquals(new short[] {16_384, Short.MIN_VALUE, Short.MAX_VALUE, 0}, read(floats, 9));
        for (String law : new String[] {"PCMA", "PCMU"}) {
            byte[] coded = {1, 50, (byte) 200};
            short[] expected = new short[3];
            AudioCodecs.installed().named(law).newDecoder("").decode(coded, 0, 3, expected);
            byte[] file =
                    header(law.equals("PCMA") ? 6 : 7, 8, format, 3).put(coded).array();
            assertArrayEquals(expected, read(file, 9));
        }
    }

    @Test
    @DisplayName(
            "chunks that are not known are passed over, odd ones with their filler; an extensible format names its own")
    void chunks() throws IOException {
        ByteBuffer file = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(0);
        file.put("WAVEjunk".getBytes(StandardCharsets.US_ASCII)).putInt(3).put(new byte[4]);
        file.put("fmt ".getBytes(StandardCharsets.US_ASCII)).putInt(40).putShort((short) 0xFFFE);
        file.putShort((short) 2)
                .putInt(48_000)
                .putInt(192_000)
                .putShort((short) 4)
                .putShort((short) 16);
        file.putShort((short) 22)
                .putShort((short) 16)
                .putInt(3)
                .putShort((short) 1)
                .put(new byte[14]);
        file.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(4)
                .putShort((short) 1)
                .putShort((short) 2);
        try (WavReader reader = WavReader.of(new ByteArrayInputStream(file.array()))) {
            assertEquals(new AudioFormat(48_000, 2), reader.format());
            short[] pcm = new short[9];
            assertEquals(2, reader.read(pcm, 1, 8));
            assertArrayEquals(new short[] {0, 1, 2}, Arrays.copyOf(pcm, 3));
            assertEquals(-1, reader.read(pcm, 0, 9));
        }
    }

    @Test
    @DisplayName("what is no WAV file, or of a kind that is not read, is a typed error that says what was found")
    void malformed() {
        AudioFormat format = AudioFormat.NARROWBAND;
        byte[][] wrong = {
            {},
            "RIFF".getBytes(StandardCharsets.US_ASCII),
            "ID3\3, an MP3 file or so".getBytes(StandardCharsets.US_ASCII),
            header(2, 4, format, 0).array(),
            header(1, 12, format, 0).array(),
            header(3, 64, format, 0).array(),
            Arrays.copyOf(header(1, 16, format, 0).array(), 30),
        };
        for (byte[] file : wrong) {
            assertThrows(MalformedWavException.class, () -> read(file, 9));
        }
        byte[] tooFast = header(1, 16, format, 0).putInt(24, 1_000_000).array();
        var thrown = assertThrows(MalformedWavException.class, () -> read(tooFast, 9));
        assertEquals("encoding 1, 16 bits, 1 channels, 1000000 Hz", thrown.getMessage());
    }

    @Test
    @DisplayName("any bytes are read or refused, within their length")
    void anyBytes() throws IOException {
        var random = new Random(46);
        byte[] good = header(1, 16, STEREO, 400).array();
        int readable = 0;
        for (int run = 0; run < 20_000; run++) {
            byte[] file = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int change = random.nextInt(4); change > 0 && file.length > 0; change--) {
                file[random.nextInt(Math.min(60, file.length))] = (byte) random.nextInt();
            }
            try {
                assertTrue(read(file, 500).length <= 400, "run " + run);
                readable++;
            } catch (MalformedWavException refused) {
                assertTrue(refused.getMessage().length() > 10);
            }
        }
        assertTrue(readable > 1_000, readable + " of 20,000");
    }

    @Test
    @DisplayName("parts of a pair of channels, and frames of another format, are misuse")
    void misuse() throws IOException {
        try (WavWriter writer = WavWriter.create(folder.resolve("c.wav"), STEREO)) {
            assertThrows(IllegalArgumentException.class, () -> writer.write(new short[3], 0, 3));
            AudioFrame other = AudioFrame.of(AudioFormat.NARROWBAND, new short[4]);
            assertThrows(IllegalArgumentException.class, () -> writer.write(other));
        }
        assertThrows(IOException.class, () -> WavWriter.create(folder.resolve("no/such/folder.wav"), STEREO));
    }
}
