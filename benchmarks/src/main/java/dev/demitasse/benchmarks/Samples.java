// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The messages that are measured: one of ours, and one beside the repository when it is there. */
final class Samples {
    /** System property: a file with an INVITE to measure too. */
    static final String CORPUS = "demitasse.benchmarks.invite";

    private Samples() {}

    static byte[] invite(String name) {
        try {
            if (name.equals("corpus")) {
                return Files.readAllBytes(Path.of(System.getProperty(CORPUS)));
            }
            String text;
            try (var in = Samples.class.getResourceAsStream("invite.txt")) {
                text = new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", "\r\n");
            }
            int body = text.indexOf("\r\n\r\n") + 2;
            String length = "Content-Length: " + (text.length() - body - 2) + "\r\n";
            return (text.substring(0, body) + length + text.substring(body)).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] sdp(String name) {
        String text = new String(invite(name), StandardCharsets.US_ASCII);
        return text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.US_ASCII);
    }
}
