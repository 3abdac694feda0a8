package io.github.foretoken.search;

import io.github.foretoken.Kernel;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tries predictors on a prefix, each once, as long as operations last. */
final class SearchTrials {
    /** Operations that a kernel value costs beyond its distance or inner product. */
    private static final long KERNEL_VALUE = 20;

    private final SearchRows rows;
    private final SearchData data;
    private final int horizon;
    private final SearchMemory memory;
    private final int burnIn;
    private final int compared;
    private final Map<PredictorOptions, Double> errors = new HashMap<>();
    private final List<Tried> trials = new ArrayList<>();
    private long left;
    private int skipped;

    /** One that has been tried: see {@link PredictorChoice.Trial}. */
    record Tried(PredictorOptions options, double error, boolean complete) {}

    /**
     * Nothing tried yet.
     *
     * @param memory what candidates may remember
     * @param burnIn first row whose estimate counts
     */
    SearchTrials(SearchRows rows, SearchData data, int horizon, SearchMemory memory, int burnIn) {
        this.rows = rows;
        this.data = data;
        this.horizon = horizon;
        this.memory = memory;
        this.burnIn = burnIn;
        int count = 0;
        for (int row = burnIn; row < rows.count(); row++) {
            count += rows.comparable(row, horizon) ? 1 : 0;
        }
        compared = count;
    }

    /** From now on this many operations may be spent. */
    void allow(long operations) {
        left = operations;
    }

    /** How many there are still. */
    long left() {
        return left;
    }

    /** How many candidates were too expensive. */
    int skipped() {
        return skipped;
    }

    /** How many rows estimates are compared with. */
    int compared() {
        return compared;
    }

    /**
     * The prequential error of a candidate, or infinity if it is not below a limit, is too expensive, or does not work.
     *
     * @param limit from which on the exact value is of no interest
     */
    double error(SearchCandidate candidate, double limit) {
        PredictorOptions options;
        try {
            options = candidate.options(data, horizon, memory);
        } catch (IllegalArgumentException e) {
            return Double.POSITIVE_INFINITY;
        }
        Double known = errors.get(options);
        if (known == null) {
            long cost = operations(options, rows.tokens().cols(), rows.count());
            if (cost > left) {
                skipped++;
                return Double.POSITIVE_INFINITY;
            }
            Tried tried = run(options, limit, cost);
            known = tried.complete() ? tried.error() : Double.POSITIVE_INFINITY;
            errors.put(options, known);
        }
        return known < limit ? known : Double.POSITIVE_INFINITY;
    }

    /** Tries what costs nothing; always complete. */
    Tried baseline(PredictorOptions options) {
        return run(options.withHorizon(horizon), Double.POSITIVE_INFINITY, 0);
    }

    private Tried run(PredictorOptions options, double limit, long cost) {
        int d = rows.tokens().cols();
        double scored = Math.max(1, (double) compared * d);
        Predictor predictor = Predictor.of(options, d);
        double[] estimate = new double[d];
        double sum = 0;
        int t = 0;
        try {
            for (; t + horizon < rows.count(); t++) {
                if (rows.breaks().get(t)) {
                    predictor.interrupt();
                }
                double[] token = rows.tokens().row(t);
                predictor.observe(token);
                if (t + horizon >= burnIn && rows.comparable(t + horizon, horizon)) {
                    boolean enough = rows.since(t) >= options.features().lags().reach();
                    if (enough) {
                        predictor.predict(estimate);
                    }
                    // Too short a time after a gap there is nothing better than persistence.
                    sum += squares(enough ? estimate : token, t + horizon);
                    if (!(sum < limit * scored)) {
                        t++;
                        break;
                    }
                }
            }
        } catch (ArithmeticException e) {
            sum = Double.POSITIVE_INFINITY;
        }
        left -= Math.max(1, (long) (cost * (double) t / rows.count()));
        Tried tried = new Tried(options, sum / scored, t + horizon >= rows.count());
        trials.add(tried);
        return tried;
    }

    /** Of an estimate of that row, each column in its own unit. */
    private double squares(double[] estimate, int row) {
        double sum = 0;
        for (int c = 0; c < estimate.length; c++) {
            sum += data.square(c, rows.tokens().get(row, c) - estimate[c]);
        }
        return sum;
    }

    /** All that was tried, the best first; among equals the first one tried. */
    List<Tried> ranking() {
        trials.sort(Comparator.comparing(Tried::complete).reversed().thenComparingDouble(Tried::error));
        return List.copyOf(trials);
    }

    /** About how many multiplications and additions n tokens take. */
    static long operations(PredictorOptions options, long d, long n) {
        long p = options.featureSize((int) d);
        long values = n * (n + 1) / 2 * (p + KERNEL_VALUE);
        boolean linear = options.kernel() instanceof Kernel.Linear;
        long m = Math.min(n, options.memory().budget());
        long random = options.memory().random().count();
        long mapped = n * random * (p / 2 + KERNEL_VALUE + 4 * d);
        long sparse = n * (m * (p + KERNEL_VALUE + d) + m * m);
        return switch (options.method()) {
            case LEAST_SQUARES -> n * (3 * p * p + 2 * p * d);
            case KACZMARZ -> linear ? 2 * n * p * d : random > 0 ? mapped : m < n ? sparse : values + n * n / 2 * d;
            case AFFINE_PROJECTION -> values + n * n / 2 * d * options.memory().order();
            case KERNEL_RIDGE -> m < n ? sparse + 2 * n * m * m : values + n * n / 2 * d + n * n / 3 * n;
            case PERSISTENCE, MEAN -> n * d;
        };
    }
}
