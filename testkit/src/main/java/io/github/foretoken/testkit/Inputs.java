package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Bits;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import java.util.Arrays;
import java.util.Random;

/** What contracts do with arrays of rows. */
final class Inputs {
    private Inputs() {}

    static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    /** In place: every entry to float32, where the subject computes in it. */
    static double[][] rounded(double[][] rows, double unit) {
        for (double[] row : rows) {
            for (int c = 0; c < row.length && unit > Rounding.UNIT; c++) {
                row[c] = (float) row[c];
            }
        }
        return rows;
    }

    /** In place. */
    static double[][] scaled(double[][] rows, double factor) {
        for (double[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                row[c] *= factor;
            }
        }
        return rows;
    }

    /** A copy whose rows from this one on are others: of another direction, another norm, or zero. */
    static double[][] changedFrom(double[][] rows, int from, long seed) {
        Random random = new Random(seed);
        double[][] changed = copy(rows);
        double factor = random.nextInt(3) == 0 ? 0 : 2 * Rows.largest(rows);
        for (int t = from; t < rows.length; t++) {
            for (int c = 0; c < rows[t].length; c++) {
                changed[t][c] = (float) (factor * random.nextGaussian());
            }
        }
        return changed;
    }

    /** Fails if a call left something else in an argument than it found there. */
    static void assertUntouched(String name, double[][] before, double[][] after) {
        Bits.assertSame("argument " + name + " after the call", before, after);
    }

    static void assertFinite(String what, double[] row) {
        for (int c = 0; c < row.length; c++) {
            Claim.holds(Double.isFinite(row[c]), "%s: column %d is %s", what, c + 1, row[c]);
        }
    }

    static void fill(double[][] rows) {
        for (double[] row : rows) {
            Arrays.fill(row, Double.NaN);
        }
    }
}
