// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process that a test has started: its lines, its end. Closing it ends it, and nothing else. */
final class Launched implements AutoCloseable {
    private final String what;
    private final Process process;
    private final Lines out;
    private final Lines err;

    private Launched(ProcessBuilder builder) throws IOException {
        what = String.join(" ", builder.command());
        process = builder.start();
        process.getOutputStream().close();
        out = new Lines(process.getInputStream());
        err = new Lines(process.getErrorStream());
    }

    /** Starts the demitasse command as a user does, on the JDK that runs this test. */
    static Launched demitasse(String... arguments) throws IOException {
        return demitasse(Map.of("JAVA_HOME", System.getProperty("java.home")), arguments);
    }

    static Launched demitasse(Map<String, String> environment, String... arguments) throws IOException {
        String[] command = Stream.concat(Stream.of("./demitasse"), Arrays.stream(arguments))
                .toArray(String[]::new);
        return start(environment, command);
    }

    static Launched start(Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.equals("JAVA_TOOL_OPTIONS") || name.startsWith("DEMITASSE_"));
        builder.environment().putAll(environment);
        return new Launched(builder);
    }

    /** Waits for the first line of standard output that is like this. */
    String awaitLine(String part, Duration limit) throws InterruptedException {
        return out.await(line -> line.contains(part), limit, this, part);
    }

    /** Waits for the end. */
    int exit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("not over after " + limit + ": " + this);
        }
        out.join();
        err.join();
        return process.exitValue();
    }

    /** SIGTERM, as a service manager sends it; what the process still says is read. */
    void terminate() {
        process.toHandle().destroy();
    }

    String out() {
        return out.text();
    }

    String err() {
        return err.text();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return what + "\n--- out\n" + out() + "--- err\n" + err();
    }

    /** Collects lines as they come. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        Lines(InputStream in) {
            reader = new Thread(() -> collect(in), "lines");
            reader.setDaemon(true);
            reader.start();
        }

        private void collect(InputStream in) {
            try (var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add("(" + new UncheckedIOException(e).getMessage() + ")");
            }
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        synchronized String await(Predicate<String> wanted, Duration limit, Object who, String part)
                throws InterruptedException {
            long end = System.nanoTime() + limit.toNanos();
            for (int seen = 0; ; seen++) {
                while (seen == lines.size()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0 || ended) {
                        throw new AssertionError("no line with '" + part + "' in " + limit + ": " + who);
                    }
                    wait(left);
                }
                if (wanted.test(lines.get(seen))) {
                    return lines.get(seen);
                }
            }
        }

        synchronized String text() {
            var text = new StringBuilder();
            lines.forEach(line -> text.append(line).append('\n'));
            return text.toString();
        }

        void join() throws InterruptedException {
            reader.join(5000);
        }
    }
}
