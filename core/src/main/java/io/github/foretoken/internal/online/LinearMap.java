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
    private final double[] weights;
    private final double[] sum;
    private final double[] error;

    /** Zero. */
    LinearMap(Microkernels loops, int dimension, int columns) {
        this.loops = loops;
        this.dimension = dimension;
        this.columns = columns;
        stride = Strides.roundUp(columns, loops.lanes());
        weights = new double[Math.multiplyExact(dimension, stride)];
        sum = new double[stride];
        error = new double[stride];
    }

    /** {@code result = W x}. */
    void apply(double[] x, int offset, double[] result) {
        Arrays.fill(sum, 0);
        loops.gemm(1, stride, dimension, x, offset, 1, weights, 0, stride, sum, 0, stride);
        System.arraycopy(sum, 0, result, 0, columns);
    }

    /** Room for what {@link #add} multiplies with: m numbers for callers to set, and padding that stays 0. */
    double[] error() {
        return error;
    }

    /** {@code W += error x'}. */
    void add(double[] x, int offset) {
        loops.gemm(dimension, stride, 1, x, offset, dimension, error, 0, stride, weights, 0, stride);
    }

    /** {@code W_c += x}, row c of W, which gives the result's number c. */
    void addToRow(int c, double[] x) {
        for (int k = 0; k < dimension; k++) {
            weights[k * stride + c] += x[k];
        }
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
        System.arraycopy(other.weights, 0, weights, 0, weights.length);
    }

    void write(StateOutput out) throws IOException {
        for (int i = 0; i < dimension; i++) {
            out.putDoubles(weights, i * stride, columns);
        }
    }

    void read(StateInput in) throws IOException {
        for (int i = 0; i < dimension; i++) {
            in.getDoubles(weights, i * stride, columns);
        }
    }

    long bytes() {
        return (long) weights.length * Double.BYTES;
    }
}
