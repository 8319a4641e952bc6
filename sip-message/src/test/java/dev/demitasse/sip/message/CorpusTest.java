// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static List<String[]> rows() throws IOException {
        Path table = Corpus.require().resolve("torture-expected.tsv");
        return Files.readAllLines(table).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .toList();
    }

    private static byte[] message(String[] row) {
        Path directory = Corpus.require().resolve(row[0]);
        Path wire = Files.isDirectory(directory.resolve("wire")) ? directory.resolve("wire") : directory;
        return Corpus.read(wire.resolve(row[1]));
    }

    @Test
    @DisplayName("every RFC 4475 and RFC 5118 message gets the verdict of the table")
    void torture() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String[] row : rows()) {
            String verdict = verdict(message(row));
            boolean version = row[1].equals("badvers.dat");
            if (version ? !verdict.equals("reject 505") : !agrees(row[5], verdict)) {
                wrong.add(row[1] + ": " + verdict + ", table: " + row[5]);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(62, rows().size());
    }

    @Test
    @DisplayName(
            "what is read from each of them is what the table says of it, rejected ones as far as they are legible")
    void facts() throws IOException {
        List<String> wrong = new ArrayList<>();
        int accepted = 0;
        for (String[] row : rows()) {
            var facts = new TortureFacts(row[8]);
            assertTrue(facts.size() > 1, row[8]);
            try {
                facts.wrong(new SipParser().parse(message(row))).forEach(fact -> wrong.add(row[1] + ": " + fact));
                accepted++;
            } catch (SipParseException e) {
                e.partial().map(facts::wrong).orElse(List.of()).forEach(fact -> wrong.add(row[1] + ": " + fact));
            }
        }
        String onDemand = "regbadct.dat: contact_raw is a malformed Contact, "
                + "table: sip:user@example.com?Route=%3Csip:sip.example.com%3E";
        assertEquals(List.of(onDemand), wrong, "a Contact without its brackets is refused when it is read");
        assertTrue(accepted > 35, accepted + " accepted");
    }

    @Test
    @DisplayName("RFC 4475 3.1.1.3: the Contact's URI has the parameters lr and name, and the value is decoded once")
    void escapes() throws SipParseException {
        byte[] message = message(new String[] {"rfc4475", "esc01.dat"});
        SipUri contact =
                new SipParser().parse(message).contacts().get(0).sipUri().orElseThrow();
        assertEquals(List.of("lr", "name"), contact.parameters().names());
        assertTrue(contact.isLooseRouter());
        assertEquals(Optional.of("value%41"), contact.parameters().value("name"));
    }
}
