package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;

/**
 * Kernel ridge regression for endless streams, by approximate linear dependence (Engel, Mannor and Meir 2004, kernel
 * recursive least squares). A key enters the dictionary when more than a share nu of its feature's squared norm lies outside
 * what the dictionary spans, and while there is room. Every feature is replaced by its projection on that span, in an
 * orthonormal basis: {@code z = R^-1 k(x)} with {@code R R' = K} of the dictionary, so that a new key adds a coordinate and
 * leaves the old ones as they are. In those coordinates it is ridge regression, exact after every pair. O(n (n + p + m)) a
 * pair for n keys, however many pairs there were.
 */
public final class SparseKernelRidge implements OnlineRegression {
    private static final String FIRST_FORM = "sparse kernel ridge";
    private static final String FORM = "sparse kernel ridge by rotations";

    private final KeyBasis basis;
    private final TriangularLeastSquares fit;
    private final int budget;
    private final double novelty;

    /**
     * @param form with no division by k(x_s, x_s)
     * @param budget keys at most
     * @param novelty nu
     */
    public SparseKernelRidge(ScoreMicrokernels loops, ScoreForm form, int dimension, int columns, double ridge,
            double forgetting, int budget, double novelty) {
        this(new KeyBasis(loops, form, dimension),
                new TriangularLeastSquares(budget, columns, ridge, forgetting, RidgeRule.HELD), budget, novelty);
    }

    private SparseKernelRidge(KeyBasis basis, TriangularLeastSquares fit, int budget, double novelty) {
        this.basis = basis;
        this.fit = fit;
        this.budget = budget;
        this.novelty = novelty;
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        fit.estimate(basis.coordinates(feature, offset), 0, estimate);
    }

    @Override
    public double divisor(double squaredNorm) {
        return basis.norm(squaredNorm);
    }

    private boolean isNew(double[] feature, int offset) {
        return basis.admits(feature, offset, budget, novelty);
    }

    @Override
    public void prepare(double[] feature, int offset, double[] target, int targetOffset) {
        if (isNew(feature, offset)) {
            basis.reserve();
            fit.reserve(basis.count() + 1);
        }
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        if (isNew(feature, offset)) {
            double outside = basis.outside(feature, offset);
            // All memory first: without it nothing has changed.
            basis.reserve();
            fit.reserve(basis.count() + 1);
            basis.add(feature, offset, Math.sqrt(outside));
            fit.grow();
        }
        fit.learn(basis.coordinates(feature, offset), 0, target, targetOffset);
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText(FORM);
        basis.write(out);
        fit.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        String form = in.getText();
        if (!form.equals(FORM) && !form.equals(FIRST_FORM)) {
            throw new StateFlaw("holds the state of '" + form + "' where that of '" + FIRST_FORM + "' belongs");
        }
        basis.read(in);
        if (basis.count() > budget) {
            throw new StateFlaw("claims " + basis.count() + " keys, more than its budget of " + budget);
        }
        if (form.equals(FORM)) {
            fit.read(in, basis.count());
        } else {
            fit.readFirstForm(in, basis.count());
        }
    }

    @Override
    public OnlineRegression copy() {
        return new SparseKernelRidge(basis.copy(), fit.copy(), budget, novelty);
    }

    @Override
    public void reset() {
        basis.clear();
        fit.clear();
    }

    @Override
    public long bytes() {
        return basis.bytes() + fit.bytes();
    }
}
