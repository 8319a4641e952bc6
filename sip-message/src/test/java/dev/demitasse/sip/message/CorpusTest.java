// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The public torture messages, where they lie beside the project")
class CorpusTest {
    private static final Path CORPUS = corpus();

    /** {@code shared/corpus} beside the project, or beside one of the directories it lies in. */
    private static Path corpus() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve("shared/corpus"))) {
                return directory.resolve("shared/corpus");
            }
        }
        return Path.of("no-corpus");
    }

    private static String verdict(byte[] message) {
        try {
            SipMessage parsed = new SipParser().parse(message);
            parsed.summary();
            Lazily.readAll(parsed);
            return "accept";
        } catch (SipParseException e) {
            e.partial()
                    .ifPresent(partial ->
                            partial.responseBuilder(e.suggestedStatus()).ifPresent(b -> b.build()));
            return "reject " + e.suggestedStatus().code();
        }
    }

    /** Column 6 of the table says what a parser does; either is right for {@code reject or tolerate}. */
    private static boolean agrees(String parser, String verdict) {
        boolean reject = parser.startsWith("reject") || parser.contains("reject in validation");
        return parser.startsWith("reject or tolerate")
                || verdict.startsWith(reject ? "reject" : "accept")
                || parser.startsWith("reject (Contact)") && verdict.equals("accept");
    }

    @Test
    @DisplayName("every RFC 4475 and RFC 5118 message gets the verdict of the table")
    void torture() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), "no corpus");
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (String line :
                Files.readAllLines(CORPUS.resolve("torture-expected.tsv")).subList(1, 63)) {
            String[] column = line.split("\t");
            Path directory = CORPUS.resolve(column[0]);
            Path wire = Files.isDirectory(directory.resolve("wire")) ? directory.resolve("wire") : directory;
            String verdict = verdict(Files.readAllBytes(wire.resolve(column[1])));
            boolean version = column[1].equals("badvers.dat");
            if (version ? !verdict.equals("reject 505") : !agrees(column[5], verdict)) {
                wrong.add(column[1] + ": " + verdict + ", table: " + column[5]);
            }
            count++;
        }
        assertEquals(List.of(), wrong);
        assertEquals(62, count);
    }

    @Test
    @DisplayName("no file of the corpus makes anything escape but the parse exceptions")
    void survives() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), "no corpus");
        List<Path> files;
        try (var walk = Files.walk(CORPUS)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        files.forEach(file -> {
            try {
                verdict(Files.readAllBytes(file));
                SipParserPropertyTest.surviveOnAStream(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new AssertionError(file.toString(), e);
            }
        });
        assertTrue(files.size() > 100);
    }
}
