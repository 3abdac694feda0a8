package io.github.foretoken.cli.scoreboard;

import java.util.Arrays;

/** Predicts what was measured a season ago, or last at that time of the season. */
final class SeasonalPersistence implements RowForecaster {
    private final double[][] last;
    private final double[] newest;
    private final int horizon;
    private long rows;

    SeasonalPersistence(int dimension, int season, int horizon) {
        last = new double[season][dimension];
        newest = new double[dimension];
        this.horizon = horizon;
    }

    @Override
    public void predict(Ahead ahead) {
        if (rows < last.length) {
            Arrays.fill(ahead.mean(), 0);
            return;
        }
        int d = last[0].length;
        for (int h = 0; h < horizon; h++) {
            System.arraycopy(last[(int) ((rows + h) % last.length)], 0, ahead.mean(), h * d, d);
        }
    }

    @Override
    public void observe(double[] row) {
        System.arraycopy(row, 0, last[(int) (rows % last.length)], 0, row.length);
        System.arraycopy(row, 0, newest, 0, row.length);
        rows++;
    }

    /** Where a value was held, what was measured a season before is still the newest that is known of this time of the season. */
    @Override
    public void observeFilled(double[] row) {
        if (rows < last.length) {
            observe(row);
            return;
        }
        double[] place = last[(int) (rows % last.length)];
        for (int c = 0; c < row.length; c++) {
            place[c] = row[c] == newest[c] ? place[c] : row[c];
            newest[c] = row[c];
        }
        rows++;
    }

    @Override
    public void interrupt() {
        rows = 0;
    }
}
