package io.github.foretoken;

import io.github.foretoken.PredictorSettings.Method;

/**
 * A point of the grid that {@link PredictorSearch} walks on: steps relative to the data's own scale, so that a neighbour in
 * one coordinate stays comparable in the others.
 *
 * @param width the kernel's, in powers of two of the features' median distance; for polynomials the degree less 2
 * @param ridge in powers of ten of the features' own size
 * @param forgetting an index into {@link #FORGETTING}
 * @param inputs what of the data it sees
 */
record SearchCandidate(Method method, Family family, int width, int ridge, int forgetting, Inputs inputs) {
    record Inputs(Lags lags, boolean increments, boolean standardization, boolean intercept) {}

    enum Family {
        LINEAR, GAUSSIAN, MATERN52, LAPLACE, EXPONENTIAL, POLYNOMIAL
    }

    private static final double[] FORGETTING = {1, 0.9998, 0.9995, 0.999, 0.998, 0.995, 0.99, 0.98, 0.95, 0.9};

    /** Below, rounding could outweigh the ridge in a factorisation of thousands of rows. */
    private static final int LEAST_RIDGE = -11;

    /** Above, a million tokens teach less than the ridge holds back: such a fit is the mean or persistence, which are tried. */
    private static final int MOST_RIDGE = 6;

    /** As many steps as affine projection corrects at once. */
    private static final int ORDER = 8;

    static SearchCandidate of(Method method, Family family, int ridge, Lags lags) {
        return new SearchCandidate(method, family, 0, ridge, 0, new Inputs(lags, false, false, false));
    }

    Lags lags() {
        return inputs.lags;
    }

    boolean increments() {
        return inputs.increments;
    }

    boolean standardization() {
        return inputs.standardization;
    }

    boolean intercept() {
        return inputs.intercept;
    }

    SearchCandidate withMethod(Method value) {
        return new SearchCandidate(value, family, width, ridge, forgetting, inputs);
    }

    SearchCandidate withWidth(int value) {
        return new SearchCandidate(method, family, value, ridge, forgetting, inputs);
    }

    /** Null beyond the least and the greatest. */
    SearchCandidate withRidge(int value) {
        return value < LEAST_RIDGE || value > MOST_RIDGE ? null
                : new SearchCandidate(method, family, width, value, forgetting, inputs);
    }

    /** Null beyond the least and the greatest. */
    SearchCandidate withForgetting(int value) {
        return value < 0 || value >= FORGETTING.length ? null
                : new SearchCandidate(method, family, width, ridge, value, inputs);
    }

    SearchCandidate withLags(Lags value) {
        return with(new Inputs(value, increments(), standardization(), intercept()));
    }

    SearchCandidate withIncrements(boolean value) {
        return with(new Inputs(lags(), value, standardization(), intercept()));
    }

    SearchCandidate withStandardization(boolean value) {
        return with(new Inputs(lags(), increments(), value, intercept()));
    }

    SearchCandidate withIntercept(boolean value) {
        return with(new Inputs(lags(), increments(), standardization(), value));
    }

    private SearchCandidate with(Inputs value) {
        return new SearchCandidate(method, family, width, ridge, forgetting, value);
    }

    /**
     * What it comes to for these data.
     *
     * @param keys budget of kernel ridge regression
     */
    PredictorSettings settings(SearchData data, int horizon, int keys) {
        SearchData.Features features = data.features(lags(), standardization());
        Kernel kernel = features.kernel(family, width);
        double lambda = SearchData.round(Math.pow(10, ridge) * features.size(kernel, method), SearchData.SIZE_BITS);
        return new PredictorSettings(method, kernel, data.dimension()).with(s -> {
            s.order = method == Method.AFFINE_PROJECTION ? ORDER : 1;
            s.correction = s.correction.withRidge(lambda).withForgetting(FORGETTING[forgetting]);
            s.lags = lags();
            s.horizon = horizon;
            s.increments = increments();
            s.standardization = standardization();
            s.intercept = intercept() ? 1 : 0;
            if (method == Method.KERNEL_RIDGE) {
                s.budget = keys;
                s.novelty = PredictorSettings.NOVELTY;
            }
        });
    }
}
