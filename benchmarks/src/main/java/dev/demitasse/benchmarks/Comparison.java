// SPDX-License-Identifier: Apache-2.0
package dev.demitasse.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the parser benchmarks, ours and the peer's in turn, and prints medians over forks and ratios to the peer.
 * Arguments: number of forks (5), seconds of warm-up (3) and of measuring (3) in each.
 */
public final class Comparison {
    private static final List<Class<?>> BENCHMARKS =
            List.of(ParseInvite.class, ScanInvite.class, WriteInvite.class, ParseSdp.class);

    private static final String PEER = "jainSip";

    /** What the peer is called for those that it does not do in the usual way. */
    private static final Map<String, String> OTHER_PEERS =
            Map.of("serialise", "jainSipSerialise", "build", "jainSipBuild");

    private Comparison() {}

    public static void main(String[] arguments) throws RunnerException {
        int forks = number(arguments, 0, 5);
        int warmUp = number(arguments, 1, 3);
        int measured = number(arguments, 2, 3);
        boolean corpus = !System.getProperty(Samples.CORPUS, "").isEmpty();
        Map<String, Map<String, Figures>> groups = new LinkedHashMap<>();
        for (int fork = 0; fork < forks; fork++) {
            for (RunResult result : runOnce(warmUp, measured, corpus)) {
                String[] name = result.getParams().getBenchmark().split("\\.");
                String group = name[name.length - 2] + " " + result.getParams().getParam("message");
                groups.computeIfAbsent(group, key -> new LinkedHashMap<>())
                        .computeIfAbsent(name[name.length - 1], key -> new Figures())
                        .add(result);
            }
        }
        print(groups, forks, warmUp, measured);
    }

    /** One fork of each benchmark; called again and again, so that a slow minute of the machine hits all alike. */
    private static Iterable<RunResult> runOnce(int warmUp, int measured, boolean corpus) throws RunnerException {
        var options = new OptionsBuilder()
                .forks(1)
                .warmupIterations(warmUp)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(measured)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .jvmArgsAppend("-D" + Samples.CORPUS + "=" + System.getProperty(Samples.CORPUS, ""));
        if (corpus) {
            options.param("message", "own", "corpus");
        }
        for (Class<?> benchmark : BENCHMARKS) {
            options.include("\\." + benchmark.getSimpleName() + "\\.");
        }
        return new Runner(options.build()).run();
    }

    private static void print(Map<String, Map<String, Figures>> groups, int forks, int warmUp, int measured) {
        System.out.printf(
                "JDK %s (%s), %d processors; %d forks in turn, each %d + %d s%n",
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                Runtime.getRuntime().availableProcessors(),
                forks,
                warmUp,
                measured);
        System.out.println("| what | whose | ns, median (least .. most) | bytes | peer / this, time | bytes |");
        System.out.println("|---|---|---|---|---|---|");
        groups.forEach((group, members) -> members.forEach((name, figures) -> {
            Figures peer = members.get(name.startsWith(PEER) ? name : OTHER_PEERS.getOrDefault(name, PEER));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %,.0f (%,.0f .. %,.0f) | %,.0f | %s | %s |%n",
                    group,
                    name,
                    Figures.median(figures.nanoseconds),
                    Collections.min(figures.nanoseconds),
                    Collections.max(figures.nanoseconds),
                    Figures.median(figures.bytes),
                    peer == null ? "-" : ratio(peer.nanoseconds, figures.nanoseconds),
                    peer == null ? "-" : ratio(peer.bytes, figures.bytes));
        }));
    }

    private static String ratio(List<Double> peer, List<Double> ours) {
        double median = Figures.median(ours);
        return median < 1 ? "-" : String.format(Locale.ROOT, "%.1f", Figures.median(peer) / median);
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    /** What the forks of one benchmark have shown. */
    private static final class Figures {
        private final List<Double> nanoseconds = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        void add(RunResult result) {
            nanoseconds.add(result.getPrimaryResult().getScore());
            bytes.add(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
        }

        static double median(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }
    }
}
