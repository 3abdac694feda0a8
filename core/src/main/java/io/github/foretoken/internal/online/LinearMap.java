package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/** {@code x -> W x} from R^p to R^m that grows by outer products; W' is stored, its rows padded to whole vectors. */
final class LinearMap {
    private final Microkernels loops;
    private final int dimension;
    private final int columns;
    private final int stride;
    /** Empty while it is zero: then the dimensions may be a mere claim. */
    private double[] weights = {};
    private double[] sum = {};
    private double[] error = {};

    /** Zero. */
    LinearMap(Microkernels loops, int dimension, int columns) {
        this.loops = loops;
        this.dimension = dimension;
        this.columns = columns;
        stride = Strides.roundUp(columns, loops.lanes());
    }

    private void takeRoom() {
        if (weights.length == 0) {
            double[] zero = new double[Math.multiplyExact(dimension, stride)];
            sum = new double[stride];
            error = new double[stride];
            weights = zero;
        }
    }

    /** {@code result = W x}. */
    void apply(double[] x, int offset, double[] result) {
        if (weights.length == 0) {
            Arrays.fill(result, 0, columns, 0);
            return;
        }
        Arrays.fill(sum, 0);
        loops.gemm(1, stride, dimension, x, offset, 1, weights, 0, stride, sum, 0, stride);
        System.arraycopy(sum, 0, result, 0, columns);
    }

    /** Room for what {@link #add} multiplies with: m numbers for callers to set, and padding that stays 0. */
    double[] error() {
        takeRoom();
        return error;
    }

    /** {@code W += error x'}. */
    void add(double[] x, int offset) {
        loops.gemm(dimension, stride, 1, x, offset, dimension, error, 0, stride, weights, 0, stride);
    }

    void scale(double by) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= by;
        }
    }

    void clear() {
        Arrays.fill(weights, 0);
    }

    /** Takes over what one of the same shape has. */
    void copyFrom(LinearMap other) {
        if (other.weights.length == 0) {
            clear();
            return;
        }
        takeRoom();
        System.arraycopy(other.weights, 0, weights, 0, weights.length);
    }

    void write(StateOutput out) throws IOException {
        takeRoom();
        for (int i = 0; i < dimension; i++) {
            out.putDoubles(weights, i * stride, columns);
        }
    }

    void read(StateInput in) throws IOException {
        in.require(dimension, columns, "a linear map");
        takeRoom();
        for (int i = 0; i < dimension; i++) {
            in.getDoubles(weights, i * stride, columns);
        }
    }

    long bytes() {
        return (long) weights.length * Double.BYTES;
    }
}
