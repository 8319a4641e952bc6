// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.voice.backend.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * What this process holds of the kinds that event-loop opens: sockets, selectors and pipes of the operating system, and
 * threads. Files are left out: the JDK opens jars as it loads classes.
 *
 * @param descriptors kind to number, from /proc/self/fd
 * @param threads name to number
 */
record Footprint(Map<String, Integer> descriptors, Map<String, Integer> threads) {
    /** Beginnings of the names of threads that are the JDK's or the test runner's. */
    private static final List<String> NOT_OURS = List.of(
            "main",
            "Reference Handler",
            "Finalizer",
            "Signal Dispatcher",
            "Service Thread",
            "Monitor Deflation Thread",
            "Notification Thread",
            "Common-Cleaner",
            "Cleaner-",
            "Attach Listener",
            "DestroyJavaVM",
            "C1 CompilerThread",
            "C2 CompilerThread",
            "Sweeper thread",
            "process reaper",
            // Carry virtual threads on JDK 21 and later.
            "ForkJoinPool-",
            "VirtualThread-",
            "Read-Poller",
            "Write-Poller",
            "MasterPoller",
            // The test runner's.
            "surefire-",
            "ping-",
            "junit-");

    static Footprint take() throws IOException {
        Map<String, Integer> descriptors = new TreeMap<>();
        try (var links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                String target = read(link);
                for (String kind : List.of("socket:", "anon_inode:[eventpoll]", "anon_inode:[eventfd]", "pipe:")) {
                    if (target.startsWith(kind)) {
                        descriptors.merge(kind, 1, Integer::sum);
                    }
                }
            }
        }
        Map<String, Integer> threads = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (NOT_OURS.stream().noneMatch(thread.getName()::startsWith)) {
                threads.merge(thread.getName(), 1, Integer::sum);
            }
        }
        return new Footprint(descriptors, threads);
    }

    /** Waits in real time until a condition holds, and tells whether it did within the limit. */
    static boolean until(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /** Waits until the process holds this much again, and gives what it holds in the end. */
    Footprint awaitSame(Duration limit) throws IOException, InterruptedException {
        Footprint[] last = {take()};
        until(limit, () -> {
            try {
                last[0] = take();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return last[0].equals(this);
        });
        return last[0];
    }

    private static String read(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
