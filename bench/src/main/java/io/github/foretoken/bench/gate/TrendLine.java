package io.github.foretoken.bench.gate;

import io.github.foretoken.bench.gate.HistoryEntry.Figure;
import io.github.foretoken.perfkit.PerfkitException;
import io.github.foretoken.perfkit.Round;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One benchmark through the history: a value for each run, the oldest first, NaN where it was not measured. */
final class TrendLine {
    static final int WINDOW = 5;

    final String benchmark;
    final double[] timesFasterThanScalar;
    final double[] percentOfPeak;

    private TrendLine(String benchmark, double[] timesFasterThanScalar, double[] percentOfPeak) {
        this.benchmark = benchmark;
        this.timesFasterThanScalar = timesFasterThanScalar;
        this.percentOfPeak = percentOfPeak;
    }

    /** All benchmarks that fit, in the order in which they first appear. */
    static List<TrendLine> of(List<HistoryEntry> entries, Pattern wanted) {
        Set<String> names = new LinkedHashSet<>();
        entries.forEach(entry -> entry.figures().forEach(figure -> names.add(figure.benchmark())));
        names.removeIf(name -> !wanted.matcher(name).find());
        if (names.isEmpty()) {
            throw new PerfkitException(
                    "--benchmarks " + wanted + " fits nothing that was recorded; leave it out to see all");
        }
        List<TrendLine> lines = new ArrayList<>();
        for (String name : names) {
            // Runs that did not measure the peak of float32 divided by that of float64.
            List<HistoryEntry> comparable =
                    name.contains("type=float32")
                            ? entries.stream()
                                    .map(entry -> entry.floatPeakGflops() == null ? entry.withoutFigures() : entry)
                                    .toList()
                            : entries;
            lines.add(new TrendLine(name, values(entries, name, Figure::timesFasterThanScalar), values(comparable, name,
                    figure -> figure.shareOfPeak() == null ? null : 100 * figure.shareOfPeak())));
        }
        return lines;
    }

    private static double[] values(List<HistoryEntry> entries, String benchmark, Function<Figure, Double> which) {
        return entries.stream()
                .mapToDouble(entry -> entry.figures()
                        .stream()
                        .filter(figure -> figure.benchmark().equals(benchmark))
                        .map(which)
                        .filter(value -> value != null)
                        .findFirst()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** Element i is the median of those of the last {@link #WINDOW} values up to i that exist; NaN if none does. */
    static double[] rollingMedian(double[] values) {
        double[] medians = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double[] recent = Arrays.stream(values, Math.max(0, i - WINDOW + 1), i + 1)
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            medians[i] = recent.length == 0 ? Double.NaN : Round.median(recent);
        }
        return medians;
    }
}
