// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.rtp.media.AudioFormat;
import dev.demitasse.rtp.media.audio.Resampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("baresip with other codecs than PCMU, Opus by the add-on among them: audio both ways, and keys")
class BaresipCodecsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** A codec as both sides call it, what baresip's sound files are to be, and how like the audio has to be. */
    private record Codec(String ours, String theirs, int rateHz, int channels, double correlation) {}

    /** Opus alone, without a line, has 0.91 to 0.94 at 32 kbit/s, whether by our library or by libopus. */
    private static final List<Codec> CODECS = List.of(
            new Codec("PCMA", "pcma", 8_000, 1, 0.95),
            new Codec("G722", "g722/16000/1", 16_000, 1, 0.95),
            new Codec("opus", "opus/48000/2", 48_000, 2, 0.9));

    @TempDir
    Path temporary;

    @BeforeEach
    void present() {
        Programs.require("baresip");
    }

    @Test
    @DisplayName("a phone with each calls echo, all at once: it hears itself, its keys arrive")
    void called() throws Exception {
        SteadyMachine.run(attempt -> {
            try (Launched echo = Launched.demitasse(
                    "echo", "--sip", "127.0.0.1:0", "--rtp", "127.0.0.1:32000-32998", "--codec", "opus,G722,PCMA")) {
                String address =
                        echo.awaitLine("listening on ", Duration.ofSeconds(120)).split(" ")[2];
                forEach(codec -> call(codec, folder(attempt, codec), address));
                for (Codec codec : CODECS) {
                    echo.awaitLine(", " + codec.ours(), SOON);
                }
                for (int i = 0; i < CODECS.size(); i++) {
                    echo.awaitLine("ended: REMOTE_HANG_UP", SOON);
                }
                assertEquals(
                        CODECS.size(), Heard.keys(echo.out(), "  key (7).*").length(), echo.toString());
            }
        });
    }

    private static void call(Codec codec, Path folder, String address) throws Exception {
        Path spoken = speech(folder.resolve("spoken.wav"), codec, 1, 20);
        try (BaresipPhone phone = new BaresipPhone(folder.resolve("phone"), spoken, codec.theirs())) {
            phone.dial("sip:echo@" + address);
            phone.awaitLine("Call established");
            Thread.sleep(7_000);
            phone.press("7");
            Thread.sleep(600);
            phone.hangUp();
            Thread.sleep(200);
            assertHears(codec, spoken, phone.recording());
        }
    }

    @Test
    @DisplayName("dial calls a phone with each, all at once: each hears the other, the keys arrive")
    void calls() throws Exception {
        SteadyMachine.run(attempt -> forEach(codec -> takeCall(codec, folder(attempt, codec))));
    }

    private static void takeCall(Codec codec, Path folder) throws Exception {
        Path spoken = Heard.phrase(folder.resolve("spoken.wav"), 1, 1, 0);
        Path reply = speech(folder.resolve("reply.wav"), codec, 2, 20);
        Path heard = folder.resolve("heard.wav");
        try (BaresipPhone phone = new BaresipPhone(folder.resolve("phone"), reply, codec.theirs())) {
            try (Launched dial = Launched.demitasse(
                    "dial",
                    phone.uri(),
                    "--sip",
                    "127.0.0.1:0",
                    "--codec",
                    "PCMU," + codec.ours(),
                    "--play",
                    spoken.toString(),
                    "--record",
                    heard.toString(),
                    "--dtmf",
                    "1#",
                    "--duration",
                    "9")) {
                assertEquals(0, dial.exit(Duration.ofSeconds(120)), dial.toString());
                assertTrue(dial.out().contains("answered, " + codec.ours()), dial.toString());
            }
            phone.awaitLine("terminated (duration");
            assertHears(codec, spoken, phone.recording());
            assertEquals("1#", Heard.keys(phone.toString(), "received event: '(.)' \\(end=1\\).*"), phone.toString());
        }
        assertHears(codec, reply, heard);
    }

    private static void assertHears(Codec codec, Path spoken, Path heard) {
        String what = codec.ours() + " in " + heard;
        Heard.assertLike(what, WavFile.read(spoken), WavFile.read(heard), codec.correlation());
    }

    /** What is done with a codec. */
    private interface Part {
        void run(Codec codec) throws Exception;
    }

    /** Does it with all at once, and fails as the first of them does. */
    private static void forEach(Part part) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CODECS.size());
        try {
            List<Callable<Void>> parts = new ArrayList<>();
            for (Codec codec : CODECS) {
                parts.add(() -> {
                    part.run(codec);
                    return null;
                });
            }
            for (Future<Void> over : threads.invokeAll(parts)) {
                over.get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AssertionError assertion) {
                throw assertion;
            }
            throw failed;
        } finally {
            threads.shutdownNow();
        }
    }

    private Path folder(int attempt, Codec codec) throws IOException {
        return Files.createDirectories(temporary.resolve("attempt" + attempt).resolve(codec.ours()));
    }

    /** A second of silence, the phrase, and silence, in the format that baresip needs for its codec. */
    private static Path speech(Path file, Codec codec, int times, int silentSeconds) throws IOException {
        Path narrow = Heard.phrase(file.resolveSibling("narrow-" + file.getFileName()), 1, times, silentSeconds);
        short[] samples = WavFile.read(narrow);
        short[] mono = Resampler.resample(samples, AudioFormat.NARROWBAND, new AudioFormat(codec.rateHz(), 1));
        short[] all = new short[mono.length * codec.channels()];
        for (int i = 0; i < all.length; i++) {
            all[i] = mono[i / codec.channels()];
        }
        var format = new AudioFormat(codec.rateHz(), codec.channels());
        try (var writer = dev.demitasse.rtp.media.audio.WavWriter.create(file, format)) {
            writer.write(all, 0, all.length);
        }
        return file;
    }
}
