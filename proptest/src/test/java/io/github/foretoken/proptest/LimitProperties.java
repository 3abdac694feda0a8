package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Triangle;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What u*, û and mu have to do with one another: eq. 8, Prop. 3 and its correction for varying norms. */
class LimitProperties extends Generators {
    /** u*_t = x_{t+1} - k(x_1, x_1) mu_t: exactly for one norm, and off by the drift of the norms otherwise. */
    @Property
    void limitIsTheTargetLessTheScaledDualCoefficientForOneNorm(@ForAll("constantNorm") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), x.cols(), seed);
        double kappa = Dense.kernel(kernel, x.row(0), x.row(0));
        Triangle byRow = Dense.byRow(kernel, x);
        Triangle gram = Dense.gram(kernel, x);
        double[][] mu = Dense.rows(ForwardSubstitution.of(kernel).solve(x, y));
        double[][] expected = new double[x.rows()][x.cols()];
        double[][] drift = new double[x.rows()][x.cols()];
        for (int t = 0; t < x.rows(); t++) {
            double diagonal = gram.entry()[t][t];
            double relative = Math.abs(1 - kappa / diagonal) + 4 * gram.error()[t][t] / diagonal;
            for (int c = 0; c < x.cols(); c++) {
                expected[t][c] = y.get(t, c) - kappa * mu[t][c];
                drift[t][c] =
                        relative * Math.abs(y.get(t, c)) + (relative + 8 * Rounding.UNIT) * Math.abs(kappa * mu[t][c]);
            }
        }
        // Y - u* - kappa mu = (D^-1 A)^-1 (I - kappa D^-1) Y, and two substitutions' rounding.
        double[][] spread = Triangle.absoluteTimes(byRow.inverse(), drift);
        new Enclosure(expected, spread).widenedBy(byRow.solve(Dense.rows(y)).radius())
                .widenedBy(Dense.byColumn(kernel, x).solve(Dense.rows(y)).radius())
                .assertContains("u*", Dense.rows(CausalDescent.of(kernel).limit(x, y)));
    }

    /** A (Y - u*) = D Y, any norms, judged by residual: row t may be off by its own roundings only. */
    @Property
    void limitLeavesNoResidual(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel) {
        Matrix x = recipe.matrix();
        double[][] y = Dense.successors(x);
        double[][] remainder =
                Enclosure.exact(y).minus(Enclosure.exact(Dense.rows(CausalDescent.of(kernel).limit(x)))).value();
        Triangle byRow = Dense.byRow(kernel, x);
        assertSolves("A (Y - u*) = D Y", byRow, remainder, y);
    }

    /** A mu = Y, any norms and targets. */
    @Property
    void dualCoefficientsLeaveNoResidual(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), 3, seed);
        assertSolves("A mu = Y", Dense.gram(kernel, x), Dense.rows(ForwardSubstitution.of(kernel).solve(x, y)),
                Dense.rows(y));
    }

    private static void assertSolves(String equation, Triangle a, double[][] solution, double[][] right) {
        for (int t = 0; t < right.length; t++) {
            double roundings = Rounding.gamma(t + 8);
            for (int c = 0; c < right[t].length; c++) {
                double sum = 0;
                double allowed = roundings * Math.abs(right[t][c]);
                for (int s = 0; s <= t; s++) {
                    double term = Math.abs(solution[s][c]);
                    sum += a.entry()[t][s] * solution[s][c];
                    // Twice: the product here and the one inside the library.
                    allowed += 2 * (a.error()[t][s] + roundings * Math.abs(a.entry()[t][s])) * term;
                    // y - u* was rounded, and the prediction behind the weight too.
                    allowed += 4 * Rounding.UNIT * Math.abs(a.entry()[t][s]) * (term + Math.abs(right[s][c]));
                }
                double residual = Math.abs(sum - right[t][c]);
                Claim.holds(residual <= allowed, "%s, row %d, column %d: residual %.3g, allowed %.3g", equation, t + 1,
                        c + 1, residual, allowed);
            }
        }
    }

    /** û = L mu = Y - D mu, any norms. */
    @Property
    void kaczmarzPredictionIsTheTargetLessTheDiagonalTimesTheDualCoefficient(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), 2, seed);
        Triangle gram = Dense.gram(kernel, x);
        double[][] mu = Dense.rows(ForwardSubstitution.of(kernel).solve(x, y));
        double[][] expected = new double[x.rows()][2];
        double[][] slack = new double[x.rows()][2];
        for (int t = 0; t < x.rows(); t++) {
            double relative = 4 * gram.error()[t][t] / gram.entry()[t][t] + Rounding.gamma(4);
            for (int c = 0; c < 2; c++) {
                double weight = gram.entry()[t][t] * mu[t][c];
                expected[t][c] = y.get(t, c) - weight;
                slack[t][c] = relative * Math.abs(weight) + 4 * Rounding.UNIT * Math.abs(y.get(t, c));
            }
        }
        new Enclosure(expected, slack).assertContains("û", Dense.rows(ForwardSubstitution.of(kernel).predict(x, y)));
    }

    @Property
    void limitAndKaczmarzPredictionAreTheSameBitsForKernelsOfDistances(@ForAll("anyTokens") Tokens recipe,
            @ForAll("radialKernel") Kernel kernel) {
        Matrix x = recipe.matrix();
        Bits.assertSame("u*", ForwardSubstitution.of(kernel).predict(x), CausalDescent.of(kernel).limit(x));
    }

    @Property
    void limitAndKaczmarzPredictionAgreeForOneNorm(@ForAll("constantNorm") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel) {
        Matrix x = recipe.matrix();
        double[][] y = Dense.successors(x);
        // One norm up to its drift: a diagonal that is one for both, to within what is dropped.
        double drift = Bounds.dropped(x.rows(), Math.max(4, degree(kernel)) * (1 + Dense.scale(kernel)));
        Enclosure other = Dense.byColumn(kernel, x).predict(y);
        Triangle byRow = Dense.byRow(kernel, x);
        double[][] spread = Triangle.absoluteTimes(byRow.inverse(), changes(byRow, y, drift));
        other.widenedBy(byRow.predict(y).radius())
                .widenedBy(spread)
                .assertContains("u*", Dense.rows(CausalDescent.of(kernel).limit(x)));
    }

    private static int degree(Kernel kernel) {
        return kernel instanceof Kernel.Polynomial(int degree, double constant) ? degree : 1;
    }

    private static double[][] changes(Triangle a, double[][] y, double relative) {
        double[][] weights = a.solve(y).value();
        double[][] changes = new double[y.length][y[0].length];
        for (int t = 0; t < y.length; t++) {
            for (int c = 0; c < y[t].length; c++) {
                for (int s = 0; s <= t; s++) {
                    changes[t][c] += relative * Math.abs(a.entry()[t][s] * weights[s][c]);
                }
            }
        }
        return changes;
    }
}
