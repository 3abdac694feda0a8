package io.github.foretoken.search;

import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;

/** What {@link PredictorSearch} chose, what it tried, and how they did. Immutable. */
public final class PredictorChoice {
    private final PredictorOptions options;
    private final int dimension;
    private final List<Trial> trials;
    private final double persistence;
    private final int from;
    private final int to;
    private final int skipped;
    private final String silence;

    /**
     * One predictor tried.
     *
     * @param options those tried
     * @param error mean squared error over the rows compared, each column divided by its variance over the prefix; one that
     *     does not vary by its square, or by that of the greatest element if it is 0
     * @param complete false if it was given up half-way, being worse than another already; the error is then what it had
     *     come to, and would have become more
     */
    public record Trial(PredictorOptions options, double error, boolean complete) {
        /** Checks that there are options. */
        public Trial {
            Objects.requireNonNull(options, "options");
        }
    }

    /** @param silence why the prefix says nothing, or null if it does */
    PredictorChoice(PredictorOptions options, int dimension, List<Trial> trials, double persistence, int from, int to,
            int skipped, String silence) {
        this.options = options;
        this.dimension = dimension;
        this.trials = trials;
        this.persistence = persistence;
        this.from = from;
        this.to = to;
        this.skipped = skipped;
        this.silence = silence;
    }

    /** {@return the options chosen, for tokens as the prefix has them} */
    public PredictorOptions options() {
        return options;
    }

    /** {@return a new predictor with the options chosen, which has observed nothing, not even the prefix} */
    public Predictor predictor() {
        return Predictor.of(options, dimension);
    }

    /** {@return the error of the one chosen, as {@link Trial#error} has it} */
    public double error() {
        return trials.get(0).error();
    }

    /** {@return the error of repeating the newest token, in the same measure} */
    public double persistence() {
        return persistence;
    }

    /** {@return all that was tried, the best and chosen first; unmodifiable} */
    public List<Trial> trials() {
        return trials;
    }

    /** {@return what was chosen and why, in one sentence; if the prefix says nothing, that} */
    public String reason() {
        if (silence != null) {
            return options + ": " + silence;
        }
        String other = trials.stream()
                .filter(trial -> trial.complete() && trial.options().method() != options.method())
                .findFirst()
                .map(trial -> ", " + brief(trial.error()) + " of the best other method, " + trial.options())
                .orElse("");
        return options + ": normalised error " + brief(error()) + " over rows " + (from + 1) + " to " + to + " against "
                + brief(persistence) + " of persistence" + other + "; " + trials.size() + " tried"
                + (skipped > 0 ? ", " + skipped + " too expensive to try" : "");
    }

    private static String brief(double x) {
        return Double.toString(Double.isFinite(x) ? new BigDecimal(x).round(new MathContext(4)).doubleValue() : x);
    }
}
