package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.foretoken.internal.simd.TwinsTest.Operand;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The twins of the loops of single kernels in both precisions, against each other by bound and against definitions. */
class ScoreTwinsTest {
    /** Loops of one precision and the unit roundoff of its numbers. */
    enum Precision {
        FLOAT64(0x1p-53), FLOAT32(0x1p-24);

        final double roundoff;

        Precision(double roundoff) {
            this.roundoff = roundoff;
        }

        ScoreMicrokernels scalar() {
            return this == FLOAT64 ? new ScalarScoreMicrokernels()
                    : new FloatScoreAdapter(new FloatScalarScoreMicrokernels());
        }

        ScoreMicrokernels vector() {
            return this == FLOAT64 ? new VectorScoreMicrokernels()
                    : new FloatScoreAdapter(new FloatVectorScoreMicrokernels());
        }

        double gamma(int n) {
            return n * roundoff / (1 - n * roundoff);
        }
    }

    private static final double POISON = Double.NaN;

    @BeforeEach
    void wantsVectors() {
        // Two of the three test runs demand the Vector API; only the class path without flags may skip.
        assumeTrue(!System.getProperty("foretoken.test.expect", "").equals("scalar"));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(Precision.values())
                .flatMap(precision -> IntStream.of(1, 5, 6, 8, 48)
                        .boxed()
                        .flatMap(m -> IntStream.of(1, 7, 8, 9, 16, 33, 48)
                                .boxed()
                                .flatMap(n -> IntStream.of(0, 1, 4, 17, 48)
                                        .mapToObj(k -> Arguments.of(precision, m, n, k)))));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void squaredDistancesAgreeWithinGammaAndVanishForEqualPoints(Precision precision, int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        Operand a = Operand.random(k, m, 3, 2, random);
        Operand b = Operand.random(k, n, 5, 1, random);
        for (int p = 0; p < k; p++) {
            // Far from the origin, and in float32 too numbers that are exact: what is tested is not their rounding.
            a.data[a.index(p, 0)] = (float) (1e9 + a.at(p, 0));
            b.data[b.index(p, 0)] = a.at(p, 0);
        }
        Operand c = Operand.random(m, n, 7, 3, random);
        for (ScoreMicrokernels loops : new ScoreMicrokernels[]{precision.scalar(), precision.vector()}) {
            double[] result = c.data.clone();
            loops.squaredDistances(-0.5, m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, result,
                    c.offset, c.stride);
            assertThat(result[c.index(0, 0)]).isZero();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double distance = 0;
                    for (int p = 0; p < k; p++) {
                        distance += (a.at(p, i) - b.at(p, j)) * (a.at(p, i) - b.at(p, j));
                    }
                    double bound = 2 * precision.gamma(k + 3) * distance;
                    assertThat(result[c.index(i, j)]).isCloseTo(-0.5 * distance, offset(bound + Double.MIN_VALUE));
                    result[c.index(i, j)] = POISON;
                }
            }
            assertThat(result).containsOnly(POISON);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void elementwiseLoopsAgree(Precision precision, int length) {
        ScoreMicrokernels scalar = precision.scalar();
        ScoreMicrokernels vector = precision.vector();
        Random random = new Random(length);
        double[] x = random.doubles(length + 5, -30, 1).map(number -> (float) number).toArray();
        double[] roots = x.clone();
        double[] expected = x.clone();
        vector.negatedRoot(roots, 2, length);
        scalar.negatedRoot(expected, 2, length);
        assertThat(roots).containsExactly(expected);

        double[] matern = x.clone();
        double[] maternExpected = x.clone();
        vector.timesMaternPolynomial(matern, 2, length, roots, 2, 0.7, 1.0 / 3);
        scalar.timesMaternPolynomial(maternExpected, 2, length, roots, 2, 0.7, 1.0 / 3);
        double[] powers = x.clone();
        double[] powersExpected = x.clone();
        vector.power(powers, 2, length, 5);
        scalar.power(powersExpected, 2, length, 5);
        for (int i = 0; i < x.length; i++) {
            assertThat(matern[i]).isCloseTo(maternExpected[i],
                    offset(4 * precision.gamma(4) * Math.abs(maternExpected[i])));
            assertThat(powers[i]).isEqualTo(powersExpected[i]);
        }
    }

    static Stream<Arguments> lengths() {
        return Stream.of(Precision.values())
                .flatMap(precision -> IntStream.of(1, 2, 7, 8, 9, 16, 19, 48, 100)
                        .mapToObj(length -> Arguments.of(precision, length)));
    }
}
