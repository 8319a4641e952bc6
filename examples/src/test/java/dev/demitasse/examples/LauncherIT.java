// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the launcher: finds Java, says what is missing, starts with a class-data archive, passes arguments on")
class LauncherIT {
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Test
    @DisplayName("without a Java in JAVA_HOME: one line, exit code 2")
    void noJava() throws Exception {
        assertRefused(Map.of("JAVA_HOME", folder.toString()), "there is no Java in JAVA_HOME");
    }

    @Test
    @DisplayName("with an old Java: one line that names what is needed, exit code 2")
    void oldJava() throws Exception {
        for (String version : new String[] {"1.8.0_402", "11.0.22"}) {
            Path java = Files.createDirectories(folder.resolve(version).resolve("bin"))
                    .resolve("java");
            Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2024-01-16' >&2\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            String release = version.startsWith("1.") ? "8" : "11";
            assertRefused(
                    Map.of("JAVA_HOME", folder.resolve(version).toString()),
                    "is Java " + release + "; 17 or later is needed");
        }
    }

    @Test
    @DisplayName("the second run uses the archive that the first has made, and neither says a word about it")
    void archive() throws Exception {
        for (int run = 0; run < 2; run++) {
            try (Launched version = Launched.demitasse("--version")) {
                assertEquals(0, version.exit(SOON), version.toString());
                assertEquals("demitasse 0.1.0-SNAPSHOT\n", version.out());
                assertEquals("", version.err());
            }
        }
        try (var made = Files.list(Path.of("target"))) {
            assertTrue(made.anyMatch(file -> file.toString().endsWith(".jsa")));
        }
    }

    @Test
    @DisplayName("from another directory, through a link, with blanks in an argument")
    void elsewhere() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("d"), Path.of("demitasse").toAbsolutePath());
        try (Launched dial = Launched.start(
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                "sh",
                "-c",
                "cd / && exec '" + link + "' dial 'sip:a@127.0.0.1' --play 'no such file.wav'")) {
            assertEquals(2, dial.exit(SOON), dial.toString());
            assertEquals("demitasse: no such file: no such file.wav\n", dial.err());
        } finally {
            Files.delete(link);
        }
    }

    private static void assertRefused(Map<String, String> environment, String expected) throws Exception {
        try (Launched command = Launched.demitasse(environment, "--version")) {
            assertEquals(2, command.exit(SOON), command.toString());
            assertEquals(1, command.err().lines().count(), command.toString());
            assertTrue(command.err().contains(expected), command.toString());
        }
    }
}
