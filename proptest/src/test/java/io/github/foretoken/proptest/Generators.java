package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.proptest.Tokens.Kind;
import java.util.EnumSet;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * All arbitraries. Property classes extend it, so that {@code @ForAll("name")} finds them. jqwik mixes in the combinations
 * of all parameters' edge cases, and the more there are the more often: so each has few, the ones that matter.
 */
abstract class Generators {
    private static final EnumSet<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final EnumSet<Kind> CONSTANT_NORM =
            EnumSet.of(Kind.ROTATION, Kind.PERIODIC, Kind.NONLINEAR_ROTATION, Kind.SPHERE);

    @Provide
    Arbitrary<Tokens> anyTokens() {
        return tokens(ALL, lengths(), 1, 49);
    }

    /** Where something has to come before. */
    @Provide
    Arbitrary<Tokens> severalTokens() {
        return anyTokens().map(tokens -> tokens.withLength(Math.max(2, tokens.length())));
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().between(0, 1_000_000).edgeCases(cases -> cases.filter(any -> false).add(0L));
    }

    @Provide
    Arbitrary<Tokens> constantNorm() {
        return tokens(CONSTANT_NORM, lengths(), 1, 49);
    }

    /** For checks that cost T³ a layer or walk every layer. */
    @Provide
    Arbitrary<Tokens> fewTokens() {
        return tokens(ALL, Arbitraries.integers().between(1, 24), 1, 24);
    }

    @Provide
    Arbitrary<Tokens> fewConstantNorm() {
        return tokens(CONSTANT_NORM, Arbitraries.integers().between(1, 24), 1, 24);
    }

    /** For thresholds, where the number of layers that decide grows with T. */
    @Provide
    Arbitrary<Tokens> handful() {
        return tokens(EnumSet.of(Kind.SPHERE), Arbitraries.integers().between(2, 5), 2, 5)
                .filter(tokens -> tokens.dimension() > 1);
    }

    @Provide
    Arbitrary<Tokens> handfulVarying() {
        return tokens(EnumSet.of(Kind.SPHERE, Kind.VARYING_NORMS), Arbitraries.integers().between(2, 5), 2, 5)
                .filter(tokens -> tokens.dimension() > 1);
    }

    /** Tokens that follow a linear map, whose norm in the kernel's space is known. */
    @Provide
    Arbitrary<Tokens> linearMaps() {
        return tokens(EnumSet.of(Kind.ROTATION, Kind.CONTRACTION), lengths(), 1, 49);
    }

    @Provide
    Arbitrary<Tokens> rotations() {
        return tokens(EnumSet.of(Kind.ROTATION), lengths(), 1, 49);
    }

    @Provide
    Arbitrary<Tokens> periodic() {
        return tokens(EnumSet.of(Kind.PERIODIC), Arbitraries.integers().between(1, 200), 1, 97);
    }

    @Provide
    Arbitrary<Kernel> anyKernel() {
        Arbitrary<Double> width = Arbitraries.doubles().between(0.5, 3).ofScale(2);
        Arbitrary<Kernel> polynomial = Combinators
                .combine(Arbitraries.integers().between(1, 4), Arbitraries.doubles().between(0, 2).ofScale(2))
                .as(Kernel::polynomial);
        // The exponential kernel has code of its own everywhere (its scaling), and gets a third of the tries.
        return Arbitraries
                .frequencyOf(Tuple.of(2, Arbitraries.of(Kernel.linear())), Tuple.of(4, exponential()),
                        Tuple.of(1, width.map(Kernel::gaussian)), Tuple.of(1, width.map(Kernel::laplace)),
                        Tuple.of(1, width.map(Kernel::matern32)), Tuple.of(1, width.map(Kernel::matern52)),
                        Tuple.of(1, polynomial))
                .edgeCases(cases -> cases.filter(any -> false)
                        .add(Kernel.linear(), Kernel.exponential(2), Kernel.gaussian(0.5), Kernel.polynomial(4, 0)));
    }

    @Provide
    Arbitrary<Kernel> exponential() {
        return Arbitraries.doubles().between(0.25, 2).ofScale(2).map(Kernel::exponential);
    }

    /** Kernels whose rows can be normalised. */
    @Provide
    Arbitrary<Kernel> positiveKernel() {
        return anyKernel().filter(Dense::positive);
    }

    /** Kernels of |x - y| alone. */
    @Provide
    Arbitrary<Kernel> radialKernel() {
        return positiveKernel().filter(kernel -> !(kernel instanceof Kernel.Exponential));
    }

    /** Those of the paper's instances: linear and exponential. */
    @Provide
    Arbitrary<Kernel> paperKernel() {
        return Arbitraries.oneOf(Arbitraries.of(Kernel.linear()), exponential());
    }

    private static Arbitrary<Tokens> tokens(EnumSet<Kind> kinds, Arbitrary<Integer> lengths, int shortest, int longer) {
        Kind first = kinds.iterator().next();
        return Combinators
                .combine(Arbitraries.of(kinds), Arbitraries.integers().between(1, 16), lengths,
                        Arbitraries.of(1.0, 0.5, 1.5), Arbitraries.longs().between(0, 1_000_000))
                .as(Tokens::new)
                .edgeCases(cases -> cases.filter(any -> false)
                        .add(new Tokens(first, 1, shortest, 1, 0), new Tokens(first, 2, shortest + 1, 1.5, 1),
                                new Tokens(first, 16, longer, 0.5, 2)));
    }

    /** Within one tile, at tile borders (48 tokens a tile), and a few tiles long. */
    private static Arbitrary<Integer> lengths() {
        return Arbitraries.oneOf(Arbitraries.integers().between(1, 40), Arbitraries.of(47, 48, 49, 95, 96, 97),
                Arbitraries.integers().between(1, 160), Arbitraries.of(191, 192, 193, 300));
    }

    /** Independent normal entries. */
    static Matrix normal(int rows, int cols, long seed) {
        Random random = new Random(seed);
        Matrix x = Matrix.zeros(rows, cols);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = random.nextGaussian();
        }
        return x;
    }
}
