// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The public torture messages, where they lie beside the project")
class CorpusTest {
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
        Path corpus = Corpus.require();
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (String line :
                Files.readAllLines(corpus.resolve("torture-expected.tsv")).subList(1, 63)) {
            String[] column = line.split("\t");
            Path directory = corpus.resolve(column[0]);
            Path wire = Files.isDirectory(directory.resolve("wire")) ? directory.resolve("wire") : directory;
            String verdict = verdict(Corpus.read(wire.resolve(column[1])));
            boolean version = column[1].equals("badvers.dat");
            if (version ? !verdict.equals("reject 505") : !agrees(column[5], verdict)) {
                wrong.add(column[1] + ": " + verdict + ", table: " + column[5]);
            }
            count++;
        }
        assertEquals(List.of(), wrong);
        assertEquals(62, count);
    }
}
