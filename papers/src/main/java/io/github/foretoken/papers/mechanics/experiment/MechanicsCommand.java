package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.papers.output.Outputs;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foretoken mechanics}: one subcommand an experiment, and three for sequences of one's own. */
@Command(name = "mechanics", mixinStandardHelpOptions = true, sortOptions = false, synopsisSubcommandLabel = "EXPERIMENT", commandListHeading = "%nExperiments, and what to do with sequences of your own:%n", optionListHeading = "%nOptions:%n", description = {
    "What one layer of softmax attention learns from next tokens (arXiv 2403.08081).",
    "Pictures (PNG, SVG) and the numbers behind them (CSV). Prints the files written, mechanics-EXPERIMENT.*"}, footer = {
        "",
        "Unless they are given a seed, experiments draw the ten draws published with the paper; acyclic and counts, "
                + "which have none, take seed 1.",
        "", "Examples:", "  foretoken mechanics graph --data examples/choices.csv",
        "  foretoken mechanics train examples/choices.csv --output-dir learned",
        "  foretoken mechanics predict new.txt --layer learned/mechanics-layer.ftk"})
public final class MechanicsCommand implements Callable<Integer> {
    private static final int DRAWS = 10;
    private static final int FEW = 3;

    private CommandSpec spec;

    /** Where commands for sequences of one's own read and write. */
    private final Streams streams;

    public MechanicsCommand(Streams streams) {
        this.streams = streams;
    }

    /** Adds the commands that have streams. */
    @Spec
    void spec(CommandSpec own) {
        spec = own;
        own.addSubcommand("graph", CommandSpec.forAnnotatedObject(new GraphCommand(streams)));
        own.addSubcommand("train", CommandSpec.forAnnotatedObject(new TrainCommand(streams)));
        own.addSubcommand("predict", CommandSpec.forAnnotatedObject(new PredictCommand(streams)));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "name an experiment: " + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(name = "example", mixinStandardHelpOptions = true, sortOptions = false, description = "The smallest problem: one cycle, one loser.")
    int example(@Mixin Outputs outputs) {
        return run("example", outputs, () -> new ExampleExperiment().run(outputs));
    }

    @Command(name = "global", mixinStandardHelpOptions = true, sortOptions = false, description = "Training with the log-loss against its limit, W_fin + R W_svm.")
    int global(@Mixin Outputs outputs) {
        return run("global", outputs,
                () -> new GlobalExperiment(draws(Draw.publishedGlobal(), outputs), outputs.quick() ? 1000 : 4000)
                        .run(outputs));
    }

    @Command(name = "local", mixinStandardHelpOptions = true, sortOptions = false, description = "Training with a squared loss against the limit of what is selected.")
    int local(@Mixin Outputs outputs) {
        return run("local", outputs,
                () -> new LocalExperiment(draws(Draw.publishedLocal(), outputs), outputs.quick() ? 500 : 2000)
                        .run(outputs));
    }

    @Command(name = "path", mixinStandardHelpOptions = true, sortOptions = false, description = "The same limit by a vanishing ridge.")
    int path(@Mixin Outputs outputs) {
        return run("path", outputs, () -> new PathExperiment(draws(Draw.publishedGlobal(), outputs)).run(outputs));
    }

    @Command(name = "acyclic", mixinStandardHelpOptions = true, sortOptions = false, description = "Graphs without cycles, and when to stop.")
    int acyclic(@Mixin Outputs outputs) {
        return run("acyclic", outputs,
                () -> new AcyclicExperiment(Draw.from(seedOrOne(outputs), FEW, false), outputs.quick() ? 1500 : 4000)
                        .run(outputs));
    }

    @Command(name = "counts", mixinStandardHelpOptions = true, sortOptions = false, description = "How components merge as data grow.")
    int counts(@Mixin Outputs outputs) {
        return run("counts", outputs,
                () -> new CountsExperiment(outputs.quick() ? 100 : 1000, seedOrOne(outputs)).run(outputs));
    }

    /** What commands that need more than {@code --output-dir} have in common with the others. */
    static int run(String name, Outputs outputs, Outputs.Work work) {
        return outputs.run(() -> {
            long start = System.nanoTime();
            work.run();
            outputs.done(name, start);
        });
    }

    private static long seedOrOne(Outputs outputs) {
        return outputs.givenSeed() == null ? 1 : outputs.givenSeed();
    }

    /** Those published, or as many of one's own. */
    static List<Draw> draws(List<Draw> published, Outputs outputs) {
        int count = outputs.quick() ? FEW : DRAWS;
        return outputs.givenSeed() == null ? published.subList(0, count) : Draw.from(outputs.givenSeed(), count, true);
    }
}
