package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.online.Gains;
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
final class SquareRootGain implements Gains {
    /** How far the ridge may fade where nothing is seen. */
    private static final double MOST_GROWTH = 0x1p24;
    /** Features from one look at the growth to the next. */
    private static final int PATIENCE = 64;

    private final int dimension;
    private final double forgetting;
    private final double ridge;
    /** S', row by row. */
    private final double[] root;
    private final double[] projection;
    private final double[] direction;
    private double share;
    private int untilLook = PATIENCE;

    /**
     * @param ridge positive: the weight of the prior that all weights are 0
     */
    SquareRootGain(int dimension, double ridge, double forgetting) {
        this.dimension = dimension;
        this.forgetting = forgetting;
        this.ridge = ridge;
        root = new double[Math.multiplyExact(dimension, dimension)];
        projection = new double[dimension];
        direction = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            root[i * dimension + i] = 1 / Math.sqrt(ridge);
        }
    }

    @Override
    public void gain(double[] feature, double[] gain) {
        double leverage = project(feature);
        share = 1 / (forgetting + leverage);
        for (int i = 0; i < dimension; i++) {
            gain[i] = direction[i] * share;
        }
    }

    @Override
    public void accept(double[] feature) {
        update(share / (1 + Math.sqrt(forgetting * share)), 1 / Math.sqrt(forgetting));
        if (forgetting < 1 && --untilLook == 0) {
            untilLook = PATIENCE;
            restrain();
        }
    }

    /** {@code a = S' x} and {@code v = S a}; returns {@code a' a}. */
    private double project(double[] feature) {
        Arrays.fill(direction, 0);
        double leverage = 0;
        for (int k = 0; k < dimension; k++) {
            double a = product(root, k * dimension, feature, dimension);
            projection[k] = a;
            leverage += a * a;
            addRow(k * dimension, a);
        }
        return leverage;
    }

    private void addRow(int row, double factor) {
        for (int i = 0; i < dimension; i++) {
            direction[i] += factor * root[row + i];
        }
    }

    /** In eight sums that do not wait for each other. */
    private static double product(double[] a, int from, double[] b, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 7 < count; i += 8) {
            int at = from + i;
            s0 += a[at] * b[i];
            s1 += a[at + 1] * b[i + 1];
            s2 += a[at + 2] * b[i + 2];
            s3 += a[at + 3] * b[i + 3];
            s4 += a[at + 4] * b[i + 4];
            s5 += a[at + 5] * b[i + 5];
            s6 += a[at + 6] * b[i + 6];
            s7 += a[at + 7] * b[i + 7];
        }
        for (; i < count; i++) {
            s0 += a[from + i] * b[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** {@code S = (S - factor v a') growth}. */
    private void update(double factor, double growth) {
        for (int k = 0; k < dimension; k++) {
            shrinkRow(k * dimension, factor * projection[k], growth);
        }
    }

    private void shrinkRow(int row, double factor, double growth) {
        for (int i = 0; i < dimension; i++) {
            root[row + i] = (root[row + i] - factor * direction[i]) * growth;
        }
    }

    /** Where no feature shows a direction any more P would grow for ever; there it shrinks to half of the most. */
    private void restrain() {
        double most = MOST_GROWTH / ridge;
        for (int i = 0; i < dimension; i++) {
            double own = 0;
            for (int k = 0; k < dimension; k++) {
                own += root[k * dimension + i] * root[k * dimension + i];
            }
            if (own > most) {
                Arrays.fill(direction, 0);
                for (int k = 0; k < dimension; k++) {
                    projection[k] = root[k * dimension + i];
                    addRow(k * dimension, projection[k]);
                }
                update((1 - Math.sqrt(most / (2 * own))) / own, 1);
            }
        }
    }

    /** What was learned so far counts a share of what it did, and what comes the more. */
    void forget(double share) {
        double growth = 1 / Math.sqrt(share);
        for (int i = 0; i < root.length; i++) {
            root[i] *= growth;
        }
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putInt(untilLook);
        out.putDoubles(root, 0, root.length);
    }

    @Override
    public void read(StateInput in) throws IOException {
        untilLook = Math.clamp(in.getInt(), 1, PATIENCE);
        in.getDoubles(root, 0, root.length);
    }

    static long bytes(long dimension) {
        return (dimension * dimension + 2 * dimension) * Double.BYTES;
    }
}
