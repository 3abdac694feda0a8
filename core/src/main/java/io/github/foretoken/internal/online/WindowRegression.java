package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Another regression restarted from nothing on the last w pairs after every pair: memory is bounded, and what is older has
 * no influence at all. w times the cost of the other one. Leaving old terms out of a sum that goes on is no substitute: the
 * weights of the newer ones presuppose them, and such sums grow without bound (MATH section 8).
 */
public final class WindowRegression implements OnlineRegression {
    /** Pairs that the first of them makes room for. */
    private static final int FEW = 16;

    private final OnlineRegression inner;
    private final int dimension;
    private final int columns;
    private final int window;
    /** Rings of the last pairs; pair n stands at n % window. */
    private double[] features = {};
    private double[] targets = {};
    private double[] estimate = {};
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
    }

    @Override
    public void estimate(double[] feature, int offset, double[] result) {
        inner.estimate(feature, offset, result);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimated) {
        makeRoom((int) Math.min(pairs + 1, window));
        int slot = (int) (pairs % window);
        System.arraycopy(feature, offset, features, slot * dimension, dimension);
        System.arraycopy(target, targetOffset, targets, slot * columns, columns);
        pairs++;
        if (pairs <= window) {
            inner.learn(feature, offset, target, targetOffset, estimated);
        } else {
            restart();
        }
    }

    private void makeRoom(int count) {
        while (room < count) {
            int more = Math.clamp(2L * room, Math.min(FEW, window), window);
            double[] longer = Arrays.copyOf(features, Math.multiplyExact(more, dimension));
            targets = Arrays.copyOf(targets, Math.multiplyExact(more, columns));
            estimate = new double[columns];
            features = longer;
            room = more;
        }
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
        }
    }

    @Override
    public OnlineRegression copy() {
        WindowRegression copy = new WindowRegression(inner.copy(), dimension, columns, window);
        copy.features = features.clone();
        copy.targets = targets.clone();
        copy.estimate = new double[estimate.length];
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
        return inner.bytes() + (long) (features.length + targets.length) * Double.BYTES;
    }
}
