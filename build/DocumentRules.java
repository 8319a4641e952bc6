// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Fails the build when {@code docs/features.md} names a test that is not there, leaves a row out or has it twice, cuts a cell
 * within a code span, or claims more than it shows; and when a link between two documents leads nowhere. Run as {@code java
 * build/DocumentRules.java ROOT}; it first proves itself on planted violations.
 */
public final class DocumentRules {
    private static final String FEATURES = "docs/features.md";

    /** How many rows there are of each kind: decisions, features, faults of others, wishes of users. */
    private static final Map<String, Integer> ROWS = Map.of("D", 14, "", 238, "W", 61, "U", 17);

    private static final Pattern ROW = Pattern.compile("\\| ([DWU]?\\d+) \\|(.*)\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
    private static final Set<String> SHOWN = Set.of("done", "part", "other form");
    private static final Set<String> SAID = Set.of("part", "other form", "left out");

    private DocumentRules() {}

    public static void main(String[] arguments) throws IOException {
        proveItself();
        Path root = Path.of(arguments[0]);
        List<Path> files = files(root);
        List<String> findings = new ArrayList<>(features(Files.readString(root.resolve(FEATURES)), tests(files)));
        files.stream().filter(file -> file.toString().endsWith(".md")).forEach(file -> findings.addAll(links(root, file)));
        findings.forEach(System.err::println);
        if (!findings.isEmpty()) {
            System.err.println(findings.size() + " violations of the document rules");
            System.exit(1);
        }
    }

    /** All documents and tests, but for what builds have left. */
    private static List<Path> files(Path root) throws IOException {
        try (var walk = Files.walk(root)) {
            return walk.filter(file -> file.toString().endsWith(".md") || file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*[/\\\\])?(target|\\.git)[/\\\\].*"))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> tests(List<Path> files) {
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            if (file.toString().replace('\\', '/').contains("/src/test/java/")) {
                names.add(file.getFileName().toString().replaceFirst("\\.java$", ""));
            }
        }
        return names;
    }

    private static List<String> features(String text, Set<String> tests) {
        List<String> findings = new ArrayList<>();
        Map<String, Integer> rows = new HashMap<>();
        for (String line : text.split("\n")) {
            Matcher row = ROW.matcher(line.strip());
            if (row.matches()) {
                rows.merge(row.group(1), 1, Integer::sum);
                if (line.chars().filter(c -> c == '`').count() % 2 != 0) {
                    findings.add(FEATURES + ": row " + row.group(1) + ": a code span that does not end");
                }
                row(row.group(1), row.group(3).strip(), row.group(4).strip(), tests)
                        .forEach(finding -> findings.add(FEATURES + ": row " + row.group(1) + ": " + finding));
            }
        }
        ROWS.forEach((kind, count) -> IntStream.rangeClosed(1, count)
                .filter(number -> rows.getOrDefault(kind + number, 0) != 1)
                .forEach(number -> findings.add(
                        FEATURES + ": row " + kind + number + " is there " + rows.getOrDefault(kind + number, 0) + " times")));
        int known = ROWS.values().stream().mapToInt(Integer::intValue).sum();
        if (rows.size() > known) {
            findings.add(FEATURES + ": " + rows.size() + " rows, of " + known + " that are known");
        }
        return findings;
    }

    private static List<String> row(String key, String state, String shown, Set<String> tests) {
        List<String> findings = new ArrayList<>();
        int named = 0;
        for (Matcher test = TEST.matcher(shown); test.find(); named++) {
            if (!tests.contains(test.group(1))) {
                findings.add("there is no test " + test.group(1));
            }
        }
        boolean known = SHOWN.contains(state) || SAID.contains(state) || state.equals("not yet");
        if (!known) {
            findings.add("no such state: " + state);
        } else if (SHOWN.contains(state) != named > 0) {
            findings.add(state + " with " + named + " tests");
        }
        String said = TEST.matcher(shown).replaceAll("").replaceAll("[,;\\s]", "");
        if (SAID.contains(state) && said.isEmpty()) {
            findings.add(state + " without a word about it");
        }
        return findings;
    }

    private static List<String> links(Path root, Path file) {
        List<String> findings = new ArrayList<>();
        try {
            for (Matcher link = LINK.matcher(Files.readString(file)); link.find(); ) {
                String target = link.group(1);
                if (!target.contains(":") && !Files.exists(file.resolveSibling(target))) {
                    findings.add(root.relativize(file) + ": the link " + target + " leads nowhere");
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return findings;
    }

    private static void proveItself() {
        Set<String> tests = Set.of("ATest", "BIT");
        expect(0, row("1", "done", "`ATest`, `BIT`", tests));
        expect(0, row("1", "not yet", "", tests));
        expect(0, row("1", "left out", "because", tests));
        expect(1, row("1", "done", "", tests));
        expect(1, row("1", "done", "`ATest`, `GoneTest`", tests));
        expect(1, row("1", "not yet", "`ATest`", tests));
        expect(1, row("1", "part", "`ATest`", tests));
        expect(1, row("1", "nearly", "`ATest`", tests));
        int rows = ROWS.values().stream().mapToInt(Integer::intValue).sum();
        expect(rows, features("", tests));
        expect(rows, features("| 1 | a | not yet | |\n| 1 | a | not yet | |\n", tests));
        expect(rows - 1, features("| 1 | a | done | `ATest` |\n", tests));
        expect(rows - 1, features("| 1 | `a \\| b` | done | `ATest` |\n", tests));
        expect(rows, features("| 1 | `a \\| done | `ATest` |\n", tests));
    }

    private static void expect(int findings, List<String> found) {
        if (found.size() != findings) {
            throw new AssertionError("expected " + findings + " findings, got " + found);
        }
    }
}
