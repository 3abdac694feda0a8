package io.github.foretoken.cli.method;

import io.github.foretoken.predict.Predictor;

/**
 * An estimator and its options, for tokens of any dimension: what one line of text says, such as
 * {@code kaczmarz kernel=gaussian:2 ridge=0.1 delays=24 increments}. {@link #parse} reads it; {@link #toString} writes the
 * one canonical form, which leaves out what is as it is by default. Two are equal if that form is.
 *
 * <p>Everything here uses the core; where the Vector API's module is loaded by the program, that comes first.
 */
public final class PredictorSpec {
    private final SpecWords words;
    private final LagList lags;
    private final int horizon;
    private final String text;

    PredictorSpec(SpecWords words) {
        this.words = words;
        lags = words.lags();
        horizon = words.count("horizon", 1);
        text = words.predictor(1).toString();
    }

    /**
     * Reads a line of words: {@code kaczmarz}, {@code ridge[:LAMBDA]} (Kaczmarz with a ridge), {@code affine:P},
     * {@code least-squares[:LAMBDA]}, {@code kernel-ridge[:LAMBDA]}, {@code persistence} or {@code mean}, then in any order {@code kernel=} (a
     * {@link KernelChoice}; exponential without it), {@code ridge=}, {@code relaxation=OMEGA} or
     * {@code relaxation=falling:HORIZON:LEAST}, {@code forgetting=}, {@code budget=KEYS[:NOVELTY]}, {@code window=},
     * {@code delays=P} or {@code lags=} (such as {@code 1-24,48,168}), {@code horizon=}, {@code increments},
     * {@code standardize}, {@code intercept[=CONSTANT]}. LAMBDA is 0.1 where it is not given.
     *
     * @throws IllegalArgumentException with a line of explanation if a word is unknown, double, or contradicts another
     */
    public static PredictorSpec parse(String text) {
        return new PredictorSpec(new SpecWords(text.strip().split("\\s+")));
    }

    /**
     * A new predictor.
     *
     * @param dimension d, 1 or more
     */
    public Predictor predictor(int dimension) {
        return words.predictor(dimension);
    }

    /** Which tokens it predicts from. */
    public LagList lags() {
        return lags;
    }

    /** Whether it learns from pairs of tokens; persistence and the mean do not. */
    public boolean learns() {
        return !text.matches("(persistence|mean)( .*)?");
    }

    /** The first word without its parameter: {@code kaczmarz}, {@code ridge}, {@code affine} and so on. */
    public String method() {
        return words.method();
    }

    /** Whether predictions are linear in the feature, so that weights can be kept instead of tokens. */
    public boolean linear() {
        return words.linear();
    }

    /** How many tokens affine projection corrects at a time; 1 for other methods. */
    public int order() {
        return words.order();
    }

    /** How many tokens kernel ridge regression may remember; 0 where there is no bound. */
    public int budget() {
        return words.budget();
    }

    /** How many pairs are learned from afresh at every token; 0 where that is not done. */
    public int window() {
        return words.count("window", 0);
    }

    /** How many tokens ahead it predicts. */
    public int horizon() {
        return horizon;
    }

    /** The canonical form. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PredictorSpec that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
