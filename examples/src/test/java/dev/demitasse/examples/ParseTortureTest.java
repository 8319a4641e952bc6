// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.sip.message.LenientQuirk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("demitasse parse --json on the messages of RFC 4475 and RFC 5118, where they are at hand")
class ParseTortureTest {
    private static final Path CORPUS = Path.of("..", "..", "shared", "corpus");

    /** Without the messages there is nothing to be compared; {@link ParseCommandTest} has messages of its own. */
    @Test
    @DisplayName("the verdicts are those of the list that comes with them")
    void verdicts() throws IOException {
        Path expected = CORPUS.resolve("torture-expected.tsv");
        assumeTrue(Files.exists(expected), "no corpus");
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (String line : Files.readAllLines(expected)) {
            String[] columns = line.split("\t");
            List<Path> files = columns.length < 7 ? List.of() : find(columns[0], columns[1]);
            if (files.isEmpty() || columns[5].contains("reject or tolerate")) {
                continue;
            }
            boolean rejected = columns[1].equals("badvers.dat")
                    || !columns[1].equals("regbadct.dat") && columns[5].startsWith("reject")
                    || columns[5].contains("reject in validation");
            String json = MessageJson.of(new TolerantParser(EnumSet.allOf(LenientQuirk.class))
                    .parse(MessagePlace.whole(columns[1]), Files.readAllBytes(files.get(0))));
            if (json.contains("\"verdict\":\"accept\"") == rejected) {
                wrong.add(json);
            }
            compared++;
        }
        assertEquals(List.of(), wrong);
        assertTrue(compared > 50, compared + " compared");
    }

    private static List<Path> find(String folder, String name) throws IOException {
        if (!Files.isDirectory(CORPUS.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(CORPUS.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .sorted()
                    .toList();
        }
    }
}
