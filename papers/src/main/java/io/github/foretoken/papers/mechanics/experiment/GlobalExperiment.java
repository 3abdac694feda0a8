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
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Global convergence: the log-loss takes W to the Graph-SVM's direction, and its cyclic part to the finite part. */
final class GlobalExperiment {
    private static final double RATE = 0.01;
    private static final int[] MARKS = {1, 100, 500, 1000, 2000, 4000};
    /** Of the cyclic difference, which passes through 0 now and then. */
    private static final double LEAST_SHOWN = 3e-4;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 380;

    private final List<Draw> draws;
    private final int steps;

    GlobalExperiment(List<Draw> draws, int steps) {
        this.draws = draws;
        this.steps = steps;
    }

    void run(Outputs outputs) throws IOException {
        List<GlobalRun> runs = new ArrayList<>();
        for (Draw draw : draws) {
            GlobalRun run = GlobalRun.of(draw, RATE, steps, NormalizedDescent.NOISE);
            Geometry geometry = run.geometry();
            outputs.say(
                    "global: %s: |W_svm| %.6f, %d margins of which %d active, KKT residual %.0e, cyclic dimension %d,"
                            + " limit loss %.6f; correlation %.6f, R %.4f",
                    draw.name(), geometry.svm().norm(), geometry.svm().margins(),
                    geometry.svm().active(geometry.graphs()), geometry.certificate().worst(),
                    geometry.subspace().dimension(), geometry.fin().loss(), run.last().correlation(), run.last().r());
            runs.add(run);
        }
        for (int mark : MARKS) {
            if (mark <= steps) {
                double[] correlations = runs.stream().mapToDouble(run -> run.after(mark).correlation()).toArray();
                outputs.say(
                        "global: after %4d steps: correlation %.4f ± %.4f, attention on the label's component %.5f,"
                                + " |W| %.2f",
                        mark, mean(runs, mark, Measure::correlation),
                        Curves.deviation(Arrays.stream(correlations).mapToObj(c -> new double[]{c}).toList())[0],
                        mean(runs, mark, Measure::labelMass), mean(runs, mark, Measure::norm));
            }
        }
        outputs.write("mechanics-global", table(runs), picture(runs));
        outputs.write("mechanics-global-draws", draws(runs));
    }

    private static double mean(List<GlobalRun> runs, int step, ToDoubleFunction<Measure> which) {
        return runs.stream().mapToDouble(run -> which.applyAsDouble(run.after(step))).average().orElseThrow();
    }

    private CurveTable table(List<GlobalRun> runs) {
        List<double[]> correlations = Curves.of(runs, steps, Measure::correlation);
        CurveTable table = new CurveTable("step", 1).add("correlation_mean", Curves.mean(correlations))
                .add("correlation_deviation", Curves.deviation(correlations))
                .add("decomposed_mean", Curves.mean(Curves.of(runs, steps, Measure::decomposed)))
                .add("projected_mean", Curves.mean(Curves.of(runs, steps, Measure::projected)))
                .add("cyclic_difference_mean", Curves.mean(Curves.of(runs, steps, Measure::cyclicDifference)))
                .add("label_mass_mean", Curves.mean(Curves.of(runs, steps, Measure::labelMass)))
                .add("norm_mean", Curves.mean(Curves.of(runs, steps, Measure::norm)));
        for (int i = 0; i < runs.size(); i++) {
            table.add("correlation_" + i, correlations.get(i));
        }
        return table;
    }

    /** One row a draw. */
    private static CurveTable draws(List<GlobalRun> runs) {
        return new CurveTable("draw", 0).add("correlation", ends(runs, run -> run.last().correlation()))
                .add("projected", ends(runs, run -> run.last().projected()))
                .add("cyclic_difference", ends(runs, run -> run.last().cyclicDifference()))
                .add("r", ends(runs, run -> run.last().r()))
                .add("svm_norm", ends(runs, run -> run.geometry().svm().norm()))
                .add("margins", ends(runs, run -> run.geometry().svm().margins()))
                .add("active", ends(runs, run -> run.geometry().svm().active(run.geometry().graphs())))
                .add("kkt_residual", ends(runs, run -> run.geometry().certificate().worst()))
                .add("cyclic_dimension", ends(runs, run -> run.geometry().subspace().dimension()))
                .add("first_loss", ends(runs, run -> run.losses().getFirst()))
                .add("limit_loss", ends(runs, run -> run.geometry().fin().loss()));
    }

    private static double[] ends(List<GlobalRun> runs, ToDoubleFunction<GlobalRun> which) {
        return runs.stream().mapToDouble(which).toArray();
    }

    private Picture picture(List<GlobalRun> runs) {
        double[] x = Curves.steps(steps);
        LinePanel direction = new LinePanel("Direction", "step", "correlation").legend(LegendPosition.InsideSE);
        Curves.draw(direction, "of W and W_svm: draws and their mean", x, Curves.of(runs, steps, Measure::correlation),
                HouseStyle.BLUE);

        // The three nearly coincide, because the cyclic part is small beside R W_svm: the first ones are drawn broader.
        LinePanel missing =
                new LinePanel("What is missing to 1", "step", "1 − correlation, mean of draws").logarithmicY();
        missing.line("W and W_svm", x, Curves.missing(Curves.mean(Curves.of(runs, steps, Measure::correlation))),
                HouseStyle.pale(HouseStyle.BLUE), 8f);
        missing.line("W off the cyclic subspace and W_svm", x,
                Curves.missing(Curves.mean(Curves.of(runs, steps, Measure::projected))), HouseStyle.GREEN, 3.5f);
        missing.line("W and W_fin + R W_svm", x,
                Curves.missing(Curves.mean(Curves.of(runs, steps, Measure::decomposed))), HouseStyle.ORANGE, 1.2f);

        LinePanel cyclic = new LinePanel("Inside the cyclic subspace", "step", "‖Π W − W_fin‖").logarithmicY()
                .within(LEAST_SHOWN, Double.POSITIVE_INFINITY);
        Curves.draw(cyclic, "draws and their mean", x, Curves.of(runs, steps, Measure::cyclicDifference),
                HouseStyle.VERMILLION);
        Curves.level(cyclic, "half a step: where it bounces", steps, RATE / 2, HouseStyle.DATA, 1.6f);

        LinePanel mass = new LinePanel("Retrieval", "step", "attention off the label's component").logarithmicY();
        Curves.draw(mass, "draws and their mean", x,
                Curves.of(runs, steps, Measure::labelMass).stream().map(Curves::missing).toList(), HouseStyle.PURPLE);
        return new Picture(2 * WIDTH, 2 * HEIGHT).add(direction, 0, 0, WIDTH, HEIGHT)
                .add(missing, WIDTH, 0, WIDTH, HEIGHT)
                .add(cyclic, 0, HEIGHT, WIDTH, HEIGHT)
                .add(mass, WIDTH, HEIGHT, WIDTH, HEIGHT)
                .alignLeft(75);
    }
}
