package io.github.foretoken.cli.anomaly;

import io.github.foretoken.Matrix;
import io.github.foretoken.forecast.Forecaster;
import java.util.ArrayList;
import java.util.List;

/** How strange the rows of a series are to the default {@link Forecaster}, each given those before it. */
public final class Surprises {
    /** One by what the probability of a false first alarm is at most. */
    public static final int THRESHOLD = 1000;

    private final double[] ofRows;
    private final List<Integer> alarms;

    private Surprises(double[] ofRows, List<Integer> alarms) {
        this.ofRows = ofRows;
        this.alarms = alarms;
    }

    /** One number a row: larger is stranger, 0 while nothing is known. */
    public double[] ofRows() {
        return ofRows.clone();
    }

    /** Rows, from 0 on, with which it noticed that something has changed. */
    public List<Integer> alarms() {
        return List.copyOf(alarms);
    }

    /**
     * Observes all rows.
     *
     * @param rows N x d, NaN where a value is missing; not modified
     * @throws IllegalArgumentException if a value is too large
     */
    public static Surprises of(Matrix rows) {
        Forecaster forecaster = Forecaster.of(rows.cols()).allowMissing().alarmThreshold(THRESHOLD).build();
        double[] surprises = new double[rows.rows()];
        List<Integer> alarms = new ArrayList<>();
        for (int i = 0; i < surprises.length; i++) {
            forecaster.observe(rows.row(i));
            surprises[i] = forecaster.surprise();
            if (forecaster.alarm()) {
                alarms.add(i);
            }
        }
        return new Surprises(surprises, alarms);
    }
}
