package io.github.foretoken.proptest;

import io.github.foretoken.Matrix;

/**
 * A reference value with the radius within which any sound float64 evaluation of it must lie. Both T x m; a radius
 * covers the reference's own rounding too.
 */
final class Enclosure {
    private final double[][] value;
    private final double[][] radius;

    Enclosure(double[][] value, double[][] radius) {
        this.value = value;
        this.radius = radius;
    }

    double[][] value() {
        return value;
    }

    double[][] radius() {
        return radius;
    }

    static Enclosure exact(double[][] value) {
        return new Enclosure(value, new double[value.length][value.length == 0 ? 0 : value[0].length]);
    }

    int rows() {
        return value.length;
    }

    /** This minus another, radii added. */
    Enclosure minus(Enclosure other) {
        return combine(other, -1);
    }

    /** The same value, radii added. */
    Enclosure widenedBy(double[][] extra) {
        return combine(new Enclosure(new double[value.length][value[0].length], extra), 1);
    }

    private Enclosure combine(Enclosure other, double sign) {
        double[][] v = new double[value.length][];
        double[][] r = new double[value.length][];
        for (int t = 0; t < v.length; t++) {
            v[t] = new double[value[t].length];
            r[t] = new double[value[t].length];
            for (int c = 0; c < v[t].length; c++) {
                v[t][c] = value[t][c] + sign * other.value[t][c];
                r[t][c] = radius[t][c] + other.radius[t][c] + Bounds.UNIT * Math.abs(v[t][c]);
            }
        }
        return new Enclosure(v, r);
    }

    void assertContains(String what, Matrix actual) {
        assertContains(what, Dense.rows(actual));
    }

    void assertContains(String what, double[][] actual) {
        if (actual.length != value.length) {
            throw new AssertionError(what + " has " + actual.length + " rows instead of " + value.length);
        }
        for (int t = 0; t < value.length; t++) {
            checkRow(what, t, actual[t]);
        }
        if (sharp()) {
            Claim.holds(true, what);
        }
    }

    /**
     * Whether this can tell right from wrong: half of the rows at least are known to a thousandth of the largest value. An
     * assertion that is not sharp is no {@link Claim}.
     */
    private boolean sharp() {
        double allowed = 1e-3 * largest();
        int known = 0;
        for (double[] row : radius) {
            known += Dense.largest(new double[][]{row}) <= allowed ? 1 : 0;
        }
        return 2 * known >= value.length;
    }

    void assertRowContains(String what, int t, double[] actual) {
        checkRow(what, t, actual);
        Claim.holds(true, what);
    }

    private void checkRow(String what, int t, double[] actual) {
        for (int c = 0; c < value[t].length; c++) {
            double error = Math.abs(actual[c] - value[t][c]);
            if (!(error <= radius[t][c])) {
                throw new AssertionError("%s of token %d, coordinate %d: %s is %.3g from the reference %s, allowed %.3g"
                        .formatted(what, t + 1, c + 1, actual[c], error, value[t][c], radius[t][c]));
            }
        }
    }

    double largest() {
        return Dense.largest(value);
    }

    double largestRadius() {
        return Dense.largest(radius);
    }
}
