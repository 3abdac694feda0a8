package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * A regression that is linear in its targets, on targets times a power of two: the same bits, where the targets themselves
 * are so small that their roundings would leave float64.
 */
public final class ScaledTargets implements OnlineRegression {
    private final OnlineRegression inner;
    private final double factor;
    private final double[] target;
    private final double[] estimated;

    /**
     * @param inner has learned nothing, or is a copy
     * @param factor a power of two
     * @param columns m
     */
    public ScaledTargets(OnlineRegression inner, double factor, int columns) {
        this.inner = inner;
        this.factor = factor;
        target = new double[columns];
        estimated = new double[columns];
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        inner.estimate(feature, offset, estimate);
        for (int c = 0; c < target.length; c++) {
            estimate[c] /= factor;
        }
    }

    @Override
    public double condition() {
        return inner.condition();
    }

    @Override
    public double largestCondition() {
        return inner.largestCondition();
    }

    @Override
    public double divisor(double squaredNorm) {
        return inner.divisor(squaredNorm);
    }

    @Override
    public void learn(double[] feature, int offset, double[] newTarget, int targetOffset, double[] estimate) {
        for (int c = 0; c < target.length; c++) {
            target[c] = newTarget[targetOffset + c] * factor;
            estimated[c] = estimate[c] * factor;
        }
        inner.learn(feature, offset, target, 0, estimated);
    }

    @Override
    public void prepare(double[] feature, int offset, double[] newTarget, int targetOffset) {
        for (int c = 0; c < target.length; c++) {
            target[c] = newTarget[targetOffset + c] * factor;
        }
        inner.prepare(feature, offset, target, 0);
    }

    @Override
    public boolean undo() {
        return inner.undo();
    }

    @Override
    public boolean settle() {
        return inner.settle();
    }

    @Override
    public void interrupt() {
        inner.interrupt();
    }

    @Override
    public void write(StateOutput out) throws IOException {
        inner.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        inner.read(in);
    }

    @Override
    public OnlineRegression copy() {
        return new ScaledTargets(inner.copy(), factor, target.length);
    }

    @Override
    public void reset() {
        inner.reset();
    }

    @Override
    public long bytes() {
        return inner.bytes() + 2L * target.length * Double.BYTES;
    }
}
