package io.github.foretoken.papers.figure;

import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.MovingMean;
import io.github.foretoken.cli.plot.Picture;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the curves of figure 3: the mean of each instance strong, its single sequences pale behind it. */
final class Figure3Pictures {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 440;
    private static final int SMOOTHING = 20;
    private static final double BELOW_MEAN = 100;
    private static final String ERROR = "squared error ‖u*ₜ − xₜ₊₁‖²";

    private Figure3Pictures() {}

    /** Twice the same curves: an exponential is straight over t, a power law is straight over log t. */
    static Picture left(List<double[]> instance1, List<double[]> instance2) {
        // Titles of one height, with letters that descend in both, keep the two plots at one height as well.
        LinePanel overT = new LinePanel("Rotations (d = " + Figure3.DIMENSION + "), logarithmic error", "t", ERROR);
        LinePanel overLogT =
                new LinePanel("Rotations (d = " + Figure3.DIMENSION + "), logarithmic error and time", "t", ERROR)
                        .logarithmicX()
                        .legend(LegendPosition.InsideSW);
        double[] mean1 = PredictionErrors.mean(instance1);
        double[] mean2 = PredictionErrors.mean(instance2);
        // Single sequences fall far below the mean, to rounding; the picture is about the means.
        double lowest = Math.min(Arrays.stream(mean1).min().orElseThrow(), Arrays.stream(mean2).min().orElseThrow());
        for (LinePanel panel : List.of(overT, overLogT)) {
            panel.logarithmicY().within(lowest / BELOW_MEAN, Double.POSITIVE_INFINITY);
            addSequences(panel, instance2, HouseStyle.VERMILLION);
            addSequences(panel, instance1, HouseStyle.BLUE);
            panel.line("instance 1, linear kernel", times(mean1), mean1, HouseStyle.BLUE, 2.2f);
            panel.line("instance 2, exponential kernel", times(mean2), mean2, HouseStyle.VERMILLION, 2.2f);
        }
        return new Picture(2 * WIDTH, HEIGHT).add(overT, 0, 0, WIDTH, HEIGHT).add(overLogT, WIDTH, 0, WIDTH, HEIGHT);
    }

    static Picture centre(List<double[]> instance3, List<Integer> periods) {
        String sorted = String.join(", ", periods.stream().sorted().map(String::valueOf).toList());
        LinePanel panel =
                new LinePanel("Periodic sequences (d = " + Figure3.DIMENSION + "), periods " + sorted, "t", ERROR)
                        .logarithmicY();
        addSequences(panel, instance3, HouseStyle.GREEN);
        double[] mean = PredictionErrors.mean(instance3);
        panel.line("instance 3, exponential kernel", times(mean), mean, HouseStyle.GREEN, 1.6f);
        return new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
    }

    /** The mean itself is rough, because the orbits are chaotic. */
    static Picture right(List<double[]> instance4) {
        double[] mean = PredictionErrors.mean(instance4);
        double[] smooth = MovingMean.of(mean, SMOOTHING);
        LinePanel panel = new LinePanel("Non-linear rotations (d = " + Figure3.NONLINEAR_DIMENSION + ")", "t", ERROR)
                .logarithmicY()
                .line("instance 4, exponential kernel", times(mean), mean, HouseStyle.pale(HouseStyle.PURPLE), 0.9f)
                .line("the same, mean over " + SMOOTHING + " steps", times(smooth), smooth, HouseStyle.PURPLE, 2.2f);
        return new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
    }

    private static void addSequences(LinePanel panel, List<double[]> curves, Color color) {
        curves.forEach(curve -> panel.line("", times(curve), curve, HouseStyle.pale(color), 0.6f));
    }

    private static double[] times(double[] curve) {
        return IntStream.rangeClosed(1, curve.length).asDoubleStream().toArray();
    }
}
