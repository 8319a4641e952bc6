// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Public messages and captures, where they lie beside the project. */
final class Corpus {
    private static final Path DIRECTORY = find();

    private Corpus() {}

    /** {@code shared/corpus} beside the project, or beside one of the directories it lies in. */
    private static Path find() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve("shared/corpus"))) {
                return directory.resolve("shared/corpus");
            }
        }
        return Path.of("no-corpus");
    }

    /** Where it lies; the test is skipped if it does not. */
    static Path require() {
        assumeTrue(Files.isDirectory(DIRECTORY), "no corpus");
        return DIRECTORY;
    }

    /** Every file. */
    static List<Input> files() {
        Path directory = require();
        try (var walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> new Input(directory.relativize(file).toString(), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the parser is given, and where it is from. */
    record Input(String name, byte[] bytes) {
        static Input of(String name, String text) {
            return new Input(name, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return name + ", " + bytes.length + " bytes";
        }
    }
}
