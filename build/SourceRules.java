// SPDX-License-Identifier: Apache-2.0
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Fails the build when protocol code owns a clock, a thread, a socket, an executor or a random source, or when any
 * module has a static field that is not final. It reads the sources with the compiler's own parser, so comments and
 * strings do not count. Run as {@code java build/SourceRules.java ROOT}; it first proves itself on planted violations.
 */
public final class SourceRules {
    /** Modules whose main sources are held to the one rule. event-loop is where these things live. */
    private static final List<String> GUARDED = List.of(
            "sip-message", "sip-sdp", "sip-transport", "sip-ua", "rtp-media", "addons/rtp-codec-opus", "voice-backend", "testkit");

    /** Modules held to the rule about statics only. */
    private static final List<String> STATICS_ONLY =
            List.of("event-loop", "examples", "benchmarks", "consumers/parser-alone", "consumers/rtp-alone");

    /** What every source file begins with, those of tests too. */
    private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0\n";

    /** Names a guarded module may not use; a name that ends in a dot stands for all it begins. */
    private static final List<String> BANNED = List.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.InheritableThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.time.Clock",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.InstantSource.system",
            "java.lang.System.identityHashCode",
            "java.lang.ref.Cleaner",
            "java.util.Calendar.getInstance",
            "java.util.Collections.shuffle",
            "java.util.Date",
            "java.util.IdentityHashMap",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.TimerTask",
            "java.util.UUID.randomUUID",
            "java.util.random.RandomGenerator.of",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGeneratorFactory",
            "java.security.SecureRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.ScheduledExecutorService",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ThreadFactory",
            "java.util.concurrent.CountDownLatch",
            "java.util.concurrent.CyclicBarrier",
            "java.util.concurrent.Phaser",
            "java.util.concurrent.Semaphore",
            "java.util.concurrent.Exchanger",
            "java.util.concurrent.SynchronousQueue",
            "java.util.concurrent.BlockingQueue",
            "java.util.concurrent.BlockingDeque",
            "java.util.concurrent.ArrayBlockingQueue",
            "java.util.concurrent.LinkedBlockingQueue",
            "java.util.concurrent.LinkedBlockingDeque",
            "java.util.concurrent.DelayQueue",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.concurrent.locks.Condition",
            "java.util.concurrent.locks.LockSupport",
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.MulticastSocket",
            "java.net.DatagramPacket",
            "java.net.NetworkInterface",
            "java.net.URLConnection",
            "java.net.InetAddress.getByName",
            "java.net.InetAddress.getAllByName",
            "java.net.InetAddress.getLocalHost",
            "java.nio.channels.DatagramChannel",
            "java.nio.channels.SocketChannel",
            "java.nio.channels.ServerSocketChannel",
            "java.nio.channels.Selector",
            "java.nio.channels.SelectionKey",
            "java.nio.channels.SelectableChannel",
            "java.nio.channels.NetworkChannel",
            "java.nio.channels.Pipe",
            "java.nio.channels.AsynchronousSocketChannel",
            "java.net.http.");

    /** Instance methods that wait outside the network's clock, or hop to a thread we do not own. */
    private static final Set<String> BANNED_CALLS = Set.of(
            "orTimeout/2", "completeOnTimeout/3", "join/0", "runAsync/1", "supplyAsync/1", "thenApplyAsync/1",
            "thenAcceptAsync/1", "thenRunAsync/1", "thenComposeAsync/1", "whenCompleteAsync/1", "handleAsync/1",
            "thenCombineAsync/2", "thenAcceptBothAsync/2", "runAfterBothAsync/2", "applyToEitherAsync/2",
            "acceptEitherAsync/2", "runAfterEitherAsync/2", "exceptionallyAsync/1", "completeAsync/1",
            "wait/0", "wait/1", "wait/2", "parallelStream/0", "parallel/0");

    /** File to the names it may use, with the reason beside it; what it does not use any more is a finding too. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            // Hands the baton between the stepping thread and application threads.
            "testkit/src/main/java/dev/demitasse/testkit/Baton.java",
            Set.of("java.lang.Thread", "java.util.concurrent.Semaphore"),
            // The random source of a simulation is its seed.
            "testkit/src/main/java/dev/demitasse/testkit/SeededRandom.java",
            Set.of("java.util.Random"),
            // Reads what a thread has allocated.
            "testkit/src/main/java/dev/demitasse/testkit/AllocationProbe.java",
            Set.of("java.lang.Thread"));

    private SourceRules() {}

    public static void main(String[] arguments) throws IOException {
        proveItself();
        Path root = Path.of(arguments[0]);
        List<String> findings = new ArrayList<>(unlisted(root));
        Set<String> unused = allowances();
        int files = 0;
        for (boolean guarded : new boolean[] {true, false}) {
            for (String module : guarded ? GUARDED : STATICS_ONLY) {
                List<Path> sources = sources(root.resolve(module).resolve("src/main/java"));
                files += sources.size();
                for (Path source : sources) {
                    String name = root.relativize(source).toString().replace('\\', '/');
                    findings.addAll(check(name, Files.readString(source), guarded, unused));
                }
                findings.addAll(withoutLicence(root, module));
            }
        }
        unused.forEach(allowance -> findings.add(allowance + " is allowed, but not used any more"));
        findings.forEach(System.err::println);
        if (!findings.isEmpty()) {
            System.err.println(findings.size() + " violations of the source rules in " + files + " files");
            System.exit(1);
        }
    }

    /** Modules that are in neither list, so that nobody forgets a new one. */
    private static List<String> unlisted(Path root) throws IOException {
        try (var walk = Files.walk(root, 5)) {
            return walk.filter(path -> path.endsWith(Path.of("src", "main", "java")))
                    .map(path -> root.relativize(path.getParent().getParent().getParent()))
                    .map(path -> path.toString().replace('\\', '/'))
                    .filter(module -> !GUARDED.contains(module) && !STATICS_ONLY.contains(module))
                    .map(module -> module + ": a module that build/SourceRules.java does not know")
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> allowances() {
        Set<String> all = new TreeSet<>();
        ALLOWED.forEach((file, names) -> names.forEach(name -> all.add(file + ": " + name)));
        return all;
    }

    private static List<String> withoutLicence(Path root, String module) throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path source : sources(root.resolve(module).resolve("src"))) {
            if (!Files.readString(source).replace("\r\n", "\n").startsWith(LICENCE)) {
                findings.add(root.relativize(source) + ":1: does not begin with " + LICENCE.strip());
            }
        }
        return findings;
    }

    private static List<Path> sources(Path directory) throws IOException {
        try (var walk = Files.walk(directory)) {
            return walk.filter(path -> path.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static List<String> check(String name, String text, boolean guarded, Set<String> unused)
            throws IOException {
        var source = new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, diagnostic -> {}, List.of(), null, List.of(source));
        List<String> findings = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            new Scanner(name, unit, Trees.instance(task), guarded, unused, findings).scan(unit, null);
        }
        return findings;
    }

    private static void proveItself() throws IOException {
        Map<String, Integer> samples = new HashMap<>();
        samples.put("class A { long t() { return System.nanoTime(); } }", 1);
        samples.put("import java.time.Instant; class A { Instant t() { return Instant.now(); } }", 1);
        samples.put("class A { Object t() { return java.time.Instant.now(); } }", 1);
        samples.put("import java.security.SecureRandom; class A { }", 1);
        samples.put("import java.nio.channels.*; class A { }", 1);
        samples.put("import static java.lang.System.nanoTime; class A { }", 1);
        samples.put("class A { void t() { new Thread(() -> {}).start(); } }", 1);
        samples.put("class A { java.util.function.LongSupplier t() { return System::nanoTime; } }", 1);
        samples.put("class A { void t(java.util.concurrent.CompletableFuture<?> f) { f.join(); } }", 1);
        samples.put("class A { void t(Object o) throws Exception { synchronized (o) { o.wait(); } } }", 1);
        samples.put("class A { int t(Object o) { return System.identityHashCode(o); } }", 1);
        samples.put("class A { static int count; }", 1);
        samples.put("interface A { int LIMIT = 3; }", 0);
        samples.put("/** Thread, System.nanoTime(). */ class A { static final int X = 1; String s = \"Thread\"; }", 0);
        samples.put("class A { enum Timer { A, B } Timer timer; }", 0);
        samples.put("class A { String t(java.util.List<String> l) { return String.join(\",\", l); } }", 0);
        for (var sample : samples.entrySet()) {
            int found = check("sip-message/A.java", sample.getKey(), true, new TreeSet<>())
                    .size();
            if (found != sample.getValue()) {
                throw new AssertionError("expected " + sample.getValue() + " findings, got " + found + ": " + sample);
            }
        }
    }

    /** Walks one file and resolves simple names by its imports. */
    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final String name;
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final boolean guarded;
        private final Set<String> unused;
        private final List<String> findings;
        private final Map<String, String> imports = new HashMap<>();

        Scanner(
                String name,
                CompilationUnitTree unit,
                Trees trees,
                boolean guarded,
                Set<String> unused,
                List<String> findings) {
            this.name = name;
            this.unit = unit;
            this.trees = trees;
            this.guarded = guarded;
            this.unused = unused;
            this.findings = findings;
        }

        @Override
        public Void visitImport(ImportTree tree, Void unused) {
            String imported = tree.getQualifiedIdentifier().toString();
            if (imported.endsWith(".*")) {
                report(tree, "wildcard import " + imported);
                return null;
            }
            imports.put(imported.substring(imported.lastIndexOf('.') + 1), imported);
            use(tree, imported);
            return null;
        }

        @Override
        public Void visitIdentifier(IdentifierTree tree, Void unused) {
            String simple = tree.getName().toString();
            if (!imports.containsKey(simple)) {
                use(tree, "java.lang." + simple);
            }
            return super.visitIdentifier(tree, unused);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
            use(tree, resolve(tree.getExpression()) + "." + tree.getIdentifier());
            return super.visitMemberSelect(tree, unused);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
            use(tree, resolve(tree.getQualifierExpression()) + "." + tree.getName());
            return super.visitMemberReference(tree, unused);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
            if (guarded && tree.getMethodSelect() instanceof MemberSelectTree select) {
                String call = select.getIdentifier() + "/" + tree.getArguments().size();
                if (BANNED_CALLS.contains(call)) {
                    report(tree, "call of " + call);
                }
            }
            return super.visitMethodInvocation(tree, unused);
        }

        @Override
        public Void visitVariable(VariableTree tree, Void unused) {
            Set<Modifier> modifiers = tree.getModifiers().getFlags();
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            boolean enumConstant = parent.getKind() == Tree.Kind.ENUM && modifiers.contains(Modifier.FINAL);
            if (modifiers.contains(Modifier.STATIC) && !modifiers.contains(Modifier.FINAL) && !enumConstant) {
                report(tree, "static field that is not final: " + tree.getName());
            }
            return super.visitVariable(tree, unused);
        }

        private String resolve(ExpressionTree tree) {
            if (tree instanceof IdentifierTree identifier) {
                String simple = identifier.getName().toString();
                return imports.getOrDefault(simple, "java.lang." + simple);
            }
            return tree.toString();
        }

        private void use(Tree tree, String qualified) {
            if (!guarded) {
                return;
            }
            if (ALLOWED.getOrDefault(name, Set.of()).contains(qualified)) {
                unused.remove(name + ": " + qualified);
                return;
            }
            for (String banned : BANNED) {
                if (qualified.equals(banned) || banned.endsWith(".") && qualified.startsWith(banned)) {
                    report(tree, "use of " + qualified);
                }
            }
        }

        private void report(Tree tree, String what) {
            long position = trees.getSourcePositions().getStartPosition(unit, tree);
            long line = position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
            findings.add(name + ":" + line + ": " + what);
        }
    }
}
