package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The linear map that minimises {@code sum over s of gamma^(t-s) |y_s - W x_s|² + gamma^t lambda |W|²}, exactly and after
 * every pair, by the recursion for the inverse P of its normal matrix (Haykin, Adaptive Filter Theory): O(p (p + m)) a pair.
 * Where no pair shows a direction the ridge stops fading at 2^-24 lambda. With gamma = 1 and the linear kernel this is kernel
 * ridge regression refitted at every step.
 */
public final class RecursiveLeastSquares implements OnlineRegression {
    /** How far the ridge may fade; more would cost as many bits of what is learned along other directions. */
    private static final double MOST_GROWTH = 0x1p24;

    private final Microkernels loops;
    private final int dimension;
    private final int columns;
    private final double ridge;
    private final double forgetting;
    private final int width;
    /** Symmetric, dimension x width. */
    private final double[] inverse;
    private final LinearMap map;
    private final double[] gain;
    private final double[] scaled;

    /** @param ridge lambda, positive */
    public RecursiveLeastSquares(Microkernels loops, int dimension, int columns, double ridge, double forgetting) {
        this.loops = loops;
        this.dimension = dimension;
        this.columns = columns;
        this.ridge = ridge;
        this.forgetting = forgetting;
        width = Strides.roundUp(dimension, loops.lanes());
        inverse = new double[Math.multiplyExact(dimension, width)];
        map = new LinearMap(loops, dimension, columns);
        gain = new double[width];
        scaled = new double[width];
        reset();
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        map.apply(feature, offset, estimate);
    }

    @Override
    public double divisor(double[] feature, int offset) {
        return ridge + OnlineRegression.squaredNorm(feature, offset, dimension);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        Arrays.fill(gain, 0);
        loops.gemm(1, width, dimension, feature, offset, 1, inverse, 0, width, gain, 0, width);
        double denominator = forgetting;
        for (int c = 0; c < dimension; c++) {
            denominator += feature[offset + c] * gain[c];
        }
        for (int c = 0; c < columns; c++) {
            map.error()[c] = (target[targetOffset + c] - estimate[c]) / denominator;
        }
        map.add(gain, 0);
        subtractGain(denominator);
        if (forgetting != 1) {
            grow();
        }
    }

    /** {@code P -= gain gain' / denominator}. */
    private void subtractGain(double denominator) {
        double root = Math.sqrt(denominator);
        for (int c = 0; c < dimension; c++) {
            gain[c] /= root;
            scaled[c] = -gain[c];
        }
        // The same two factors, up to sign, on both sides of the diagonal: P stays symmetric to the bit.
        loops.gemm(dimension, width, 1, gain, 0, width, scaled, 0, width, inverse, 0, width);
    }

    /**
     * Along a direction that no pair shows any more P would grow for ever. There it is halved when it has grown enough, as
     * by a pair that shows what is predicted anyway; other directions go on forgetting.
     */
    private void grow() {
        double by = 1 / forgetting;
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] *= by;
        }
        double most = MOST_GROWTH / ridge;
        for (int i = 0; i < dimension; i++) {
            double own = inverse[i * width + i];
            if (own > most) {
                System.arraycopy(inverse, i * width, gain, 0, width);
                subtractGain(2 * own);
            }
        }
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("least squares");
        for (int i = 0; i < dimension; i++) {
            out.putDoubles(inverse, i * width, dimension);
        }
        map.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("least squares");
        for (int i = 0; i < dimension; i++) {
            in.getDoubles(inverse, i * width, dimension);
        }
        map.read(in);
    }

    @Override
    public OnlineRegression copy() {
        RecursiveLeastSquares copy = new RecursiveLeastSquares(loops, dimension, columns, ridge, forgetting);
        System.arraycopy(inverse, 0, copy.inverse, 0, inverse.length);
        copy.map.copyFrom(map);
        return copy;
    }

    @Override
    public void reset() {
        Arrays.fill(inverse, 0);
        for (int i = 0; i < dimension; i++) {
            inverse[i * width + i] = 1 / ridge;
        }
        map.clear();
    }

    @Override
    public long bytes() {
        return (long) inverse.length * Double.BYTES + map.bytes();
    }
}
