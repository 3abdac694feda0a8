package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** How the operator W_t = sum of mu_s phi(x_s)* closes in on W: Prop. 4 and Theorems 2 and 4. */
class ContractionProperties extends Generators {
    private static final int PERIODS = 60;

    /** W_t - W = -W P_1 ... P_t, any norms, P_s = I - x_s x_s^T / |x_s|². */
    @Property
    void errorOperatorIsAProductOfProjections(@ForAll("linearMaps") Tokens recipe) {
        double[][] w = recipe.map();
        Matrix x = recipe.withLength(recipe.length() + 1).matrix();
        double[][] product = Rows.times(w, Rows.identity(w.length));
        for (int t = 0; t < recipe.length(); t++) {
            product = timesProjection(product, x.row(t));
        }
        assertErrorOperator(recipe, x, w, product);
    }

    /** Theorem 2: W_t - W = -(W (I - x_1 x_1^T))^t W^-(t-1), W orthogonal. */
    @Property
    void errorOperatorOfARotationHasItsClosedForm(@ForAll("rotations") Tokens recipe) {
        double[][] w = recipe.map();
        Matrix x = recipe.withLength(recipe.length() + 1).matrix();
        double[][] step = timesProjection(w, x.row(0));
        double[][] back = Rows.transposed(w);
        double[][] product = step;
        for (int t = 1; t < recipe.length(); t++) {
            product = Rows.times(Rows.times(step, product), back);
        }
        assertErrorOperator(recipe, x, w, product);
    }

    /** Compares the library's W - W_t with {@code product} in Frobenius norm. */
    private static void assertErrorOperator(Tokens recipe, Matrix x, double[][] w, double[][] product) {
        int t = recipe.length();
        int d = w.length;
        Matrix keys = x.rows(0, t);
        Matrix targets = x.rows(1, t + 1);
        double[][] mu = Dense.rows(ForwardSubstitution.of(Kernel.linear()).solve(keys, targets));
        double[][] radius = Dense.byColumn(Kernel.linear(), keys).solve(Dense.rows(targets)).radius();
        double[][] operator = Rows.times(Rows.transposed(mu), Dense.rows(keys));
        double allowed = 0;
        for (int s = 0; s < t; s++) {
            double norm = Math.sqrt(Rows.dot(x.row(s), x.row(s)));
            // mu's own error; and t roundings of the sum.
            allowed += Rows.norm(new double[][]{radius[s]}) / norm
                    + Rounding.gamma(t + 8) * Rows.norm(new double[][]{mu[s]}) * norm;
        }
        // Each factor has norm at most 1 and rounds about 4 d numbers a row; x_{t+1} = W x_t holds to as much.
        allowed += t * Rounding.gamma(12 * d + 12) * d * Rows.norm(w);
        double[][] error = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                error[i][j] = w[i][j] - operator[i][j];
            }
        }
        double distance = Rows.distance(error, product);
        Claim.holds(distance <= allowed, "|(W - W_t) - product| = %.3g, allowed %.3g", distance, allowed);
    }

    private static double[][] timesProjection(double[][] a, double[] x) {
        double[][] product = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            product[i] = a[i].clone();
            double along = Rows.dot(a[i], x) / Rows.dot(x, x);
            for (int j = 0; j < x.length; j++) {
                product[i][j] -= along * x[j];
            }
        }
        return product;
    }

    /**
     * Prop. 4 for any kernel, in coefficients: P_1 ... P_t phi(z) = phi(z) + sum c_s phi(x_s), hence the prediction at z
     * is -sum c_s y_s.
     */
    @Property
    void predictionFollowsFromTheProjectedFeature(@ForAll("fewTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll("seeds") long seed) {
        Matrix x = recipe.withLength(recipe.length() + 1).matrix();
        int t = recipe.length();
        Matrix y = normal(t, 3, seed);
        double[] z = x.row(t);
        double[] c = new double[t];
        for (int s = t - 1; s >= 0; s--) {
            double product = Dense.kernel(kernel, x.row(s), z);
            for (int r = s + 1; r < t; r++) {
                product += Dense.kernel(kernel, x.row(s), x.row(r)) * c[r];
            }
            c[s] = -product / Dense.kernel(kernel, x.row(s), x.row(s));
        }
        double[][] expected = new double[1][3];
        for (int s = 0; s < t; s++) {
            for (int j = 0; j < 3; j++) {
                expected[0][j] -= c[s] * y.get(s, j);
            }
        }
        double[][] padded = Dense.rows(Matrix.of(Arrays.copyOf(y.data(), 3 * (t + 1)), t + 1, 3));
        double[][] radius = Dense.byColumn(kernel, x).predict(padded).radius();
        // c solves the transposed system, backward in the same sense: t more roundings of the same size, doubled.
        double[][] allowed = new double[1][3];
        for (int j = 0; j < 3; j++) {
            allowed[0][j] = 2 * (t + 2) * radius[t][j] + backward(kernel, x, c, y, j);
        }
        new Enclosure(expected, allowed).assertContains("û at z",
                new double[][]{ForwardSubstitution.of(kernel).predict(x, y).row(t)});
    }

    /** |A^-1 Y|^T times what the equations for c are off by. */
    private static double backward(Kernel kernel, Matrix x, double[] c, Matrix y, int column) {
        int t = c.length;
        double[][] mu = Dense.rows(ForwardSubstitution.of(kernel).solve(x.rows(0, t), y));
        Triangle gram = Dense.gram(kernel, x);
        double allowed = 0;
        for (int s = 0; s < t; s++) {
            double roundings = Rounding.gamma(t + 8);
            double change = gram.error()[t][s] + roundings * Math.abs(gram.entry()[t][s]);
            for (int r = s; r < t; r++) {
                change += (gram.error()[r][s] + roundings * Math.abs(gram.entry()[r][s])) * Math.abs(c[r]);
            }
            allowed += 2 * change * Math.abs(mu[s][column]) + roundings * Math.abs(c[s] * y.get(s, column));
        }
        return allowed;
    }

    /** Theorem 4: from one period to the next the errors are multiplied by G = I - tril(K_p)^-1 K_p. */
    @Property
    void errorsOfOnePeriodFollowFromThoseOfTheLast(@ForAll("periodic") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel) {
        int p = recipe.period();
        Matrix x = recipe.withLength(Math.max(recipe.length(), 2 * p + 1)).matrix();
        Matrix points = recipe.withLength(p).matrix();
        double[][] y = Dense.successors(x);
        double[][] predicted = Dense.rows(ForwardSubstitution.of(kernel).predict(x));
        double[][] radius = Dense.byColumn(kernel, x).predict(y).radius();
        double[][] g = iteration(kernel, points);
        double roundings = Rounding.gamma(8 * p * (Rounding.scoreOperations(x.cols()) + p));
        // exp amplifies its exponent's rounding, powers theirs; the inverse has entries of at most 1 in unit diagonal.
        double amplified = roundings * (4 + 4 * Dense.scale(kernel) * Math.pow(recipe.radius(), 2)) * p;
        for (int t = p; t + 1 < x.rows(); t++) {
            for (int c = 0; c < x.cols(); c++) {
                double expected = 0;
                double allowed = radius[t][c];
                int start = t - t % p - p;
                for (int j = 0; j < p; j++) {
                    double before = y[start + j][c] - predicted[start + j][c];
                    expected += g[t % p][j] * before;
                    allowed += Math.abs(g[t % p][j]) * radius[start + j][c] + amplified * Math.abs(before);
                }
                double error = y[t][c] - predicted[t][c];
                Claim.holds(Math.abs(error - expected) <= allowed,
                        "error of token %d is %s, the period before gives %s, allowed %.3g", t + 1, error, expected,
                        allowed);
            }
        }
    }

    /** G on the points' plain Gram matrix. */
    private static double[][] iteration(Kernel kernel, Matrix points) {
        int p = points.rows();
        Triangle lower = Dense.gram(kernel, points);
        double[][] full = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                full[i][j] = lower.entry()[Math.max(i, j)][Math.min(i, j)];
            }
        }
        double[][] product = Rows.times(lower.inverse(), full);
        double[][] g = Rows.identity(p);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                g[i][j] -= product[i][j];
            }
        }
        return g;
    }

    /**
     * Theorem 4's rate itself: from where powers of G shrink errors by its spectral radius, and while those are far from all
     * rounding, our errors per period do so too, to three digits.
     */
    @Property
    void errorsShrinkAtTheSpectralRadius(@ForAll @IntRange(min = 4, max = 7) int p,
            @ForAll @DoubleRange(min = 0.8, max = 1.6) double width, @ForAll("seeds") long seed) {
        PeriodicSequence sequence = PeriodicSequence.random(3, p, seed);
        Matrix x = sequence.tokens(PERIODS * p + 1);
        for (Kernel kernel : new Kernel[]{Kernel.exponential(), Kernel.gaussian(width), Kernel.laplace(width),
            Kernel.matern32(width), Kernel.matern52(width)}) {
            double[][] g = iteration(kernel, sequence.tokens(p));
            double rate = rate(g);
            Matrix predicted = ForwardSubstitution.of(kernel).predict(x);
            double[][] errors = periodErrors(x, predicted, 1, p);
            double least = 0x1p-30 * Rows.norm(errors);
            double[] norms = new double[PERIODS];
            int to = 0;
            while (to + 1 < PERIODS && Rows.norm(errors) > least) {
                norms[++to] = Rows.norm(errors);
                errors = Rows.times(g, errors);
            }
            int from = 1;
            while (from + 5 <= to && !(Math.abs(perPeriod(norms[from], norms[to], to - from) / rate - 1) < 1e-3)) {
                from++;
            }
            if (from + 5 <= to) {
                double measured = perPeriod(Rows.norm(periodErrors(x, predicted, from, p)),
                        Rows.norm(periodErrors(x, predicted, to, p)), to - from);
                Claim.close("rate of " + p + " points, " + kernel, measured, rate, 2e-3 * rate);
            }
        }
    }

    private static double perPeriod(double first, double last, int periods) {
        return Math.pow(last / first, 1.0 / periods);
    }

    private static double[][] periodErrors(Matrix x, Matrix predicted, int period, int p) {
        double[][] errors = new double[p][x.cols()];
        for (int j = 0; j < p; j++) {
            int t = period * p + j;
            for (int c = 0; c < x.cols(); c++) {
                errors[j][c] = x.get(t + 1, c) - predicted.get(t, c);
            }
        }
        return errors;
    }

    /** Spectral radius by Gelfand: |G^(2^40)|^(2^-40), squaring and rescaling. */
    private static double rate(double[][] g) {
        double log = 0;
        double[][] power = Rows.times(Rows.identity(g.length), g);
        for (int k = 0; k < 40; k++) {
            double norm = Rows.norm(power);
            log += Math.log(norm) / Math.pow(2, k);
            for (double[] row : power) {
                for (int j = 0; j < row.length; j++) {
                    row[j] /= norm;
                }
            }
            power = Rows.times(power, power);
        }
        return Math.exp(log);
    }
}
