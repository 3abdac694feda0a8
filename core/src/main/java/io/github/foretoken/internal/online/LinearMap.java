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
    /** Empty before anything is added: until then the dimensions may be a mere claim. */
    private double[] weights = {};
    private double[] kept = {};
    private double[] sum = {};
    private double[] error = {};

    /** Zero. */
    LinearMap(Microkernels loops, int dimension, int columns) {
        this.loops = loops;
        this.dimension = dimension;
        this.columns = columns;
        stride = Strides.roundUp(columns, loops.lanes());
        Growth.requireArray(dimension, stride);
    }

    /** Takes the memory that adding needs; only this, and the first {@link #keep}, can fail for want of it. */
    void reserve() {
        if (weights.length == 0) {
            sum = new double[stride];
            error = new double[stride];
            weights = new double[dimension * stride];
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

    /** Room, once it is reserved, for what {@link #add} multiplies with: m numbers to be set, and padding that stays 0. */
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

    /** Takes memory, and remembers what it is, for {@link #restore}. */
    void keep() {
        reserve();
        if (kept.length == 0) {
            kept = new double[weights.length];
        }
        System.arraycopy(weights, 0, kept, 0, weights.length);
    }

    /** Becomes what it was at the last {@link #keep}. */
    void restore() {
        System.arraycopy(kept, 0, weights, 0, weights.length);
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
        reserve();
        System.arraycopy(other.weights, 0, weights, 0, weights.length);
    }

    void write(StateOutput out) throws IOException {
        double[] zeros = new double[weights.length == 0 ? columns : 0];
        for (int i = 0; i < dimension; i++) {
            boolean empty = weights.length == 0;
            out.putDoubles(empty ? zeros : weights, empty ? 0 : i * stride, columns);
        }
    }

    void read(StateInput in) throws IOException {
        in.require(dimension, columns, "a linear map");
        for (int i = 0; i < dimension; i++) {
            for (int c = 0; c < columns; c++) {
                double weight = in.getDouble();
                if (weight != 0 || weights.length > 0) {
                    reserve();
                    weights[i * stride + c] = weight;
                }
            }
        }
    }

    long bytes() {
        return ((long) weights.length + kept.length + sum.length + error.length) * Double.BYTES;
    }
}
