package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@link AffineProjection} of the linear kernel with a ridge, by its state W: with X the features of the last q pairs, M what
 * is missing to their targets, {@code W' += omega (X'X + lambda I)^-1 X' M}. The same move as by the Gram matrix X X', of which
 * float64 loses the ridge where |x|² is large; rotations keep it. O(q p (p + m)) a pair, in memory O(p (p + m)), however many
 * there were.
 */
public final class LinearAffineProjection implements OnlineRegression {
    private final Microkernels loops;
    private final int dimension;
    private final int columns;
    private final int order;
    private final Relaxation relaxation;
    private final double ridge;
    private final LinearMap map;
    /** Of the pairs in the window, oldest first. */
    private double[] features = {};
    private double[] missing = {};
    /** Pairs that there is room for: more as they come, up to the order. */
    private int room;
    private int window;
    private long pairs;
    private final RotatedTriangle triangle;
    private double[] move = {};

    /** @param ridge lambda, positive */
    public LinearAffineProjection(Microkernels loops, int dimension, int columns, int order, Relaxation relaxation,
            double ridge) {
        this.loops = loops;
        this.dimension = dimension;
        this.columns = columns;
        this.order = order;
        this.relaxation = relaxation;
        this.ridge = ridge;
        map = new LinearMap(loops, dimension, columns);
        triangle = new RotatedTriangle(dimension, columns);
        Growth.requireArray(order, Math.max(dimension, columns));
    }

    private void makeRoom(int pairsInWindow) {
        if (pairsInWindow > room) {
            int more = Growth.of(room, pairsInWindow, order);
            double[] longer = Arrays.copyOf(features, more * dimension);
            missing = Arrays.copyOf(missing, more * columns);
            features = longer;
            room = more;
            move = new double[dimension];
        }
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        map.apply(feature, offset, estimate);
    }

    /** Rotations divide by no square. */
    @Override
    public double divisor(double squaredNorm) {
        return 1;
    }

    @Override
    public void prepare(double[] feature, int offset, double[] target, int targetOffset) {
        reserve();
    }

    private void reserve() {
        makeRoom(Math.min(window + 1, order));
        map.reserve();
        triangle.reserve(dimension);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        // All memory first: without it nothing has changed.
        reserve();
        pairs++;
        if (window == order) {
            System.arraycopy(features, dimension, features, 0, (order - 1) * dimension);
            System.arraycopy(missing, columns, missing, 0, (order - 1) * columns);
            window--;
        }
        System.arraycopy(feature, offset, features, window * dimension, dimension);
        for (int c = 0; c < columns; c++) {
            missing[window * columns + c] = target[targetOffset + c] - estimate[c];
        }
        window++;
        fit();
        double step = relaxation.step(pairs);
        for (int c = 0; c < columns; c++) {
            triangle.solveFor(c);
            for (int k = 0; k < dimension; k++) {
                move[k] = step * triangle.pair()[triangle.at(k)];
            }
            map.addToRow(c, move);
            for (int i = 0; i < window; i++) {
                double moved = 0;
                for (int k = 0; k < dimension; k++) {
                    moved += features[i * dimension + k] * move[k];
                }
                missing[i * columns + c] -= moved;
            }
        }
    }

    private void startFit() {
        triangle.clear();
        for (int k = 0; k < dimension; k++) {
            triangle.grow(RotatedTriangle.UNIT * Math.sqrt(ridge));
        }
    }

    private void fit() {
        startFit();
        double[] pair = triangle.pair();
        for (int i = 0; i < window; i++) {
            for (int k = 0; k < dimension; k++) {
                pair[triangle.at(k)] = RotatedTriangle.UNIT * features[i * dimension + k];
            }
            for (int c = 0; c < columns; c++) {
                pair[c] = RotatedTriangle.UNIT * missing[i * columns + c];
            }
            triangle.rotateIn(0, 1);
        }
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("linear affine projection");
        out.putLong(pairs);
        map.write(out);
        out.putDoubles(features, 0, window * dimension);
        out.putDoubles(missing, 0, window * columns);
    }

    @Override
    public void read(StateInput in) throws IOException {
        String form = in.getText();
        if (form.equals("affine projection")) {
            readTerms(in);
            return;
        }
        if (!form.equals("linear affine projection")) {
            throw new StateFlaw("holds the state of '" + form + "' where that of 'affine projection' belongs");
        }
        readPairs(in);
        in.require(dimension + (long) window, columns, "a linear map and what is missing");
        in.require(window, dimension, "a window");
        makeRoom(window);
        map.read(in);
        in.getDoubles(features, 0, window * dimension);
        in.getDoubles(missing, 0, window * columns);
    }

    private void readPairs(StateInput in) throws IOException {
        pairs = in.getSize("pairs");
        window = (int) Math.min(order, pairs);
    }

    /** The first form: all features there were, each with a weight, and the Gram matrix of the window. */
    private void readTerms(StateInput in) throws IOException {
        readPairs(in);
        int terms = in.getCount("terms", (dimension + (long) columns) * Double.BYTES);
        if (terms < window) {
            throw new StateFlaw("has " + terms + " terms, fewer than pairs in its window, " + window);
        }
        if (terms > 0) {
            map.reserve();
        }
        makeRoom(window);
        double[] feature = new double[terms == 0 ? 0 : dimension];
        double[] weights = new double[terms == 0 ? 0 : columns];
        for (int s = 0; s < terms; s++) {
            in.getDoubles(feature, 0, dimension);
            in.getDoubles(weights, 0, columns);
            System.arraycopy(weights, 0, map.error(), 0, columns);
            map.add(feature, 0);
            int at = s - (terms - window);
            if (at >= 0) {
                System.arraycopy(feature, 0, features, at * dimension, dimension);
            }
        }
        double[] gram = new double[window];
        for (int i = 0; i < window; i++) {
            in.getDoubles(gram, 0, window);
        }
        in.getDoubles(missing, 0, window * columns);
    }

    @Override
    public OnlineRegression copy() {
        LinearAffineProjection copy = new LinearAffineProjection(loops, dimension, columns, order, relaxation, ridge);
        copy.map.copyFrom(map);
        copy.features = features.clone();
        copy.missing = missing.clone();
        copy.move = new double[move.length];
        copy.room = room;
        copy.window = window;
        copy.pairs = pairs;
        return copy;
    }

    @Override
    public void reset() {
        map.clear();
        Arrays.fill(missing, 0);
        window = 0;
        pairs = 0;
    }

    @Override
    public long bytes() {
        long numbers = (long) features.length + missing.length + move.length;
        return map.bytes() + triangle.bytes() + numbers * Double.BYTES;
    }
}
