package io.github.foretoken.testkit.reference;

/**
 * A lower triangular matrix, diagonal included, with a bound on the error of each entry; and the two things done with
 * it, substitution and descent, each returning what it computes and how far off it can be.
 */
public final class Triangle {
    private final double[][] entry;
    private final double[][] error;
    private final double unit;

    /** Both T x T, not copied; only the lower triangle is read. */
    public Triangle(double[][] entry, double[][] error) {
        this(entry, error, Rounding.UNIT);
    }

    /** The same for programs of that unit roundoff. */
    public Triangle(double[][] entry, double[][] error, double unit) {
        this.unit = unit;
        this.entry = entry;
        this.error = error;
    }

    /** The entries; not a copy. */
    public double[][] entry() {
        return entry;
    }

    /** Their bounds; not a copy. */
    public double[][] error() {
        return error;
    }

    /** T. */
    public int size() {
        return entry.length;
    }

    /** The inverse, by substitution on the identity. */
    public double[][] inverse() {
        int n = size();
        double[][] inverse = new double[n][n];
        for (int t = 0; t < n; t++) {
            double[] row = inverse[t];
            row[t] = 1;
            for (int s = 0; s < t; s++) {
                double factor = entry[t][s];
                for (int r = 0; r <= s; r++) {
                    row[r] -= factor * inverse[s][r];
                }
            }
            for (int r = 0; r <= t; r++) {
                row[r] /= entry[t][t];
            }
        }
        return inverse;
    }

    /** w of {@code this w = y}; the diagonal is 1. Missing last rows of y count as zero. */
    public Enclosure solve(double[][] y) {
        return solve(y, 0);
    }

    /**
     * The same when a program's diagonal may be off by that much. Radius: a computed w solves a system whose entries are
     * off by their error and the roundings of a t-term sum, so it differs by |inverse| times that change times |w|.
     */
    public Enclosure solve(double[][] y, double diagonalError) {
        int n = size();
        int m = y[0].length;
        double[][] w = new double[n][m];
        double[][] change = new double[n][m];
        for (int t = 0; t < n; t++) {
            double roundings = Rounding.gamma(t + 4, unit);
            for (int c = 0; c < m; c++) {
                double target = y[t][c];
                double sum = 0;
                double wobble = 0;
                for (int s = 0; s < t; s++) {
                    sum += entry[t][s] * w[s][c];
                    wobble += (error[t][s] + roundings * Math.abs(entry[t][s])) * Math.abs(w[s][c]);
                }
                w[t][c] = target - sum;
                change[t][c] = 2 * (wobble + roundings * (Math.abs(target) + Math.abs(w[t][c]) + Math.abs(sum)))
                        + diagonalError * (Math.abs(sum) + Math.abs(w[t][c]));
            }
        }
        return new Enclosure(w, absoluteTimes(inverse(), change));
    }

    /** {@code y - w}: the prediction of each row from those above it. */
    public Enclosure predict(double[][] y) {
        return predict(y, 0);
    }

    /** The same when a program's diagonal may be off by that much. */
    public Enclosure predict(double[][] y, double diagonalError) {
        return Enclosure.exact(y).minus(solve(y, diagonalError));
    }

    /** One layer of causal kernel descent (Sander and Peyré, arXiv 2410.03011, eq. 7), {@code u - (B u - L_B y)} with B this triangle (step included). */
    public double[][] layer(double[][] u, double[][] y) {
        double[][] next = new double[u.length][u[0].length];
        for (int t = 0; t < next.length; t++) {
            for (int c = 0; c < next[t].length; c++) {
                double sum = 0;
                for (int s = 0; s < t; s++) {
                    sum += entry[t][s] * (u[s][c] - y[s][c]);
                }
                next[t][c] = (1 - entry[t][t]) * u[t][c] - sum;
            }
        }
        return next;
    }

    /**
     * What one layer can be off by, in either form: entries' errors and the roundings of a t-term sum.
     *
     * @param dropped how far from zero a self term may be and still count as zero
     */
    public double[][] layerError(double[][] u, double[][] y, double dropped) {
        double[][] change = new double[u.length][u[0].length];
        for (int t = 0; t < change.length; t++) {
            double roundings = Rounding.gamma(t + 6, unit);
            for (int c = 0; c < change[t].length; c++) {
                double wobble = (error[t][t] + roundings * (1 + entry[t][t]) + dropped) * Math.abs(u[t][c]);
                for (int s = 0; s < t; s++) {
                    wobble +=
                            (error[t][s] + roundings * Math.abs(entry[t][s])) * (Math.abs(u[s][c]) + Math.abs(y[s][c]));
                }
                change[t][c] = 2 * wobble;
            }
        }
        return change;
    }

    /** n layers; the radius follows the layers with every entry's absolute value. */
    public Enclosure descend(Enclosure start, double[][] y, int n, double dropped) {
        double[][] u = start.value();
        double[][] radius = start.radius();
        for (int layer = 0; layer < n; layer++) {
            double[][] next = layerError(u, y, dropped);
            for (int t = 0; t < next.length; t++) {
                for (int c = 0; c < next[t].length; c++) {
                    next[t][c] += (Math.abs(1 - entry[t][t]) + dropped) * radius[t][c];
                    for (int s = 0; s < t; s++) {
                        next[t][c] += Math.abs(entry[t][s]) * radius[s][c];
                    }
                }
            }
            u = layer(u, y);
            radius = next;
        }
        return new Enclosure(u, radius);
    }

    /**
     * Many layers of few tokens. The radius adds |M^k| times the worst layer's error over all k, M = I - B: sharper than
     * {@link #descend}, whose |M|^k would grow where M^k decays.
     */
    public Enclosure descendFar(double[][] start, double[][] y, int n) {
        double[][] u = start;
        double[][] worst = new double[start.length][start[0].length];
        double[][] power = Rows.identity(size());
        double[][] sum = new double[size()][size()];
        double[][] zero = new double[size()][size()];
        for (int layer = 0; layer < n; layer++) {
            double[][] change = layerError(u, y, 0);
            for (int t = 0; t < worst.length; t++) {
                for (int c = 0; c < worst[t].length; c++) {
                    worst[t][c] = Math.max(worst[t][c], change[t][c]);
                }
                for (int s = 0; s < size(); s++) {
                    sum[t][s] += Math.abs(power[t][s]);
                }
            }
            u = layer(u, y);
            power = layer(power, zero);
        }
        return new Enclosure(u, absoluteTimes(sum, worst));
    }

    /** |a| b for a lower triangular. */
    public static double[][] absoluteTimes(double[][] a, double[][] b) {
        double[][] product = new double[b.length][b[0].length];
        for (int t = 0; t < b.length; t++) {
            for (int s = 0; s <= t; s++) {
                double factor = Math.abs(a[t][s]);
                for (int c = 0; c < b[s].length; c++) {
                    product[t][c] += factor * b[s][c];
                }
            }
        }
        return product;
    }
}
