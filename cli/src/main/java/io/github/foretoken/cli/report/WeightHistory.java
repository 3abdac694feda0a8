package io.github.foretoken.cli.report;

import io.github.foretoken.forecast.Explanation;
import io.github.foretoken.forecast.Forecaster;
import java.util.ArrayList;
import java.util.List;

/** What the candidates of a forecaster weighed, at some rows evenly apart and the last one. */
final class WeightHistory {
    private static final int SAMPLES = 200;

    private final int count;
    private final int step;
    private final int every;
    private final List<Integer> rows = new ArrayList<>();
    private final List<Explanation> samples = new ArrayList<>();

    /**
     * None yet.
     *
     * @param count of rows to come
     * @param step whose forecasts are looked at
     */
    WeightHistory(int count, int step) {
        this.count = count;
        this.step = step;
        every = Math.max(1, count / SAMPLES);
    }

    /** Looks at a forecaster that has just observed a row. */
    void add(int row, Forecaster forecaster) {
        if (row % every == every - 1 || row == count - 1) {
            rows.add(row);
            samples.add(forecaster.explain());
        }
    }

    int step() {
        return step;
    }

    double[] rows() {
        return rows.stream().mapToDouble(Integer::doubleValue).toArray();
    }

    List<String> candidates() {
        return samples.isEmpty() ? List.of() : samples.getFirst().candidates();
    }

    /** The weights of one candidate in forecasts of one column, a sample each; NaN where it does not take part. */
    double[] of(int candidate, int column) {
        return samples.stream()
                .map(sample -> sample.weights(column, step))
                .mapToDouble(weights -> candidate < weights.length ? weights[candidate] : Double.NaN)
                .toArray();
    }

    /** Whether a candidate ever weighs anything in forecasts of a column shown. */
    boolean used(int candidate, int columns) {
        for (int column = 0; column < columns; column++) {
            for (double weight : of(candidate, column)) {
                if (weight > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
