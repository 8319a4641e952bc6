// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("baresip, a phone of others: it calls demitasse echo, and demitasse dial calls it")
class BaresipIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @BeforeEach
    void present() {
        Programs.require("baresip");
    }

    @Test
    @DisplayName("baresip calls echo: it hears itself without a gap, its keys arrive, it hangs up")
    void calls() throws Exception {
        Path spoken = twice("spoken.wav", 20);
        try (Launched echo = Launched.demitasse("echo", "--sip", "127.0.0.1:0", "--rtp", "127.0.0.1:32000-32998");
                BaresipPhone phone = new BaresipPhone(folder.resolve("phone"), spoken)) {
            String address =
                    echo.awaitLine("listening on ", Duration.ofSeconds(120)).split(" ")[2];
            phone.dial("sip:echo@" + address);
            phone.awaitLine("Call established");
            Thread.sleep(11_500);
            phone.press("159#");
            echo.awaitLine("key #", SOON);
            Thread.sleep(500);
            phone.hangUp();
            assertTrue(echo.awaitLine("ended", SOON).contains("REMOTE_HANG_UP"), echo.toString());
            assertEquals("159#", keys(echo.out(), "  key (.).*"), echo.toString());
            assertSame(spoken, phone.recording());
        }
    }

    @Test
    @DisplayName("dial calls baresip: each hears the other without a gap, the keys arrive")
    void isCalled() throws Exception {
        Path spoken = twice("spoken.wav", 0);
        Path reply = twice("reply.wav", 20);
        Path heard = folder.resolve("heard.wav");
        try (BaresipPhone phone = new BaresipPhone(folder.resolve("phone"), reply)) {
            try (Launched dial = Launched.demitasse(
                    "dial",
                    phone.uri(),
                    "--sip",
                    "127.0.0.1:0",
                    "--play",
                    spoken.toString(),
                    "--record",
                    heard.toString(),
                    "--dtmf",
                    "123#",
                    "--duration",
                    "16")) {
                assertEquals(0, dial.exit(Duration.ofSeconds(120)), dial.toString());
                assertEquals("", dial.err());
            }
            phone.awaitLine("terminated (duration");
            assertSame(spoken, phone.recording());
            assertEquals("123#", keys(phone.toString(), "received event: '(.)' \\(end=1\\).*"), phone.toString());
        }
        assertSame(reply, heard);
    }

    private static String keys(String lines, String pattern) {
        return lines.lines()
                .filter(line -> line.matches(".*" + pattern))
                .map(line -> line.replaceFirst(".*" + pattern, "$1"))
                .collect(Collectors.joining());
    }

    private static void assertSame(Path spoken, Path heard) throws Exception {
        AudioComparison comparison = AudioComparison.of(WavFile.read(spoken), WavFile.read(heard));
        assertTrue(comparison.accepts(0.95), comparison.toString());
        assertTrue(comparison.longestGapMillis() <= 40, comparison.toString());
        if (AudioCheck.isPresent()) {
            AudioCheck.Result check = AudioCheck.run(spoken, heard, "--min-corr", "0.95", "--max-gap-ms", "40");
            assertEquals(0, check.exitCode(), check.json());
        }
    }

    /** A second of silence, the phrase twice, then silence: at the end of its file baresip hangs up. */
    private Path twice(String name, int silentSeconds) {
        Path file = folder.resolve(name);
        try (var writer = WavWriter.create(file, SpokenPhrase.RATE)) {
            writer.write(new short[SpokenPhrase.RATE]);
            writer.write(SpokenPhrase.samples());
            writer.write(SpokenPhrase.samples());
            writer.write(new short[silentSeconds * SpokenPhrase.RATE]);
        }
        return file;
    }
}
