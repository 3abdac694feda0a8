package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.BlasSelection;
import io.github.foretoken.internal.blas.LibraryProducts;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.VectorScoreMicrokernels;
import io.github.foretoken.internal.tile.ScoreForm.Geometry;
import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.ScoreMap;
import io.github.foretoken.internal.tile.ScoreTiles;
import io.github.foretoken.internal.tile.SubstitutionOptions;
import io.github.foretoken.internal.tile.TiledSubstitution.Division;
import io.github.foretoken.internal.tile.TiledSubstitution;
import io.github.foretoken.proptest.Tokens.Kind;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.ReferenceKernel.Roundings;
import io.github.foretoken.testkit.reference.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Up to 2,000 tokens of up to 64 coordinates, on one to four threads and on every BLAS there is. */
class LargeProperties extends Generators {
    private static final int CHECKED = 6;
    private static final List<Blas> BACKENDS = backends();

    @Provide
    Arbitrary<Tokens> large() {
        return Combinators
                .combine(Arbitraries.of(Kind.ROTATION, Kind.SPHERE, Kind.VARYING_NORMS, Kind.VOCABULARY),
                        Arbitraries.integers().between(1, 64),
                        Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.integers().between(200, 700)),
                                Tuple.of(1, Arbitraries.integers().between(700, 2000))),
                        Arbitraries.of(0.5, 1.0), Arbitraries.longs().between(0, 1_000_000))
                .as(Tokens::new)
                .edgeCases(cases -> cases.filter(any -> false).add(new Tokens(Kind.ROTATION, 64, 2000, 1, 0)));
    }

    /** û and u* solve their equations, judged by the residuals of a few rows; threads change no bit. */
    @Property
    void longSequencesAreSolvedOnAnyNumberOfThreads(@ForAll("large") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 2, max = 4) int threads, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), 2, seed);
        ForwardSubstitution one = ForwardSubstitution.of(kernel).withParallelism(Parallelism.sequential());
        ForwardSubstitution several = one.withParallelism(Parallelism.of(threads));
        Matrix predicted = one.predict(x, y);
        Bits.assertSame("û on " + threads + " threads", predicted, several.predict(x, y));
        assertSolved(kernel, x, y, predicted, false, seed);
        Matrix limit = one.limit(x, y);
        Bits.assertSame("u* on " + threads + " threads", limit, several.limit(x, y));
        assertSolved(kernel, x, y, limit, true, seed);
    }

    @Property
    void layersAreTheSameOnAnyNumberOfThreads(@ForAll("large") Tokens any, @ForAll("positiveKernel") Kernel kernel,
            @ForAll @IntRange(min = 2, max = 4) int threads, @ForAll @IntRange(min = 1, max = 6) int n,
            @ForAll boolean softmax) {
        Matrix x = any.withLength(Math.min(any.length(), 700)).matrix();
        CausalDescent descent = CausalDescent.of(kernel).withStepPerToken();
        descent = softmax ? descent.withAttention(CausalDescent.Attention.SOFTMAX).withStep(1) : descent;
        Bits.assertSame("u^" + n, descent.withParallelism(Parallelism.sequential()).iterate(x, n),
                descent.withParallelism(Parallelism.of(threads)).iterate(x, n));
    }

    /** Blocks of tiles on each backend, also where a sequence is too narrow for it to be chosen. */
    @Property
    void everyBlasGivesTheSolution(@ForAll("large") Tokens any, @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll @IntRange(min = 1, max = 3) int degree, @ForAll("seeds") long seed) {
        Matrix x = any.withLength(Math.min(any.length(), 900)).matrix();
        Matrix y = normal(x.rows(), 3, seed);
        Kernel kernel = Kernel.polynomial(degree, 1);
        ScoreMicrokernels loops = new VectorScoreMicrokernels();
        ScoreForm form = new ScoreForm(Geometry.INNER_PRODUCT, 1, 0, 0, 1, ScoreMap.power(degree));
        for (Blas blas : BACKENDS) {
            ScoreTiles tiles = new ScoreTiles(loops, form, Blocks.of(x));
            double[] first = new TiledSubstitution(loops, tiles, Division.WEIGHT, Blocks.of(y),
                    new SubstitutionOptions(null, null, LibraryProducts.on(blas))).run(threads).predictions();
            assertSolved(kernel, x, y, Matrix.of(first, y.rows(), y.cols()), false, seed);
        }
    }

    private static List<Blas> backends() {
        List<Blas> backends = new ArrayList<>();
        for (String name : List.of("java", "netlib", "native")) {
            try {
                backends.add(BlasSelection.named(name));
            } catch (IllegalStateException notHere) {
                System.out.println("No " + name + " BLAS to test: " + notHere.getMessage());
            }
        }
        return backends;
    }

    /** Rows of A D^-1 (Y - û) = Y, or D^-1 A (Y - u*) = Y. */
    private static void assertSolved(Kernel kernel, Matrix x, Matrix y, Matrix predicted, boolean byRow, long seed) {
        Random random = new Random(seed);
        double[][] tokens = Dense.rows(x);
        double span = Dense.span(kernel, tokens);
        double operations = Rounding.scoreOperations(x.cols());
        double[] scale = new double[x.rows()];
        double[] wobble = new double[x.rows()];
        for (int t = 0; t < x.rows(); t++) {
            scale[t] = Dense.kernel(kernel, tokens[t], tokens[t]);
            wobble[t] =
                    Dense.reference(kernel).error(scale[t], tokens[t], tokens[t], new Roundings(operations, span, 0))
                            / scale[t];
        }
        for (int i = 0; i < CHECKED; i++) {
            int t = i == 0 ? x.rows() - 1 : random.nextInt(x.rows());
            double roundings = Rounding.gamma(2.0 * t + 16);
            for (int c = 0; c < y.cols(); c++) {
                double sum = y.get(t, c) - predicted.get(t, c);
                double allowed = roundings * (Math.abs(y.get(t, c)) + Math.abs(sum));
                for (int s = 0; s < t; s++) {
                    double value = Dense.kernel(kernel, tokens[t], tokens[s]);
                    int divisor = byRow ? t : s;
                    double error = Dense.reference(kernel)
                            .error(value, tokens[t], tokens[s], new Roundings(operations, span, 0)) / scale[divisor]
                            + Math.abs(value / scale[divisor]) * (2 * wobble[divisor] + roundings);
                    double weight = y.get(s, c) - predicted.get(s, c);
                    sum += value / scale[divisor] * weight;
                    allowed += 2 * error * Math.abs(weight)
                            + 4 * Rounding.UNIT * Math.abs(value / scale[divisor] * y.get(s, c));
                }
                Claim.close("row " + (t + 1) + " times the solution", sum, y.get(t, c), allowed);
            }
        }
    }
}
