package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Another regression restarted from nothing on the last w pairs after every pair: memory is bounded, and what is older has
 * no influence at all. w times the cost of the other one. Leaving old terms out of a sum that goes on is no substitute: the
 * weights of the newer ones presuppose them, and such sums grow without bound (docs/mathematics.md#windows).
 */
public final class WindowRegression implements OnlineRegression {
    private final OnlineRegression inner;
    private final int dimension;
    private final int columns;
    private final int window;
    /** Rings of the last pairs; pair n stands at n % window. */
    private double[] features = {};
    private double[] targets = {};
    private double[] estimate = {};
    /** The pair that the one learned last has taken the place of. */
    private double[] lostFeature = {};
    private double[] lostTarget = {};
    /** Pairs that there is room for: more as they come, up to the window. */
    private int room;
    private long pairs;

    /**
     * @param inner to be used by nobody else
     * @param window w, 1 or more
     */
    public WindowRegression(OnlineRegression inner, int dimension, int columns, int window) {
        this.inner = inner;
        this.dimension = dimension;
        this.columns = columns;
        this.window = window;
        Growth.requireArray(window, Math.max(dimension, columns));
    }

    private void makeRoom(int count) {
        if (count > room) {
            int more = Growth.of(room, count, window);
            if (room == 0) {
                estimate = new double[columns];
                lostTarget = new double[columns];
                lostFeature = new double[dimension];
            }
            double[] longer = Arrays.copyOf(features, more * dimension);
            targets = Arrays.copyOf(targets, more * columns);
            features = longer;
            room = more;
        }
    }

    @Override
    public void estimate(double[] feature, int offset, double[] result) {
        inner.estimate(feature, offset, result);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimated) {
        // All memory first: without it nothing has changed.
        makeRoom((int) Math.min(pairs + 1, window));
        if (pairs < window) {
            inner.learn(feature, offset, target, targetOffset, estimated);
            take(feature, offset, target, targetOffset);
            return;
        }
        take(feature, offset, target, targetOffset);
        try {
            restart();
        } catch (ArithmeticException | OutOfMemoryError e) {
            undo();
            throw e;
        }
    }

    private void take(double[] feature, int offset, double[] target, int targetOffset) {
        int slot = (int) (pairs % window);
        System.arraycopy(features, slot * dimension, lostFeature, 0, dimension);
        System.arraycopy(targets, slot * columns, lostTarget, 0, columns);
        System.arraycopy(feature, offset, features, slot * dimension, dimension);
        System.arraycopy(target, targetOffset, targets, slot * columns, columns);
        pairs++;
    }

    @Override
    public double divisor(double squaredNorm) {
        return inner.divisor(squaredNorm);
    }

    @Override
    public boolean undo() {
        pairs--;
        int slot = (int) (pairs % window);
        System.arraycopy(lostFeature, 0, features, slot * dimension, dimension);
        System.arraycopy(lostTarget, 0, targets, slot * columns, columns);
        // Learned before, and in memory that has been taken: neither fails.
        restart();
        return true;
    }

    @Override
    public boolean settle() {
        return inner.settle();
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("window");
        out.putLong(pairs);
        for (long pair = oldest(); pair < pairs; pair++) {
            int at = (int) (pair % window);
            out.putDoubles(features, at * dimension, dimension);
            out.putDoubles(targets, at * columns, columns);
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("window");
        long count = in.getSize("pairs");
        int held = (int) Math.min(count, window);
        in.require(held, dimension + (long) columns, "a window");
        makeRoom(held);
        pairs = count;
        for (long pair = oldest(); pair < pairs; pair++) {
            int at = (int) (pair % window);
            in.getDoubles(features, at * dimension, dimension);
            in.getDoubles(targets, at * columns, columns);
        }
        restart();
    }

    private long oldest() {
        return Math.max(0, pairs - window);
    }

    /** The other one learns the pairs of the window, and them alone. */
    private void restart() {
        inner.reset();
        for (long pair = oldest(); pair < pairs; pair++) {
            int at = (int) (pair % window);
            inner.estimate(features, at * dimension, estimate);
            inner.learn(features, at * dimension, targets, at * columns, estimate);
            inner.settle();
        }
    }

    @Override
    public OnlineRegression copy() {
        WindowRegression copy = new WindowRegression(inner.copy(), dimension, columns, window);
        copy.features = features.clone();
        copy.targets = targets.clone();
        copy.estimate = new double[estimate.length];
        copy.lostFeature = lostFeature.clone();
        copy.lostTarget = lostTarget.clone();
        copy.room = room;
        copy.pairs = pairs;
        return copy;
    }

    @Override
    public void reset() {
        inner.reset();
        pairs = 0;
    }

    @Override
    public long bytes() {
        long numbers =
                (long) features.length + targets.length + estimate.length + lostFeature.length + lostTarget.length;
        return inner.bytes() + numbers * Double.BYTES;
    }
}
