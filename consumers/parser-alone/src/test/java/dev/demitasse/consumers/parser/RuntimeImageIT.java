// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.consumers.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A runtime image of java.base, sip-message and the program")
class RuntimeImageIT {
    private static final Path TARGET = Path.of("target");

    /** Debian's JDK 17 makes 34 MiB, Temurin 25 makes 43. */
    private static final int MAXIMUM_MEBIBYTES = 56;

    @Test
    @DisplayName("is made by the script, has three modules, is of the size that is stated, and reads a message")
    void image() throws Exception {
        String said = run(List.of("./image"), Path.of("/dev/null"));
        List<String> lines = said.lines().toList();
        assertEquals(
                List.of("dev.demitasse.consumers.parser", "dev.demitasse.sip.message", "java.base"),
                lines.stream()
                        .filter(line -> !line.startsWith("size"))
                        .map(line -> line.replaceFirst("@.*", ""))
                        .sorted()
                        .toList());
        int size = Integer.parseInt(lines.get(lines.size() - 1).split(" ")[1]);
        assertTrue(size <= MAXIMUM_MEBIBYTES, said);

        Path message = Files.writeString(TARGET.resolve("options.sip"), """
                OPTIONS sip:bob@example.net SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK5
                From: <sip:alice@example.com>;tag=1
                To: <sip:bob@example.net>
                Call-ID: 5@example.com
                CSeq: 1 OPTIONS

                """.replace("\n", "\r\n"));
        assertTrue(run(List.of("target/image/bin/parser-alone"), message).contains("1 Via, body of 0 bytes"));
    }

    private static String run(List<String> command, Path input) throws IOException, InterruptedException {
        Path said = TARGET.resolve("image.txt");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(said.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
            String text = Files.readString(said);
            assertEquals(0, process.exitValue(), text);
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
