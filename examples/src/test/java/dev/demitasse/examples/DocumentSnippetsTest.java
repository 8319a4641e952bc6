// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A snippet is a class or some methods, with all imports it needs: so a reader can copy it. That those of a module do what they
 * say is shown by its {@code ReadmeTest}.
 */
@DisplayName("every Java snippet in a document compiles as it stands there")
class DocumentSnippetsTest {
    private static final Path ROOT = Path.of("..");
    private static final String FENCE = "```java";
    private static final Pattern IMPORT = Pattern.compile("import .*|\\s*");
    private static final Pattern TYPE =
            Pattern.compile("^((public|final|abstract|sealed) )*(class|record|interface|enum) ", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("with nothing but its own imports, warnings are errors")
    void compile() throws IOException, InterruptedException {
        List<String> sources = new ArrayList<>();
        for (Path document : documents()) {
            sources.addAll(write(document));
        }
        assertTrue(sources.size() > 15, sources.toString());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-d",
                folder.resolve("classes").toString(),
                "-cp",
                classPath(),
                "--release",
                "17",
                "-proc:none",
                "-Xlint:all",
                "-Werror"));
        command.addAll(sources);
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, javac.waitFor(), said.replace(folder.toString(), ""));
    }

    /** What this test has itself: the modules, and JUnit. */
    private static String classPath() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*[/\\\\])?(target|\\.git)[/\\\\].*"))
                    .sorted()
                    .toList();
        }
    }

    /** Each snippet into a package of its own, its lines numbered as in the document. */
    private List<String> write(Path document) throws IOException {
        List<String> written = new ArrayList<>();
        List<String> lines = Files.readAllLines(document);
        for (int begin = lines.indexOf(FENCE); begin >= 0; begin = next(lines, begin)) {
            int end = begin + 1 + lines.subList(begin + 1, lines.size()).indexOf("```");
            String name = ROOT.relativize(document).toString().replaceAll("\\W", "_") + "_" + (begin + 1);
            String source = "\n".repeat(begin) + "package " + name + ";\n" + unit(lines.subList(begin + 1, end));
            Path file = Files.createDirectories(folder.resolve(name)).resolve("Snippet.java");
            written.add(Files.writeString(file, source).toString());
        }
        return written;
    }

    private static int next(List<String> lines, int begin) {
        int further = lines.subList(begin + 1, lines.size()).indexOf(FENCE);
        return further < 0 ? -1 : begin + 1 + further;
    }

    /** A class stands for itself; methods get one around them. */
    private static String unit(List<String> snippet) {
        String text = String.join("\n", snippet);
        if (TYPE.matcher(text).find()) {
            return text.replaceAll("(?m)^public (final )?class", "$1class"); // its file has another name
        }
        int body = 0;
        while (IMPORT.matcher(snippet.get(body)).matches()) {
            body++;
        }
        return String.join("\n", snippet.subList(0, body))
                + "\nclass Snippet { "
                + String.join("\n", snippet.subList(body, snippet.size()))
                + "\n}\n";
    }
}
