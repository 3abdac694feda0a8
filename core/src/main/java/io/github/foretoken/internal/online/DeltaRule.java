package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@link KaczmarzRegression} of the linear kernel by its state {@code S = W'}, p x m: O(p m) a pair and in memory, however
 * many there were (MATH section 6, delta rule).
 */
public final class DeltaRule implements OnlineRegression {
    private final Microkernels loops;
    private final int dimension;
    private final int columns;
    private final Relaxation relaxation;
    private final double ridge;
    private final double forgetting;
    private final int stride;
    private final double[] state;
    private final double[] sum;
    private final double[] error;
    private long pairs;

    /** Zero state. */
    public DeltaRule(Microkernels loops, int dimension, int columns, Relaxation relaxation, double ridge,
            double forgetting) {
        this.loops = loops;
        this.dimension = dimension;
        this.columns = columns;
        this.relaxation = relaxation;
        this.ridge = ridge;
        this.forgetting = forgetting;
        stride = Strides.roundUp(columns, loops.lanes());
        state = new double[Math.multiplyExact(dimension, stride)];
        sum = new double[stride];
        error = new double[stride];
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        Arrays.fill(sum, 0);
        loops.gemm(1, stride, dimension, feature, offset, 1, state, 0, stride, sum, 0, stride);
        System.arraycopy(sum, 0, estimate, 0, columns);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        double norm = ridge;
        for (int c = 0; c < dimension; c++) {
            norm += feature[offset + c] * feature[offset + c];
        }
        OnlineRegression.requireDivisor(norm);
        pairs++;
        if (norm != 0) {
            double step = relaxation.step(pairs) / norm;
            for (int c = 0; c < columns; c++) {
                error[c] = step * (target[targetOffset + c] - estimate[c]);
            }
            loops.gemm(dimension, stride, 1, feature, offset, dimension, error, 0, stride, state, 0, stride);
        }
        if (forgetting != 1) {
            for (int i = 0; i < state.length; i++) {
                state[i] *= forgetting;
            }
        }
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("delta rule");
        out.putLong(pairs);
        for (int i = 0; i < dimension; i++) {
            out.putDoubles(state, i * stride, columns);
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("delta rule");
        pairs = in.getSize("pairs");
        for (int i = 0; i < dimension; i++) {
            in.getDoubles(state, i * stride, columns);
        }
    }

    @Override
    public OnlineRegression copy() {
        DeltaRule copy = new DeltaRule(loops, dimension, columns, relaxation, ridge, forgetting);
        System.arraycopy(state, 0, copy.state, 0, state.length);
        copy.pairs = pairs;
        return copy;
    }

    @Override
    public void reset() {
        Arrays.fill(state, 0);
        pairs = 0;
    }

    @Override
    public long bytes() {
        return (long) state.length * Double.BYTES;
    }
}
