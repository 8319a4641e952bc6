// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of others that tests run. */
final class Programs {
    private Programs() {}

    static boolean isPresent(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Skips the test when the program is missing, with that reason; fails it where interop tests must run. */
    static void require(String name) {
        if ("required".equals(System.getenv("DEMITASSE_INTEROP"))) {
            assertTrue(isPresent(name), name + " is not on the PATH, and DEMITASSE_INTEROP=required");
        }
        assumeTrue(isPresent(name), name + " is not on the PATH");
    }
}
