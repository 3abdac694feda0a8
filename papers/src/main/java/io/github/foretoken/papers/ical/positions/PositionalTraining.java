package io.github.foretoken.papers.ical.positions;

import io.github.foretoken.Matrix;

/**
 * Attention by positions alone, on scalar sequences lambda^t: row t predicts lambda^{t+2} by the sum over keys k = 0..t + 1 of
 * p_{t,k} lambda^{2k-t}, and gradient descent on the mean squared error of T - 1 rows starts from p = 0. With i = t + 1 - k, the
 * age of a key, a row's error is {@code 1 - 2 <p, b> + <p, G p>}, b_i and G_ij being moments i and |i - j| of the phases; so
 * that training is a linear recursion, and training on sequences that are drawn is the same with their own moments. Plain
 * descent; {@link PositionalSolution} is its closed form.
 *
 * <p>Source: Sander et al., arXiv 2402.05787, figure 6.
 */
public final class PositionalTraining {
    /** The authors' learning rate. */
    public static final double RATE = 0.5;
    /** The loss after which one last update follows. */
    public static final double ENOUGH = 1e-3;
    /** The authors' number of updates at most. */
    public static final int MOST_UPDATES = 100_000;

    private final double[] moments;
    /** Row t by age: element i is p_{t,t+1-i}. */
    private final double[][] weights;
    private int updates;

    /**
     * Before the first update.
     *
     * @param moments T numbers of {@link PhaseMoments}, T at least 2; not modified
     */
    public PositionalTraining(double[] moments) {
        if (moments.length < 2) {
            throw new IllegalArgumentException("moments must be 2 at least, not " + moments.length);
        }
        this.moments = moments.clone();
        weights = new double[moments.length - 1][];
        for (int t = 0; t < weights.length; t++) {
            weights[t] = new double[t + 2];
        }
    }

    /** Trains until one update after the loss is {@link #ENOUGH}; returns the loss there. */
    public double train() {
        double loss = loss();
        while (loss >= ENOUGH && updates < MOST_UPDATES) {
            update();
            loss = loss();
        }
        update();
        return loss();
    }

    /** One update. */
    void update() {
        double factor = 2 * RATE / weights.length;
        for (double[] row : weights) {
            double[] residual = residual(row);
            for (int i = 0; i < row.length; i++) {
                row[i] += factor * residual[i];
            }
        }
        updates++;
    }

    /** The mean over rows of the expected squared error. */
    public double loss() {
        double loss = 0;
        for (double[] row : weights) {
            double[] residual = residual(row);
            double error = 1;
            for (int i = 0; i < row.length; i++) {
                error -= row[i] * (moments[i] + residual[i]);
            }
            loss += error / weights.length;
        }
        return loss;
    }

    /** {@code b - G p}. */
    private double[] residual(double[] row) {
        double[] residual = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            residual[i] = moments[i];
            for (int j = 0; j < row.length; j++) {
                residual[i] -= moments[Math.abs(i - j)] * row[j];
            }
        }
        return residual;
    }

    /** How many updates there have been. */
    public int updates() {
        return updates;
    }

    /** (T - 1) x T, row t holding the weights of keys 0 to t + 1, the newest last; NaN where there is no key. */
    public Matrix weights() {
        return byKey(weights);
    }

    /** From rows by age. */
    static Matrix byKey(double[][] byAge) {
        int tokens = byAge.length + 1;
        double[] keys = new double[byAge.length * tokens];
        for (int t = 0; t < byAge.length; t++) {
            for (int k = 0; k < tokens; k++) {
                keys[t * tokens + k] = k <= t + 1 ? byAge[t][t + 1 - k] : Double.NaN;
            }
        }
        return Matrix.of(keys, byAge.length, tokens);
    }
}
