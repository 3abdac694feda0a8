package io.github.foretoken.lab.figure;

import io.github.foretoken.lab.plot.HouseStyle;
import io.github.foretoken.lab.plot.LinePanel;
import io.github.foretoken.lab.plot.Picture;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the curves of figure 3: the mean of each instance strong, its single sequences pale behind it. */
final class Figure3Pictures {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 440;
    private static final String ERROR = "squared error ‖u*ₜ − xₜ₊₁‖²";

    private Figure3Pictures() {}

    /** Twice the same curves: an exponential is straight over t, a power law is straight over log t. */
    static Picture left(List<double[]> instance1, List<double[]> instance2) {
        LinePanel overT = new LinePanel("Instances 1 and 2, d = " + Figure3.DIMENSION, "t", ERROR);
        LinePanel overLogT = new LinePanel("The same, both axes logarithmic", "t", ERROR).logarithmicX()
                .legend(LegendPosition.InsideSW);
        for (LinePanel panel : List.of(overT, overLogT)) {
            panel.logarithmicY();
            addSequences(panel, instance2, HouseStyle.VERMILLION);
            addSequences(panel, instance1, HouseStyle.BLUE);
            addMean(panel, "instance 1: rotation, linear kernel", instance1, HouseStyle.BLUE);
            addMean(panel, "instance 2: rotation, exponential kernel", instance2, HouseStyle.VERMILLION);
        }
        return new Picture(2 * WIDTH, HEIGHT).add(overT, 0, 0, WIDTH, HEIGHT).add(overLogT, WIDTH, 0, WIDTH, HEIGHT);
    }

    static Picture centre(List<double[]> instance3, List<Integer> periods) {
        LinePanel panel = new LinePanel("Instance 3, d = " + Figure3.DIMENSION, "t", ERROR).logarithmicY();
        addSequences(panel, instance3, HouseStyle.GREEN);
        String range = periods.stream().sorted().map(String::valueOf).reduce((a, b) -> a + ", " + b).orElseThrow();
        addMean(panel, "periodic, exponential kernel; periods " + range, instance3, HouseStyle.GREEN);
        return new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
    }

    static Picture right(List<double[]> instance4) {
        LinePanel panel = new LinePanel("Instance 4, d = " + Figure3.EVEN_DIMENSION, "t", ERROR).logarithmicY();
        addSequences(panel, instance4, HouseStyle.PURPLE);
        addMean(panel, "non-linear rotation, exponential kernel", instance4, HouseStyle.PURPLE);
        return new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
    }

    private static void addSequences(LinePanel panel, List<double[]> curves, Color color) {
        curves.forEach(curve -> panel.line("", times(curve), curve, HouseStyle.pale(color), 0.7f));
    }

    private static void addMean(LinePanel panel, String name, List<double[]> curves, Color color) {
        double[] mean = PredictionErrors.mean(curves);
        panel.line(name, times(mean), mean, color, 2);
    }

    private static double[] times(double[] curve) {
        return IntStream.rangeClosed(1, curve.length).asDoubleStream().toArray();
    }
}
