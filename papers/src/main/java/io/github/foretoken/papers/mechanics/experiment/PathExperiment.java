package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.mechanics.experiment.RegularizationPath.Point;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The regularisation path: the limit of training without training. */
final class PathExperiment {
    private static final int PER_DECADE = 5;
    private static final int DECADES = 8;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 400;

    private final List<Draw> draws;

    PathExperiment(List<Draw> draws) {
        this.draws = draws;
    }

    void run(Outputs outputs) throws IOException {
        double[] exponents = IntStream.rangeClosed(PER_DECADE, PER_DECADE * DECADES)
                .mapToDouble(i -> i / (double) PER_DECADE)
                .toArray();
        double[] lambdas = Arrays.stream(exponents).map(e -> Math.pow(10, -e)).toArray();
        List<RegularizationPath> paths = new ArrayList<>();
        for (Draw draw : draws) {
            RegularizationPath path = RegularizationPath.of(draw, lambdas);
            StringBuilder text = new StringBuilder();
            for (int exponent = 2; exponent <= DECADES; exponent += 2) {
                Measure measure = path.points().get((exponent - 1) * PER_DECADE).measure();
                text.append(String.format(Locale.ROOT, "; 1e-%d: %.6f, %.2e", exponent, measure.correlation(),
                        measure.cyclicDifference()));
            }
            outputs.say("path: %s: lambda: correlation, |P W - W_fin|%s", draw.name(), text);
            paths.add(path);
        }
        List<double[]> correlations = curves(paths, point -> point.measure().correlation());
        List<double[]> projected = curves(paths, point -> point.measure().projected());
        List<double[]> cyclic = curves(paths, point -> point.measure().cyclicDifference());
        CurveTable table = new CurveTable("lambda", lambdas);
        for (int i = 0; i < paths.size(); i++) {
            table.add("correlation_" + i, correlations.get(i))
                    .add("projected_" + i, projected.get(i))
                    .add("cyclic_difference_" + i, cyclic.get(i))
                    .add("norm_" + i, curves(paths, point -> point.measure().norm()).get(i));
        }
        outputs.write("mechanics-path", table, picture(exponents, correlations, projected, cyclic));
    }

    private static List<double[]> curves(List<RegularizationPath> paths, ToDoubleFunction<Point> which) {
        return paths.stream().map(path -> path.points().stream().mapToDouble(which).toArray()).toList();
    }

    private static Picture picture(double[] exponents, List<double[]> correlations, List<double[]> projected,
            List<double[]> cyclic) {
        String ridge = "−log₁₀ λ: the ridge vanishes to the right";
        LinePanel direction = new LinePanel("Direction", ridge, "1 − correlation").logarithmicY();
        Curves.draw(direction, "of W and W_svm: draws and mean", exponents,
                correlations.stream().map(Curves::missing).toList(), HouseStyle.BLUE);
        direction.line("outside the cyclic subspace, mean", exponents, Curves.missing(Curves.mean(projected)),
                HouseStyle.ORANGE, 1.2f);
        LinePanel inside = new LinePanel("Inside the cyclic subspace", ridge, "‖Π W − W_fin‖").logarithmicY()
                .legend(LegendPosition.InsideSW);
        Curves.draw(inside, "draws and mean", exponents, cyclic, HouseStyle.VERMILLION);
        double[] mean = Curves.mean(cyclic);
        double last = mean[mean.length - 1] * Math.pow(10, exponents[exponents.length - 1]);
        inside.line("proportional to λ", exponents,
                Arrays.stream(exponents).map(e -> e < 2 ? Double.NaN : last * Math.pow(10, -e)).toArray(),
                HouseStyle.DATA, 1.6f);
        return new Picture(2 * WIDTH, HEIGHT).add(direction, 0, 0, WIDTH, HEIGHT).add(inside, WIDTH, 0, WIDTH, HEIGHT);
    }
}
