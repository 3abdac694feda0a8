package io.github.foretoken.proptest;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.FloatCausalAttention;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Masked attention by its definition, in both precisions, and what it does not see. */
class AttentionProperties extends Generators {
    private static final double FLOAT_UNIT = 0x1p-24;

    @Property
    void attentionIsItsDefinition(@ForAll("anyTokens") Tokens recipe, @ForAll Heads form,
            @ForAll @DoubleRange(min = -3, max = 3) double scale, @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 4) int threads, @ForAll("seeds") long seed) {
        Matrix q = recipe.matrix();
        Matrix k = normal(q.rows(), q.cols(), seed);
        Matrix v = normal(q.rows(), width, seed + 1);
        definition(form, scale, q, k, v, Bounds.UNIT).assertContains("attention",
                form.attention().withScale(scale).withParallelism(Parallelism.of(threads)).apply(q, k, v));
    }

    /** Rounded inputs are what they are; the definition is evaluated in float64. */
    @Property
    void floatAttentionIsItsDefinition(@ForAll("anyTokens") Tokens recipe, @ForAll Heads form,
            @ForAll @DoubleRange(min = -2, max = 2) double scale, @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll("seeds") long seed) {
        FloatMatrix q = rounded(recipe.matrix());
        FloatMatrix k = rounded(normal(q.rows(), q.cols(), seed));
        FloatMatrix v = rounded(normal(q.rows(), width, seed + 1));
        float factor = (float) scale;
        definition(form, factor, doubles(q), doubles(k), doubles(v), FLOAT_UNIT).assertContains("float attention",
                doubles(floatAttention(form).withScale(factor).apply(q, k, v)));
    }

    @Property
    void attentionLooksBackOnly(@ForAll("severalTokens") Tokens recipe, @ForAll Heads form,
            @ForAll @IntRange(min = 2, max = 300) int j, @ForAll("seeds") long seed) {
        Matrix first = normal(recipe.length(), recipe.dimension(), seed + 2);
        CausalityProperties.assertCausal(recipe, j, seed, x -> form.attention().apply(x, first, first));
        CausalityProperties.assertCausal(recipe, j, seed, x -> form.attention().apply(first, x, first));
        CausalityProperties.assertCausal(recipe, j, seed, x -> form.attention().apply(first, first, x));
        FloatMatrix other = rounded(first);
        CausalityProperties.assertCausal(recipe, j, seed,
                x -> doubles(floatAttention(form).apply(rounded(x), other, rounded(x))));
    }

    /** Row t of an estimate; and of the augmented tokens, which look back one token. */
    @Property
    void transformersLookBackOnly(@ForAll("severalTokens") Tokens any, @ForAll Heads form,
            @ForAll @IntRange(min = 2, max = 300) int j, @ForAll @IntRange(min = 1, max = 3) int layers,
            @ForAll("seeds") long seed) {
        Tokens recipe = any.withLength(Math.min(any.length(), 100));
        double eta = 0.3 / form.kappa(recipe.radius());
        CausalityProperties.assertCausal(recipe, j, seed, x -> form.explicit(recipe, layers, eta).apply(x));
        UnaryOperator<Matrix> anyNorms = x -> CausalTransformer
                .explicitForAnyNorms(form == Heads.LINEAR ? CausalAttention.softmax() : form.attention(), x.cols(),
                        layers, 0.3)
                .apply(x);
        CausalityProperties.assertCausal(recipe, j, seed, anyNorms);
    }

    private static Enclosure definition(Heads form, double scale, Matrix q, Matrix k, Matrix v, double unit) {
        double[][] value = new double[q.rows()][v.cols()];
        double[][] radius = new double[q.rows()][v.cols()];
        for (int t = 0; t < value.length; t++) {
            double[] weights = new double[t + 1];
            double[] errors = new double[t + 1];
            double greatest = form == Heads.SOFTMAX ? Double.NEGATIVE_INFINITY : 0;
            double longest = 0;
            for (int s = 0; s <= t; s++) {
                weights[s] = scale * Dense.dot(q.row(t), k.row(s));
                errors[s] = unit * Bounds.scoreOperations(q.cols()) * Math.abs(scale)
                        * Math.sqrt(Dense.dot(q.row(t), q.row(t)) * Dense.dot(k.row(s), k.row(s)));
                greatest = form == Heads.SOFTMAX ? Math.max(greatest, weights[s]) : 0;
                longest = Math.max(longest, Math.abs(weights[s]));
            }
            double sum = form == Heads.SOFTMAX ? 0 : 1;
            double wobble = 0;
            for (int s = 0; s <= t; s++) {
                if (form != Heads.LINEAR) {
                    weights[s] = Math.exp(weights[s] - greatest);
                    // Also those of the multiplication by log2 e, and of softmax's own shift.
                    errors[s] = weights[s] * (Math.expm1(errors[s] + unit * 4 * longest) + 16 * unit);
                }
                sum += form == Heads.SOFTMAX ? weights[s] : 0;
                wobble += form == Heads.SOFTMAX ? errors[s] : 0;
            }
            double roundings = unit * (2.0 * t + 32);
            for (int c = 0; c < value[t].length; c++) {
                double size = 0;
                for (int s = 0; s <= t; s++) {
                    value[t][c] += weights[s] / sum * v.get(s, c);
                    size += errors[s] / sum * Math.abs(v.get(s, c))
                            + Math.abs(weights[s] / sum * v.get(s, c)) * (wobble / sum + roundings);
                }
                radius[t][c] = 2 * size;
            }
        }
        return new Enclosure(value, radius);
    }

    private static FloatCausalAttention floatAttention(Heads form) {
        return switch (form) {
            case LINEAR -> FloatCausalAttention.linear();
            case EXPONENTIAL -> FloatCausalAttention.exponential();
            case SOFTMAX -> FloatCausalAttention.softmax();
        };
    }

    private static FloatMatrix rounded(Matrix m) {
        float[] data = new float[m.rows() * m.cols()];
        double[] exact = m.toArray();
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) exact[i];
        }
        return FloatMatrix.of(data, m.rows(), m.cols());
    }

    private static Matrix doubles(FloatMatrix m) {
        float[] data = m.toArray();
        double[] exact = new double[data.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = data[i];
        }
        return Matrix.of(exact, m.rows(), m.cols());
    }
}
