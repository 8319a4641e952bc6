// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the launcher: finds Java, says what is missing, starts with a class-data archive, passes arguments on")
class LauncherIT {
    private static final Duration SOON = Duration.ofSeconds(120);

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

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
            List<Path> archives =
                    made.filter(file -> file.toString().endsWith(".jsa")).toList();
            assertFalse(archives.isEmpty());
            for (Path archive : archives) {
                assertTrue(Files.size(archive) > 1_000_000, "regression: JDK 17 has crashed making " + archive);
            }
        }
    }

    @Test
    @DisplayName("a message that is piped into it reaches the command")
    void piped() throws Exception {
        Path message = Files.writeString(folder.resolve("message"), """
                OPTIONS sip:b@example.com SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
                From: <sip:a@example.com>;tag=1
                To: <sip:b@example.com>
                Call-ID: piped
                CSeq: 1 OPTIONS

                """);
        try (Launched parse = Launched.start(
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                "sh",
                "-c",
                "cat '" + message + "' | ./demitasse parse --json")) {
            assertEquals(0, parse.exit(SOON), parse.toString());
            assertTrue(parse.out().startsWith("{\"file\":\"-\",\"verdict\":\"accept\""), parse.out());
            assertTrue(parse.out().contains("\"callId\":\"piped\""), parse.out());
            assertEquals("", parse.err());
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

    @Test
    @DisplayName("two that start at once with stale sources build once, one after the other")
    void twoAtOnce() throws Exception {
        Assumptions.assumeTrue(Programs.isPresent("flock"), "flock is not on the PATH");
        Path root = copy();
        try (Launched one = launch(root);
                Launched two = launch(root)) {
            assertEquals(0, one.exit(SOON), one.toString());
            assertEquals(0, two.exit(SOON), two.toString());
        }
        assertEquals("begin\nend\n", Files.readString(root.resolve("builds")));
    }

    @Test
    @DisplayName("a changed pom.xml, the parent's or a module's, is built, once: also when Maven leaves the jars alone")
    void changedPom() throws Exception {
        Path root = copy();
        for (String pom : new String[] {"pom.xml", "examples/pom.xml", "lib/pom.xml"}) {
            Files.setLastModifiedTime(root.resolve("examples/target/demitasse.jar"), LONG_AGO);
            Files.setLastModifiedTime(root.resolve("examples/target/lib/lib-1.jar"), LONG_AGO);
            for (int run = 0; run < 2; run++) {
                try (Launched launched = launch(root)) {
                    assertEquals(0, launched.exit(SOON), launched.toString());
                }
            }
            assertEquals("begin\nend\n", Files.readString(root.resolve("builds")), pom);
            Files.delete(root.resolve("builds"));
            Thread.sleep(20); // so that the change is newer, by the clock of files, than the build
            Files.writeString(root.resolve(pom), "<!-- " + pom + " -->");
        }
    }

    /** A project of the launcher and one module, with a Java that does nothing and a Maven that writes down its runs. */
    private Path copy() throws Exception {
        Path root = Files.createDirectories(folder.resolve("copy"));
        for (String file : new String[] {
            "pom.xml",
            "examples/pom.xml",
            "examples/src/main/A.java",
            "examples/target/demitasse.jar",
            "examples/target/lib/lib-1.jar",
            "lib/pom.xml",
            "lib/src/main/B.java"
        }) {
            Path made = root.resolve(file);
            Files.createDirectories(made.getParent());
            Files.writeString(made, "");
        }
        Files.copy(Path.of("demitasse"), root.resolve("examples/demitasse"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.setLastModifiedTime(root.resolve("examples/target/demitasse.jar"), LONG_AGO);
        program(root.resolve("bin/java"), "[ \"$1\" != -version ] || echo 'openjdk version \"17.0.1\"' >&2");
        String log = "'" + root.resolve("builds") + "'";
        program(root.resolve("bin/mvn"), "echo begin >>" + log + "\nsleep 0.5\necho end >>" + log);
        return root;
    }

    private static void program(Path file, String script) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Launched launch(Path root) throws Exception {
        return Launched.start(
                Map.of("JAVA_HOME", root.toString(), "PATH", root.resolve("bin") + ":" + System.getenv("PATH")),
                root.resolve("examples/demitasse").toString());
    }

    private static void assertRefused(Map<String, String> environment, String expected) throws Exception {
        try (Launched command = Launched.demitasse(environment, "--version")) {
            assertEquals(2, command.exit(SOON), command.toString());
            assertEquals(1, command.err().lines().count(), command.toString());
            assertTrue(command.err().contains(expected), command.toString());
        }
    }
}
