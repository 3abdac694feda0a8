package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Curves of several draws, and what they have in common. */
final class Curves {
    private static final int LEVEL_POINTS = 50;

    private Curves() {}

    /** One curve of a run, as long as the run. */
    static double[] of(GlobalRun run, ToDoubleFunction<Measure> which) {
        return run.measures().stream().mapToDouble(which).toArray();
    }

    /** The same curve of several runs, that many steps long: runs that stopped earlier stay where they are. */
    static List<double[]> of(List<GlobalRun> runs, int steps, ToDoubleFunction<Measure> which) {
        return runs.stream()
                .map(run -> IntStream.rangeClosed(1, steps)
                        .mapToDouble(step -> which.applyAsDouble(run.after(step)))
                        .toArray())
                .toList();
    }

    /** The mean of curves of one length. */
    static double[] mean(List<double[]> curves) {
        double[] mean = new double[curves.getFirst().length];
        curves.forEach(curve -> Vectors.add(1.0 / curves.size(), curve, mean));
        return mean;
    }

    /** Their standard deviation, with the number of curves as the divisor. */
    static double[] deviation(List<double[]> curves) {
        double[] mean = mean(curves);
        double[] deviation = new double[mean.length];
        Arrays.setAll(deviation, i -> Math
                .sqrt(curves.stream().mapToDouble(c -> (c[i] - mean[i]) * (c[i] - mean[i])).average().orElseThrow()));
        return deviation;
    }

    /** 1 - curve. */
    static double[] missing(double[] curve) {
        return Arrays.stream(curve).map(value -> 1 - value).toArray();
    }

    /** 1, 2, ... */
    static double[] steps(int count) {
        return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    }

    /** Numbers unboxed. */
    static double[] unboxed(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Draws a level line from x = 1 on; of many points, because lines of few have marks. */
    static void level(LinePanel panel, String name, int end, double y, Color color, float width) {
        double[] x =
                IntStream.range(0, LEVEL_POINTS).mapToDouble(i -> 1 + i * (end - 1.0) / (LEVEL_POINTS - 1)).toArray();
        double[] level = new double[LEVEL_POINTS];
        Arrays.fill(level, y);
        panel.line(name, x, level, color, width);
    }

    /** Draws curves pale, and their mean, named, on top. */
    static void draw(LinePanel panel, String name, double[] x, List<double[]> curves, Color color) {
        curves.forEach(curve -> panel.line("", x, curve, HouseStyle.pale(color), 0.9f));
        panel.line(name, x, mean(curves), color, 2.4f);
    }
}
