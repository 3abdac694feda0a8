package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * The linear map that minimises {@code sum over s of gamma^(t-s) |y_s - W x_s|² + gamma^t lambda |W|²}, after every pair, by
 * plane rotations: O(p (p + m)) a pair and an estimate. With gamma = 1 and the linear kernel this is kernel ridge regression
 * refitted at every step. Where gamma < 1 and no pair has shown a direction for so long that less than 2^-44 lambda is left of
 * it, 2^-24 lambda is put back ({@link RidgeRule#FADING} has the rule to the letter).
 *
 * <p>What is computed is exact for data of which each pair is off by a few roundings of its own length, {@code e = c (p + m) u}
 * with u = 2^-53 and c about 10, however many pairs there were. Let N be the normal matrix, ridge included,
 * {@code h = x' N^-1 x} the leverage of what is estimated, |X|, |Y| and |r| the lengths of all features, targets and residuals
 * (weighted by gamma, ridge included), and kappa the condition number of N's root when each column is measured by its own
 * length. Then an estimate is off by no more than
 * {@code e sqrt(h) (|Y| + |X| |W| + kappa |r|)}, up to terms in e². A typical h is p / n, so that this is about {@code e sqrt(p)}
 * times a target's size as long as residuals are smaller than targets by kappa. {@link #condition} estimates kappa; from
 * 2^52 / (p + m) on, lambda no longer counts beside roundings of the data.
 *
 * <p>Scaling features, targets and the root of lambda by a power of two scales estimates by it, to the bit.
 */
public final class RecursiveLeastSquares implements OnlineRegression {
    private final int dimension;
    private final int columns;
    private final TriangularLeastSquares fit;

    /**
     * @param dimension p
     * @param columns m; 0 for one that only gives gains
     * @param ridge lambda, positive
     */
    public RecursiveLeastSquares(int dimension, int columns, double ridge, double forgetting) {
        this(dimension, columns, new TriangularLeastSquares(dimension, columns, ridge, forgetting, RidgeRule.FADING));
        if ((long) dimension * dimension > Integer.MAX_VALUE) {
            throw new ArithmeticException("a triangle of " + dimension + " coordinates does not fit any memory");
        }
    }

    private RecursiveLeastSquares(int dimension, int columns, TriangularLeastSquares fit) {
        this.dimension = dimension;
        this.columns = columns;
        this.fit = fit;
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        fit.estimate(feature, offset, estimate);
    }

    /**
     * What W would grow by, a column a unit of error, if a pair with this feature were learned next:
     * {@code W += (y - W x) gain'} for any target y. That is {@code N^-1 x} with the normal matrix N after it. To be asked for
     * before that pair is learned; changes nothing. Many targets, also of other horizons, can share it.
     *
     * @param feature p numbers from {@code offset} on, not modified
     * @param gain p numbers, overwritten
     */
    public void gain(double[] feature, int offset, double[] gain) {
        takeMemory();
        fit.gain(feature, offset, gain);
    }

    /** Rotations divide by no square. */
    @Override
    public double divisor(double squaredNorm) {
        return 1;
    }

    @Override
    public void prepare(double[] feature, int offset, double[] target, int targetOffset) {
        takeMemory();
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        takeMemory();
        fit.learn(feature, offset, target, targetOffset);
    }

    /** At most kappa, and mostly no less than a tenth of it; O(p²). */
    @Override
    public double condition() {
        return fit.condition();
    }

    @Override
    public void write(StateOutput out) throws IOException {
        takeMemory();
        out.putText("least squares by rotations");
        fit.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        fit.clear();
        String form = in.getText();
        switch (form) {
            case "least squares by rotations" -> fit.read(in, dimension);
            case "least squares" -> InverseForm.read(in, dimension, columns, fit);
            default -> throw new StateFlaw("holds the state of '" + form + "' where that of 'least squares' belongs");
        }
    }

    @Override
    public OnlineRegression copy() {
        return new RecursiveLeastSquares(dimension, columns, fit.copy());
    }

    /** Not before it is needed: options are chosen one after the other, and some make this one smaller. */
    private void takeMemory() {
        if (fit.isEmpty()) {
            fit.grow(dimension);
        }
    }

    @Override
    public void reset() {
        fit.clear();
    }

    @Override
    public long bytes() {
        return fit.bytes();
    }
}
