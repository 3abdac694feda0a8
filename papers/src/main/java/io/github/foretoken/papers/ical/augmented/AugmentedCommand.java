package io.github.foretoken.papers.ical.augmented;

import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.ical.descent.DepthCommand;
import io.github.foretoken.papers.ical.descent.InContextDescent;
import io.github.foretoken.papers.ical.descent.OneStep.Sample;
import io.github.foretoken.papers.ical.descent.Rotations;
import io.github.foretoken.papers.output.Outputs;
import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
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
    private static final int TRAINING = 1 << 14;
    private static final int TEST = 1 << 10;
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
        outputs.say("augmented: drawing sequences");
        Rotations training = new Rotations(DepthCommand.DIMENSION, DepthCommand.LENGTH, TRAINING / few, outputs.seed());
        // The seed's complement, so that no test sequence is a training sequence of a neighbouring seed.
        Rotations test = new Rotations(DepthCommand.DIMENSION, DepthCommand.LENGTH, TEST, ~outputs.seed());
        InContextDescent context = new InContextDescent(test, Parallelism.automatic());
        Sample[] samples = context.oneStep();
        NetworkTraining run = new NetworkTraining(layers, training, NetworkTraining.BATCH / few, outputs.seed(),
                Parallelism.automatic());
        double[] trainingErrors = new double[count];
        double[] testErrors = new double[count];
        outputs.say("augmented: %d weights, test error %.4f before training", run.size(), run.error(test));
        for (int epoch = 0; epoch < count; epoch++) {
            trainingErrors[epoch] = run.epoch();
            testErrors[epoch] = run.error(test);
            outputs.say("augmented: epoch %d of %d: training error %.4f, test error %.4f", epoch + 1, count,
                    trainingErrors[epoch], testErrors[epoch]);
        }
        double[] levels = {context.oneStepError(samples), context.rescaled(), context.leastSquares()};
        outputs.say(
                "augmented: on the same test sequences: one gradient step %.4f, its direction at each row's best length "
                        + "%.4f, least squares %.4f",
                levels[0], levels[1], levels[2]);
        CurveTable table = new CurveTable("epoch", 1).add("training", trainingErrors).add("test", testErrors);
        LinePanel panel = new LinePanel(
                "Augmented tokens, " + (layers == 1 ? "one layer" : layers + " layers") + " with LayerNorm", "epoch",
                "mean squared error").logarithmicY().within(0.01, 1);
        level(table, panel, "one_step", "one gradient step, untrained", levels[0], HouseStyle.ORANGE);
        level(table, panel, "one_step_rescaled", "its direction at the best lengths", levels[1], HouseStyle.GREEN);
        level(table, panel, "least_squares", "least squares", levels[2], HouseStyle.DATA);
        panel.line("training", table.values(), trainingErrors, HouseStyle.pale(HouseStyle.BLUE), 1.6f);
        panel.line("test", table.values(), testErrors, HouseStyle.BLUE, 2f);
        outputs.write("ical-augmented", table, new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT));
        outputs.done("augmented", start);
    }

    private static void level(CurveTable table, LinePanel panel, String name, String label, double error, Color color) {
        double[] level = new double[table.length()];
        Arrays.fill(level, error);
        table.add(name, level);
        // Two points: as many as epochs would each be marked.
        double last = table.length();
        panel.line(label, new double[]{1, last}, new double[]{error, error}, color, 1.8f);
    }
}
