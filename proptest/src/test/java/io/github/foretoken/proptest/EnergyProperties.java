package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The energy identity: what is learnt so far and what is left to learn add up to |f|², which bounds all errors. */
class EnergyProperties extends Generators {
    /** Sum of |x_{t+1} - û_t|² / |x_t|² <= |W|², any norms; d for a rotation. */
    @Property
    void errorsOfALinearMapSumToItsNormAtMost(@ForAll("linearMaps") Tokens recipe) {
        assertBounded(recipe, Kernel.linear(), Rows.norm(recipe.map()));
    }

    /** W x = sum over i of <w_i, x> e_i, and exp(s <x, y>) holds s <x, y>: |f|² = |W|² / s; sum of err² <= e d at s = 1. */
    @Property
    void errorsUnderAnExponentialKernelSumToTheNormOfTheMapAtMost(@ForAll("linearMaps") Tokens recipe,
            @ForAll("exponential") Kernel kernel) {
        assertBounded(recipe, kernel, Rows.norm(recipe.map()) / Math.sqrt(Dense.scale(kernel)));
    }

    /**
     * Every f = sum of a_i k(z_i, .), every kernel and relaxation: the sum of err² / k(x_t, x_t) is |f|² / (omega (2 - omega)) at
     * most, with |f|² = a' K a.
     */
    @Property
    void errorsOfAnyFunctionOfTheSpaceSumToItsNormAtMost(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = 1, max = 6) int terms,
            @ForAll("omegas") double omega, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix z = CovarianceProperties.scaled(normal(terms, x.cols(), seed), recipe.radius() / Math.sqrt(x.cols()));
        double[] a = normal(1, terms, seed + 1).data();
        double norm = 0;
        double absolute = 0;
        for (int i = 0; i < terms; i++) {
            for (int j = 0; j < terms; j++) {
                double term = a[i] * a[j] * Dense.kernel(kernel, z.row(i), z.row(j));
                norm += term;
                absolute += Math.abs(term);
            }
        }
        double[][] y = new double[x.rows()][1];
        double[][] noise = new double[x.rows()][1];
        double roundings = Rounding.gamma(16.0 * (x.cols() + terms) * (1 + 16 * Dense.scale(kernel)));
        for (int t = 0; t < y.length; t++) {
            for (int i = 0; i < terms; i++) {
                double term = a[i] * Dense.kernel(kernel, x.row(t), z.row(i));
                y[t][0] += term;
                noise[t][0] += roundings * Math.abs(term);
            }
        }
        Matrix predicted = ForwardSubstitution.of(kernel).withRelaxation(omega).predict(x, Matrix.copyOf(y));
        Triangle system = new StreamOptions(0, omega, 0, 1, 1, 1, false).triangle(kernel, x);
        double[][] radius = system.solve(y).radius();
        double[][] carried = Triangle.absoluteTimes(system.inverse(), noise);
        double energy = 0;
        double doubt = 0;
        for (int t = 0; t < y.length; t++) {
            double diagonal = Dense.kernel(kernel, x.row(t), x.row(t));
            energy += Math.pow(y[t][0] - predicted.get(t, 0), 2) / diagonal;
            doubt += Math.pow(radius[t][0] + carried[t][0] + noise[t][0], 2) / diagonal;
        }
        double bound = Math.sqrt((norm + roundings * absolute) / (omega * (2 - omega)));
        Claim.holds(Math.sqrt(energy) <= bound * (1 + Rounding.gamma(x.rows() + 16)) + Math.sqrt(doubt),
                "errors have norm %s, the bound is %s, doubt %s", Math.sqrt(energy), bound, Math.sqrt(doubt));
    }

    @Provide
    Arbitrary<Double> omegas() {
        return Arbitraries.of(0.5, 1.0, 1.5);
    }

    private static void assertBounded(Tokens recipe, Kernel kernel, double norm) {
        Matrix x = recipe.withLength(recipe.length() + 1).matrix();
        Sums sums = new Sums(recipe, kernel, x);
        // The root of the sum is a norm: errors may exceed the bound by the norm of their uncertainty.
        double allowed = norm * (1 + Rounding.gamma(4 * x.rows() + 8)) + Math.sqrt(sums.uncertainty);
        Claim.holds(Math.sqrt(sums.energy) <= allowed, "errors have norm %s, f has %s, allowed %s",
                Math.sqrt(sums.energy), norm, allowed);
    }

    /** |W - W_t|² + sum of |x_{s+1} - û_s|² / |x_s|² = |W|², linear kernel, any norms. */
    @Property
    void learntAndMissingEnergyAddUp(@ForAll("linearMaps") Tokens recipe) {
        Matrix x = recipe.withLength(recipe.length() + 1).matrix();
        double[][] w = recipe.map();
        int t = recipe.length();
        Matrix keys = x.rows(0, t);
        double[][] mu = Dense.rows(ForwardSubstitution.of(Kernel.linear()).solve(keys, x.rows(1, t + 1)));
        double[][] operator = Rows.times(Rows.transposed(mu), Dense.rows(keys));
        Sums sums = new Sums(recipe, Kernel.linear(), x);
        double missing = Rows.distance(w, operator);
        double whole = Rows.norm(w);
        double uncertainty = Math.sqrt(sums.uncertainty) + t * Rounding.gamma(16 * w.length + t) * w.length * whole;
        double gap = Math.abs(Math.hypot(missing, Math.sqrt(sums.energy)) - whole);
        // Each of the two parts moves by at most its own uncertainty, mu's being the larger by up to sqrt(T) sqrt(2).
        double allowed = uncertainty * (2 + Math.sqrt(2.0 * t));
        Claim.holds(gap <= allowed, "hypot(%s, %s) is not %s, allowed %.3g", missing, Math.sqrt(sums.energy), whole,
                allowed);
    }

    /** Sums over t of |x_{t+1} - û_t|² / k(x_t, x_t), and of how far off those terms can be. */
    private static final class Sums {
        final double energy;
        final double uncertainty;

        Sums(Tokens recipe, Kernel kernel, Matrix x) {
            int length = recipe.length();
            Matrix keys = x.rows(0, length);
            double[][] targets = Dense.rows(x.rows(1, length + 1));
            double[][] predicted = Dense.rows(ForwardSubstitution.of(kernel).predict(keys, x.rows(1, length + 1)));
            Triangle byColumn = Dense.byColumn(kernel, keys);
            double[][] radius = byColumn.predict(targets).radius();
            // x_{t+1} = W x_t holds up to the rounding of d products, which errors carry on.
            double[][] noise = new double[length][1];
            for (int t = 0; t < length; t++) {
                noise[t][0] = Rounding.gamma(4 * x.cols() + 8) * x.cols() * Math.sqrt(Rows.dot(x.row(t), x.row(t)));
            }
            double[][] carried = Triangle.absoluteTimes(byColumn.inverse(), noise);
            double sum = 0;
            double doubt = 0;
            for (int t = 0; t < length; t++) {
                double diagonal = Dense.kernel(kernel, x.row(t), x.row(t));
                double spread = carried[t][0];
                for (int c = 0; c < x.cols(); c++) {
                    sum += Math.pow(targets[t][c] - predicted[t][c], 2) / diagonal;
                    spread += radius[t][c];
                }
                doubt += spread * spread / diagonal;
            }
            energy = sum;
            uncertainty = doubt;
        }
    }
}
