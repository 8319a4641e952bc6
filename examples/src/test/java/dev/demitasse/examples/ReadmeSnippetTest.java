// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.voice.backend.SipVoiceBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the snippet of the README compiles: it stands here word by word")
class ReadmeSnippetTest {
    // Compiled, not run: it answers calls until the process ends.
    static void snippet() {
        // begin
        try (var backend = SipVoiceBackend.builder()
                .sipAddress(new InetSocketAddress("127.0.0.1", 5060))
                .build()) {
            backend.onCall(session -> {
                for (var frame = session.read(); frame.isPresent(); frame = session.read()) {
                    session.write(frame.get());
                }
            });
            backend.start();
            backend.awaitTermination();
        }
        // end
    }

    @Test
    @DisplayName("the same text, white space aside")
    void same() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String source = Files.readString(Path.of("src/test/java/dev/demitasse/examples/ReadmeSnippetTest.java"));
        assertEquals(
                squeezed(between(source, "// begin\n", "// end\n")), squeezed(between(readme, "```java\n", "```\n")));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
