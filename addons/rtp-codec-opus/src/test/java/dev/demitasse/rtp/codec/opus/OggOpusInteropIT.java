// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.codec.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.rtp.media.AudioFormat;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ogg Opus files, read by ffmpeg")
class OggOpusInteropIT {
    private static final AudioFormat FULL = new AudioFormat(48_000, 1);

    @TempDir
    Path folder;

    @BeforeEach
    void ffmpegIsHere() {
        for (String program : List.of("ffmpeg", "ffprobe")) {
            boolean found = false;
            for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
                found |= Files.isExecutable(Path.of(place, program));
            }
            if ("required".equals(System.getenv("DEMITASSE_INTEROP"))) {
                assertTrue(found, program + " is not on the PATH, and DEMITASSE_INTEROP=required");
            }
            assumeTrue(found, program + " is not on the PATH (Debian: ffmpeg)");
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
        assertEquals("", Files.readString(errors), "what it complains of");
        assertEquals(0, process.exitValue());
        return Files.readString(out, StandardCharsets.ISO_8859_1).strip();
    }

    private short[] decoded(Path file, AudioFormat format) throws IOException, InterruptedException {
        Path raw = folder.resolve("raw");
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "warning", "-nostdin", "-y", "-c:a", "libopus"));
        command.addAll(List.of("-i", file.toString(), "-f", "s16le", "-ar", "" + format.sampleRateHz()));
        command.addAll(List.of("-ac", "" + format.channels(), raw.toString()));
        run(command.toArray(String[]::new));
        byte[] bytes = Files.readAllBytes(raw);
        short[] pcm = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
        return pcm;
    }

    private double seconds(Path file) throws IOException, InterruptedException {
        return Double.parseDouble(
                run("ffprobe", "-v", "warning", "-show_entries", "format=duration", "-of", "csv=p=0", file.toString()));
    }

    private static short[] tone(AudioFormat format, int samples) {
        short[] pcm = new short[samples * format.channels()];
        for (int i = 0; i < pcm.length; i++) {
            double time = (double) (i / format.channels()) / format.sampleRateHz();
            pcm[i] = (short) (8_000 * Math.sin(2 * Math.PI * (i % format.channels() == 0 ? 440 : 1_000) * time));
        }
        return pcm;
    }

    private Path written(AudioFormat format, short[] pcm) throws IOException {
        Path file = folder.resolve("call.opus");
        try (OggOpusWriter writer = OggOpusWriter.create(file, format, 77)) {
            writer.write(pcm, 0, pcm.length);
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({"8000, 1", "16000, 1", "24000, 2", "48000, 1", "48000, 2"})
    @DisplayName("a tone: what is written is decoded, without a complaint, in its length, place for place")
    void tones(int rateHz, int channels) throws Exception {
        var format = new AudioFormat(rateHz, channels);
        short[] pcm = tone(format, rateHz * 7 / 2 + rateHz / 100);
        Path file = written(format, pcm);
        // ffprobe counts the pre-skip, which it does not play.
        assertEquals(3.51 + OggFile.read(file).preSkip() / 48_000.0, seconds(file), 0.0001);
        assertEquals(
                "opus," + channels,
                run(
                        "ffprobe",
                        "-v",
                        "warning",
                        "-show_entries",
                        "stream=codec_name,channels",
                        "-of",
                        "csv=p=0",
                        file.toString()));
        short[] heard = decoded(file, format);
        assertEquals(pcm.length, heard.length, rateHz / 100 * channels);
        short[] same = Arrays.copyOf(heard, pcm.length);
        assertTrue(Voice.correlation(pcm, same) > 0.95, "correlation " + Voice.correlation(pcm, same));
    }

    @Test
    @DisplayName("a voice: as like as over the line")
    void voice() throws Exception {
        short[] voice = Voice.samples(4);
        short[] heard = Arrays.copyOf(decoded(written(FULL, voice), FULL), voice.length);
        assertTrue(Voice.likeness(voice, heard) > 0.9, "likeness " + Voice.likeness(voice, heard));
    }

    @Test
    @DisplayName("a file whose writer has died can be read up to its last page, cut off anywhere within the next")
    void cutOff() throws Exception {
        short[] pcm = tone(FULL, 48_000 * 4);
        Path file = written(FULL, pcm);
        OggFile whole = OggFile.read(file);
        assertEquals(7, whole.pages().size());
        // Half of the page that has the fourth second.
        long end = Files.size(file) - lastBytes(whole, 2) + lastBytes(whole, 2) / 2;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
        short[] heard = decodedQuietly(file);
        int expected = 48_000 * 3 - whole.preSkip();
        assertTrue(heard.length >= expected, heard.length + " samples");
        assertTrue(Voice.correlation(Arrays.copyOf(pcm, expected), Arrays.copyOf(heard, expected)) > 0.95);
    }

    private static long lastBytes(OggFile of, int pages) {
        long bytes = 0;
        for (OggFile.Page page :
                of.pages().subList(of.pages().size() - pages, of.pages().size())) {
            bytes += 27;
            for (byte[] packet : page.packets()) {
                bytes += packet.length + packet.length / 255 + 1;
            }
        }
        return bytes;
    }

    /** It may complain of the end. */
    private short[] decodedQuietly(Path file) throws IOException, InterruptedException {
        Path cut = folder.resolve("cut.raw");
        run(
                "ffmpeg",
                "-v",
                "quiet",
                "-nostdin",
                "-y",
                "-c:a",
                "libopus",
                "-i",
                file.toString(),
                "-f",
                "s16le",
                cut.toString());
        byte[] bytes = Files.readAllBytes(cut);
        short[] pcm = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
        return pcm;
    }
}
