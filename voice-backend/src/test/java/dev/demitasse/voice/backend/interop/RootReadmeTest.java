// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The README of the project")
class RootReadmeTest {
    @Test
    @DisplayName("its echo bot is the one that is compiled here")
    void echoBot() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/demitasse/voice/backend/interop/EchoBot.java"));
        String bot = source.substring(source.indexOf("import dev.demitasse"));
        assertTrue(Files.readString(Path.of("../README.md")).contains("```java\n" + bot + "```"), "README.md differs");
    }
}
