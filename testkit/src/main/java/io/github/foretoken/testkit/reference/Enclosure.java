package io.github.foretoken.testkit.reference;

import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.check.Shapes;
import java.util.Arrays;
import java.util.Locale;

/**
 * A reference value with the radius within which any sound evaluation of it must lie, in float64 unless made for float32. Both T x m; a radius
 * covers the reference's own rounding too.
 */
public final class Enclosure {
    private final double[][] value;
    private final double[][] radius;

    /** Both T x m, not copied. */
    public Enclosure(double[][] value, double[][] radius) {
        this.value = value;
        this.radius = radius;
    }

    /** The reference; not a copy. */
    public double[][] value() {
        return value;
    }

    /** How far from it a sound value may lie, entry by entry; not a copy. */
    public double[][] radius() {
        return radius;
    }

    /** A reference that is met exactly. */
    public static Enclosure exact(double[][] value) {
        return new Enclosure(value, new double[value.length][value.length == 0 ? 0 : value[0].length]);
    }

    /** T. */
    public int rows() {
        return value.length;
    }

    /** This minus another, radii added. */
    public Enclosure minus(Enclosure other) {
        return combine(other, -1);
    }

    /** The same value, radii added. */
    public Enclosure widenedBy(double[][] extra) {
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
                r[t][c] = radius[t][c] + other.radius[t][c] + Rounding.UNIT * Math.abs(v[t][c]);
            }
        }
        return new Enclosure(v, r);
    }

    /** The same value, radii times a factor. */
    public Enclosure slackened(double factor) {
        double[][] r = new double[radius.length][];
        for (int t = 0; t < r.length; t++) {
            r[t] = Arrays.stream(radius[t]).map(x -> factor * x).toArray();
        }
        return new Enclosure(value, r);
    }

    /**
     * Fails unless every entry lies within its radius.
     *
     * @param what subject of the message
     * @param actual T x m
     */
    public void assertContains(String what, double[][] actual) {
        assertContains(what, actual, 0);
    }

    /**
     * The same where values may all be next to nothing.
     *
     * @param size of what they are made of, beside which a radius may be small
     */
    public void assertContains(String what, double[][] actual, double size) {
        Shapes.requireSame(what, value, actual);
        for (int t = 0; t < value.length; t++) {
            checkRow(what, t, actual[t]);
        }
        if (sharp(size)) {
            Claim.holds(true, what);
        }
    }

    /**
     * Whether this can tell right from wrong: half of the rows at least are known to a thousandth of the largest value, or of that size. An
     * assertion that is not sharp is no {@link Claim}.
     */
    private boolean sharp(double size) {
        double allowed = 1e-3 * Math.max(size, largest());
        int known = 0;
        for (double[] row : radius) {
            known += Rows.largest(new double[][]{row}) <= allowed ? 1 : 0;
        }
        return 2 * known >= value.length;
    }

    /** The same of one row, 0-based. */
    public void assertRowContains(String what, int t, double[] actual) {
        checkRow(what, t, actual);
        Claim.holds(true, what);
    }

    private void checkRow(String what, int t, double[] actual) {
        for (int c = 0; c < value[t].length; c++) {
            double error = Math.abs(actual[c] - value[t][c]);
            if (!(error <= radius[t][c])) {
                throw new AssertionError(String.format(Locale.ROOT,
                        "%s (%s): first wrong entry in row %d, column %d: got %s, expected %s, off by %.3g, bound %.3g",
                        what, Shapes.of(value), t + 1, c + 1, actual[c], value[t][c], error, radius[t][c]));
            }
        }
    }

    /** The largest absolute value. */
    public double largest() {
        return Rows.largest(value);
    }

    /** The largest radius. */
    public double largestRadius() {
        return Rows.largest(radius);
    }
}
