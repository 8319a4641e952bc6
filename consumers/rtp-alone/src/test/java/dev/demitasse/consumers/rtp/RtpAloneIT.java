// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.consumers.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RTP alone: three jars beside the program's own, none of them SIP")
class RtpAloneIT {
    @Test
    @DisplayName("its dependencies at run time are rtp-media, event-loop and the SLF4J API")
    void threeJars() throws IOException {
        try (var files = Files.list(Path.of("target", "lib"))) {
            List<String> names = files.map(file -> file.getFileName().toString().replaceFirst("-\\d.*", ""))
                    .sorted()
                    .toList();
            assertEquals(List.of("event-loop", "rtp-media", "slf4j-api"), names);
        }
    }

    @Test
    @DisplayName("it runs on the module path with those jars: the tone, the digits and the statistics arrive")
    void runs() throws Exception {
        String output = run();
        var tone = Pattern.compile("heard (\\d+) ms of tone").matcher(output);
        assertTrue(tone.find(), output);
        // A second, and what concealment adds after the last packet; a busy machine loses some of it on the way.
        int millis = Integer.parseInt(tone.group(1));
        assertTrue(millis > 500 && millis < 1500, output);
        assertTrue(output.contains("digits 12#\n"), output);
        assertTrue(output.contains(" packets of PCMU"), output);
    }

    /** Limits the observable modules to what the program requires, so that nothing else of the JDK can help. */
    private static String run() throws IOException, InterruptedException {
        String module = "dev.demitasse.consumers.rtp";
        Path jar;
        try (var files = Files.newDirectoryStream(Path.of("target"), "consumer-*.jar")) {
            jar = files.iterator().next();
        }
        Path said = Path.of("target", "said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        jar + File.pathSeparator + Path.of("target", "lib"),
                        "--limit-modules",
                        module,
                        "-m",
                        module + "/dev.demitasse.consumers.rtp.RtpAlone")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            boolean ended = process.waitFor(30, TimeUnit.SECONDS);
            String output = Files.readString(said);
            assertTrue(ended, "still running: " + output);
            assertEquals(0, process.exitValue(), output);
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
