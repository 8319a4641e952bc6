// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.consumers.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The parser alone: one jar beside the program's own")
class ParserAloneIT {
    private static final String INVITE = """
            INVITE sip:bob@example.net SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK74bf9
            Max-Forwards: 70
            From: Alice <sip:alice@example.com>;tag=9fxced76sl
            To: Bob <sip:bob@example.net>
            Call-ID: 3848276298220188511@example.com
            CSeq: 2 INVITE
            Content-Length: 4

            body""".replace("\n", "\r\n");

    @Test
    @DisplayName("its dependencies at run time are sip-message and nothing else")
    void oneJar() throws IOException {
        assertEquals(List.of("sip-message"), libraries());
    }

    @Test
    @DisplayName("it runs on the module path with java.base and that jar, and prints the message without personal data")
    void prints() throws Exception {
        Result result = run(INVITE);
        assertEquals(0, result.exit, result.output);
        assertTrue(result.output.contains("INVITE"), result.output);
        assertTrue(result.output.contains("1 Via, body of 4 bytes"), result.output);
        assertTrue(!result.output.contains("alice"), result.output);
    }

    @Test
    @DisplayName("it tells what is wrong with a message and exits with 1")
    void refuses() throws Exception {
        Result result = run(INVITE.replace("CSeq: 2", "CSeq: two"));
        assertEquals(1, result.exit, result.output);
        assertTrue(result.output.startsWith("not a SIP message (400"), result.output);
    }

    private static List<String> libraries() throws IOException {
        try (var files = Files.list(Path.of("target", "lib"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("-\\d.*", ""))
                    .sorted()
                    .toList();
        }
    }

    /** Limits the observable modules to what the program requires, so that nothing else of the JDK can help. */
    private static Result run(String input) throws IOException, InterruptedException {
        String module = "dev.demitasse.consumers.parser";
        Path jar;
        try (var files = Files.newDirectoryStream(Path.of("target"), "consumer-*.jar")) {
            jar = files.iterator().next();
        }
        Path said = Path.of("target", "said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        jar + File.pathSeparator + Path.of("target", "lib"),
                        "--limit-modules",
                        module,
                        "-m",
                        module + "/dev.demitasse.consumers.parser.ParserAlone")
                .redirectErrorStream(true)
                .redirectInput(
                        Files.writeString(Path.of("target", "read.txt"), input).toFile())
                .redirectOutput(said.toFile())
                .start();
        try {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
            return new Result(process.exitValue(), Files.readString(said));
        } finally {
            process.destroyForcibly();
        }
    }

    private record Result(int exit, String output) {}
}
