package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.ical.descent.DepthCommand;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foretoken ical augmented}. */
@Command(name = "augmented", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Figure 5: a trained layer on augmented tokens; some minutes.",
    "Trains layers of linear attention with LayerNorm on tokens (0, s_t, s_{t-1}) by Adam, on 16,384 "
            + "rotations of R^5, and tests them on 1,024 others."})
public final class AugmentedCommand implements Callable<Integer> {
    private static final int EPOCHS = 30;
    /** An eighth of sequences and batch: as many steps an epoch. */
    private static final int QUICK = 8;
    private static final int QUICK_EPOCHS = 8;
    private static final int MOST_LAYERS = 64;
    private static final int WIDTH = 680;
    private static final int HEIGHT = 460;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Outputs outputs = new Outputs();

    @Option(names = "--layers", paramLabel = "L", defaultValue = "1", description = "How many (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training sequences (default: 30; with --quick 8).")
    private Integer epochs;

    @Override
    public Integer call() {
        if (layers < 1 || layers > MOST_LAYERS) {
            throw new ParameterException(spec.commandLine(),
                    "--layers must be 1 to " + MOST_LAYERS + ", not " + layers);
        }
        if (epochs != null && epochs < 1) {
            throw new ParameterException(spec.commandLine(), "--epochs must be 1 or more, not " + epochs);
        }
        return outputs.run(this::draw);
    }

    private void draw() throws IOException {
        long start = System.nanoTime();
        int few = outputs.quick() ? QUICK : 1;
        int count = epochs != null ? epochs : outputs.quick() ? QUICK_EPOCHS : EPOCHS;
        TrainedCurves curves =
                new TrainedCurves("augmented", outputs, TrainedCurves.TRAINING / few, DepthCommand.LENGTH);
        NetworkTraining run = NetworkTraining.ofLayers(layers, curves.training(), NetworkTraining.BATCH / few,
                outputs.seed(), Parallelism.automatic());
        CurveTable table = curves.run(run, count);
        String title = "Augmented tokens, " + (layers == 1 ? "one layer" : layers + " layers") + " with LayerNorm";
        outputs.write("ical-augmented", table,
                new Picture(WIDTH, HEIGHT).add(curves.panel(title, table), 0, 0, WIDTH, HEIGHT));
        outputs.done("augmented", start);
    }
}
