package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Recursive least squares in square-root form, for coordinates that may become more: {@code U'U = lambda I + sum of z z'}
 * with U upper triangular, and {@code U'C = sum of z y'}, kept by plane rotations (Haykin, Adaptive Filter Theory, QR-RLS).
 * Rotations neither amplify errors nor let U'U lose definiteness, so that nothing drifts however long the stream is, which
 * the recursion for the inverse does not promise. About 4 n² flops a pair and an estimate each.
 *
 * <p>With forgetting gamma, {@code U'U} fades by gamma a pair, and so would lambda; what has faded of it is put back one
 * coordinate a pair, or a few, in turn. So a direction that the stream no longer shows is forgotten towards 0, never without bound.
 */
final class TriangularLeastSquares {
    /** Bits of lambda that may fade between two turns: more, and roundings along a direction outweigh its ridge. */
    private static final double FADING_BITS = 20;
    /** Coordinates that the first of them makes room for. */
    private static final int FEW = 16;

    private final int columns;
    private final double ridge;
    private final double root;
    private final int most;
    /** Row k holds columns k, k + 1, ... of U, as many as there is room for; more as they come, up to the most. */
    private double[][] triangle = {};
    private double[][] right = {};
    private double[] work = {};
    private double[] rest = {};
    private int count;
    private int turn;

    /**
     * @param most coordinates there may be
     * @param ridge lambda, positive
     */
    TriangularLeastSquares(int most, int columns, double ridge, double forgetting) {
        this.columns = columns;
        this.ridge = ridge;
        root = Math.sqrt(forgetting);
        this.most = most;
    }

    /** One more coordinate, which has been 0 so far. */
    void grow() {
        makeRoom(count + 1);
        Arrays.fill(triangle[count], 0);
        Arrays.fill(right[count], 0);
        triangle[count][0] = Math.sqrt(ridge);
        for (int k = 0; k < count; k++) {
            triangle[k][count - k] = 0;
        }
        count++;
    }

    /** Takes memory for so many coordinates, and does nothing else. */
    void makeRoom(int coordinates) {
        int room = triangle.length;
        if (coordinates <= room) {
            return;
        }
        int more = Math.clamp(2L * room, Math.max(coordinates, Math.min(FEW, most)), most);
        double[][] rows = new double[more][];
        double[][] rights = Arrays.copyOf(right, more);
        for (int k = 0; k < more; k++) {
            rows[k] = k < room ? Arrays.copyOf(triangle[k], more - k) : new double[more - k];
            rights[k] = k < room ? right[k] : new double[columns];
        }
        work = new double[more];
        rest = new double[columns];
        triangle = rows;
        right = rights;
    }

    /** {@code estimate = C' U'^-1 z}. */
    void estimate(double[] z, double[] estimate) {
        System.arraycopy(z, 0, work, 0, count);
        Arrays.fill(estimate, 0, columns, 0);
        for (int k = 0; k < count; k++) {
            double[] row = triangle[k];
            double q = work[k] / row[0];
            for (int i = 1; i < count - k; i++) {
                work[k + i] -= q * row[i];
            }
            for (int c = 0; c < columns; c++) {
                estimate[c] += q * right[k][c];
            }
        }
    }

    void learn(double[] z, double[] target, int offset) {
        if (count == 0) {
            return;
        }
        if (root != 1) {
            fade();
        }
        System.arraycopy(z, 0, work, 0, count);
        System.arraycopy(target, offset, rest, 0, columns);
        rotateIn(0);
    }

    private void fade() {
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < count - k; i++) {
                triangle[k][i] *= root;
            }
            for (int c = 0; c < columns; c++) {
                right[k][c] *= root;
            }
        }
        double log = -2 * Math.log(root);
        int turns = (int) Math.min(count, Math.ceil(count * log / (FADING_BITS * Math.log(2))));
        // As many pairs pass between two turns of a coordinate.
        double period = (double) count / turns;
        double faded = Math.sqrt(-Math.expm1(-period * log) * ridge);
        for (int i = 0; i < turns; i++) {
            turn = turn < count ? turn : 0;
            Arrays.fill(work, 0, count, 0);
            Arrays.fill(rest, 0);
            work[turn] = faded;
            rotateIn(turn);
            turn++;
        }
    }

    /** Rotates the row (work, rest), whose first numbers are 0, into (U, C). */
    private void rotateIn(int from) {
        for (int k = from; k < count; k++) {
            double[] row = triangle[k];
            double length = Math.sqrt(row[0] * row[0] + work[k] * work[k]);
            double cosine = row[0] / length;
            double sine = work[k] / length;
            row[0] = length;
            for (int i = 1; i < count - k; i++) {
                double u = row[i];
                double w = work[k + i];
                row[i] = cosine * u + sine * w;
                work[k + i] = cosine * w - sine * u;
            }
            for (int c = 0; c < columns; c++) {
                double u = right[k][c];
                right[k][c] = cosine * u + sine * rest[c];
                rest[c] = cosine * rest[c] - sine * u;
            }
        }
    }

    /** Without the number of coordinates. */
    void write(StateOutput out) throws IOException {
        out.putInt(turn);
        for (int k = 0; k < count; k++) {
            out.putDoubles(triangle[k], 0, count - k);
            out.putDoubles(right[k], 0, columns);
        }
    }

    /** So many coordinates, where none are so far. */
    void read(StateInput in, int coordinates) throws IOException {
        turn = in.getInt();
        if (turn < 0 || turn > coordinates) {
            throw new StateFlaw("puts back coordinate " + turn + " of " + coordinates);
        }
        in.require(coordinates, (coordinates + 1L) / 2 + columns, "a triangular factor");
        for (int k = 0; k < coordinates; k++) {
            grow();
        }
        for (int k = 0; k < coordinates; k++) {
            triangle[k][0] = in.getPositive("a pivot");
            in.getDoubles(triangle[k], 1, coordinates - k - 1);
            in.getDoubles(right[k], 0, columns);
        }
    }

    TriangularLeastSquares copy() {
        TriangularLeastSquares copy = new TriangularLeastSquares(most, columns, ridge, root * root);
        copy.makeRoom(triangle.length);
        for (int k = 0; k < count; k++) {
            copy.triangle[k] = triangle[k].clone();
            copy.right[k] = right[k].clone();
        }
        copy.count = count;
        copy.turn = turn;
        return copy;
    }

    void clear() {
        count = 0;
        turn = 0;
    }

    long bytes() {
        long numbers = 0;
        for (double[] row : triangle) {
            numbers += row.length + columns;
        }
        return numbers * Double.BYTES;
    }
}
