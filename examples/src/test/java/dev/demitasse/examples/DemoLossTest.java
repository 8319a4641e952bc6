// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("demo --loss: whole calls on a bad line, in virtual time")
class DemoLossTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("with 10 % lost each way the call is set up, heard (0.8), and ended, for each of 20 seeds")
    void everySeed() {
        List<String> failed = new ArrayList<>();
        for (int seed = 1; seed <= 20; seed++) {
            Run run = run("--loss", "10", "--seed", Integer.toString(seed));
            if (run.exitCode() != 0) {
                failed.add(run.toString());
            }
        }
        assertTrue(
                failed.isEmpty(),
                failed.size() + " of 20, the first: " + failed.stream().findFirst());
    }

    @Test
    @DisplayName("the same seed tells the same story, sample for sample; another seed another one")
    void repeated() throws Exception {
        Run first = run("--loss", "10");
        byte[] heard = Files.readAllBytes(folder.resolve("a.wav"));
        assertEquals(first, run("--loss", "10", "--seed", "1"));
        assertArrayEquals(heard, Files.readAllBytes(folder.resolve("a.wav")));
        assertNotEquals(first, run("--loss", "10", "--seed", "2"));
    }

    @Test
    @DisplayName("with nothing lost it is held to 0.95")
    void perfect() {
        Run run = run("--loss", "0");
        assertEquals(0, run.exitCode(), run.toString());
    }

    @Test
    @DisplayName("with half of all lost it is not ok, and says so")
    void hopeless() {
        Run run = run("--loss", "50", "--seed", "3");
        assertEquals(1, run.exitCode(), run.toString());
        assertTrue(run.out().contains("NOT OK") || run.err().contains("call failed"), run.toString());
    }

    private record Run(int exitCode, String out, String err) {}

    private Run run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = Demitasse.commandLine();
        line.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));
        List<String> all =
                new ArrayList<>(List.of("demo", "--wav", folder.resolve("a.wav").toString()));
        all.addAll(List.of(arguments));
        return new Run(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }
}
