package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Local convergence: with another loss and head, W follows the tokens that attention has selected, right or wrong. */
final class LocalExperiment {
    private static final double RATE = 0.1;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 400;

    private final List<Draw> draws;
    private final int steps;

    LocalExperiment(List<Draw> draws, int steps) {
        this.draws = draws;
        this.steps = steps;
    }

    void run(Outputs outputs) throws IOException {
        List<LocalRun> runs = new ArrayList<>();
        for (Draw draw : draws) {
            LocalRun run = LocalRun.of(draw, RATE, steps);
            long wrong = IntStream.range(0, draw.samples().size())
                    .filter(i -> !run.selected().get(i).equals(List.of(draw.samples().get(i).label())))
                    .count();
            outputs.say(
                    "local: %s: attention settles on %s, other than the label in %d of %d; correlation with their"
                            + " W_svm %.6f, with the labels' %.2f; last gradient %.0e",
                    draw.name(), run.selected(), wrong, draw.samples().size(), run.local().getLast(),
                    run.global().getLast(), run.gradientNorms().getLast());
            runs.add(run);
        }
        List<double[]> local = curves(runs, LocalRun::local);
        List<double[]> global = curves(runs, LocalRun::global);
        CurveTable table = new CurveTable("step", 1).add("local_mean", Curves.mean(local))
                .add("local_deviation", Curves.deviation(local))
                .add("global_mean", Curves.mean(global));
        for (int i = 0; i < runs.size(); i++) {
            table.add("local_" + i, local.get(i)).add("global_" + i, global.get(i));
        }
        outputs.write("mechanics-local", table, picture(runs, local, global));
    }

    private static List<double[]> curves(List<LocalRun> runs, Function<LocalRun, List<Double>> which) {
        return runs.stream().map(run -> Curves.unboxed(which.apply(run))).toList();
    }

    private Picture picture(List<LocalRun> runs, List<double[]> local, List<double[]> global) {
        double[] x = Curves.steps(steps);
        LinePanel over = new LinePanel("Training", "step", "correlation of W").legend(LegendPosition.InsideSE);
        Curves.draw(over, "with W_svm of the labels", x, global, HouseStyle.ORANGE);
        Curves.draw(over, "with W_svm of the tokens selected", x, local, HouseStyle.BLUE);

        LinePanel ends = new LinePanel("After " + steps + " steps", "draw", "correlation of W").within(0, 1)
                .legend(LegendPosition.InsideSE);
        double[] numbers = IntStream.range(0, runs.size()).asDoubleStream().toArray();
        ends.line("with W_svm of the labels", numbers, last(runs, run -> run.global().getLast()), HouseStyle.ORANGE, 0);
        ends.line("with W_svm of the tokens selected", numbers, last(runs, run -> run.local().getLast()),
                HouseStyle.BLUE, 0);
        return new Picture(2 * WIDTH, HEIGHT).add(over, 0, 0, WIDTH, HEIGHT).add(ends, WIDTH, 0, WIDTH, HEIGHT);
    }

    private static double[] last(List<LocalRun> runs, ToDoubleFunction<LocalRun> which) {
        return runs.stream().mapToDouble(which).toArray();
    }
}
