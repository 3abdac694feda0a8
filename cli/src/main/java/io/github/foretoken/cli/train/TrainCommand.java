package io.github.foretoken.cli.train;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.Version;
import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.training.EpochLosses;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foretoken train}. */
@Command(name = "train", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%nOptions:%n", description = {
    "Trains the causal Transformer on the paper's sequences.",
    "It starts from the weights of its construction. The defaults are the paper's setting."}, footer = {"",
        "In the directory: weights.safetensors (the best by validation) and config.json, training.csv, .png "
                + "and .svg (the losses of each epoch), and checkpoint.safetensors, from which --resume goes on after "
                + "an interruption, to the same result to the bit. The number of threads does not change the result."})
public final class TrainCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    @Option(names = "--threads", paramLabel = "N", description = "How many to use (default: one a processor).")
    private Integer threads;

    @Option(names = "--output", paramLabel = "DIR", defaultValue = "training", description = "Where the files go; made if missing (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Option(names = "--resume", description = "Continue the run in that directory; all its options are remembered.")
    private boolean resume;

    public TrainCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        TrainingFolder folder = new TrainingFolder(directory);
        TrainingRun run;
        try (ElapsedTime clock = ElapsedTime.start(streams)) {
            clock.now("drawing the sequences");
            Parallelism parallelism = threads == null ? Parallelism.automatic() : Parallelism.of(threads);
            if (resume && options.given() != null) {
                throw new IllegalArgumentException(
                        options.given() + " cannot be given with --resume: a run goes on as it began");
            }
            run = resume ? TrainingRun.resume(folder, parallelism)
                    : TrainingRun.start(options.config(), folder, parallelism);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        TrainingConfig config = run.config();
        say((resume ? "continuing after epoch " + run.epochs() + ": " : "") + "instance " + config.instance() + ", d = "
                + config.dimension() + ", T = " + config.length() + ", n = " + config.layers() + " layers, "
                + config.shape().size() + " weights");
        long start = System.nanoTime();
        TrainingRun.Result result;
        try (ElapsedTime clock = ElapsedTime.start(streams)) {
            clock.now(ProgressMessages.next(config, run.epochs()));
            result = run.run(progress(config, folder, clock));
        }
        try {
            LearningCurve.finish(result.epochs(), folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        report(result, folder, (System.nanoTime() - start) / 1e9);
        return Failures.OK;
    }

    private TrainingRun.Progress progress(TrainingConfig config, TrainingFolder folder, ElapsedTime clock) {
        return new TrainingRun.Progress() {
            @Override
            public void epoch(List<EpochLosses> epochs, double secondsLeft) {
                try {
                    LearningCurve.writeTable(epochs, folder);
                } catch (IOException e) {
                    throw unwritable(folder, e);
                }
                String message = ProgressMessages.of(config, epochs, secondsLeft);
                clock.now(message);
                if (!streams.terminal() && ProgressMessages.isMilestone(epochs.size(), config.epochs())) {
                    say(message);
                }
            }

            @Override
            public void interrupted(int epochs) {
                if (streams.terminal()) {
                    say("");
                }
                say("interrupted after epoch " + epochs + "; continue with --resume --output " + folder.path());
            }
        };
    }

    private static InputException unwritable(TrainingFolder folder, IOException e) {
        return new InputException(folder.path() + " cannot be written: " + Reasons.of(e), e);
    }

    private void report(TrainingRun.Result result, TrainingFolder folder, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        List.of(folder.weights(), folder.config(), folder.curve("png"), folder.curve("svg"), folder.curve("csv"))
                .forEach(file -> out.println(Excerpt.line(file.toString())));
        out.flush();
        say("test loss " + Numbers.brief(result.testLoss()) + " (before training " + Numbers.brief(result.initialLoss())
                + "), weights of epoch " + result.bestEpoch() + " of " + result.epochs().size()
                + (result.stoppedEarly() ? ", stopped early" : ""));
        say(Numbers.seconds(seconds) + " s; " + Acceleration.describe());
    }

    private void say(String message) {
        streams.err().println(message);
    }
}
