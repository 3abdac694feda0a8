package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.tile.ScoreForm;

/**
 * Kernel ridge regression for endless streams, by approximate linear dependence (Engel, Mannor and Meir 2004, kernel
 * recursive least squares). A key enters the dictionary when more than a share nu of its feature's squared norm lies outside
 * what the dictionary spans, and while there is room. Every feature is replaced by its projection on that span, in an
 * orthonormal basis: {@code z = R^-1 k(x)} with {@code R R' = K} of the dictionary, so that a new key adds a coordinate and
 * leaves the old ones as they are. In those coordinates it is ridge regression, exact after every pair. O(n (n + p + m)) a
 * pair for n keys, however many pairs there were.
 */
public final class SparseKernelRidge implements OnlineRegression {
    private final KernelSum keys;
    private final GrowingFactor factor;
    private final TriangularLeastSquares fit;
    private final int budget;
    private final double novelty;
    private final double[] coordinates;

    /**
     * @param form with no division by k(x_s, x_s)
     * @param budget keys at most
     * @param novelty nu
     */
    public SparseKernelRidge(ScoreMicrokernels loops, ScoreForm form, int dimension, int columns, double ridge,
            double forgetting, int budget, double novelty) {
        this(new KernelSum(loops, form, dimension, 0), new GrowingFactor(loops),
                new TriangularLeastSquares(budget, columns, ridge, forgetting), budget, novelty);
    }

    private SparseKernelRidge(KernelSum keys, GrowingFactor factor, TriangularLeastSquares fit, int budget,
            double novelty) {
        this.keys = keys;
        this.factor = factor;
        this.fit = fit;
        this.budget = budget;
        this.novelty = novelty;
        coordinates = new double[budget];
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        project(feature, offset);
        fit.estimate(coordinates, estimate);
    }

    private void project(double[] feature, int offset) {
        keys.kernelValues(feature, offset, 0, keys.count(), coordinates);
        factor.solve(coordinates);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        project(feature, offset);
        int n = keys.count();
        if (n < budget) {
            double norm = keys.diagonal(feature, offset);
            double outside = norm;
            for (int j = 0; j < n; j++) {
                outside -= coordinates[j] * coordinates[j];
            }
            if (outside > novelty * norm) {
                double pivot = Math.sqrt(outside);
                factor.append(coordinates, pivot);
                keys.add(feature, offset);
                fit.grow();
                coordinates[n] = pivot;
            }
        }
        fit.learn(coordinates, target, targetOffset);
    }

    @Override
    public OnlineRegression copy() {
        return new SparseKernelRidge(keys.copy(), factor.copy(), fit.copy(), budget, novelty);
    }

    @Override
    public void reset() {
        keys.clear();
        factor.clear();
        fit.clear();
    }

    @Override
    public long bytes() {
        return keys.bytes() + factor.bytes() + fit.bytes() + (long) budget * Double.BYTES;
    }
}
