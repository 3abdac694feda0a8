package io.github.foretoken.papers.ical.descent;

import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.ical.descent.OneStep.Sample;
import io.github.foretoken.papers.output.Outputs;
import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.knowm.xchart.style.Styler.LegendPosition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foretoken ical depth}. */
@Command(name = "depth", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Gradient steps in context, by number and size.",
    "What they make of rotations of R^5 (Haar, 50 tokens) without any training, beside least squares and "
            + "the limit u* of causal kernel descent."})
public final class DepthCommand implements Callable<Integer> {
    public static final int DIMENSION = 5;
    public static final int LENGTH = 50;
    private static final int SEQUENCES = 4096;
    private static final int QUICK_SEQUENCES = 256;
    private static final int DEPTH = 50;
    private static final double[] SIZES = {0.02, 0.04, 0.06, 0.08};
    private static final List<Color> COLORS =
            List.of(HouseStyle.BLUE, HouseStyle.GREEN, HouseStyle.PURPLE, HouseStyle.VERMILLION);
    private static final int WIDTH = 680;
    private static final int HEIGHT = 460;

    @Mixin
    private Outputs outputs = new Outputs();

    @Override
    public Integer call() {
        return outputs.run(this::draw);
    }

    private void draw() throws IOException {
        long start = System.nanoTime();
        Rotations rotations =
                new Rotations(DIMENSION, LENGTH, outputs.quick() ? QUICK_SEQUENCES : SEQUENCES, outputs.seed());
        InContextDescent context = new InContextDescent(rotations, Parallelism.automatic());
        Sample[] samples = context.oneStep();
        double leastSquares = context.leastSquares();
        double limit = context.limit();
        outputs.say(
                "depth: one step of size %.4f: %.4f; of the best size for each row: %.4f; of the best length for each row: %.4f",
                Sample.mean(samples).bestStep(), context.oneStepError(samples), context.oneStepErrorByRow(samples),
                context.rescaled());
        outputs.say("depth: zero %.4f, least squares %.4f, u* of causal descent %.4f", context.zero(), leastSquares,
                limit);
        CurveTable table = new CurveTable("steps", 0);
        LinePanel panel = new LinePanel("Gradient steps in context, rotations of R⁵", "steps", "mean squared error")
                .logarithmicX()
                .logarithmicY()
                .within(0.01, 0.3)
                .legend(LegendPosition.InsideNE);
        double[] steps = new double[DEPTH];
        Arrays.setAll(steps, n -> n + 1);
        for (int i = 0; i < SIZES.length; i++) {
            double[] errors = context.steps(SIZES[i], DEPTH);
            outputs.say("depth: size %.2f: 1, 2, 4, 8 steps %.4f %.4f %.4f %.4f", SIZES[i], errors[1], errors[2],
                    errors[4], errors[8]);
            table.add("size" + SIZES[i], errors);
            panel.line("steps of size " + SIZES[i], steps, Arrays.copyOfRange(errors, 1, errors.length), COLORS.get(i),
                    1.8f);
        }
        level(table, panel, "causal_limit", "causal descent, u*", limit, HouseStyle.ORANGE, steps);
        level(table, panel, "least_squares", "least squares", leastSquares, HouseStyle.DATA, steps);
        outputs.write("ical-depth", table, new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT));
        outputs.done("depth", start);
    }

    private static void level(CurveTable table, LinePanel panel, String name, String label, double error, Color color,
            double[] steps) {
        double[] level = new double[DEPTH + 1];
        Arrays.fill(level, error);
        table.add(name, level);
        panel.line(label, steps, Arrays.copyOf(level, steps.length), color, 2.8f);
    }
}
