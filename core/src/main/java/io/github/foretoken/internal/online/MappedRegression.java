package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A regression on {@link RandomFeatureMap random features} of the features it is given. They are kept until others are asked
 * for: a feature is mostly learned right after it was estimated.
 */
public final class MappedRegression implements OnlineRegression {
    private static final String FORM = "random features";

    private final RandomFeatureMap map;
    private final OnlineRegression inner;
    private final int dimension;
    private final double ridge;
    private double[] newest = {};
    private double[] mapped = {};
    private boolean known;
    /** Whether a file had something learned, for which directions have not been drawn yet: sizes may be a mere claim. */
    private boolean claimed;

    /**
     * Empty.
     *
     * @param inner for as many coordinates as the map has, and used by nobody else
     * @param dimension p
     * @param ridge of the regression
     */
    public MappedRegression(RandomFeatureMap map, OnlineRegression inner, int dimension, double ridge) {
        this.map = map;
        this.inner = inner;
        this.dimension = dimension;
        this.ridge = ridge;
    }

    private void reserve() {
        map.reserve();
        if (mapped.length == 0) {
            double[] feature = new double[dimension];
            mapped = new double[map.count()];
            newest = feature;
        }
        claimed = false;
    }

    /** Valid until the next call; empty as long as nothing was learned, when nobody looks at it. */
    private double[] map(double[] feature, int offset) {
        if (claimed) {
            reserve();
        } else if (mapped.length == 0) {
            return mapped;
        }
        if (!known || !Arrays.equals(newest, 0, dimension, feature, offset, offset + dimension)) {
            map.apply(feature, offset, mapped);
            System.arraycopy(feature, offset, newest, 0, dimension);
            known = true;
        }
        return mapped;
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        inner.estimate(map(feature, offset), 0, estimate);
    }

    @Override
    public void estimateNext(double[] feature, int offset, double[] estimate) {
        inner.estimateNext(map(feature, offset), 0, estimate);
    }

    @Override
    public double divisor(double squaredNorm) {
        return map.diagonal(squaredNorm) + ridge;
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        reserve();
        inner.learn(map(feature, offset), 0, target, targetOffset, estimate);
    }

    @Override
    public void prepare(double[] feature, int offset, double[] target, int targetOffset) {
        reserve();
        inner.prepare(map(feature, offset), 0, target, targetOffset);
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
        out.putText(FORM);
        inner.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText(FORM);
        long before = inner.bytes();
        inner.read(in);
        claimed = inner.bytes() > before;
    }

    @Override
    public OnlineRegression copy() {
        MappedRegression copy = new MappedRegression(map.copy(), inner.copy(), dimension, ridge);
        copy.newest = new double[newest.length];
        copy.mapped = new double[mapped.length];
        copy.claimed = claimed;
        return copy;
    }

    @Override
    public void reset() {
        inner.reset();
    }

    @Override
    public long bytes() {
        return map.bytes() + inner.bytes() + ((long) newest.length + mapped.length) * Double.BYTES;
    }
}
