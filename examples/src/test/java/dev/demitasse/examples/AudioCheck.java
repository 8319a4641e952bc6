// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lab's audio_check.py, when it and python3 are there: the definition that AudioComparison follows. */
final class AudioCheck {
    private static final String SCRIPT = "shared/lab/tools/audio_check.py";

    private AudioCheck() {}

    static boolean isPresent() {
        return script().isPresent() && Programs.isPresent("python3");
    }

    /** Beside the repository, or beside the folder of its worktrees. */
    private static Optional<Path> script() {
        return Stream.of("../..", "../../..")
                .map(folder -> Path.of(folder, SCRIPT))
                .filter(Files::isReadable)
                .findFirst();
    }

    /** Exit code and figures. */
    record Result(int exitCode, String json) {
        double figure(String name) {
            Matcher matcher = Pattern.compile("\"" + name + "\": (-?[0-9.]+)").matcher(json);
            if (!matcher.find()) {
                throw new AssertionError(name + " is not in " + json);
            }
            return Double.parseDouble(matcher.group(1));
        }
    }

    static Result run(Path sent, Path received, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("python3", script().orElseThrow().toString(), sent.toString(), received.toString(), "--json"));
        command.addAll(List.of(options));
        try (Launched check = Launched.start(Map.of(), command.toArray(String[]::new))) {
            return new Result(check.exit(Duration.ofSeconds(60)), check.out() + check.err());
        }
    }
}
