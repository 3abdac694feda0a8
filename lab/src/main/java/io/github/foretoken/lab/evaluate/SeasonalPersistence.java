package io.github.foretoken.lab.evaluate;

import java.util.Arrays;

/** Predicts what was measured a season ago, or last at that time of the season. */
final class SeasonalPersistence implements Forecaster {
    private final double[][] last;
    private long rows;

    SeasonalPersistence(int dimension, int season) {
        last = new double[season][dimension];
    }

    @Override
    public void predict(double[] prediction) {
        if (rows < last.length) {
            Arrays.fill(prediction, 0);
        } else {
            System.arraycopy(last[(int) (rows % last.length)], 0, prediction, 0, prediction.length);
        }
    }

    @Override
    public void observe(double[] row) {
        System.arraycopy(row, 0, last[(int) (rows % last.length)], 0, row.length);
        rows++;
    }

    /** What was measured a season before is still the newest that is known of this time of the season. */
    @Override
    public void observeFilled(double[] row) {
        if (rows < last.length) {
            observe(row);
        } else {
            rows++;
        }
    }

    @Override
    public void interrupt() {
        rows = 0;
    }
}
