package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * An upper triangular matrix U of coordinates that may become more, beside it a matrix C of m columns, and plane rotations
 * that take another row, {@link #pair}, into both. Each rotation adds a small change to U and C, and what the addition rounds
 * off is kept beside them (Dekker's fast sum), so that the errors of a million rotations are not more than those of ten.
 */
final class RotatedTriangle {
    /** What callers may measure all numbers in, so that no sum of squares of float64 numbers overflows. */
    static final double UNIT = 0x1p-40;

    /** Beyond, squares are taken in another unit. */
    private static final double LARGE = 0x1p500;

    /** Numbers below mean nothing beside any ridge; faded further, they would slow processors down. */
    private static final double NOTHING = 0x1p-960;

    private final int columns;
    private final int most;
    /** Row k: C's, then U's from the last column that there is room for down to k, so that all rows and pairs are aligned. */
    private double[][] rows = {};
    /** What has been rounded off each number of {@link #rows}. */
    private double[][] rests = {};
    private double[] pair = {};
    private int count;
    /** Of the rotation at work: see {@link #rotate}. */
    private double cosine;
    private double sine;
    private double fadedSine;
    private double kept;
    private double lost;

    /** @param most coordinates there may be */
    RotatedTriangle(int most, int columns) {
        this.columns = columns;
        this.most = most;
        Growth.requireArray(1, (long) most + columns);
    }

    int count() {
        return count;
    }

    /** A row to rotate in, or to solve for, once there is a coordinate: m numbers for C, those of coordinate k at {@link #at}. */
    double[] pair() {
        return pair;
    }

    /** Where coordinate k stands in a row. */
    int at(int k) {
        return pair.length - 1 - k;
    }

    /** An element of U's diagonal. */
    double pivot(int k) {
        return rows[k][at(k)];
    }

    /** Takes the memory that that many coordinates need; only this can fail for want of it. Then nothing has changed. */
    void reserve(int coordinates) {
        int room = rows.length;
        if (coordinates > room) {
            room = Growth.of(room, coordinates, most);
            double[][] wider = withRoom(rows, room);
            double[][] widerRests = withRoom(rests, room);
            pair = new double[room + columns];
            rows = wider;
            rests = widerRests;
        }
        for (int k = count; k < coordinates; k++) {
            if (rows[k] == null) {
                double[] more = new double[at(k) + 1];
                rests[k] = new double[at(k) + 1];
                rows[k] = more;
            }
        }
    }

    private double[][] withRoom(double[][] narrow, int room) {
        double[][] wide = new double[room][];
        for (int k = 0; k < narrow.length && narrow[k] != null; k++) {
            wide[k] = new double[room + columns - k];
            System.arraycopy(narrow[k], 0, wide[k], 0, columns);
            System.arraycopy(narrow[k], columns, wide[k], columns + room - narrow.length, narrow.length - k);
        }
        return wide;
    }

    /** One more coordinate, which has been 0 so far but for its pivot. */
    void grow(double pivot) {
        reserve(count + 1);
        count++;
        for (int k = 0; k < count; k++) {
            rows[k][at(count - 1)] = 0;
            rests[k][at(count - 1)] = 0;
        }
        double[] row = rows[count - 1];
        Arrays.fill(row, 0);
        Arrays.fill(rests[count - 1], 0);
        row[row.length - 1] = pivot;
    }

    /** The pair z becomes {@code q = U'^-1 z}, and {@code -C' q} in place of what belongs to C. */
    void solve() {
        Arrays.fill(pair, 0, columns, 0);
        int first = at(count - 1);
        for (int k = 0; k < count; k++) {
            double[] row = rows[k];
            int diagonal = at(k);
            double q = pair[diagonal] / row[diagonal];
            pair[diagonal] = q;
            if (first == columns) {
                subtract(q, row, 0, diagonal);
            } else {
                subtract(q, row, 0, columns);
                subtract(q, row, first, diagonal);
            }
        }
    }

    private void subtract(double q, double[] row, int from, int to) {
        double[] rest = pair;
        for (int i = from; i < to; i++) {
            rest[i] -= q * row[i];
        }
    }

    /** The coordinates of the pair become {@code U^-1} times a column of C. */
    void solveFor(int column) {
        for (int k = 0; k < count; k++) {
            pair[at(k)] = rows[k][column];
        }
        solveBack();
    }

    /** The coordinates q of the pair become {@code U^-1 q}. */
    void solveBack() {
        for (int k = count - 1; k >= 0; k--) {
            double[] row = rows[k];
            int diagonal = at(k);
            pair[diagonal] = (pair[diagonal] - product(row, pair, at(count - 1), diagonal)) / row[diagonal];
        }
    }

    /** Of the numbers from an index on to before another, in four sums that do not wait for each other. */
    private static double product(double[] a, double[] b, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < to; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Rotates the pair, whose coordinates before one are 0, into (U, C) times the root of gamma. */
    void rotateIn(int from, double gamma) {
        double root = Math.sqrt(gamma);
        int first = at(count - 1);
        for (int k = from; k < count; k++) {
            double[] row = rows[k];
            int diagonal = at(k);
            double faded = root * row[diagonal];
            double w = pair[diagonal];
            double length = length(faded, w);
            cosine = faded / length;
            sine = w / length;
            fadedSine = root * sine;
            kept = root * cosine;
            // 1 - kept, without cancellation.
            lost = (1 - gamma + gamma * sine * sine) / (1 + kept);
            if (first == columns) {
                rotate(row, rests[k], 0, diagonal + 1);
            } else {
                rotate(row, rests[k], 0, columns);
                rotate(row, rests[k], first, diagonal + 1);
            }
        }
    }

    /** {@code (u, w) = (kept u + sine w, cosine w - fadedSine u)}, u being a number and what was rounded off it. */
    private void rotate(double[] row, double[] rest, int from, int to) {
        double[] other = pair;
        double c = cosine;
        double s = sine;
        double d = fadedSine;
        double k = kept;
        double l = lost;
        for (int i = from; i < to; i++) {
            double u = row[i];
            double w = other[i];
            double change = (s * w - l * u) + k * rest[i];
            double sum = u + change;
            rest[i] = change - (sum - u);
            row[i] = sum;
            other[i] = c * w - d * u;
        }
    }

    private static double length(double x, double y) {
        double most = Math.max(x, Math.abs(y));
        if (most < LARGE && most > 1 / LARGE) {
            return Math.sqrt(x * x + y * y);
        }
        double unit = Math.scalb(1.0, -Math.getExponent(most) / 2);
        double a = x * unit * unit;
        double b = y * unit * unit;
        return Math.sqrt(a * a + b * b) / unit / unit;
    }

    /** Drops what has faded from a row. */
    void forgetNothings(int k) {
        double[] row = rows[k];
        for (int i = 0; i < row.length; i++) {
            if (Math.abs(row[i]) < NOTHING) {
                row[i] = 0;
                rests[k][i] = 0;
            }
        }
    }

    /**
     * At most the condition number of the normal equations' root when each coordinate is measured by its own length: the
     * greatest ratio of a column's length in U to the column's diagonal element, what lies outside the columns before it.
     */
    double condition() {
        double most = 1;
        for (int i = 0; i < count; i++) {
            double length = 0;
            for (int k = 0; k <= i; k++) {
                length = length(length, rows[k][at(i)]);
            }
            most = Math.max(most, length / rows[i][at(i)]);
        }
        return most;
    }

    /** Becomes U, and of weights W, a row of m a coordinate, {@code C = U W}; all in this unit. */
    void set(double[][] u, double[] weights, double unit) {
        for (int k = 0; k < u.length; k++) {
            for (int i = k; i < u.length; i++) {
                rows[k][at(i)] = unit * u[k][i];
            }
            for (int c = 0; c < columns; c++) {
                double sum = 0;
                for (int i = k; i < u.length; i++) {
                    sum += u[k][i] * weights[i * columns + c];
                }
                rows[k][c] = unit * sum;
            }
        }
    }

    /** Without the number of coordinates. */
    void write(StateOutput out) throws IOException {
        for (int k = 0; k < count; k++) {
            writeRow(rows[k], k, out);
            writeRow(rests[k], k, out);
        }
    }

    private void writeRow(double[] row, int k, StateOutput out) throws IOException {
        for (int i = k; i < count; i++) {
            out.putDouble(row[at(i)]);
        }
        out.putDoubles(row, 0, columns);
    }

    /** Into as many coordinates as were written. */
    void read(StateInput in) throws IOException {
        for (int k = 0; k < count; k++) {
            readRow(rows[k], k, in);
            readRow(rests[k], k, in);
        }
        requirePivots();
    }

    /** The same from a file that knew nothing of what is rounded off, in this unit. */
    void readRows(StateInput in, double unit) throws IOException {
        for (int k = 0; k < count; k++) {
            readRow(rows[k], k, in);
            for (int i = 0; i < rows[k].length; i++) {
                rows[k][i] *= unit;
            }
        }
        requirePivots();
    }

    private void readRow(double[] row, int k, StateInput in) throws IOException {
        for (int i = k; i < count; i++) {
            row[at(i)] = in.getDouble();
        }
        in.getDoubles(row, 0, columns);
    }

    private void requirePivots() throws StateFlaw {
        for (int k = 0; k < count; k++) {
            double pivot = rows[k][at(k)];
            if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
                throw new StateFlaw("has a pivot that cannot be, " + pivot);
            }
        }
    }

    RotatedTriangle copy() {
        RotatedTriangle copy = new RotatedTriangle(most, columns);
        copy.rows = new double[rows.length][];
        copy.rests = new double[rows.length][];
        copy.pair = new double[pair.length];
        for (int k = 0; k < count; k++) {
            copy.rows[k] = rows[k].clone();
            copy.rests[k] = rests[k].clone();
        }
        copy.count = count;
        return copy;
    }

    void clear() {
        count = 0;
    }

    long bytes() {
        long numbers = pair.length;
        for (int k = 0; k < rows.length && rows[k] != null; k++) {
            numbers += 2L * rows[k].length;
        }
        return numbers * Double.BYTES;
    }
}
