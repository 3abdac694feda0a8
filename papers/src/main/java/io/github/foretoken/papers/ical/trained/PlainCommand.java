package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.cli.train.Safetensors;
import io.github.foretoken.cli.train.Tensor;
import io.github.foretoken.papers.ical.descent.DepthCommand;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foretoken ical plain}. */
@Command(name = "plain", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Figure 7: a trained layer of 64 heads on plain tokens; ten minutes on one processor.",
    "Trains heads that attend by positions, with LayerNorm, on tokens s_t alone by Adam, on rotations of R^5, "
            + "and tests them on 1,024 others. Also draws where heads look, and keeps the weights (safetensors)."})
public final class PlainCommand implements Callable<Integer> {
    /** The authors' number. */
    static final int HEADS = 64;

    private static final int EPOCHS = 60;
    /** A quarter of the authors'. */
    private static final int SEQUENCES = TrainedCurves.TRAINING / 4;
    /** Of an epoch, as the authors have. */
    private static final int STEPS = TrainedCurves.TRAINING / NetworkTraining.BATCH;
    /** Quickly: fewer sequences, of 20 tokens, and an eighth of the heads. */
    private static final int QUICK_SEQUENCES = 1024;
    private static final int QUICK_LENGTH = 20;
    private static final int QUICK_HEADS = 8;
    private static final int QUICK_EPOCHS = 10;
    private static final int MOST_SEQUENCES = 1 << 20;
    private static final int MOST_HEADS = 1024;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 460;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Outputs outputs = new Outputs();

    @Option(names = "--heads", paramLabel = "H", description = "How many (default: 64; with --quick 8).")
    private Integer heads;

    @Option(names = "--sequences", paramLabel = "N", description = "To train on, in 16 steps an epoch (default: 4096; with --quick 1024; the authors have 16384).")
    private Integer sequences;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training sequences (default: 60; with --quick 10).")
    private Integer epochs;

    @Override
    public Integer call() {
        if (heads != null && (heads < 1 || heads > MOST_HEADS)) {
            throw new ParameterException(spec.commandLine(), "--heads must be 1 to " + MOST_HEADS + ", not " + heads);
        }
        if (sequences != null && (sequences < STEPS || sequences > MOST_SEQUENCES)) {
            throw new ParameterException(spec.commandLine(),
                    "--sequences must be " + STEPS + " to " + MOST_SEQUENCES + ", not " + sequences);
        }
        if (epochs != null && epochs < 1) {
            throw new ParameterException(spec.commandLine(), "--epochs must be 1 or more, not " + epochs);
        }
        return outputs.run(this::draw);
    }

    private void draw() throws IOException {
        long start = System.nanoTime();
        boolean quick = outputs.quick();
        int sequenceCount = sequences != null ? sequences : quick ? QUICK_SEQUENCES : SEQUENCES;
        int count = epochs != null ? epochs : quick ? QUICK_EPOCHS : EPOCHS;
        TrainedCurves curves =
                new TrainedCurves("plain", outputs, sequenceCount, quick ? QUICK_LENGTH : DepthCommand.LENGTH);
        int headCount = heads != null ? heads : quick ? QUICK_HEADS : HEADS;
        NetworkTraining run = NetworkTraining.ofHeads(headCount, curves.training(), sequenceCount / STEPS,
                outputs.seed(), Parallelism.automatic());
        CurveTable table = curves.run(run, count);
        CurveTable byRow = new CurveTable("row", 0).add("plain", run.errorsByRow(curves.test()))
                .add("one_step_of_best_size", curves.oneStepByRow());
        String title = "Plain tokens, " + headCount + (headCount == 1 ? " head" : " heads") + " with LayerNorm";
        Picture errors = new Picture(2 * WIDTH, HEIGHT).add(curves.panel(title, table), 0, 0, WIDTH, HEIGHT)
                .add(rows(byRow), WIDTH, 0, WIDTH, HEIGHT);
        outputs.write("ical-plain", table, errors);
        HeadsShape shape = new HeadsShape(DepthCommand.DIMENSION, headCount, curves.test().length());
        StrongestHeads strongest = StrongestHeads.of(shape, run.weights());
        outputs.write("ical-plain-positions", strongest.table(), strongest.picture());
        outputs.write("ical-plain-rows", byRow);
        Safetensors weights = new Safetensors(
                Map.of("d", Integer.toString(shape.d()), "heads", Integer.toString(headCount), "length",
                        Integer.toString(shape.length())),
                Map.of("weights", Tensor.of(run.weights(), 0, shape.size())));
        outputs.write("ical-plain.safetensors", weights.bytes());
        outputs.done("plain", start);
    }

    private static LinePanel rows(CurveTable byRow) {
        LinePanel panel =
                new LinePanel("After training, by what is known", "tokens before", "mean squared error").logarithmicY();
        panel.line("one gradient step of the best size", byRow.values(), byRow.curve("one_step_of_best_size"),
                HouseStyle.ORANGE, 1.8f);
        return panel.line("test", byRow.values(), byRow.curve("plain"), HouseStyle.BLUE, 2f);
    }
}
