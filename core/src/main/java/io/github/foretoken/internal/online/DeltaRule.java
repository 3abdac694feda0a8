package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * {@link KaczmarzRegression} of the linear kernel by its state {@code S = W'}, p x m: O(p m) a pair and in memory, however
 * many there were (docs/mathematics.md#the-delta-rule).
 */
public final class DeltaRule implements OnlineRegression {
    private final Microkernels loops;
    private final int dimension;
    private final int columns;
    private final Relaxation relaxation;
    private final double ridge;
    private final double forgetting;
    private final LinearMap map;
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
        map = new LinearMap(loops, dimension, columns);
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        map.apply(feature, offset, estimate);
    }

    @Override
    public double divisor(double squaredNorm) {
        return ridge + squaredNorm;
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        double norm = ridge;
        for (int c = 0; c < dimension; c++) {
            norm += feature[offset + c] * feature[offset + c];
        }
        OnlineRegression.requireDivisor(norm);
        map.keep();
        pairs++;
        if (norm != 0) {
            double step = relaxation.step(pairs) / norm;
            for (int c = 0; c < columns; c++) {
                map.error()[c] = step * (target[targetOffset + c] - estimate[c]);
            }
            map.add(feature, offset);
        }
        if (forgetting != 1) {
            map.scale(forgetting);
        }
    }

    @Override
    public boolean undo() {
        map.restore();
        pairs--;
        return true;
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("delta rule");
        out.putLong(pairs);
        map.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("delta rule");
        pairs = in.getSize("pairs");
        map.read(in);
    }

    @Override
    public OnlineRegression copy() {
        DeltaRule copy = new DeltaRule(loops, dimension, columns, relaxation, ridge, forgetting);
        copy.map.copyFrom(map);
        copy.pairs = pairs;
        return copy;
    }

    @Override
    public void reset() {
        map.clear();
        pairs = 0;
    }

    @Override
    public long bytes() {
        return map.bytes();
    }
}
