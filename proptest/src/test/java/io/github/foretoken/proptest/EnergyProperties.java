package io.github.foretoken.proptest;

import io.github.foretoken.ForwardSubstitution;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The energy identity: what is learnt so far and what is left to learn add up to |f|², which bounds all errors. */
class EnergyProperties extends Generators {
    /** Sum of |x_{t+1} - û_t|² / |x_t|² <= |W|², any norms; d for a rotation. */
    @Property
    void errorsOfALinearMapSumToItsNormAtMost(@ForAll("linearMaps") Tokens recipe) {
        assertBounded(recipe, Kernel.linear(), Dense.norm(recipe.map()));
    }

    /** W x = sum over i of <w_i, x> e_i, and exp(s <x, y>) holds s <x, y>: |f|² = |W|² / s; sum of err² <= e d at s = 1. */
    @Property
    void errorsUnderAnExponentialKernelSumToTheNormOfTheMapAtMost(@ForAll("linearMaps") Tokens recipe,
            @ForAll("exponential") Kernel kernel) {
        assertBounded(recipe, kernel, Dense.norm(recipe.map()) / Math.sqrt(Dense.scale(kernel)));
    }

    private static void assertBounded(Tokens recipe, Kernel kernel, double norm) {
        Matrix x = recipe.withLength(recipe.length() + 1).matrix();
        Sums sums = new Sums(recipe, kernel, x);
        // The root of the sum is a norm: errors may exceed the bound by the norm of their uncertainty.
        double allowed = norm * (1 + Bounds.gamma(4 * x.rows() + 8)) + Math.sqrt(sums.uncertainty);
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
        double[][] operator = Dense.times(Dense.transposed(mu), Dense.rows(keys));
        Sums sums = new Sums(recipe, Kernel.linear(), x);
        double missing = Dense.distance(w, operator);
        double whole = Dense.norm(w);
        double uncertainty = Math.sqrt(sums.uncertainty) + t * Bounds.gamma(16 * w.length + t) * w.length * whole;
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
                noise[t][0] = Bounds.gamma(4 * x.cols() + 8) * x.cols() * Math.sqrt(Dense.dot(x.row(t), x.row(t)));
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
