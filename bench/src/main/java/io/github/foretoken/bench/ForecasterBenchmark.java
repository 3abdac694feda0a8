package io.github.foretoken.bench;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long does a token of a stream take that is observed and of which all that follows is forecast, with intervals? Hours
 * with a course of a day and one of a week, so that each candidate there can be has its work.
 */
public class ForecasterBenchmark extends BenchmarkSettings {
    private static final double[] LEVELS = {0.8, 0.95};
    private static final int DAY = 24;
    private static final int WEEK = 7 * DAY;
    /** Whole weeks, so that the series can begin anew without a break. */
    private static final int ROWS = 20 * WEEK;
    /** Noise that remembers: the share that is left an hour later. */
    private static final double PERSISTENT = 0.8;

    @Param({"1", "7", "321"})
    int columns;

    @Param({"1", "24"})
    int horizon;

    private Forecaster forecaster;
    private double[][] tokens;
    private double[] mean;
    private double[] lower;
    private double[] upper;
    private int next;

    /** A forecaster that has found the season and the mean course of a week. */
    @Setup(Level.Trial)
    public void setUp() {
        tokens = tokens(ROWS, columns);
        forecaster = Forecaster.of(columns).horizon(horizon).levels(LEVELS).build();
        mean = new double[columns];
        lower = new double[columns];
        upper = new double[columns];
        for (int t = 0; t < 5 * WEEK; t++) {
            observe();
        }
        if (forecaster.season() != DAY) {
            throw new IllegalStateException(forecaster + " has not found the day");
        }
    }

    private static double[][] tokens(int rows, int columns) {
        Random random = new Random(SEED);
        double[][] tokens = new double[rows][columns];
        for (int c = 0; c < columns; c++) {
            double phase = random.nextInt(DAY);
            double noise = 0;
            for (int t = 0; t < rows; t++) {
                noise = PERSISTENT * noise + random.nextGaussian();
                tokens[t][c] = 100 + 4 * Math.sin(2 * Math.PI * (t + phase) / DAY)
                        + 2 * Math.sin(2 * Math.PI * t / WEEK) + noise;
            }
        }
        return tokens;
    }

    private void observe() {
        next = next + 1 == ROWS ? 0 : next + 1;
        forecaster.observe(tokens[next]);
    }

    /** All means and intervals are read, and nothing is allocated unless a season is looked for, every 4,096 tokens. */
    @Benchmark
    public double read() {
        observe();
        double sum = forecaster.surprise();
        for (int step = 1; step <= horizon; step++) {
            forecaster.mean(step, mean);
            sum += mean[0];
            for (double level : LEVELS) {
                forecaster.interval(level, step, lower, upper);
                sum += upper[0] - lower[0];
            }
        }
        return sum;
    }

    /** The same as a snapshot. */
    @Benchmark
    public Forecast snapshot() {
        observe();
        return forecaster.forecast();
    }
}
