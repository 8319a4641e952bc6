// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.rtp.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.rtp.media.spi.AudioCodec;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("codecs beside ffmpeg's, to the bit")
class CodecInteropIT {
    @TempDir
    Path folder;

    @BeforeEach
    void ffmpegIsHere() {
        boolean found = false;
        for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            found |= Files.isExecutable(Path.of(place, "ffmpeg"));
        }
        if ("required".equals(System.getenv("DEMITASSE_INTEROP"))) {
            assertTrue(found, "ffmpeg is not on the PATH, and DEMITASSE_INTEROP=required");
        }
        assumeTrue(found, "ffmpeg is not on the PATH (Debian: ffmpeg)");
    }

    /** Speech of the lab where it is at hand; always a chirp through both bands, noise at three levels, and silence. */
    private static List<short[]> signals() throws IOException {
        var signals = new ArrayList<short[]>();
        Path speech = Path.of("../../shared/lab/media/speech16k.wav");
        if (Files.isReadable(speech)) {
            byte[] file = Files.readAllBytes(speech);
            signals.add(shorts(ByteBuffer.wrap(file, 44, (file.length - 44) / 4 * 4)));
        }
        short[] chirp = new short[48_000];
        short[] noise = new short[48_000];
        var random = new Random(1988);
        for (int i = 0; i < chirp.length; i++) {
            chirp[i] = (short) (20_000 * Math.sin(Math.PI * 7_500.0 / 48_000 / 16_000 * i * i));
            noise[i] =
                    (short) (i < 40_000 ? random.nextGaussian() * (i < 16_000 ? 60 : i < 32_000 ? 3_000 : 14_000) : 0);
        }
        signals.add(chirp);
        signals.add(noise);
        return signals;
    }

    private static short[] shorts(ByteBuffer bytes) {
        var samples = bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        short[] pcm = new short[samples.remaining()];
        samples.get(pcm);
        return pcm;
    }

    private static byte[] bytes(short[] pcm) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        return bytes.array();
    }

    private byte[] ffmpeg(byte[] in, List<String> from, List<String> to) throws IOException, InterruptedException {
        Path input = Files.write(folder.resolve("in"), in);
        Path output = folder.resolve("out");
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(from);
        command.addAll(List.of("-i", input.toString()));
        command.addAll(to);
        command.add(output.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllBytes(output);
    }

    private static List<String> raw(String format, int rateHz, int channels) {
        return List.of("-f", format, "-ar", "" + rateHz, "-ac", "" + channels);
    }

    private static byte[] encode(AudioCodec codec, short[] pcm) {
        byte[] payload = new byte[codec.maximumPayloadBytes(pcm.length)];
        codec.newEncoder("").encode(pcm, 0, pcm.length, payload, 0);
        return payload;
    }

    private static short[] decode(AudioCodec codec, byte[] payload, int samples) {
        short[] pcm = new short[samples];
        assertEquals(samples, codec.newDecoder("").decode(payload, 0, payload.length, pcm));
        return pcm;
    }

    @Test
    @DisplayName("G.722, both ways")
    void g722() throws IOException, InterruptedException {
        AudioCodec codec = AudioCodecs.installed().named("G722");
        for (short[] pcm : signals()) {
            byte[] theirs = ffmpeg(bytes(pcm), raw("s16le", 16_000, 1), List.of("-c:a", "g722", "-f", "g722"));
            assertArrayEquals(theirs, encode(codec, pcm));
            short[] heard = shorts(ByteBuffer.wrap(ffmpeg(theirs, List.of("-f", "g722"), List.of("-f", "s16le"))));
            assertArrayEquals(heard, decode(codec, theirs, heard.length));
        }
    }

    @Test
    @DisplayName("PCMU, PCMA and L16: what ffmpeg wrote decodes as ffmpeg decodes it; L16 encodes as it does")
    void withoutState() throws IOException, InterruptedException {
        var names = List.of("PCMU", "PCMA", "L16");
        var formats = List.of("mulaw", "alaw", "s16be");
        for (short[] pcm : signals()) {
            for (int i = 0; i < names.size(); i++) {
                AudioCodec codec = AudioCodecs.installed().named(names.get(i));
                byte[] theirs = ffmpeg(bytes(pcm), raw("s16le", 8_000, 1), raw(formats.get(i), 8_000, 1));
                short[] heard =
                        shorts(ByteBuffer.wrap(ffmpeg(theirs, raw(formats.get(i), 8_000, 1), raw("s16le", 8_000, 1))));
                assertArrayEquals(heard, decode(codec, theirs, pcm.length), names.get(i));
                if (names.get(i).equals("L16")) {
                    assertArrayEquals(theirs, encode(codec, pcm));
                }
            }
        }
    }
}
