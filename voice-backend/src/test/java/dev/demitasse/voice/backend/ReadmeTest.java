// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the snippets of the README compile, run, and are those of the README")
class ReadmeTest {
    private static final short[] GREETING = VoiceCallTest.tone(1_600);

    /** The README's echo, but for the backend, which is given, and for waiting until it is closed. */
    static void echo(SipVoiceBackend backend) {
        var greeting = AudioChunk.of(GREETING, 8_000);
        backend.onCall(session -> {
            session.play(greeting).await();
            for (var frame = session.read(); frame.isPresent(); frame = session.read()) {
                session.write(frame.get());
            }
        });
        backend.onDtmfReceived((session, key) -> System.out.println(session.caller() + " pressed " + key.digit()));
        backend.start();
    }

    /** The README's call. */
    static void call(SipVoiceBackend backend) {
        VoiceSession session = backend.dial(DialRequest.builder("sip:bot@198.51.100.20")
                .header("X-Room-ID", "kitchen")
                .build());
        session.sendDtmf("123#").thenRun(session::disconnect); // hangs up when the last key has gone out
    }

    @Test
    @DisplayName("they run")
    void run() {
        try (var line = new SimulatedLine(1)) {
            echo(line.callee);
            line.caller.start();
            call(line.caller);
            line.runUntil(() -> !line.callerEnds.isEmpty());
            line.assertIdle();
            assertEquals(List.of("LOCAL_HANG_UP"), line.callerEnds);
        }
    }

    @Test
    @DisplayName("the caller hangs up when all keys have gone out, and not before")
    void keysArrive() {
        try (var line = new SimulatedLine(2)) {
            var pressed = new StringBuffer();
            line.callee.onCall(session -> {
                while (session.read().isPresent()) {}
            });
            line.callee.onDtmfReceived((session, key) -> pressed.append(key.digit()));
            line.callee.start();
            line.caller.start();
            call(line.caller);
            line.runUntil(() -> !line.callerEnds.isEmpty());
            assertEquals("123#", pressed.toString());
        }
    }

    @Test
    @DisplayName("they are the README's, line by line; so is the bot under test")
    void same() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Path here = Path.of("src/test/java/dev/demitasse/voice/backend");
        assertContains(
                readme, Files.readString(here.resolve("ReadmeTest.java")), "backend.onCall(", "backend.start();");
        assertContains(
                readme, Files.readString(here.resolve("ReadmeTest.java")), "VoiceSession session =", "disconnect);");
        assertContains(
                readme, Files.readString(here.resolve("BotUnderTestTest.java")), "class BotUnderTestTest", "\n}\n");
    }

    private static void assertContains(String readme, String source, String first, String last) {
        int start = source.indexOf(first);
        String snippet = source.substring(start, source.indexOf(last, start) + last.length());
        for (String line : snippet.strip().lines().map(String::strip).toList()) {
            assertTrue(readme.contains(line), line);
        }
    }
}
