package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;
import io.github.foretoken.predict.PredictorOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The methods compared when none is named: autoregressions, and Foretoken's own with kernels as wide as the data before the
 * rows scored ask for.
 */
public final class Roster {
    /** Pairs of rows that a typical distance is taken from. */
    private static final int PAIRS = 999;
    private static final int WIDTH_BITS = 5;
    private static final int RIDGE_BITS = 3;

    private Roster() {}

    /**
     * Linear regression on the newest rows by recursive least squares, remembering all and forgetting slowly.
     *
     * @param delays P
     */
    public static List<PredictorOptions> autoregressions(int delays) {
        return Stream.of("least-squares:1 delays=" + delays, "least-squares:1 forgetting=0.999 delays=" + delays)
                .map(PredictorOptions::parse)
                .toList();
    }

    /**
     * Foretoken's methods.
     *
     * @param before rows before those scored, of each series, not modified; of several the middle one decides
     * @param delays P
     */
    static List<PredictorOptions> methods(List<Matrix> before, int delays) {
        // A ridge of as much as k(x, x) halves each correction, which is the noise that it then lets in.
        double norm = median(before, Roster::meanSquare) * before.getFirst().cols() * delays;
        String width = brief(median(before, Roster::typicalDistance) * Math.sqrt(delays), WIDTH_BITS);
        List<String> texts = new ArrayList<>(List.of("kaczmarz kernel=linear",
                "ridge:" + brief(3 * norm, RIDGE_BITS) + " kernel=linear", "kaczmarz kernel=gaussian:" + width,
                "ridge:1 kernel=gaussian:" + width, "ridge:1 kernel=gaussian:" + width + " increments",
                "affine:8 kernel=gaussian:" + width + " ridge=0.1",
                "kernel-ridge:0.1 budget=300 kernel=gaussian:" + width));
        return texts.stream().map(text -> PredictorOptions.parse(text + " delays=" + delays)).toList();
    }

    private static double median(List<Matrix> series, ToDoubleFunction<Matrix> number) {
        double[] numbers = series.stream().mapToDouble(number).sorted().toArray();
        return numbers[numbers.length / 2];
    }

    private static double meanSquare(Matrix rows) {
        double mean = 0;
        long count = 0;
        int unit = unit(rows);
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < rows.cols(); j++) {
                double x = Math.scalb(rows.get(i, j), -unit);
                mean += (x * x - mean) / ++count;
            }
        }
        return mean > 0 ? Math.scalb(mean, 2 * unit) : 1;
    }

    /** The exponent of the greatest element: squares of what is divided by that power of two fit float64. */
    private static int unit(Matrix rows) {
        double greatest = 0;
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < rows.cols(); j++) {
                greatest = Math.max(greatest, Math.abs(rows.get(i, j)));
            }
        }
        return greatest > 0 ? Math.getExponent(greatest) : 0;
    }

    /** The median distance of rows, over pairs spread evenly; 1 where most are equal. */
    private static double typicalDistance(Matrix rows) {
        int n = rows.rows();
        int unit = unit(rows);
        double[] distances = new double[Math.min(PAIRS, n)];
        for (int p = 0; p < distances.length; p++) {
            int i = (int) ((long) p * n / distances.length);
            // The golden ratio's part of the series away, so that no season is met.
            int k = (int) ((i + 1 + (long) (0.618 * n)) % n);
            double sum = 0;
            for (int j = 0; j < rows.cols(); j++) {
                double difference = Math.scalb(rows.get(i, j), -unit) - Math.scalb(rows.get(k, j), -unit);
                sum += difference * difference;
            }
            distances[p] = Math.sqrt(sum);
        }
        Arrays.sort(distances);
        double median = distances[distances.length / 2];
        return median > 0 ? Math.scalb(median, unit) : 1;
    }

    /** Few bits, which a choice like this deserves, and as many for data in any unit; at most what float64 has. */
    private static String brief(double x, int bits) {
        double bounded = Math.clamp(x, Double.MIN_NORMAL, 0x1p1023);
        int shift = bits - 1 - Math.getExponent(bounded);
        return String.valueOf(Math.scalb(Math.rint(Math.scalb(bounded, shift)), -shift));
    }
}
