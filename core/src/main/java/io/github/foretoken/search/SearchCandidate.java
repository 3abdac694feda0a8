package io.github.foretoken.search;

import io.github.foretoken.Kernel;
import io.github.foretoken.predict.Features;
import io.github.foretoken.predict.Lags;
import io.github.foretoken.predict.Memory;
import io.github.foretoken.predict.Method;
import io.github.foretoken.predict.PredictorOptions;
import io.github.foretoken.predict.Steps;

/**
 * A point of the grid that {@link PredictorSearch} walks on: steps relative to the data's own scale, so that a neighbour in
 * one coordinate stays comparable in the others.
 *
 * @param width the kernel's, in powers of two of the features' median distance; for polynomials the degree less 2
 * @param ridge in powers of ten of the features' own size
 * @param forgetting an index into {@link #FORGETTING}
 * @param random whether the kernel is one of random features
 * @param features what of the data it sees
 */
record SearchCandidate(Method method, Family family, int width, int ridge, int forgetting, boolean random,
        Features features) {
    enum Family {
        LINEAR, GAUSSIAN, MATERN52, LAPLACE, EXPONENTIAL, POLYNOMIAL;

        /** Whether there are random features of it. */
        boolean random() {
            return this == GAUSSIAN || this == EXPONENTIAL;
        }
    }

    private static final double[] FORGETTING = {1, 0.9998, 0.9995, 0.999, 0.998, 0.995, 0.99, 0.98, 0.95, 0.9};

    /** Below, rounding could outweigh the ridge in a factorisation of thousands of rows. */
    private static final int LEAST_RIDGE = -11;

    /** Above, a million tokens teach less than the ridge holds back: such a fit is the mean or persistence, which are tried. */
    private static final int MOST_RIDGE = 6;

    static SearchCandidate of(Method method, Family family, int ridge, Lags lags) {
        return new SearchCandidate(method, family, 0, ridge, 0, false, Features.NEWEST.withLags(lags));
    }

    SearchCandidate withMethod(Method value) {
        return new SearchCandidate(value, family, width, ridge, forgetting, random, features);
    }

    SearchCandidate withWidth(int value) {
        return new SearchCandidate(method, family, value, ridge, forgetting, random, features);
    }

    /** Null beyond the least and the greatest. */
    SearchCandidate withRidge(int value) {
        return value < LEAST_RIDGE || value > MOST_RIDGE ? null
                : new SearchCandidate(method, family, width, value, forgetting, random, features);
    }

    /** Null beyond the least and the greatest. */
    SearchCandidate withForgetting(int value) {
        return value < 0 || value >= FORGETTING.length ? null
                : new SearchCandidate(method, family, width, ridge, value, random, features);
    }

    SearchCandidate withRandomFeatures() {
        return new SearchCandidate(method, family, width, ridge, forgetting, true, features);
    }

    SearchCandidate withFeatures(Features value) {
        return new SearchCandidate(method, family, width, ridge, forgetting, random, value);
    }

    SearchCandidate withLags(Lags value) {
        return withFeatures(features.withLags(value));
    }

    Lags lags() {
        return features.lags();
    }

    /**
     * What it comes to for these data.
     *
     * @param memory what it may remember
     */
    PredictorOptions options(SearchData data, int horizon, SearchMemory memory) {
        SearchData.Features found = data.features(lags(), features.standardization());
        Kernel kernel = found.kernel(family, width);
        double lambda = SearchData.round(Math.pow(10, ridge) * found.size(kernel, method), SearchData.SIZE_BITS);
        Steps steps = new Steps(horizon, 0, false);
        return PredictorOptions.of(method, kernel, lambda)
                .withFeatures(features)
                .withSteps(steps)
                .withMemory(memory(memory))
                .withForgetting(FORGETTING[forgetting]);
    }

    private Memory memory(SearchMemory allowed) {
        return family == Family.LINEAR ? Memory.UNBOUNDED : random ? SearchMemory.random() : allowed.of(method);
    }
}
