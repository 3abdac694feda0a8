package io.github.foretoken.proptest;

import io.github.foretoken.Matrix;
import io.github.foretoken.attention.AugmentedTokens;
import io.github.foretoken.attention.AugmentingLayer;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.MultiHeadAttention;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The explicit Transformer of Prop. 1 and Prop. 5 computes the descent. */
class TransformerProperties extends Generators {
    private static final int LONGEST = 257;
    /**
     * Steps up to {@value} / T, in units of 1/k, let layers grow by at most (1 + eta / (2 - eta))^T &lt; e^2 even where all
     * tokens are one.
     */
    private static final double STABLE = 4;

    /** eq. 7 with dense matrices; every layer's own roundings and those of the weights' projections. */
    @Property
    void theTransformerComputesTheDescent(@ForAll("constantNorm") Tokens any, @ForAll Heads heads,
            @ForAll @IntRange(min = 1, max = 40) int n, @ForAll @DoubleRange(min = 0.1, max = 1) double relativeStep) {
        Tokens recipe = any.withLength(Math.clamp(any.length(), 2, LONGEST));
        Matrix x = recipe.matrix();
        double eta = relativeStep
                * (heads == Heads.SOFTMAX ? 1 : Math.min(1, STABLE / recipe.length()) / heads.kappa(recipe.radius()));
        double operations = weightedOperations(x) + drift(heads, recipe) / Rounding.UNIT;
        Triangle a = heads == Heads.SOFTMAX ? Dense.softmax(heads.kernel(), x, eta, operations)
                : Dense.stepped(heads.kernel(), x, eta, operations);
        a.descend(Enclosure.exact(new double[x.rows()][x.cols()]), Dense.successors(x), n, 0)
                .assertContains("u^" + n, Dense.rows(heads.explicit(recipe, n, eta).apply(x)));
    }

    /** Any norms: eq. 7 with C_ts = k(x_t, x_s) / k(x_s, x_s), or its rows divided by their sums, dense. */
    @Property
    void keyBiasesComputeTheDescentForAnyNorms(@ForAll("severalTokens") Tokens any, @ForAll boolean softmax,
            @ForAll @IntRange(min = 1, max = 20) int n, @ForAll @DoubleRange(min = 0.1, max = 1) double relativeStep) {
        Tokens recipe = any.withLength(Math.min(any.length(), 60));
        Matrix x = recipe.matrix();
        double eta = softmax ? relativeStep : relativeStep * Math.min(1, STABLE / recipe.length());
        Triangle c = Dense.byColumn(Heads.EXPONENTIAL.kernel(), x, weightedOperations(x));
        for (int t = 0; t < x.rows(); t++) {
            // The diagonal is exp(|x_t|² - |x_t|²), of two sums.
            c.error()[t][t] = Rounding.gamma(weightedOperations(x)) * (1 + 2 * Rows.dot(x.row(t), x.row(t)));
            double sum = softmax ? 0 : 1;
            double wobble = 0;
            for (int s = 0; s <= t && softmax; s++) {
                sum += c.entry()[t][s];
                wobble += c.error()[t][s];
            }
            double relative = wobble / sum + Rounding.gamma(t + 8);
            for (int s = 0; s <= t; s++) {
                c.error()[t][s] = eta / sum * (c.error()[t][s] + c.entry()[t][s] * relative);
                c.entry()[t][s] *= eta / sum;
            }
        }
        CausalAttention attention = softmax ? CausalAttention.softmax() : CausalAttention.exponential();
        c.descend(Enclosure.exact(new double[x.rows()][x.cols()]), Dense.successors(x), n, 0)
                .assertContains("u^" + n,
                        Dense.rows(CausalTransformer.explicitForAnyNorms(attention, x.cols(), n, eta).apply(x)));
    }

    /** Queries, keys and values are products with 0 and 1, which are exact; then a score, and a sum of T terms. */
    private static double weightedOperations(Matrix x) {
        return Rounding.scoreOperations(x.cols()) + 16 + 2.0 * x.rows();
    }

    /** Softmax's second head scores |x_1|² as it was given, from which a sequence drifts by one roundoff a token. */
    private static double drift(Heads heads, Tokens recipe) {
        double square = recipe.radius() * recipe.radius();
        return heads == Heads.SOFTMAX
                ? Rounding.gamma(8.0 * (recipe.length() + recipe.dimension() * (recipe.dimension() + 4.0)))
                        * (1 + square)
                : 0;
    }

    @Property
    void allChannelsButTheEstimatesNeverMove(@ForAll("fewConstantNorm") Tokens recipe, @ForAll Heads heads,
            @ForAll @IntRange(min = 1, max = 6) int n, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        int fixed = 3 * recipe.dimension() + 2;
        Matrix e = AugmentedTokens.exact(x, normal(x.rows(), x.cols(), seed));
        Matrix after = heads.explicit(recipe, n, 0.5 / heads.kappa(recipe.radius())).transform(e);
        Bits.assertSame("channels", e.columns(0, fixed), after.columns(0, fixed));
        double moved = Rows.distance(Dense.rows(e), Dense.rows(after));
        Claim.holds(moved > 0, "nothing moved");
    }

    /**
     * Prop. 1 at finite n: beside attention's own error, exp(-n²) of the next best key, the only one is that of the
     * indicator, 2 / (1 + exp(n |x_{t-1}|)).
     */
    @Property
    void augmentedTokensHaveTheErrorOfTheirIndicator(@ForAll("fewTokens") Tokens recipe,
            @ForAll @DoubleRange(min = 2, max = 12) double n) {
        Matrix x = recipe.matrix();
        int d = x.cols();
        Matrix exact = AugmentedTokens.exact(x);
        Matrix attended = AugmentingLayer.of(d, n).apply(x);
        double longest = Dense.span(Heads.LINEAR.kernel(), Dense.rows(x));
        // Scores reach n² T², and their rounding shows in weights of size one.
        double rounding = Rounding.gamma(16 * n * n * (x.rows() + 1.0) * (x.rows() + 1.0));
        double attention = (4 * Math.exp(-n * n) + rounding) * longest;
        double[][] radius = filled(x.rows(), exact.cols(), attention + rounding);
        for (int t = 0; t < x.rows(); t++) {
            double before = t == 0 ? 0 : Math.sqrt(Rows.dot(x.row(t - 1), x.row(t - 1)));
            double indicator = t == 0 ? 0 : 2 / (1 + Math.exp(n * before));
            // The indicator reads attended tokens; its slope is at most n / 2.
            double flag = indicator + n * attention + rounding;
            radius[t][d] = flag;
            for (int c = 0; c < d; c++) {
                radius[t][2 * d + 2 + c] = flag * longest + attention;
            }
            Claim.holds(t == 0 || attended.get(t, d) >= indicator - n * attention - rounding,
                    "the indicator is %s, less than %s", attended.get(t, d), indicator);
        }
        new Enclosure(Dense.rows(exact), radius).assertContains("e at n = " + n, Dense.rows(attended));
    }

    /**
     * What residual layers make of that error: with softmax, norms R and 0 &lt; eta &lt;= 1, rows of u^N are off by at
     * most ((1 + eta)^N - 1) times what one layer adds to it, which without the terms in exp(-n²) is R (exp(R² i) - 1 +
     * i).
     */
    @Property
    void layersCarryTheErrorOfTheFirstOneSoFar(@ForAll("fewConstantNorm") Tokens recipe,
            @ForAll @IntRange(min = 1, max = 8) int layers, @ForAll @DoubleRange(min = 1, max = 12) double n,
            @ForAll @DoubleRange(min = 0.1, max = 1) double eta) {
        Matrix x = recipe.matrix();
        double r = recipe.radius();
        double missed = 2 * r * Math.exp(-n * n);
        double mark = Math.max(2 / (1 + Math.exp(n * (r - missed))), n * missed / 4);
        double score = 2 * r * missed + missed * missed;
        double growth = Math.pow(1 + eta, layers);
        // |u| is at most R ((1 + eta)^N - 1); weights of scores that are off by s are off by exp(2 s) - 1 in sum.
        double own = Math.expm1(2 * score) * r * (growth - 1);
        double shifted = Math.exp(2 * score) * Math.expm1(r * r * mark) + Math.expm1(2 * score);
        double bound = (growth - 1) * (own + shifted * r + mark * (r + missed) + missed);
        double rounding = growth * layers * (1 + r * r) * r
                * (Rounding.gamma(weightedOperations(x)) + drift(Heads.SOFTMAX, recipe));
        CausalTransformer exact = Heads.SOFTMAX.explicit(recipe, layers, eta);
        Matrix limit = exact.apply(x);
        Matrix u = exact.withFirstLayer(n).apply(x);
        for (int t = 0; t < x.rows(); t++) {
            double off = Rows.distance(limit.row(t), u.row(t));
            Claim.holds(off <= bound + 4 * rounding, "row %s is off by %s, more than %s", t + 1, off, bound);
        }
    }

    @Property
    void softmaxRowsSumToOne(@ForAll("anyTokens") Tokens recipe, @ForAll @DoubleRange(min = -30, max = 30) double scale,
            @ForAll @IntRange(min = 1, max = 9) int width, @ForAll("seeds") long seed) {
        Matrix q = recipe.matrix();
        Matrix k = normal(q.rows(), q.cols(), seed);
        CausalAttention attention = CausalAttention.softmax().withScale(scale);
        double[][] ones = filled(q.rows(), width, 1);
        // A sum of T terms over a sum of the same T terms, rescaled with each tile.
        double error = Rounding.gamma(4.0 * (q.rows() + 16));
        new Enclosure(ones, filled(q.rows(), width, error)).assertContains("row sum",
                Dense.rows(attention.apply(q, k, Matrix.copyOf(ones))));
        // And they are weights: no average leaves the range of what it is taken of.
        Matrix v = normal(q.rows(), 1, seed + 1);
        Matrix average = attention.apply(q, k, v);
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < q.rows(); t++) {
            least = Math.min(least, v.get(t, 0));
            most = Math.max(most, v.get(t, 0));
            double slack = error * Math.max(Math.abs(least), Math.abs(most));
            Claim.holds(average.get(t, 0) >= least - slack && average.get(t, 0) <= most + slack,
                    "average %s of token %s outside %s to %s", average.get(t, 0), t + 1, least, most);
        }
    }

    /**
     * The trap of layers at eta = 1/k: u^n grows by one factor for each token, 1/r with the sum over j of
     * k(x_{1+j}, x_1) / k r^j = 1, before it falls; and the rounding errors that it leaves never go.
     */
    @Example
    void residualLayersHaveTheirTransient() {
        for (long seed = 1; seed <= 3; seed++) {
            Tokens recipe = new Tokens(Tokens.Kind.ROTATION, 15, 90, 1, seed);
            Matrix x = recipe.matrix();
            CausalTransformer model = Heads.EXPONENTIAL.explicit(recipe, 1, 1 / Math.E);
            double growth = Math.pow(peak(model, x, 90) / peak(model, x, 45), 1.0 / 45);
            double predicted = growthPerToken(x);
            Claim.holds(Math.abs(growth / predicted - 1) < 0.02 && predicted > 1.2, "grows by %s a token, predicted %s",
                    growth, predicted);
            Matrix limit = ForwardSubstitution.of(Heads.EXPONENTIAL.kernel()).limit(x);
            for (int n : new int[]{90, 180}) {
                Matrix u = Heads.EXPONENTIAL.explicit(recipe, n, 1 / Math.E).apply(x);
                double left = Rows.distance(Dense.rows(u), Dense.rows(limit));
                Claim.holds(left > 1e-6, "after %s layers only %s is left", n, left);
            }
        }
    }

    private static double peak(CausalTransformer model, Matrix x, int length) {
        MultiHeadAttention layer = model.layers().getFirst();
        Matrix e = AugmentedTokens.exact(x.rows(0, length));
        double peak = 0;
        for (int n = 0; n < length; n++) {
            e = layer.apply(e);
            peak = Math.max(peak, Rows.largest(Dense.rows(model.project(e))));
        }
        return peak;
    }

    /** 1/r, by bisection: the sum increases with r. */
    private static double growthPerToken(Matrix x) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double r = (low + high) / 2;
            double sum = 0;
            for (int j = x.rows() - 1; j > 0; j--) {
                sum = r * (sum + Math.exp(Rows.dot(x.row(j), x.row(0)) - 1));
            }
            if (sum > 1) {
                high = r;
            } else {
                low = r;
            }
        }
        return 1 / low;
    }

    private static double[][] filled(int rows, int cols, double value) {
        double[][] filled = new double[rows][cols];
        for (double[] row : filled) {
            Arrays.fill(row, value);
        }
        return filled;
    }
}
