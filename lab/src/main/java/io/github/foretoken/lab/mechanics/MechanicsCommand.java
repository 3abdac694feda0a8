package io.github.foretoken.lab.mechanics;

import io.github.foretoken.lab.table.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken mechanics}. */
@Command(name = "mechanics", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 100, optionListHeading = "%nOptions:%n", description = {
    "What one layer of softmax attention learns from next tokens (arXiv 2403.08081): pictures (PNG, SVG) and the "
            + "numbers behind them (CSV). Prints the files written, mechanics-EXPERIMENT.*"}, footer = {"",
                "Experiments:", "  graph    token-priority graphs, one for each last token, and their components",
                "  example  the smallest problem: one cycle, one loser",
                "  global   training with the log-loss against its limit, W_fin + R W_svm",
                "  local    training with a squared loss against the limit of what attention selects",
                "  path     the same limit by a vanishing ridge", "  acyclic  graphs without cycles, and when to stop",
                "  counts   how components merge as data grow", "",
                "--data reads CSV with columns sequence (tokens separated by blanks) and label, or JSON lines",
                "(.jsonl) such as {\"sequence\": [\"a\", \"b\", \"c\"], \"label\": \"b\"}. Labels are tokens of their sequences.",
                "", "Example:", "  foretoken mechanics graph --data examples/choices.csv"})
public final class MechanicsCommand implements Callable<Integer> {
    private static final int DRAWS = 10;
    private static final int FEW = 3;

    /** The experiments there are, by the names of the command line. */
    private enum Experiment {
        GRAPH, EXAMPLE, GLOBAL, LOCAL, PATH, ACYCLIC, COUNTS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "EXPERIMENT", description = "graph, example, global, local, path, acyclic or counts; see below.")
    private String experiment;

    @Option(names = "--data", paramLabel = "FILE", description = "graph only: sequences and labels (default: a random draw).")
    private Path data;

    @Option(names = "--output-dir", paramLabel = "DIR", defaultValue = ".", description = "Where the files go; made if missing (default: the current directory).")
    private Path directory;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the random draws (default: the ten draws published with the paper; for acyclic and counts, which have none, 1).")
    private Long seed;

    @Option(names = "--quick", description = "Fewer draws and steps, for a look.")
    private boolean quick;

    @Override
    public Integer call() {
        Experiment chosen = Arrays.stream(Experiment.values())
                .filter(e -> e.word().equals(experiment))
                .findFirst()
                .orElseThrow(() -> refused("experiment " + experiment + " is not available; available: "
                        + String.join(", ", Arrays.stream(Experiment.values()).map(Experiment::word).toList())));
        if (data != null && chosen != Experiment.GRAPH) {
            throw refused("--data is for graph, not for " + chosen.word());
        }
        if (data != null && seed != null) {
            throw refused("--data and --seed exclude each other");
        }
        // Read before the directory is made, so that bad input leaves nothing behind.
        SampleFile.Content content = chosen == Experiment.GRAPH ? content() : null;
        try {
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new IOException("permission denied");
            }
            long start = System.nanoTime();
            Report report = new Report(directory, spec.commandLine().getOut(), spec.commandLine().getErr());
            switch (chosen) {
                case GRAPH -> new GraphExperiment(content).run(report);
                case EXAMPLE -> new ExampleExperiment().run(report);
                case GLOBAL -> new GlobalExperiment(draws(Draw.publishedGlobal()), quick ? 1000 : 4000).run(report);
                case LOCAL -> new LocalExperiment(draws(Draw.publishedLocal()), quick ? 500 : 2000).run(report);
                case PATH -> new PathExperiment(draws(Draw.publishedGlobal())).run(report);
                case ACYCLIC ->
                        new AcyclicExperiment(Draw.from(seedOrOne(), FEW, false), quick ? 1500 : 4000).run(report);
                case COUNTS -> new CountsExperiment(quick ? 100 : 1000, seedOrOne()).run(report);
            }
            report.say("%s done in %.1f s", chosen.word(), (System.nanoTime() - start) / 1e9);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(),
                    "cannot write to the directory " + directory + ": " + Reasons.of(e), e);
        }
        return 0;
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private long seedOrOne() {
        return seed == null ? 1 : seed;
    }

    /** Those published, or as many of one's own. */
    private List<Draw> draws(List<Draw> published) {
        int count = quick ? FEW : DRAWS;
        return seed == null ? published.subList(0, count) : Draw.from(seed, count, true);
    }

    private SampleFile.Content content() {
        if (data != null) {
            return SampleFile.read(data);
        }
        Draw draw = draws(Draw.publishedGlobal()).getFirst();
        return new SampleFile.Content(IntStream.range(0, Draw.TOKENS).mapToObj(String::valueOf).toList(),
                draw.samples());
    }
}
