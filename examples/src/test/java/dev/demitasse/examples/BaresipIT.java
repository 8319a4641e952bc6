// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("baresip, a phone of others: it calls demitasse echo, and demitasse dial calls it")
class BaresipIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    @BeforeEach
    void present() {
        Programs.require("baresip");
    }

    @Test
    @DisplayName("baresip calls echo: it hears itself without a gap, its keys arrive, it hangs up")
    void calls() throws Exception {
        SteadyMachine.run(this::call);
    }

    private void call(int attempt) throws Exception {
        Path folder = folder(attempt);
        Path spoken = twice(folder, "spoken.wav", 20);
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
            assertEquals("159#", Heard.keys(echo.out(), "  key (.).*"), echo.toString());
            Heard.assertSame(spoken, phone.recording());
        }
    }

    @Test
    @DisplayName("dial calls baresip: each hears the other without a gap, the keys arrive")
    void isCalled() throws Exception {
        SteadyMachine.run(this::takeCall);
    }

    private void takeCall(int attempt) throws Exception {
        Path folder = folder(attempt);
        Path spoken = twice(folder, "spoken.wav", 0);
        Path reply = twice(folder, "reply.wav", 20);
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
            Heard.assertSame(spoken, phone.recording());
            assertEquals("123#", Heard.keys(phone.toString(), "received event: '(.)' \\(end=1\\).*"), phone.toString());
        }
        Heard.assertSame(reply, heard);
    }

    private Path folder(int attempt) throws IOException {
        return Files.createDirectories(temporary.resolve("attempt" + attempt));
    }

    /** A second of silence, the phrase twice, then silence: at the end of its file baresip hangs up. */
    private static Path twice(Path folder, String name, int silentSeconds) {
        return Heard.phrase(folder.resolve(name), 1, 2, silentSeconds);
    }
}
