package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.mechanics.model.NormalizedDescent;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Graphs without cycles: pure retrieval, and why training must stop once the gradient is rounding noise. */
final class AcyclicExperiment {
    private static final double FAST = 0.1;
    private static final double SLOW = 0.01;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 400;

    private final List<Draw> draws;
    private final int steps;

    AcyclicExperiment(List<Draw> draws, int steps) {
        this.draws = draws;
        this.steps = steps;
    }

    void run(Outputs outputs) throws IOException {
        List<GlobalRun> endless = new ArrayList<>();
        List<GlobalRun> stopped = new ArrayList<>();
        List<GlobalRun> slow = new ArrayList<>();
        for (Draw draw : draws) {
            endless.add(GlobalRun.of(draw, FAST, steps, 0));
            stopped.add(GlobalRun.of(draw, FAST, steps, NormalizedDescent.NOISE));
            slow.add(GlobalRun.of(draw, SLOW, steps, 0));
            GlobalRun run = stopped.getLast();
            outputs.say(
                    "acyclic: %s, rate %.2f: the gradient is noise after %d steps, correlation %.6f; going on to step"
                            + " %d leads to %.6f; rate %.2f: %.6f",
                    draw.name(), FAST, run.measures().size(), run.last().correlation(), steps,
                    endless.getLast().last().correlation(), SLOW, slow.getLast().last().correlation());
        }
        CurveTable table = new CurveTable("step", 1);
        List<double[]> slowly = Curves.of(slow, steps, Measure::correlation);
        for (int i = 0; i < draws.size(); i++) {
            table.add("correlation_fast_" + i, Curves.of(endless.get(i), Measure::correlation))
                    .add("correlation_slow_" + i, slowly.get(i))
                    .add("gradient_fast_" + i, Curves.unboxed(endless.get(i).gradientNorms()));
        }
        outputs.write("mechanics-acyclic", table, picture(endless, stopped, slow));
    }

    private Picture picture(List<GlobalRun> endless, List<GlobalRun> stopped, List<GlobalRun> slow) {
        double[] x = Curves.steps(steps);
        LinePanel direction = new LinePanel("Direction", "step", "1 − correlation of W and W_svm").logarithmicY();
        LinePanel gradient = new LinePanel("Gradient at rate " + FAST, "step", "norm").logarithmicY();
        for (int i = 0; i < endless.size(); i++) {
            double[] before = Curves.of(stopped.get(i), Measure::correlation);
            double[] all = Curves.of(endless.get(i), Measure::correlation);
            boolean first = i == 0;
            direction.line(first ? "rate " + SLOW : "", x, Curves.missing(Curves.of(slow.get(i), Measure::correlation)),
                    HouseStyle.GREEN, 1.6f);
            int end = before.length;
            direction.line(first ? "rate " + FAST + ", beyond the noise" : "", Arrays.copyOfRange(x, end - 1, steps),
                    Curves.missing(Arrays.copyOfRange(all, end - 1, steps)), HouseStyle.ORANGE, 1.6f);
            direction.line(first ? "rate " + FAST + ", stopped there" : "", Arrays.copyOf(x, end),
                    Curves.missing(before), HouseStyle.BLUE, 2.2f);
            direction.mark("", end, 1 - before[end - 1], HouseStyle.BLUE);
            gradient.line(first ? "draws" : "", x, Curves.unboxed(endless.get(i).gradientNorms()), HouseStyle.BLUE,
                    1.2f);
        }
        Curves.level(gradient, "where training stops", steps, NormalizedDescent.NOISE, HouseStyle.VERMILLION, 1.6f);
        return new Picture(2 * WIDTH, HEIGHT).add(direction, 0, 0, WIDTH, HEIGHT)
                .add(gradient, WIDTH, 0, WIDTH, HEIGHT);
    }
}
