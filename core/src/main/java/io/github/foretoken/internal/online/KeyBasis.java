package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;
import java.util.Arrays;

/**
 * Keys and the Cholesky factor R of their kernel matrix, with which the coordinates of a feature are {@code R^-1 k(x)}. They
 * are kept until a key is added: a feature is mostly learned right after it was estimated.
 */
final class KeyBasis {
    private final KernelSum keys;
    private final GrowingFactor factor;
    private final int dimension;
    private double[] newest = {};
    private boolean known;
    private double[] coordinates;

    KeyBasis(ScoreMicrokernels loops, ScoreForm form, int dimension) {
        this(new KernelSum(loops, form, dimension, 0), new GrowingFactor(loops), dimension);
    }

    private KeyBasis(KernelSum keys, GrowingFactor factor, int dimension) {
        this.keys = keys;
        this.factor = factor;
        this.dimension = dimension;
        coordinates = new double[64];
    }

    int count() {
        return keys.count();
    }

    /** Coordinates of a feature, one a key and room for one more; valid until the next call. */
    double[] coordinates(double[] feature, int offset) {
        if (keys.count() == 0) {
            return coordinates;
        }
        if (!known || !Arrays.equals(newest, 0, newest.length, feature, offset, offset + newest.length)) {
            keys.kernelValues(feature, offset, 0, keys.count(), coordinates);
            factor.solve(coordinates);
            System.arraycopy(feature, offset, newest, 0, newest.length);
            known = true;
        }
        return coordinates;
    }

    /** The squared norm in feature space of what has one of x. */
    double norm(double squaredNorm) {
        return keys.diagonal(squaredNorm);
    }

    /** The feature's squared norm. */
    double norm(double[] feature, int offset) {
        return norm(OnlineRegression.squaredNorm(feature, offset, dimension));
    }

    /** Of the keys. */
    KernelNorms norms() {
        return keys.norms();
    }

    /** The least diagonal element of R R' for a key of that norm, which would be the next one. */
    double leastPivot(double norm, double ridge) {
        return keys.leastPivot(norm, ridge);
    }

    /** {@link #norm} without what the coordinates span. */
    double outside(double[] feature, int offset) {
        coordinates(feature, offset);
        double outside = norm(feature, offset);
        for (int j = 0; j < keys.count(); j++) {
            outside -= coordinates[j] * coordinates[j];
        }
        return outside;
    }

    /** Whether a feature is to become a key: while there is room, if enough of it is outside of what the keys span. */
    boolean admits(double[] feature, int offset, int budget, double novelty) {
        return count() < budget && outside(feature, offset) > novelty * norm(feature, offset);
    }

    /** Makes a key of a feature; {@code pivot} is R's new diagonal element. */
    void add(double[] feature, int offset, double pivot) {
        reserve();
        factor.append(coordinates(feature, offset), pivot);
        keys.add(feature, offset);
        known = false;
    }

    /** Of R, j at most i. */
    double entry(int i, int j) {
        return factor.entry(i, j);
    }

    /** Takes the memory that one more key needs; only this can fail for want of it. */
    void reserve() {
        keys.reserve();
        factor.reserve();
        if (keys.count() + 1 == coordinates.length) {
            coordinates = Arrays.copyOf(coordinates, 2 * coordinates.length);
        }
        if (newest.length == 0) {
            newest = new double[dimension];
        }
    }

    /** Gives up the key added last. */
    void removeLast() {
        keys.removeLast();
        factor.removeLast();
        known = false;
    }

    /** Keys, then R. */
    void write(StateOutput out) throws IOException {
        keys.write(out);
        factor.write(out);
    }

    /** What was written, where no keys are so far. */
    void read(StateInput in) throws IOException {
        keys.read(in);
        factor.read(in, keys.count());
        while (coordinates.length <= keys.count()) {
            coordinates = new double[2 * coordinates.length];
        }
        newest = new double[keys.count() == 0 ? 0 : dimension];
    }

    KeyBasis copy() {
        KeyBasis copy = new KeyBasis(keys.copy(), factor.copy(), dimension);
        copy.newest = new double[newest.length];
        copy.coordinates = new double[coordinates.length];
        return copy;
    }

    /** No keys; their memory is kept for new ones. */
    void clear() {
        keys.clear();
        factor.clear();
        known = false;
    }

    long bytes() {
        return keys.bytes() + factor.bytes() + (long) (coordinates.length + newest.length) * Double.BYTES;
    }
}
