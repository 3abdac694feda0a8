package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.descent.KaczmarzProjections.Order;
import io.github.foretoken.descent.KaczmarzProjections;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;
import io.github.foretoken.testkit.reference.Wide;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Why substitution needs no pivots (docs/mathematics.md#condition-numbers-and-rounding-errors), and what falls with every token. */
class StabilityProperties extends Generators {
    /** In units of the diagonal, D^1/2 A^-1 D^1/2: entries of at most 1, columns of at most the root of 2. */
    @Property
    void theInverseIsSmallInUnitsOfItsDiagonal(@ForAll("anyTokens") Tokens any, @ForAll("anyKernel") Kernel kernel) {
        Matrix x = any.withLength(Math.min(any.length(), 100)).matrix();
        int n = x.rows();
        double[][] identity = Rows.identity(n);
        double[][] mu = Dense.rows(ForwardSubstitution.of(kernel).solve(x, Matrix.copyOf(identity)));
        double[][] radius = Dense.byColumn(kernel, x).solve(identity).radius();
        Triangle gram = Dense.gram(kernel, x);
        for (int s = 0; s < n; s++) {
            double squares = 0;
            double doubt = 0;
            for (int t = s; t < n; t++) {
                double entry = mu[t][s] * Math.sqrt(gram.entry()[t][t] * gram.entry()[s][s]);
                // radius is that of k_tt mu_t.
                double error = radius[t][s] * Math.sqrt(gram.entry()[s][s] / gram.entry()[t][t])
                        + 4 * Math.abs(entry) * (gram.error()[t][t] / gram.entry()[t][t] + Rounding.gamma(8));
                Claim.holds(Math.abs(entry) <= 1 + error, "entry (%d, %d) of the inverse is %s", t + 1, s + 1, entry);
                squares += entry * entry;
                doubt += error * error;
            }
            Claim.holds(Math.sqrt(squares) <= Math.sqrt(2) * (1 + Rounding.gamma(n + 8)) + Math.sqrt(doubt),
                    "column %d of the inverse has norm %s", s + 1, Math.sqrt(squares));
        }
    }

    /** |W_t - W| never grows: what is missing of a linear map, any norms. */
    @Property
    void whatIsMissingOfTheMapNeverGrows(@ForAll("linearMaps") Tokens recipe) {
        Matrix x = recipe.withLength(recipe.length() + 1).matrix();
        double[][] missing = recipe.map();
        Matrix keys = x.rows(0, recipe.length());
        double[][] targets = Dense.rows(x.rows(1, x.rows()));
        double[][] mu = Dense.rows(ForwardSubstitution.of(Kernel.linear()).solve(keys, Matrix.copyOf(targets)));
        double[][] radius = Dense.byColumn(Kernel.linear(), keys).solve(targets).radius();
        double before = Rows.norm(missing);
        double whole = before;
        for (int t = 0; t < recipe.length(); t++) {
            double[] token = keys.row(t);
            for (int i = 0; i < missing.length; i++) {
                for (int j = 0; j < token.length; j++) {
                    missing[i][j] -= mu[t][i] * token[j];
                }
            }
            double after = Rows.norm(missing);
            double allowed = Rows.norm(new double[][]{radius[t]}) / Math.sqrt(Rows.dot(token, token))
                    + Rounding.gamma(16.0 * token.length + t) * token.length * whole;
            Claim.holds(after <= before + allowed, "after token %d |W - W_t| grew from %s to %s", t + 1, before, after);
            before = after;
        }
    }

    /** Coefficients of both orders, one projection after the other; |P_t ... P_1 phi(z)| never grows. */
    @Property
    void projectionsAreWhatTheySayAndTheAdjointOrderNeverGrows(@ForAll("fewTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        int n = x.rows();
        Matrix z = CovarianceProperties.scaled(normal(2, x.cols(), seed), 1 / Math.sqrt(x.cols()));
        Matrix right = kernel.gram(x, z);
        double before = Double.POSITIVE_INFINITY;
        for (int t = 1; t <= n; t++) {
            Matrix c = KaczmarzProjections.of(kernel).coefficients(x.rows(0, t), z, Order.OLDEST_FIRST);
            double squares = squaredNorm(kernel, x, z.row(0), c);
            double point = Dense.kernel(kernel, z.row(0), z.row(0));
            double largest = 0;
            for (int s = 0; s < t; s++) {
                largest += Math.abs(c.get(s, 0)) * Math.sqrt(Dense.kernel(kernel, x.row(s), x.row(s)));
            }
            double size = Math.sqrt(point) + largest;
            double allowed = Rounding.gamma(64.0 * (n + x.cols()) * amplification(kernel, recipe)) * size * size * n;
            Claim.holds(squares <= before + allowed, "|P_%d ... P_1 v|² grew from %s to %s", t, before, squares);
            before = squares;
        }
        Enclosure expected = weights(kernel, x, negated(right));
        expected.assertContains("oldest first",
                Dense.rows(KaczmarzProjections.of(kernel).coefficients(x, z, Order.OLDEST_FIRST)));
        Matrix reversed = reversed(x);
        weights(kernel, reversed, negated(kernel.gram(reversed, z))).assertContains("newest first",
                Dense.rows(reversed(KaczmarzProjections.of(kernel).coefficients(x, z, Order.NEWEST_FIRST))));
    }

    /** mu of A mu = y, with its radius. */
    private static Enclosure weights(Kernel kernel, Matrix x, double[][] y) {
        Enclosure scaled = Dense.byColumn(kernel, x).solve(y);
        Triangle gram = Dense.gram(kernel, x);
        for (int t = 0; t < y.length; t++) {
            double diagonal = gram.entry()[t][t];
            for (int c = 0; c < y[t].length; c++) {
                scaled.value()[t][c] /= diagonal;
                scaled.radius()[t][c] = scaled.radius()[t][c] / diagonal
                        + Math.abs(scaled.value()[t][c]) * (gram.error()[t][t] / diagonal + Rounding.gamma(8));
            }
        }
        return scaled;
    }

    private static double amplification(Kernel kernel, Tokens recipe) {
        return kernel instanceof Kernel.Polynomial(int degree, double constant) ? degree
                : 1 + Dense.scale(kernel) * 16 * recipe.radius() * recipe.radius();
    }

    /** |phi(z) + sum of c_s phi(x_s)|². */
    private static double squaredNorm(Kernel kernel, Matrix x, double[] z, Matrix c) {
        Wide sum = Wide.of(Dense.kernel(kernel, z, z));
        for (int s = 0; s < c.rows(); s++) {
            sum = sum.plus(Wide.of(2 * c.get(s, 0)).times(Dense.kernel(kernel, z, x.row(s))));
            for (int r = 0; r < c.rows(); r++) {
                sum = sum.plus(Wide.of(c.get(s, 0))
                        .times(Wide.of(c.get(r, 0)))
                        .times(Dense.kernel(kernel, x.row(s), x.row(r))));
            }
        }
        return sum.value();
    }

    private static double[][] negated(Matrix m) {
        return Dense.rows(CovarianceProperties.scaled(m, -1));
    }

    private static Matrix reversed(Matrix m) {
        double[][] rows = new double[m.rows()][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = m.row(rows.length - 1 - t);
        }
        return Matrix.copyOf(rows);
    }

    /** Rows may be scaled at will: softmax attention has the limit of its kernel, by its own matrix and to the bit by ours. */
    @Property
    void softmaxAndItsKernelHaveOneLimit(@ForAll("anyTokens") Tokens recipe, @ForAll("positiveKernel") Kernel kernel) {
        Matrix x = recipe.matrix();
        CausalDescent softmax = CausalDescent.of(kernel).withAttention(Attention.SOFTMAX);
        Bits.assertSame("u*", CausalDescent.of(kernel).limit(x), softmax.limit(x));
        Triangle a = Dense.softmax(kernel, x, 1);
        for (int t = 0; t < x.rows(); t++) {
            double diagonal = a.entry()[t][t];
            double relative = a.error()[t][t] / diagonal + Rounding.gamma(2);
            for (int s = 0; s <= t; s++) {
                a.error()[t][s] = a.error()[t][s] / diagonal + a.entry()[t][s] / diagonal * relative;
                a.entry()[t][s] = s == t ? 1 : a.entry()[t][s] / diagonal;
            }
        }
        a.predict(Dense.successors(x)).assertContains("u*", Dense.rows(softmax.limit(x)));
    }
}
