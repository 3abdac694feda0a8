package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.simd.RegressionLoops;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The gains of recursive least squares with forgetting, which depend on features only, so that any number of targets can
 * share them: {@code W += (y - W x) g'}. A square root of the inverse normal matrix is kept, {@code P = S S'}, and
 * updated by Potter's formula (Bierman, Factorization Methods for Discrete Sequential Estimation, II.4): P stays positive
 * semidefinite whatever rounding does. O(p²) a feature.
 */
final class SquareRootGain {
    /** How far the ridge may fade where nothing is seen. */
    private static final double MOST_GROWTH = 0x1p24;
    /** Features from one look at the growth to the next. */
    private static final int PATIENCE = 64;

    private final Loops loops;
    private final int dimension;
    private final int stride;
    private final double forgetting;
    private final double ridge;
    /** S', row by row, as it was before the newest feature's update, which is left to the next one's pass over it. */
    private final double[] root;
    private final double[] feature;
    private final double[] projection;
    /** Two rows: the direction that is to be taken away, and the one that becomes it. */
    private final double[] directions;
    /** What of the direction; 0 while there is none. */
    private double factor;
    private double growth = 1;
    private int untilLook = PATIENCE;

    /**
     * @param ridge positive: the weight of the prior that all weights are 0
     */
    SquareRootGain(Loops loops, int dimension, double ridge, double forgetting) {
        this.loops = loops;
        this.dimension = dimension;
        this.forgetting = forgetting;
        this.ridge = ridge;
        stride = RegressionLoops.stride(dimension);
        root = new double[Math.multiplyExact(dimension, stride)];
        feature = new double[stride];
        projection = new double[dimension];
        directions = new double[2 * stride];
        for (int i = 0; i < dimension; i++) {
            root[i * stride + i] = 1 / Math.sqrt(ridge);
        }
    }

    /**
     * Takes in a feature.
     *
     * @param next p numbers from an offset on, not modified
     * @param gain p numbers from the same offset on, overwritten by its gain
     */
    void take(double[] next, double[] gain, int offset) {
        System.arraycopy(next, offset, feature, 0, dimension);
        // a = S'x and v = S a.
        loops.regression().sweep(dimension, factor, growth, root, feature, projection, directions);
        double leverage = 0;
        for (int k = 0; k < dimension; k++) {
            leverage += projection[k] * projection[k];
        }
        double share = 1 / (forgetting + leverage);
        for (int i = 0; i < dimension; i++) {
            gain[offset + i] = directions[stride + i] * share;
        }
        System.arraycopy(directions, stride, directions, 0, stride);
        factor = share / (1 + Math.sqrt(forgetting * share));
        growth = 1 / Math.sqrt(forgetting);
        if (forgetting < 1 && --untilLook == 0) {
            untilLook = PATIENCE;
            restrain();
        }
    }

    /** {@code S = (S - factor v a') growth}, the same bits as if the next feature's pass had done it. */
    private void update() {
        for (int k = 0; k < dimension; k++) {
            loops.regression().shrink(dimension, factor * projection[k], directions, growth, root, k * stride);
        }
        // So that what comes next takes nothing away, not even a zero's sign.
        Arrays.fill(projection, 0);
        Arrays.fill(directions, 0, stride, 0);
        factor = 0;
        growth = 1;
    }

    /** Where no feature shows a direction any more P would grow forever; there it shrinks to half of the most. */
    private void restrain() {
        update();
        double most = MOST_GROWTH / ridge;
        for (int i = 0; i < dimension; i++) {
            double own = 0;
            for (int k = 0; k < dimension; k++) {
                own += root[k * stride + i] * root[k * stride + i];
            }
            if (own > most) {
                for (int k = 0; k < dimension; k++) {
                    projection[k] = root[k * stride + i];
                    for (int j = 0; j < dimension; j++) {
                        directions[j] += projection[k] * root[k * stride + j];
                    }
                }
                factor = (1 - Math.sqrt(most / (2 * own))) / own;
                update();
            }
        }
    }

    /** What was learned so far counts a share of what it did, and what comes the more. */
    void forget(double share) {
        update();
        double more = 1 / Math.sqrt(share);
        for (int i = 0; i < root.length; i++) {
            root[i] *= more;
        }
    }

    void write(StateOutput out) throws IOException {
        update();
        out.putInt(untilLook);
        for (int k = 0; k < dimension; k++) {
            out.putDoubles(root, k * stride, dimension);
        }
    }

    /** Into one that is new. */
    void read(StateInput in) throws IOException {
        untilLook = Clamp.between(in.getInt(), 1, PATIENCE);
        for (int k = 0; k < dimension; k++) {
            in.getDoubles(root, k * stride, dimension);
        }
    }

    static long bytes(long dimension) {
        long stride = RegressionLoops.stride(dimension);
        return (dimension * stride + dimension + 3 * stride) * Double.BYTES;
    }
}
