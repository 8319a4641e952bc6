// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("WAV files are read as 8 kHz mono, and can be played at any time while they are written")
class WavFileTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("what is written is read back")
    void roundTrip() {
        short[] phrase = SpokenPhrase.samples();
        try (var writer = WavWriter.create(folder.resolve("a.wav"), 8000)) {
            writer.write(phrase);
            assertEquals(phrase.length, writer.samples());
        }
        assertArrayEquals(phrase, WavFile.read(folder.resolve("a.wav")));
    }

    @Test
    @DisplayName("a file whose writer never came to its end has a valid header and all but its last fifth of a second")
    void unfinished() {
        WavWriter writer = WavWriter.create(folder.resolve("a.wav"), 8000);
        for (int i = 0; i < 125; i++) {
            writer.write(new short[160]);
        }
        assertEquals(19_200, WavFile.read(folder.resolve("a.wav")).length);
        writer.close();
        assertEquals(20_000, WavFile.read(folder.resolve("a.wav")).length);
    }

    @Test
    @DisplayName("writing after the end is left out, and ending twice is nothing")
    void closed() {
        WavWriter writer = WavWriter.create(folder.resolve("a.wav"), 8000);
        writer.write(new short[] {1});
        writer.close();
        writer.write(new short[] {2});
        writer.close();
        assertArrayEquals(new short[] {1}, WavFile.read(folder.resolve("a.wav")));
    }

    @Test
    @DisplayName("a longer file that was there before leaves nothing behind")
    void replaced() {
        for (int length : new int[] {9000, 5}) {
            try (var writer = WavWriter.create(folder.resolve("a.wav"), 8000)) {
                writer.write(new short[length]);
            }
        }
        assertEquals(5, WavFile.read(folder.resolve("a.wav")).length);
    }

    @Test
    @DisplayName("stereo is mixed: the mean of both channels")
    void stereo() throws IOException {
        byte[] audio = little(8)
                .putShort((short) 100)
                .putShort((short) 300)
                .putShort((short) -8)
                .putShort((short) 8)
                .array();
        assertArrayEquals(new short[] {200, 0}, WavFile.read(wav(1, 2, 8000, 16, audio)));
    }

    @Test
    @DisplayName("8 bits are unsigned, 24 and 32 bits keep their upper 16")
    void widths() throws IOException {
        assertArrayEquals(new short[] {0, -32768, 32512}, WavFile.read(wav(1, 1, 8000, 8, new byte[] {
            (byte) 128, 0, (byte) 255
        })));
        assertArrayEquals(new short[] {0x1234}, WavFile.read(wav(1, 1, 8000, 24, new byte[] {0x10, 0x34, 0x12})));
        assertArrayEquals(
                new short[] {-2},
                WavFile.read(wav(1, 1, 8000, 32, little(4).putInt(-2 << 16).array())));
    }

    @Test
    @DisplayName("other rates are resampled: a tone of 1 kHz stays one, as loud as before")
    void resampled() throws IOException {
        for (int rate : new int[] {11_025, 16_000, 22_050, 44_100, 48_000}) {
            ByteBuffer audio = little(2 * rate);
            for (int i = 0; i < rate; i++) {
                audio.putShort((short) Math.round(10_000 * Math.sin(2 * Math.PI * 1000 * i / rate)));
            }
            short[] read = WavFile.read(wav(1, 1, rate, 16, audio.array()));
            assertEquals(8000, read.length, "length from " + rate);
            for (int i = 400; i < 7600; i++) {
                assertEquals(10_000 * Math.sin(2 * Math.PI * 1000 * i / 8000), read[i], 150, rate + " Hz at " + i);
            }
        }
    }

    @Test
    @DisplayName("what 8 kHz can't carry is filtered out, not folded back")
    void aliases() throws IOException {
        ByteBuffer audio = little(2 * 48_000);
        for (int i = 0; i < 48_000; i++) {
            audio.putShort((short) Math.round(10_000 * Math.sin(2 * Math.PI * 6000 * i / 48_000)));
        }
        short[] read = WavFile.read(wav(1, 1, 48_000, 16, audio.array()));
        for (int i = 400; i < 7600; i++) {
            assertTrue(Math.abs(read[i]) < 100, "at " + i + ": " + read[i]);
        }
    }

    @Test
    @DisplayName("chunks that are not understood are passed over, odd lengths too")
    void otherChunks() throws IOException {
        ByteBuffer file = little(200);
        file.put(ascii("RIFF")).putInt(0).put(ascii("WAVE"));
        file.put(ascii("LIST")).putInt(3).put(new byte[4]);
        format(file, 1, 1, 8000, 16);
        file.put(ascii("fact")).putInt(4).putInt(1);
        file.put(ascii("data")).putInt(2).putShort((short) 77);
        assertArrayEquals(new short[] {77}, WavFile.read(write(file)));
    }

    @Test
    @DisplayName("a stream's file, whose length was never filled in, is read as far as it goes")
    void endless() throws IOException {
        ByteBuffer file = little(48);
        file.put(ascii("RIFF")).putInt(-1).put(ascii("WAVE"));
        format(file, 1, 1, 8000, 16);
        file.put(ascii("data")).putInt(-1).putShort((short) 5).putShort((short) 6);
        assertArrayEquals(new short[] {5, 6}, WavFile.read(write(file)));
    }

    @Test
    @DisplayName("what is no WAV file is named in one line")
    void refused() throws IOException {
        assertRefused("no such file", folder.resolve("missing.wav"));
        assertRefused("not a file", folder);
        assertRefused("not a WAV file", write(little(64).put(ascii("ID3 and the rest"))));
        assertRefused("the file ends in its header", write(little(8).put(ascii("RIFF"))));
        assertRefused("the file ends in its header", write(little(12).put(ascii("RIFF0000WAVE"))));
        assertRefused("encoding 2", wav(2, 1, 8000, 8, new byte[4]));
        assertRefused("12 bits", wav(1, 1, 8000, 12, new byte[4]));
        assertRefused("0 channels", wav(1, 0, 8000, 16, new byte[4]));
        assertRefused("0 Hz", wav(1, 1, 0, 16, new byte[4]));
        assertRefused("8001 Hz can't be played", wav(1, 1, 8001, 16, new byte[4]));
        assertRefused("no audio", wav(1, 1, 8000, 16, new byte[0]));
        assertRefused(
                "before its format",
                write(little(20).put(ascii("RIFF0000WAVEdata")).putInt(0)));
    }

    @Test
    @DisplayName("a place that can't be written is named in one line")
    void unwritable() {
        Failure failure = assertThrows(
                Failure.class, () -> WavWriter.create(folder.resolve("no").resolve("a.wav"), 8000));
        assertTrue(failure.getMessage().startsWith("no such directory: "), failure.getMessage());
        assertThrows(Failure.class, () -> WavWriter.create(folder, 8000));
    }

    private static void assertRefused(String text, Path file) {
        Failure failure = assertThrows(Failure.class, () -> WavFile.read(file));
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
    }

    private Path wav(int kind, int channels, int rate, int bits, byte[] audio) throws IOException {
        ByteBuffer file = little(44 + audio.length);
        file.put(ascii("RIFF")).putInt(36 + audio.length).put(ascii("WAVE"));
        format(file, kind, channels, rate, bits);
        return write(file.put(ascii("data")).putInt(audio.length).put(audio));
    }

    private static void format(ByteBuffer file, int kind, int channels, int rate, int bits) {
        file.put(ascii("fmt ")).putInt(16).putShort((short) kind).putShort((short) channels);
        file.putInt(rate).putInt(rate * channels * bits / 8);
        file.putShort((short) (channels * bits / 8)).putShort((short) bits);
    }

    private Path write(ByteBuffer content) throws IOException {
        byte[] bytes = new byte[content.position()];
        content.flip().get(bytes);
        return Files.write(folder.resolve("test.wav"), bytes);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
