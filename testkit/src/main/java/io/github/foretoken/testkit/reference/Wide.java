package io.github.foretoken.testkit.reference;

/**
 * A number of about 106 bits, the unevaluated sum of two float64 (Dekker, Knuth; Hida, Li and Bailey): references in it are
 * off by less than any float64 program can tell, over all its range but the ends.
 */
public record Wide(double high, double low) {
    /** 0. */
    public static final Wide ZERO = new Wide(0, 0);

    /** A float64. */
    public static Wide of(double x) {
        return new Wide(x, 0);
    }

    private static Wide sum(double a, double b) {
        double sum = a + b;
        double other = sum - a;
        return new Wide(sum, a - (sum - other) + (b - other));
    }

    /** The sum. */
    public Wide plus(Wide other) {
        Wide s = sum(high, other.high);
        Wide t = sum(low, other.low);
        Wide u = sum(s.high, s.low + t.high);
        return sum(u.high, u.low + t.low);
    }

    /** The difference. */
    public Wide minus(Wide other) {
        return plus(new Wide(-other.high, -other.low));
    }

    /** The product. */
    public Wide times(Wide other) {
        double product = high * other.high;
        double error = Math.fma(high, other.high, -product);
        return sum(product, error + (high * other.low + low * other.high));
    }

    /** The product with a float64. */
    public Wide times(double factor) {
        return times(of(factor));
    }

    /** The quotient. */
    public Wide over(Wide other) {
        double q = high / other.high;
        Wide rest = minus(other.times(of(q)));
        double r = rest.high / other.high;
        rest = rest.minus(other.times(of(r)));
        return sum(q, r).plus(of(rest.high / other.high));
    }

    /** The square root of a number that is not negative. */
    public Wide root() {
        if (high == 0) {
            return ZERO;
        }
        double q = Math.sqrt(high);
        Wide rest = minus(of(q).times(of(q)));
        return sum(q, rest.high / (2 * q));
    }

    /** The nearest float64. */
    public double value() {
        return high + low;
    }

    /** Each of them. */
    public static Wide[] of(double[] x) {
        Wide[] wide = new Wide[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = of(x[i]);
        }
        return wide;
    }

    /** The inner product of the first elements. */
    public static Wide dot(Wide[] x, Wide[] y, int length) {
        Wide sum = ZERO;
        for (int i = 0; i < length; i++) {
            sum = sum.plus(x[i].times(y[i]));
        }
        return sum;
    }

    /**
     * The solution of {@code a x = b} for a symmetric positive definite, by Cholesky's method; b has a column for each
     * right-hand side.
     */
    public static Wide[][] solve(Wide[][] a, Wide[][] b) {
        int n = a.length;
        Wide[][] r = new Wide[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                Wide rest = a[i][j].minus(dot(r[i], r[j], j));
                r[i][j] = i == j ? rest.root() : rest.over(r[j][j]);
            }
        }
        int columns = n == 0 ? 0 : b[0].length;
        Wide[][] x = new Wide[n][columns];
        for (int c = 0; c < columns; c++) {
            for (int i = 0; i < n; i++) {
                Wide rest = b[i][c];
                for (int j = 0; j < i; j++) {
                    rest = rest.minus(r[i][j].times(x[j][c]));
                }
                x[i][c] = rest.over(r[i][i]);
            }
            for (int i = n - 1; i >= 0; i--) {
                Wide rest = x[i][c];
                for (int j = i + 1; j < n; j++) {
                    rest = rest.minus(r[j][i].times(x[j][c]));
                }
                x[i][c] = rest.over(r[i][i]);
            }
        }
        return x;
    }
}
