package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.table.FileOptions;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.papers.mechanics.graph.SampleFile;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken mechanics}. */
@Command(name = "mechanics", mixinStandardHelpOptions = true, sortOptions = false, optionListHeading = "%nOptions:%n", description = {
    "What one layer of softmax attention learns from next tokens (arXiv 2403.08081).",
    "Pictures (PNG, SVG) and the "
            + "numbers behind them (CSV). Prints the files written, mechanics-EXPERIMENT.*"}, footer = {"",
                "Experiments:", "  graph    token-priority graphs, one for each last token; their components",
                "  example  the smallest problem: one cycle, one loser",
                "  global   training with the log-loss against its limit, W_fin + R W_svm",
                "  local    training with a squared loss against the limit of what is selected",
                "  path     the same limit by a vanishing ridge", "  acyclic  graphs without cycles, and when to stop",
                "  counts   how components merge as data grow", "",
                "Without --seed the draws are the ten published with the paper; acyclic and counts, which have none, "
                        + "take seed 1.",
                "",
                "--data reads files as the other commands do: columns sequence (tokens separated by blanks) and label, "
                        + "JSON such as {\"sequence\": [\"a\", \"b\", \"c\"], \"label\": \"b\"}, or rows of tokens whose last cell is the label. Labels are tokens of their sequences.",
                "", "Example:", "  foretoken mechanics graph --data examples/choices.csv"})
public final class MechanicsCommand implements Callable<Integer> {
    private static final int DRAWS = 10;
    private static final int FEW = 3;

    /** The experiments there are, by the names of the command line. */
    private enum Experiment {
        GRAPH, EXAMPLE, GLOBAL, LOCAL, PATH, ACYCLIC, COUNTS;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What {@code EXPERIMENT} may be. */
    private static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Experiment.values()).map(Experiment::label).iterator();
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "EXPERIMENT", completionCandidates = Names.class, description = "graph, example, global, local, path, acyclic or counts; see below.")
    private String experiment;

    @Option(names = "--data", paramLabel = "FILE", description = "graph only: sequences and labels (default: a random draw).")
    private Path data;

    @Mixin
    private FileOptions fileOptions = new FileOptions();

    @Mixin
    private Outputs outputs = new Outputs();

    @Override
    public Integer call() {
        Experiment chosen = Arrays.stream(Experiment.values())
                .filter(e -> e.label().equals(experiment))
                .findFirst()
                .orElseThrow(() -> refused("experiment " + experiment + " is not available; available: "
                        + String.join(", ", new Names())));
        if (data != null && chosen != Experiment.GRAPH) {
            throw refused("--data is for graph, not for " + chosen.label());
        }
        if (data == null && !fileOptions.rules().equals(FileRules.DEFAULT)) {
            throw refused(
                    "--header, --separator, --decimal, --skip-rows and --missing-value are for the file of --data");
        }
        if (data != null && outputs.givenSeed() != null) {
            throw refused("--data and --seed exclude each other");
        }
        // Read before the directory is made, so that bad input leaves nothing behind.
        SampleFile.Content content = chosen == Experiment.GRAPH ? content() : null;
        return outputs.run(() -> {
            long start = System.nanoTime();
            if (content != null) {
                content.notes().forEach(note -> outputs.say("note: " + note));
            }
            run(chosen, content);
            outputs.done(chosen.label(), start);
        });
    }

    private void run(Experiment chosen, SampleFile.Content content) throws IOException {
        boolean quick = outputs.quick();
        switch (chosen) {
            case GRAPH -> new GraphExperiment(content).run(outputs);
            case EXAMPLE -> new ExampleExperiment().run(outputs);
            case GLOBAL -> new GlobalExperiment(draws(Draw.publishedGlobal()), quick ? 1000 : 4000).run(outputs);
            case LOCAL -> new LocalExperiment(draws(Draw.publishedLocal()), quick ? 500 : 2000).run(outputs);
            case PATH -> new PathExperiment(draws(Draw.publishedGlobal())).run(outputs);
            case ACYCLIC -> new AcyclicExperiment(Draw.from(seedOrOne(), FEW, false), quick ? 1500 : 4000).run(outputs);
            case COUNTS -> new CountsExperiment(quick ? 100 : 1000, seedOrOne()).run(outputs);
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private long seedOrOne() {
        return outputs.givenSeed() == null ? 1 : outputs.givenSeed();
    }

    /** Those published, or as many of one's own. */
    private List<Draw> draws(List<Draw> published) {
        int count = outputs.quick() ? FEW : DRAWS;
        return outputs.givenSeed() == null ? published.subList(0, count) : Draw.from(outputs.givenSeed(), count, true);
    }

    private SampleFile.Content content() {
        if (data != null) {
            return SampleFile.read(data, fileOptions.rules());
        }
        Draw draw = draws(Draw.publishedGlobal()).getFirst();
        return new SampleFile.Content(IntStream.range(0, Draw.TOKENS).mapToObj(String::valueOf).toList(),
                draw.samples(), List.of());
    }
}
