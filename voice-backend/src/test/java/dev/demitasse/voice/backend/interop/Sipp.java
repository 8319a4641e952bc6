// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs SIPp on a scenario of ours and reads the statistics that it leaves. */
final class Sipp {
    private final Path directory;
    private final List<String> command = new ArrayList<>();

    private Sipp(Path directory) {
        this.directory = directory;
    }

    /**
     * Ends the calling test as skipped when SIPp can't be run here, or as failed when the environment says that it must.
     * Playing a capture takes a raw socket, which only root may open.
     */
    static void require() throws IOException {
        boolean found = false;
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            found |= Files.isExecutable(Path.of(folder, "sipp"));
        }
        Path self = Path.of("/proc/self");
        boolean root =
                Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
        String missing = found ? "SIPp plays captures only for root" : "sipp is not on the PATH (Debian: sip-tester)";
        if ("required".equals(System.getenv("DEMITASSE_INTEROP"))) {
            assertEquals(true, found && root, missing);
        }
        assumeTrue(found && root, missing);
    }

    /** Prepares a run of a scenario (a resource) that sends to a port of 127.0.0.1. */
    static Sipp scenario(Path directory, String name, int remotePort) throws IOException {
        var sipp = new Sipp(directory);
        try (var in = Sipp.class.getResourceAsStream("/sipp/" + name + ".xml")) {
            Files.write(directory.resolve("scenario.xml"), in.readAllBytes());
        }
        sipp.command.addAll(List.of("sipp", "-sf", "scenario.xml", "127.0.0.1:" + remotePort, "-i", "127.0.0.1"));
        sipp.command.addAll(List.of("-nostdin", "-trace_stat", "-stf", "stat.csv", "-trace_counts", "-fd", "1"));
        sipp.command.addAll(List.of("-trace_err", "-error_file", "errors.log", "-timeout", "90", "-timeout_error"));
        return sipp;
    }

    /** How many calls in all, a second, and at once. */
    Sipp calls(int total, int perSecond, int atOnce) {
        command.addAll(List.of("-m", "" + total, "-r", "" + perSecond, "-l", "" + atOnce));
        return this;
    }

    /** Further arguments. */
    Sipp with(String... arguments) {
        command.addAll(List.of(arguments));
        return this;
    }

    /** Runs it to its end, which is that of its last call. */
    Statistics run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("screen.log").toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new AssertionError("sipp is still running\n" + log());
            }
        } finally {
            process.destroyForcibly();
        }
        assertNotEquals(255, process.exitValue(), () -> "sipp could not run\n" + log());
        return new Statistics(process.exitValue(), table("stat.csv"), counts(), log());
    }

    private Map<String, String> counts() throws IOException {
        try (var files = Files.newDirectoryStream(directory, "*_counts.csv")) {
            for (Path file : files) {
                return table(file.getFileName().toString());
            }
        }
        return Map.of();
    }

    /** First line and last line of a table as names and values. */
    private Map<String, String> table(String name) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve(name), StandardCharsets.ISO_8859_1);
        String[] names = lines.get(0).split(";");
        String[] values = lines.get(lines.size() - 1).split(";");
        Map<String, String> table = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(names.length, values.length); i++) {
            table.put(names[i], values[i]);
        }
        return table;
    }

    private String log() {
        var text = new StringBuilder(command.toString());
        for (String name : List.of("errors.log", "screen.log")) {
            try {
                String content = Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
                text.append('\n').append(content, Math.max(0, content.length() - 3000), content.length());
            } catch (IOException e) {
                text.append('\n').append(name).append(": ").append(e.getMessage());
            }
        }
        return text.toString();
    }

    /** What SIPp has counted by the end of its run. */
    record Statistics(int exit, Map<String, String> totals, Map<String, String> messages, String log) {
        long total(String column) {
            String value = totals.get(column);
            if (value == null) {
                throw new AssertionError("no column " + column + " in " + totals.keySet());
            }
            return Long.parseLong(value);
        }

        /** The sum over all messages of the scenario of a column of its screen: Retrans, Unexp, Timeout, Lost. */
        long sumOf(String column) {
            long sum = 0;
            boolean found = false;
            for (var entry : messages.entrySet()) {
                if (entry.getKey().endsWith("_" + column)) {
                    found = true;
                    sum += Long.parseLong(entry.getValue());
                }
            }
            if (!found) {
                throw new AssertionError("no column " + column + " in " + messages.keySet());
            }
            return sum;
        }

        /** All calls went as the scenario has it, without one retransmission or unexpected message either way. */
        void assertClean(int calls) {
            assertEquals(0, exit, log);
            assertEquals(calls, total("SuccessfulCall(C)"), log);
            assertEquals(0, total("FailedCall(C)"), log);
            assertEquals(0, total("Retransmissions(C)"), log);
            assertEquals(0, total("OutOfCallMsgs(C)"), log);
            assertEquals(0, total("DeadCallMsgs(C)"), log);
            assertEquals(0, sumOf("Retrans"), log);
            assertEquals(0, sumOf("Unexp"), log);
            assertEquals(0, sumOf("Timeout"), log);
        }
    }
}
