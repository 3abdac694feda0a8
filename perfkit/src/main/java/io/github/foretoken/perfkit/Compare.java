package io.github.foretoken.perfkit;

import io.github.foretoken.perfkit.JmhFork.Settings;
import io.github.foretoken.perfkit.RevisionBuild.Recipe;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Is one build slower than another? Two jars, checkouts or revisions of any project with JMH benchmarks. */
@Command(name = "perfkit", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 100, description = {
    "Compares the speed of two builds with JMH benchmarks. BASE and HEAD are each a jar that runs JMH, a folder with a",
    "checkout, or a git revision, which is built in a worktree of its own. Single forks of both are interleaved A B B A;",
    "exit status 0: nothing is slower by more than the threshold, 1: something is, and again when measured once more,",
    "2: bad usage, or a build that fails."})
public final class Compare implements Callable<Integer> {
    private static final int LEAST_PAIRS = 3;
    private static final int PAIRS = 12;
    private static final int QUICK_PAIRS = 6;
    /**
     * Many short iterations and little warm-up: only the fastest iteration of a fork counts, so one that C2 was late for does no
     * harm, and one that nothing disturbed is likely to be among them.
     */
    private static final String FULL = "-wi 2 -w 500ms -i 13 -r 150ms";
    private static final String QUICK = "-wi 2 -w 300ms -i 9 -r 100ms";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BASE", description = "What to compare with.")
    private String base;

    @Parameters(index = "1", paramLabel = "HEAD", defaultValue = ".", description = "What is compared (default: the checkout in this folder).")
    private String head;

    @Option(names = "--build", paramLabel = "COMMAND", description = "How a checkout is built, for the shell, such as 'mvn -q package -DskipTests' "
            + "(default: a folder is built already).")
    private String build;

    @Option(names = "--jar", paramLabel = "PATH", defaultValue = "target/benchmarks.jar", description = "Where a checkout has its jar then (default: target/benchmarks.jar).")
    private String jar;

    @Option(names = "--repository", paramLabel = "DIR", defaultValue = ".", description = "Where revisions are (default: this folder).")
    private Path repository;

    @Option(names = "--pairs", paramLabel = "N", description = "Forks of each build (default: 12; with --quick: 6).")
    private Integer pairs;

    @Option(names = "--threshold", paramLabel = "PERCENT", defaultValue = "5", description = "Tolerated slowdown (default: 5).")
    private double threshold;

    @Option(names = "--benchmarks", paramLabel = "REGEX", description = "What to measure, found in 'Class.method name=value name=value', names "
            + "sorted (default: everything).")
    private String benchmarks;

    @Option(names = "--list", paramLabel = "FILE", description = "What to measure, a line each: 'Class.method name=value', parameters that are not "
            + "named at every value.")
    private Path list;

    @Option(names = "--quick", description = "Short forks and fewer of them: a first look, not a verdict.")
    private boolean quick;

    @Option(names = "--wall", description = "Read the clock on the wall and not the benchmark thread's processor time: for benchmarks that use "
            + "several threads.")
    private boolean wall;

    @Option(names = "--fork", paramLabel = "OPTIONS", description = "How long a fork runs, in JMH's options (default: "
            + FULL + "; with --quick: " + QUICK + ").")
    private String fork;

    @Option(names = "--fork-java", paramLabel = "OPTIONS", defaultValue = "", description = "Options of forks' JVMs, added to those that benchmarks "
            + "ask for. HotSpot's -XX:ObjectAlignmentInBytes=64 lets arrays lie alike in all forks, which then differ less, and on Linux "
            + "-XX:+UseTransparentHugePages has memory ready sooner.")
    private String forkJava;

    @Option(names = "--java", paramLabel = "OPTIONS", defaultValue = "", description = "Options of all JVMs, separated by blanks; forks have them unless "
            + "their benchmark asks for others.")
    private String java;

    @Option(names = {"-o",
        "--output"}, paramLabel = "DIR", defaultValue = "perfkit", description = "Where comparison.md and comparison.json go (default: perfkit).")
    private Path output;

    /** Arguments as {@code --help} explains them. */
    public static void main(String[] args) {
        System.exit(Launch.execute(new Compare(), args));
    }

    @Override
    public Integer call() throws IOException {
        int count = pairs == null ? quick ? QUICK_PAIRS : PAIRS : pairs;
        if (count < LEAST_PAIRS) {
            throw usage("--pairs must be " + LEAST_PAIRS + " or more, not " + count);
        }
        if (!(threshold >= 0 && threshold < 1000)) {
            throw usage("--threshold is a slowdown in per cent, 0 or more, not " + threshold);
        }
        if (benchmarks != null && list != null) {
            throw usage("--benchmarks and --list exclude each other");
        }
        Selection selection = benchmarks != null ? Selection.of(Launch.pattern(spec, "--benchmarks", benchmarks))
                : list != null ? Selection.of(list) : Selection.all();
        Path folder = folder(output);
        Build.Source source = new Build.Source(repository, new Recipe(build, jar), folder);
        Build before = Build.of(Side.BASE, base, source);
        ComparisonReport report = compare(before, Build.of(Side.HEAD, head, source), selection, count, folder);
        Files.writeString(folder.resolve("comparison.md"), report.markdown());
        Files.writeString(folder.resolve("comparison.json"), report.json());
        System.out.print(report.markdown());
        report.regressions().forEach(line -> System.err.println(spec.commandLine().getCommandName() + ": " + line));
        return report.failed() ? 1 : 0;
    }

    private ComparisonReport compare(Build before, Build after, Selection selection, int count, Path folder) {
        Map<Side, Path> jars = Map.of(Side.BASE, before.jar(), Side.HEAD, after.jar());
        Map<Side, String> labels = Map.of(Side.BASE, before.label(), Side.HEAD, after.label());
        String effort = fork != null ? fork : quick ? QUICK : FULL;
        List<String> jmh = new ArrayList<>(words(effort));
        if (!forkJava.isBlank()) {
            jmh.addAll(List.of("-jvmArgsAppend", forkJava.strip()));
        }
        Settings settings = new Settings(jmh, words(java), !wall);
        List<String> skipped = new ArrayList<>();
        // Progress is closed at the end, the stream is not.
        PrintStream err = System.err;
        try (Lifetime lifetime = new Lifetime(); ForkProgress progress = new ForkProgress(err, Launch.terminal())) {
            List<BenchmarkCase> cases = selection.common(Catalog.of(lifetime, before.jar(), settings.java(), folder),
                    Catalog.of(lifetime, after.jar(), settings.java(), folder), skipped);
            skipped.forEach(line -> progress.note("skipped: " + line));
            Machine.busy().ifPresent(progress::note);
            JmhFork forks = new JmhFork(lifetime, jars, labels, settings, folder);
            return new ComparisonReport(before.label(), after.label(), Machine.here(),
                    wall ? "wall clock" : "processor time", String.join(" ", jmh), count, threshold / 100,
                    new Comparison(forks, progress, count, threshold / 100).run(cases), skipped);
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder).toAbsolutePath();
        } catch (IOException e) {
            throw new PerfkitException(
                    "the output folder " + folder + " cannot be made (" + e + "); name another with -o", e);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
