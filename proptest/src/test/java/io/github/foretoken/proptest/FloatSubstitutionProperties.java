package io.github.foretoken.proptest;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.descent.FloatBatchSubstitution;
import io.github.foretoken.descent.FloatForwardSubstitution;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Gram;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Substitution in float32 against the dense one in float64, within the bound of docs/mathematics.md#float32. Tokens and targets
 * are rounded first: what a float32 cannot hold is no error of the method.
 */
class FloatSubstitutionProperties extends Generators {
    /** Of more tokens bounds are too wide to tell right from wrong: they grow like T to the power of 3/2. */
    private static final int MOST = 80;
    private static final int MOST_CORRECTED = 25;

    /** Without delays and increments, which are a predictor's. */
    @Provide
    Arbitrary<StreamOptions> corrections() {
        return Combinators
                .combine(Arbitraries.of(0.0, 0.1, 1.0), Arbitraries.of(1.0, 0.3, 1.4), Arbitraries.of(0.0, 8.0),
                        Arbitraries.of(1.0, 0.99, 0.7), Arbitraries.of(1, 1, 3, 7))
                .as((ridge, omega, fall, gamma, horizon) -> new StreamOptions(ridge, omega, fall, gamma, 1, horizon,
                        false));
    }

    /** Powers and large exponents multiply the errors of their scores: corrected ones leave bounds that say nothing. */
    @Provide
    Arbitrary<Kernel> tameKernel() {
        return Arbitraries.oneOf(Arbitraries.of(Kernel.linear(), Kernel.exponential(0.25)), radialKernel());
    }

    @Property
    void predictionsLieWithinTheirBound(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 1, max = 3) int threads) {
        FloatMatrix x = tokens(recipe, MOST);
        FloatForwardSubstitution substitution =
                FloatForwardSubstitution.of(kernel).withParallelism(Parallelism.of(threads));
        assertWithinBounds(kernel, x, substitution.predict(x), substitution.limit(x));
    }

    @Property
    void manySequencesLieWithinTheirBounds(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 0, max = 40) int others, @ForAll("seeds") long seed) {
        FloatMatrix x = tokens(recipe, MOST);
        Random random = new Random(seed);
        FloatMatrix[] all = new FloatMatrix[others + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = AttentionProperties.rounded(normal(random.nextInt(60), x.cols(), seed + i));
        }
        int at = random.nextInt(all.length);
        all[at] = x;
        FloatPackedSequences sequences = FloatPackedSequences.copyOf(List.of(all));
        FloatBatchSubstitution batch = FloatBatchSubstitution.of(kernel);
        FloatMatrix predicted = batch.predict(sequences).sequence(at);
        FloatMatrix limit = batch.limit(sequences).sequence(at);
        assertWithinBounds(kernel, x, predicted, limit);
        FloatPackedSequences alone = FloatPackedSequences.copyOf(List.of(x));
        Claim.holds(
                Arrays.equals(predicted.toArray(), batch.predict(alone).sequence(0).toArray())
                        && Arrays.equals(limit.toArray(), batch.limit(alone).sequence(0).toArray()),
                "sequence %d of %d has other bits than alone", at, all.length);
    }

    @Property
    void dualCoefficientsLieWithinTheirBound(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 1, max = 5) int width, @ForAll("seeds") long seed) {
        FloatMatrix x = tokens(recipe, MOST);
        FloatMatrix y = AttentionProperties.rounded(normal(x.rows(), width, seed));
        Gram values = gram(kernel, x);
        Enclosure weights = values.byColumn().solve(rows(y));
        Triangle gram = values.plain();
        for (int t = 0; t < x.rows(); t++) {
            double diagonal = gram.entry()[t][t];
            double relative = gram.error()[t][t] / diagonal + 4 * Rounding.FLOAT_UNIT;
            for (int c = 0; c < width; c++) {
                weights.value()[t][c] /= diagonal;
                weights.radius()[t][c] = weights.radius()[t][c] / diagonal + Math.abs(weights.value()[t][c]) * relative;
            }
        }
        weights.assertContains("mu", rows(FloatForwardSubstitution.of(kernel).solve(x, y)));
    }

    @Property
    void correctionsAndHorizonsLieWithinTheirBound(@ForAll("anyTokens") Tokens recipe,
            @ForAll("tameKernel") Kernel kernel, @ForAll("corrections") StreamOptions options) {
        FloatMatrix x = tokens(recipe, MOST_CORRECTED);
        Enclosure expected = options.predictions(kernel, AttentionProperties.doubles(x), Rounding.FLOAT_UNIT);
        double size = Rows.largest(rows(x));
        expected.assertContains("û",
                rows(FloatForwardSubstitution.of(kernel)
                        .withCorrection(options.correction())
                        .withHorizon(options.horizon())
                        .predict(x)),
                size);
        if (options.horizon() == 1) {
            expected.assertContains("û of many",
                    rows(FloatBatchSubstitution.of(kernel)
                            .withCorrection(options.correction())
                            .predict(FloatPackedSequences.copyOf(List.of(x)))
                            .sequence(0)),
                    size);
        }
    }

    /** The same problem in another unit. What does not fit float32, as a large power, is refused. */
    @Property
    void boundsHoldAtEveryScale(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel wanted,
            @ForAll @IntRange(min = -12, max = 12) int order) {
        double scale = Math.pow(10, order);
        Matrix tokens = recipe.withLength(Math.min(recipe.length(), MOST)).matrix();
        FloatMatrix x = AttentionProperties.rounded(ScaleProperties.scaled(tokens, scale));
        Kernel kernel = ScaleProperties.scaled(wanted, scale);
        FloatForwardSubstitution substitution = FloatForwardSubstitution.of(kernel);
        boolean fits = Math.abs(order) < 12 && !(kernel instanceof Kernel.Polynomial);
        FloatMatrix predicted = sound(fits, () -> substitution.predict(x));
        FloatMatrix limit = sound(fits, () -> substitution.limit(x));
        if (predicted != null && limit != null) {
            assertWithinBounds(kernel, x, predicted, limit);
        }
    }

    /** Norms from 1e-25 to 1e25, all in one sequence. */
    @Property
    void wildInputsGiveFiniteResultsOrAnException(@ForAll("fewTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = 0, max = 25) int orders,
            @ForAll("seeds") long seed) {
        Matrix tokens = recipe.matrix();
        Random random = new Random(seed);
        for (int t = 0; t < tokens.rows(); t++) {
            double factor = Math.pow(10, orders * (2 * random.nextDouble() - 1));
            for (int c = 0; c < tokens.cols(); c++) {
                tokens.data()[t * tokens.cols() + c] *= factor;
            }
        }
        FloatMatrix x = AttentionProperties.rounded(tokens);
        FloatPackedSequences one = FloatPackedSequences.copyOf(List.of(x));
        for (FloatMatrix result : Arrays.asList(sound(false, () -> FloatForwardSubstitution.of(kernel).predict(x)),
                sound(false, () -> FloatForwardSubstitution.of(kernel).limit(x)),
                sound(false, () -> FloatForwardSubstitution.of(kernel).solve(x, x)),
                sound(false, () -> FloatBatchSubstitution.of(kernel).predict(one).sequence(0)))) {
            for (int i = 0; result != null && i < result.data().length; i++) {
                Claim.holds(Float.isFinite(result.data()[i]), "number %d is %s", i, result.data()[i]);
            }
        }
    }

    @Property
    void threadsChangeNoBit(@ForAll("anyTokens") Tokens any, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 2, max = 5) int threads, @ForAll @IntRange(min = 150, max = 700) int length) {
        FloatMatrix x = AttentionProperties.rounded(any.withLength(length).matrix());
        FloatForwardSubstitution one = FloatForwardSubstitution.of(kernel).withParallelism(Parallelism.sequential());
        FloatForwardSubstitution several = one.withParallelism(Parallelism.of(threads));
        Claim.holds(
                Arrays.equals(one.predict(x).toArray(), several.predict(x).toArray())
                        && Arrays.equals(one.limit(x).toArray(), several.limit(x).toArray()),
                "%d threads change bits", threads);
    }

    private static FloatMatrix tokens(Tokens recipe, int most) {
        return AttentionProperties.rounded(recipe.withLength(Math.min(recipe.length(), most)).matrix());
    }

    /** The result, or null where an exception says that float32 is too narrow for it. */
    private static FloatMatrix sound(boolean fits, Supplier<FloatMatrix> method) {
        try {
            return method.get();
        } catch (ArithmeticException e) {
            Claim.holds(!fits && e.getMessage().contains("float32"), "refused: %s", e.getMessage());
            return null;
        }
    }

    private static void assertWithinBounds(Kernel kernel, FloatMatrix x, FloatMatrix predicted, FloatMatrix limit) {
        Gram gram = gram(kernel, x);
        double[][] y = Dense.successors(AttentionProperties.doubles(x));
        gram.byColumn().predict(y).assertContains("û", rows(predicted));
        gram.byRow().predict(y).assertContains("u*", rows(limit));
    }

    private static Gram gram(Kernel kernel, FloatMatrix x) {
        return Gram.of(Dense.reference(kernel), rows(x), Rounding.scoreOperations(x.cols()), Rounding.FLOAT_UNIT);
    }

    private static double[][] rows(FloatMatrix x) {
        return Dense.rows(AttentionProperties.doubles(x));
    }
}
