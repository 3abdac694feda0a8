package io.github.foretoken.proptest;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.testkit.AttentionDefinition;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Masked attention by its definition, in both precisions, and what it does not see. */
class AttentionProperties extends Generators {
    @Property
    void attentionIsItsDefinition(@ForAll("anyTokens") Tokens recipe, @ForAll Heads form,
            @ForAll @DoubleRange(min = -3, max = 3) double scale, @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 4) int threads, @ForAll("seeds") long seed) {
        Matrix q = recipe.matrix();
        Matrix k = normal(q.rows(), q.cols(), seed);
        Matrix v = normal(q.rows(), width, seed + 1);
        definition(form, scale, q, k, v, Rounding.UNIT).assertContains("attention",
                Dense.rows(form.attention().withScale(scale).withParallelism(Parallelism.of(threads)).apply(q, k, v)));
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
        definition(form, factor, doubles(q), doubles(k), doubles(v), Rounding.FLOAT_UNIT).assertContains(
                "float attention", Dense.rows(doubles(floatAttention(form).withScale(factor).apply(q, k, v))));
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
        return new AttentionDefinition(form.weights(), scale, unit).of(Dense.rows(q), Dense.rows(k), Dense.rows(v));
    }

    static FloatCausalAttention floatAttention(Heads form) {
        return switch (form) {
            case LINEAR -> FloatCausalAttention.linear();
            case EXPONENTIAL -> FloatCausalAttention.exponential();
            case SOFTMAX -> FloatCausalAttention.softmax();
        };
    }

    static FloatMatrix rounded(Matrix m) {
        float[] data = new float[m.rows() * m.cols()];
        double[] exact = m.toArray();
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) exact[i];
        }
        return FloatMatrix.of(data, m.rows(), m.cols());
    }

    static Matrix doubles(FloatMatrix m) {
        float[] data = m.toArray();
        double[] exact = new double[data.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = data[i];
        }
        return Matrix.of(exact, m.rows(), m.cols());
    }
}
