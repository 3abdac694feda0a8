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

/** The two twins of the loops of single kernels, against each other by bound and against definitions. */
class ScoreTwinsTest {
    private static final double ROUNDOFF = 0x1p-53;
    private static final double POISON = Double.NaN;

    private final ScoreMicrokernels scalar = new ScalarScoreMicrokernels();
    private ScoreMicrokernels vector;

    @BeforeEach
    void loadVectorTwin() {
        // Two of the three test runs demand the Vector API; only the class path without flags may skip.
        assumeTrue(!System.getProperty("foretoken.test.expect", "").equals("scalar"));
        vector = new VectorScoreMicrokernels();
    }

    static Stream<Arguments> shapes() {
        return IntStream.of(1, 5, 6, 8, 48)
                .boxed()
                .flatMap(m -> IntStream.of(1, 7, 8, 9, 16, 33, 48)
                        .boxed()
                        .flatMap(n -> IntStream.of(0, 1, 4, 17, 48).mapToObj(k -> Arguments.of(m, n, k))));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void squaredDistancesAgreeWithinGammaAndVanishForEqualPoints(int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        Operand a = Operand.random(k, m, 3, 2, random);
        Operand b = Operand.random(k, n, 5, 1, random);
        for (int p = 0; p < k; p++) {
            b.data[b.index(p, 0)] = 1e9 + a.at(p, 0);
            a.data[a.index(p, 0)] = 1e9 + a.at(p, 0);
        }
        Operand c = Operand.random(m, n, 7, 3, random);
        for (ScoreMicrokernels loops : new ScoreMicrokernels[]{scalar, vector}) {
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
                    double bound = 2 * gamma(k + 3) * distance;
                    assertThat(result[c.index(i, j)]).isCloseTo(-0.5 * distance, offset(bound + Double.MIN_VALUE));
                    result[c.index(i, j)] = POISON;
                }
            }
            assertThat(result).containsOnly(POISON);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void elementwiseLoopsAgree(int length) {
        Random random = new Random(length);
        double[] x = random.doubles(length + 5, -30, 1).toArray();
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
            assertThat(matern[i]).isCloseTo(maternExpected[i], offset(4 * gamma(4) * Math.abs(maternExpected[i])));
            assertThat(powers[i]).isEqualTo(powersExpected[i]);
        }
    }

    static IntStream lengths() {
        return IntStream.of(1, 2, 7, 8, 9, 16, 19, 48, 100);
    }

    private static double gamma(int n) {
        return n * ROUNDOFF / (1 - n * ROUNDOFF);
    }
}
