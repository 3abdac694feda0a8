package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Recursive least squares in square-root form, for coordinates that may become more: {@code U'U = N}, the normal matrix, with
 * U upper triangular, and {@code U'C = sum of z y'}, kept by plane rotations (Haykin, Adaptive Filter Theory, QR-RLS). An
 * estimate is {@code C' U'^-1 z}: no weights are kept that could drift. About 3 n² multiplications and additions a pair and
 * n² / 2 an estimate, for n coordinates.
 *
 * <p>U and C hold what exact arithmetic would make of pairs each of which is changed by a few roundings of its own length, in
 * every coordinate alike, whether there were ten pairs or a million. {@link RecursiveLeastSquares} says what follows for
 * estimates. A unit of a coordinate that is a power of two changes no bit, with the ridge's in the same measure.
 */
final class TriangularLeastSquares {
    private static final double UNIT = RotatedTriangle.UNIT;

    private final int columns;
    private final double ridge;
    private final double forgetting;
    private final RidgeRule rule;
    private final RotatedTriangle triangle;
    private int turn;

    /**
     * @param most coordinates there may be
     * @param ridge lambda, positive
     */
    TriangularLeastSquares(int most, int columns, double ridge, double forgetting, RidgeRule rule) {
        this(columns, ridge, forgetting, rule, new RotatedTriangle(most, columns));
    }

    private TriangularLeastSquares(int columns, double ridge, double forgetting, RidgeRule rule,
            RotatedTriangle triangle) {
        this.columns = columns;
        this.ridge = ridge;
        this.forgetting = forgetting;
        this.rule = rule;
        this.triangle = triangle;
    }

    boolean isEmpty() {
        return triangle.count() == 0;
    }

    /** Takes the memory that that many coordinates need; only this can fail for want of it. */
    void reserve(int coordinates) {
        triangle.reserve(coordinates);
    }

    /** One more coordinate, which has been 0 so far. */
    void grow() {
        triangle.grow(UNIT * Math.sqrt(ridge));
    }

    /** {@code estimate = C' U'^-1 z}. */
    void estimate(double[] z, int offset, double[] estimate) {
        if (triangle.count() == 0) {
            Arrays.fill(estimate, 0, columns, 0);
            return;
        }
        takeIn(z, offset);
        triangle.solve();
        for (int c = 0; c < columns; c++) {
            // Not -x: 0 is 0.
            estimate[c] = 0 - triangle.pair()[c] / UNIT;
        }
    }

    /**
     * What each weight would grow by if the pair of z were learned next, for every unit that its target lies above the
     * estimate: {@code N^-1 z / (gamma + z' N^-1 z)}, which is {@code N^-1 z} with the N after it (before anything of the
     * ridge is put back).
     *
     * @param gain a number a coordinate, overwritten
     */
    void gain(double[] z, int offset, double[] gain) {
        takeIn(z, offset);
        gain(forgetting, gain);
    }

    /** Of the pair, if so much of what was before it is kept. */
    private void gain(double kept, double[] gain) {
        triangle.solve();
        double[] pair = triangle.pair();
        double divisor = kept;
        for (int k = 0; k < triangle.count(); k++) {
            double q = pair[triangle.at(k)];
            divisor += q * q;
        }
        triangle.solveBack();
        for (int k = 0; k < triangle.count(); k++) {
            // The unit is one of U and z, and so not of U'^-1 z.
            gain[k] = pair[triangle.at(k)] * UNIT / divisor;
        }
    }

    private void takeIn(double[] z, int offset) {
        double[] pair = triangle.pair();
        for (int k = 0; k < triangle.count(); k++) {
            pair[triangle.at(k)] = UNIT * z[offset + k];
        }
    }

    void learn(double[] z, int zOffset, double[] target, int targetOffset) {
        learn(z, zOffset, target, targetOffset, null);
    }

    /** @param renewals told of what is put back of the ridge after the pair, room for {@link #mostRenewals} of them; or null */
    void learn(double[] z, int zOffset, double[] target, int targetOffset, Renewals renewals) {
        int count = triangle.count();
        if (count == 0) {
            return;
        }
        takeIn(z, zOffset);
        for (int c = 0; c < columns; c++) {
            triangle.pair()[c] = UNIT * target[targetOffset + c];
        }
        triangle.rotateIn(0, forgetting);
        if (forgetting != 1) {
            turn = turn < count ? turn : 0;
            triangle.forgetNothings(turn);
            putBack(renewals);
        }
    }

    /** How often some of the ridge may be put back after the next pair. */
    int mostRenewals() {
        int count = triangle.count();
        if (forgetting == 1 || count == 0) {
            return 0;
        }
        if (rule == RidgeRule.HELD) {
            return RidgeRule.turns(count, forgetting);
        }
        int most = 0;
        // Before it fades, with room for roundings.
        double least = 2 * UNIT * Math.sqrt(RidgeRule.LEAST * ridge / forgetting);
        for (int k = 0; k < count; k++) {
            most += triangle.pivot(k) < least ? 1 : 0;
        }
        return most;
    }

    private void putBack(Renewals renewals) {
        int count = triangle.count();
        if (rule == RidgeRule.FADING) {
            double least = UNIT * Math.sqrt(RidgeRule.LEAST * ridge);
            for (int k = 0; k < count; k++) {
                if (triangle.pivot(k) < least) {
                    showZero(k, RidgeRule.RENEWAL * ridge, renewals);
                }
            }
            turn++;
            return;
        }
        int turns = RidgeRule.turns(count, forgetting);
        for (int i = 0; i < turns; i++) {
            turn = turn < count ? turn : 0;
            showZero(turn, RidgeRule.faded(count, turns, forgetting) * ridge, renewals);
            turn++;
        }
    }

    /** Adds to one diagonal element of N. */
    private void showZero(int coordinate, double square, Renewals renewals) {
        double root = Math.sqrt(square);
        if (renewals != null) {
            takeIn(coordinate, root);
            gain(1, renewals.add(coordinate, root, triangle.count()));
        }
        takeIn(coordinate, root);
        triangle.rotateIn(coordinate, 1);
    }

    private void takeIn(int coordinate, double value) {
        Arrays.fill(triangle.pair(), 0);
        triangle.pair()[triangle.at(coordinate)] = UNIT * value;
    }

    /** See {@link RotatedTriangle#condition}. */
    double condition() {
        return triangle.condition();
    }

    /** Becomes, where no coordinates are so far, what has learned these weights, a row a coordinate, with {@code N = U'U}. */
    void set(double[][] u, double[] weights) {
        grow(u.length);
        triangle.set(u, weights, UNIT);
    }

    /** Without the number of coordinates. */
    void write(StateOutput out) throws IOException {
        out.putInt(turn);
        triangle.write(out);
    }

    /** That many coordinates, where none are so far. */
    void read(StateInput in, int coordinates) throws IOException {
        readTurn(in, coordinates);
        in.require(coordinates, coordinates + 1L + 2L * columns, "a triangular factor");
        grow(coordinates);
        triangle.read(in);
    }

    /** The same from a file of the first form, which had no unit and nothing of what is rounded off. */
    void readFirstForm(StateInput in, int coordinates) throws IOException {
        readTurn(in, coordinates);
        in.require(coordinates, (coordinates + 1L) / 2 + columns, "a triangular factor");
        grow(coordinates);
        triangle.readRows(in, UNIT);
    }

    private void readTurn(StateInput in, int coordinates) throws IOException {
        turn = in.getInt();
        if (turn < 0 || turn > coordinates) {
            throw new StateFlaw("puts back coordinate " + turn + " of " + coordinates);
        }
    }

    /** That many coordinates, where none are so far. */
    void grow(int coordinates) {
        triangle.reserve(coordinates);
        for (int k = 0; k < coordinates; k++) {
            grow();
        }
    }

    TriangularLeastSquares copy() {
        TriangularLeastSquares copy = new TriangularLeastSquares(columns, ridge, forgetting, rule, triangle.copy());
        copy.turn = turn;
        return copy;
    }

    void clear() {
        triangle.clear();
        turn = 0;
    }

    long bytes() {
        return triangle.bytes();
    }
}
