package io.github.foretoken.bench;

import java.util.concurrent.atomic.AtomicInteger;

/** Variants that disagree are not measured: their times would compare different results. */
public final class Agreement {
    /** Unit roundoff of float64. */
    public static final double ROUNDOFF = 0x1p-53;
    /** Of float32. */
    static final double FLOAT_ROUNDOFF = 0x1p-24;

    private static final AtomicInteger CHECKS = new AtomicInteger();

    private Agreement() {}

    /** How many comparisons this process has passed. */
    static int checks() {
        return CHECKS.get();
    }

    /**
     * Bound on the Frobenius distance of two computed limits. Each solves (A + dA) z = Y exactly with
     * {@code |dA_ts| <= (T + r) u}, r being the kernel's own error in roundoffs; A has a unit diagonal and entries of at
     * most 1, hence {@code |dA|_2 <= T (T + r) u}, while {@code |A^-1|_2 <= 2}. Two solutions, hence twice.
     */
    static double limitBound(int tokens, double kernelRoundoffs, double[][] reference, double[][] x) {
        double z = 0;
        for (int t = 0; t + 1 < x.length; t++) {
            for (int c = 0; c < x[t].length; c++) {
                double difference = x[t + 1][c] - reference[t][c];
                z += difference * difference;
            }
        }
        return 4 * tokens * (tokens + kernelRoundoffs) * ROUNDOFF * Math.max(1, Math.sqrt(z));
    }

    /**
     * The same for u^n, by running error analysis: e_t grows each layer by
     * {@code g (|u_t| + eta sum over s <= t of A_ts (|u_s| + |y_s|))} with g = 2 (T + r) u, and is passed on by
     * {@code |I - eta A|}. Iterates may grow by many orders of magnitude, so no closed formula would be of use.
     */
    static double iterateBound(double[][] a, double[][] x, int layers, double kernelRoundoffs) {
        int rows = x.length;
        double eta = Textbook.step(a);
        double g = 2 * (rows + kernelRoundoffs) * ROUNDOFF;
        double[] error = new double[rows];
        double[][] u = new double[rows][x[0].length];
        for (int layer = 0; layer < layers; layer++) {
            double[] size = new double[rows];
            for (int t = 0; t < rows; t++) {
                size[t] = norm(u[t]) + (t + 1 < rows ? norm(x[t + 1]) : 0);
            }
            double[] next = new double[rows];
            for (int t = 0; t < rows; t++) {
                double passed = 0;
                double made = 0;
                for (int s = 0; s < t; s++) {
                    passed += Math.abs(a[t][s]) * error[s];
                    made += Math.abs(a[t][s]) * size[s];
                }
                next[t] = Math.abs(1 - eta * a[t][t]) * error[t] + eta * passed
                        + g * (norm(u[t]) + eta * (made + a[t][t] * norm(u[t])));
            }
            error = next;
            u = Textbook.layer(a, x, u);
        }
        return norm(error);
    }

    /** Throws unless the Frobenius distance is within the bound; NaN never is. */
    static void require(String what, double[][] reference, double[] computed, double bound) {
        double sum = 0;
        int d = reference[0].length;
        for (int t = 0; t < reference.length; t++) {
            for (int c = 0; c < d; c++) {
                double difference = reference[t][c] - computed[t * d + c];
                sum += difference * difference;
            }
        }
        requireWithin(what, Math.sqrt(sum), bound);
    }

    /** Throws unless the distance is within the bound; NaN never is. */
    public static void requireWithin(String what, double distance, double bound) {
        if (!(distance <= bound)) {
            throw new IllegalStateException(what + " disagrees with the definition: distance " + distance
                    + ", the bound for rounding is " + bound);
        }
        CHECKS.incrementAndGet();
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}
