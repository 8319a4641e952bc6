// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged while a test does what is to be logged, and kept out of the output of the build. */
final class Logged {
    private Logged() {}

    static String during(Runnable test) {
        var lines = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        try {
            test.run();
        } finally {
            System.setErr(before);
        }
        return lines.toString(StandardCharsets.UTF_8);
    }

    /** How often it is logged that a codec has failed in a call. */
    static int failures(String logged) {
        return logged.split(" has failed on ", -1).length - 1;
    }
}
