package io.github.foretoken.lab.anomaly;

import io.github.foretoken.Matrix;
import io.github.foretoken.forecast.Forecaster;

/** How strange the rows of a series are to the default {@link Forecaster}, each given those before it. */
public final class Surprises {
    private Surprises() {}

    /**
     * One number a row: larger is stranger, 0 while nothing is known.
     *
     * @param rows N x d, NaN where a value is missing; not modified
     * @throws IllegalArgumentException if a value is too large
     */
    public static double[] of(Matrix rows) {
        Forecaster forecaster = Forecaster.of(rows.cols()).allowMissing().build();
        double[] surprises = new double[rows.rows()];
        for (int i = 0; i < surprises.length; i++) {
            forecaster.observe(rows.row(i));
            surprises[i] = forecaster.surprise();
        }
        return surprises;
    }
}
