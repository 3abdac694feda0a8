package io.github.foretoken.bench.gate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench/compare}: is the working tree slower than an earlier revision? */
@Command(name = "bench/compare", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 100, description = {
    "Compares the speed of the working tree with that of a git revision, which is built in a worktree of its own.",
    "Single forks of both are interleaved A B B A; exit status 0: nothing is slower by more than the threshold,",
    "1: something is, and again when measured once more, 2: bad usage, or a build that fails."})
public final class Compare implements Callable<Integer> {
    private static final int LEAST_PAIRS = 3;
    private static final int PAIRS = 12;
    private static final int QUICK_PAIRS = 6;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "BASE", description = "The revision to compare with: a commit, branch or tag.")
    private String base;

    @Option(names = "--pairs", paramLabel = "N", description = "Forks of each build (default: 12; with --quick: 6).")
    private Integer pairs;

    @Option(names = "--threshold", paramLabel = "PERCENT", defaultValue = "5", description = "Tolerated slowdown (default: 5).")
    private double threshold;

    @Option(names = "--benchmarks", paramLabel = "REGEX", description = "What to measure, found in 'Class.method name=value name=value', names "
            + "sorted (default: what the list gate.txt names).")
    private String benchmarks;

    @Option(names = "--quick", description = "Short forks and fewer of them: a first look, not a verdict.")
    private boolean quick;

    @Option(names = "--wall", description = "Read the clock on the wall and not the benchmark thread's processor time: for benchmarks that use "
            + "several threads.")
    private boolean wall;

    @Option(names = {"-o",
        "--output"}, paramLabel = "DIR", description = "Where comparison.md and comparison.json go (default: bench/target/compare).")
    private Path output;

    private final Path root;
    private final Path jar;

    /** Compares the program in a jar with revisions of a repository. */
    Compare(Path root, Path jar) {
        this.root = root;
        this.jar = jar;
    }

    /** Arguments as {@code --help} explains them. The script says where things are by system properties. */
    public static void main(String[] args) {
        System.exit(Launch.execute(new Compare(Path.of(System.getProperty("foretoken.root")),
                Path.of(System.getProperty("foretoken.jar"))), args));
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
        Pattern wanted = benchmarks == null ? null : Launch.pattern(spec, "--benchmarks", benchmarks);
        Git git = new Git(root);
        String head = git.head();
        String commit = git.commit(base)
                .orElseThrow(() -> new GateException("the base revision '" + base + "' does not exist in " + root
                        + "; name a commit, branch or tag (in a shallow clone, fetch it first)"));
        Map<Side, String> labels = Map.of(Side.BASE, "base " + Git.abbreviated(commit), Side.HEAD,
                "head " + Git.abbreviated(head) + (git.changed() ? " with local changes" : ""));
        Path target = root.resolve("bench/target/compare");
        Path folder = folder(output == null ? target : output);

        Map<Side, Path> jars = Map.of(Side.BASE,
                new BaseBuild(git, target.resolve("bases"), System.err::println).jar(commit), Side.HEAD, jar);
        List<String> skipped = new ArrayList<>();
        List<BenchmarkCase> cases = cases(wanted, jars, skipped);
        boolean cpuTime = !wall && jars.values().stream().allMatch(JmhFork::canReadCpuTime);
        JmhFork.Effort effort = quick ? JmhFork.Effort.QUICK : JmhFork.Effort.FULL;

        // Progress is closed at the end, the stream is not.
        PrintStream err = System.err;
        ComparisonReport report;
        try (Lifetime lifetime = new Lifetime(); ForkProgress progress = new ForkProgress(err, Launch.terminal())) {
            skipped.forEach(line -> progress.note("skipped: " + line));
            Machine.busy().ifPresent(progress::note);
            JmhFork forks = new JmhFork(lifetime, jars, labels, effort, cpuTime, folder);
            report = new ComparisonReport(labels.get(Side.BASE), labels.get(Side.HEAD), Machine.here(),
                    cpuTime ? "processor time" : "wall clock", effort.name(), count, threshold / 100,
                    new Comparison(forks, progress, count, threshold / 100).run(cases), skipped);
        }
        Files.writeString(folder.resolve("comparison.md"), report.markdown());
        Files.writeString(folder.resolve("comparison.json"), report.json());
        System.out.print(report.markdown());
        report.regressions().forEach(line -> System.err.println(spec.name() + ": " + line));
        return report.failed() ? 1 : 0;
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder).toAbsolutePath();
        } catch (IOException e) {
            throw new GateException("the output folder " + folder + " cannot be made (" + e + "); name another with -o",
                    e);
        }
    }

    /** What both builds have; what only one has is named in {@code skipped}. */
    private static List<BenchmarkCase> cases(Pattern wanted, Map<Side, Path> jars, List<String> skipped) {
        List<BenchmarkCase> ofBase = Catalog.of(jars.get(Side.BASE));
        List<BenchmarkCase> ofHead = Catalog.of(jars.get(Side.HEAD));
        Set<BenchmarkCase> selected = new LinkedHashSet<>();
        if (wanted == null) {
            selected.addAll(GateList.own().timed(ofHead));
        } else {
            selected.addAll(ofHead);
            selected.addAll(ofBase);
            selected.removeIf(one -> !wanted.matcher(one.toString()).find());
            if (selected.isEmpty()) {
                throw new GateException("--benchmarks " + wanted + " fits no benchmark; names are like "
                        + GateList.own().timed(ofHead).getFirst());
            }
        }
        Set<BenchmarkCase> inBase = new HashSet<>(ofBase);
        Set<BenchmarkCase> inHead = new HashSet<>(ofHead);
        List<BenchmarkCase> both = new ArrayList<>();
        for (BenchmarkCase one : selected) {
            if (inBase.contains(one) && inHead.contains(one)) {
                both.add(one);
            } else {
                skipped.add(one + ": only in " + (inBase.contains(one) ? Side.BASE : Side.HEAD).word());
            }
        }
        if (both.isEmpty()) {
            throw new GateException("the two builds have none of the selected benchmarks in common ("
                    + skipped.getFirst() + "); choose others with --benchmarks, or another base");
        }
        return both;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
