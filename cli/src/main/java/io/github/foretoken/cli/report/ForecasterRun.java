package io.github.foretoken.cli.report;

import io.github.foretoken.cli.anomaly.Surprises;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.forecast.Forecaster;
import java.util.Arrays;

/** The default forecaster's way through a series, with all that a page says about it. */
final class ForecasterRun {
    private final Frame frame;
    private final Forecaster forecaster;
    private final double[] shares;
    private final StepErrors[] errors;
    private final Estimates estimates;
    private final WeightHistory weights;
    private final Abnormal abnormal;
    private final int shownStep;
    /** The newest measured value of each column. */
    private final double[] newest;
    private final double[] mean;
    /** By level, then column. */
    private final double[][] lower;
    private final double[][] upper;

    private ForecasterRun(Frame frame, int horizon, int shownStep, Levels levels) {
        this.frame = frame;
        this.shownStep = shownStep;
        int d = frame.dimension();
        forecaster =
                levels.in(Forecaster.of(d).horizon(horizon).allowMissing().alarmThreshold(Surprises.THRESHOLD)).build();
        shares = levels.shares();
        int[] steps = horizon == 1 ? new int[]{1} : new int[]{1, horizon};
        errors = Arrays.stream(steps)
                .mapToObj(step -> new StepErrors(frame.rows(), step, shares.length))
                .toArray(StepErrors[]::new);
        estimates = new Estimates(frame, levels, horizon);
        weights = new WeightHistory(frame.count(), shownStep);
        abnormal = new Abnormal(frame.count());
        newest = new double[d];
        Arrays.fill(newest, Double.NaN);
        mean = new double[d];
        lower = new double[shares.length][d];
        upper = new double[shares.length][d];
    }

    /**
     * Runs it over all rows.
     *
     * @param horizon how many steps ahead
     * @param shownStep which of them stands beside the series: 1 or the horizon
     * @param levels of intervals, one or more
     * @throws IllegalArgumentException if a value is too large
     */
    static ForecasterRun over(Frame frame, int horizon, int shownStep, Levels levels) {
        ForecasterRun run = new ForecasterRun(frame, horizon, shownStep, levels);
        double[] row = new double[frame.dimension()];
        for (int t = 0; t < frame.count(); t++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = frame.rows().get(t, c);
            }
            run.observe(t, row);
        }
        run.estimates.fan(run.forecaster.forecast());
        return run;
    }

    private void observe(int t, double[] row) {
        forecaster.observe(row);
        abnormal.add(t, forecaster);
        weights.add(t, forecaster);
        for (int c = 0; c < row.length; c++) {
            newest[c] = Double.isNaN(row[c]) ? newest[c] : row[c];
        }
        for (StepErrors each : errors) {
            compare(each, t);
        }
    }

    private void compare(StepErrors each, int t) {
        int target = t + each.step();
        if (target >= frame.count()) {
            return;
        }
        forecaster.mean(each.step(), mean);
        for (int level = 0; level < shares.length; level++) {
            forecaster.interval(shares[level], each.step(), lower[level], upper[level]);
        }
        double[] low = new double[shares.length];
        double[] high = new double[shares.length];
        for (int c = 0; c < mean.length; c++) {
            for (int level = 0; level < shares.length; level++) {
                low[level] = lower[level][c];
                high[level] = upper[level][c];
            }
            each.add(target, c, mean[c], newest[c], low, high);
            if (each.step() == shownStep) {
                estimates.set(target, c, mean[c], low, high);
            }
        }
    }

    /** One for each step that is compared: the first and the last. */
    StepErrors[] errors() {
        return errors;
    }

    Estimates estimates() {
        return estimates;
    }

    WeightHistory weights() {
        return weights;
    }

    Abnormal abnormal() {
        return abnormal;
    }

    /** In rows; 0 for none. */
    int season() {
        return forecaster.season();
    }
}
