package io.github.foretoken;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tries predictors on a prefix, each once, as long as operations last. */
final class SearchTrials {
    /** Operations that a kernel value costs beyond its distance or inner product. */
    private static final long KERNEL_VALUE = 20;

    private final Matrix prefix;
    private final SearchData data;
    private final int horizon;
    private final int keys;
    private final int burnIn;
    private final Map<String, Double> errors = new HashMap<>();
    private final List<PredictorChoice.Trial> trials = new ArrayList<>();
    private final Map<String, PredictorSettings> settings = new HashMap<>();
    private long left;
    private int skipped;

    /**
     * Nothing tried yet.
     *
     * @param keys budget of kernel ridge regression
     * @param burnIn first row whose estimate counts
     */
    SearchTrials(Matrix prefix, SearchData data, int horizon, int keys, int burnIn) {
        this.prefix = prefix;
        this.data = data;
        this.horizon = horizon;
        this.keys = keys;
        this.burnIn = burnIn;
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

    /**
     * The prequential error of a candidate, or infinity if it is not below a limit, is too expensive, or does not work.
     *
     * @param limit from which on the exact value is of no interest
     */
    double error(SearchCandidate candidate, double limit) {
        PredictorSettings options;
        try {
            options = candidate.settings(data, horizon, keys);
        } catch (IllegalArgumentException e) {
            return Double.POSITIVE_INFINITY;
        }
        String text = PredictorText.of(options);
        Double known = errors.get(text);
        if (known == null) {
            long cost = operations(options, prefix.rows());
            if (cost > left) {
                skipped++;
                return Double.POSITIVE_INFINITY;
            }
            known = run(options, text, limit, cost);
            errors.put(text, known);
            settings.put(text, options);
        }
        return known < limit ? known : Double.POSITIVE_INFINITY;
    }

    private double run(PredictorSettings options, String text, double limit, long cost) {
        int d = prefix.cols();
        int rows = prefix.rows();
        double scored = (double) (rows - burnIn) * d;
        Predictor predictor = new Predictor(options);
        double[] estimate = new double[d];
        double sum = 0;
        int t = 0;
        try {
            for (; t + horizon < rows; t++) {
                predictor.observe(prefix.row(t));
                if (t + horizon >= burnIn) {
                    predictor.predict(estimate);
                    sum += squares(estimate, t + horizon);
                    if (!(sum < limit * scored)) {
                        t++;
                        break;
                    }
                }
            }
        } catch (ArithmeticException e) {
            sum = Double.POSITIVE_INFINITY;
        }
        left -= Math.max(1, (long) (cost * (double) t / rows));
        boolean complete = t + horizon >= rows;
        trials.add(new PredictorChoice.Trial(text, sum / scored, complete));
        return complete ? sum / scored : Double.POSITIVE_INFINITY;
    }

    /** Of an estimate of that row, each column by its own variance. */
    private double squares(double[] estimate, int row) {
        double sum = 0;
        for (int c = 0; c < estimate.length; c++) {
            double error = prefix.get(row, c) - estimate[c];
            sum += data.variance(c) > 0 ? error * error / data.variance(c) : 0;
        }
        return sum;
    }

    /** The error of repeating the token a horizon ago. */
    double persistence() {
        double sum = 0;
        for (int t = Math.max(burnIn, horizon); t < prefix.rows(); t++) {
            sum += squares(prefix.row(t - horizon), t);
        }
        return sum / ((double) (prefix.rows() - burnIn) * prefix.cols());
    }

    /** All that was tried, the best first. */
    List<PredictorChoice.Trial> ranking() {
        trials.sort(Comparator.comparing(PredictorChoice.Trial::complete)
                .reversed()
                .thenComparingDouble(PredictorChoice.Trial::error));
        return List.copyOf(trials);
    }

    PredictorSettings settings(String text) {
        return settings.get(text);
    }

    /** About how many multiplications and additions n tokens take. */
    static long operations(PredictorSettings options, long n) {
        long p = options.featureSize();
        long d = options.dimension;
        long values = n * (n + 1) / 2 * (p + KERNEL_VALUE);
        boolean linear = options.kernel instanceof Kernel.Linear;
        return switch (options.method) {
            case LEAST_SQUARES -> n * (3 * p * p + 2 * p * d);
            case KACZMARZ -> linear ? 2 * n * p * d : values + n * n / 2 * d;
            case AFFINE_PROJECTION -> values + n * n / 2 * d * options.order;
            case KERNEL_RIDGE -> {
                long m = Math.min(n, options.budget);
                yield options.budget >= n ? values + n * n / 2 * d + n * n / 3 * n
                        : n * (m * (p + KERNEL_VALUE + d) + 3 * m * m);
            }
        };
    }
}
