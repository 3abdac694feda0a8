package io.github.foretoken.cli.text;

import io.github.foretoken.Kernel;

/**
 * A kernel between contexts of p orthonormal vectors. Such contexts x, y with m vectors in common, at the same places, have
 * {@code <x, y> = m} and {@code |x - y|² = 2 (p - m)}, so that k(x, y) = kappa(m). With delta_i = 1 where x and y agree at
 * place i, and 0 elsewhere, Newton's forward differences give
 *
 * <pre>kappa(m) = sum over j of binomial(m, j) c_j = sum over sets S of places of c_|S| prod over i in S of delta_i,
 * c_j = sum over i of (-1)^(j-i) binomial(j, i) kappa(i),</pre>
 *
 * so a sum over all contexts seen is a sum over the 2^p sets of places, each of which asks only for the contexts that agree
 * there. For the exponential kernel, c_|S| / kappa(p) is the probability of S when each place is kept with probability
 * {@code 1 - exp(-beta)}.
 */
final class MatchKernel {
    private MatchKernel() {}

    /**
     * {@code c_j / kappa(p)}, for j = 0 to p.
     *
     * @throws IllegalArgumentException if the kernel's values do not fit float64
     */
    static double[] coefficients(Kernel kernel, int p) {
        // On vectors of one norm the two differ by a factor, which is divided out anyway; this one cannot overflow.
        Kernel same = kernel instanceof Kernel.Exponential e ? Kernel.gaussian(Math.sqrt(1 / e.scale())) : kernel;
        double[] differences = new double[p + 1];
        for (int m = 0; m <= p; m++) {
            differences[m] = value(same, p, m);
        }
        double whole = differences[p];
        for (int order = 1; order <= p; order++) {
            for (int m = p; m >= order; m--) {
                differences[m] -= differences[m - 1];
            }
        }
        for (int j = 0; j <= p; j++) {
            differences[j] /= whole;
            if (!Double.isFinite(differences[j])) {
                throw new IllegalArgumentException("its values for contexts of " + p + " bytes do not fit float64");
            }
        }
        return differences;
    }

    /** kappa(m), from two vectors of p ones each, m of them in common. */
    private static double value(Kernel kernel, int p, int m) {
        double[] x = new double[2 * p];
        double[] y = new double[2 * p];
        for (int i = 0; i < p; i++) {
            x[i] = 1;
            y[i < m ? i : p + i] = 1;
        }
        return kernel.evaluate(x, y);
    }
}
