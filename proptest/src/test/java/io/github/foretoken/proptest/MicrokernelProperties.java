package io.github.foretoken.proptest;

import io.github.foretoken.internal.simd.ScalarScoreMicrokernels;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.VectorScoreMicrokernels;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Rounding;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Both twins, built here rather than selected, do what the contract of the inner loops says. */
class MicrokernelProperties extends Generators {
    enum Twin {
        SCALAR, VECTOR;

        ScoreMicrokernels loops() {
            return this == SCALAR ? new ScalarScoreMicrokernels() : new VectorScoreMicrokernels();
        }
    }

    private static final double POISON = Double.NaN;

    @Property
    void gemmAddsTheProductAndTouchesNothingElse(@ForAll Twin twin, @ForAll @IntRange(min = 0, max = 19) int m,
            @ForAll @IntRange(min = 0, max = 40) int n, @ForAll @IntRange(min = 0, max = 70) int k,
            @ForAll @IntRange(min = 0, max = 5) int offset, @ForAll @IntRange(min = 0, max = 3) int gap,
            @ForAll("seeds") long seed) {
        ScoreMicrokernels loops = twin.loops();
        Random random = new Random(seed);
        double[] a = view(k, m, offset, m + gap, random);
        double[] b = view(k, n, offset + 1, n + gap, random);
        double[] c = view(m, n, offset + 2, n + gap, random);
        double[] aBefore = a.clone();
        double[] bBefore = b.clone();
        double[] actual = c.clone();
        loops.gemm(m, n, k, a, offset, m + gap, b, offset + 1, n + gap, actual, offset + 2, n + gap);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = offset + 2 + i * (n + gap) + j;
                double sum = c[at];
                double size = Math.abs(c[at]);
                for (int p = 0; p < k; p++) {
                    double term = a[offset + p * (m + gap) + i] * b[offset + 1 + p * (n + gap) + j];
                    sum += term;
                    size += Math.abs(term);
                }
                assertClose("c[" + i + "][" + j + "]", actual[at], sum, 2 * Rounding.gamma(k + 1) * size);
                actual[at] = c[at];
            }
        }
        Bits.assertSame("padding of C", c, actual);
        Bits.assertSame("A", aBefore, a);
        Bits.assertSame("B", bBefore, b);
    }

    /** Equal inputs give equal bits wherever an element stands: body or tail, wide or alone. */
    @Property
    void anElementOfAProductDoesNotDependOnItsPosition(@ForAll Twin twin, @ForAll @IntRange(min = 1, max = 19) int m,
            @ForAll @IntRange(min = 1, max = 40) int n, @ForAll @IntRange(min = 0, max = 70) int k,
            @ForAll("seeds") long seed) {
        ScoreMicrokernels loops = twin.loops();
        Random random = new Random(seed);
        double[] a = view(k, m, 0, m, random);
        double[] b = view(k, n, 0, n, random);
        double[] whole = view(m, n, 0, n, random);
        double[] parts = whole.clone();
        int split = random.nextInt(k + 1);
        loops.gemm(m, n, k, a, 0, m, b, 0, n, whole, 0, n);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                // In two goes: products are added to C in order, so that tiles may be added one by one.
                loops.gemm(1, 1, split, a, i, m, b, j, n, parts, i * n + j, n);
                loops.gemm(1, 1, k - split, a, split * m + i, m, b, split * n + j, n, parts, i * n + j, n);
            }
        }
        Bits.assertSame("C", whole, parts);
    }

    @Property
    void powersAreWithinTwoUlp(@ForAll Twin twin, @ForAll @IntRange(min = 0, max = 23) int length,
            @ForAll @IntRange(min = 0, max = 5) int offset, @ForAll("exponents") double centre,
            @ForAll("seeds") long seed) {
        ScoreMicrokernels loops = twin.loops();
        Random random = new Random(seed);
        double[] x = view(1, length, offset, length + 3, random);
        for (int i = offset; i < offset + length; i++) {
            x[i] = centre + (random.nextInt(4) == 0 ? 300 : 1) * x[i];
        }
        double[] actual = x.clone();
        loops.exp2(actual, offset, length);
        for (int i = offset; i < offset + length; i++) {
            assertPower(x[i], actual[i]);
            double[] alone = {x[i]};
            loops.exp2(alone, 0, 1);
            Bits.assertSame("power alone", alone, new double[]{actual[i]});
            actual[i] = x[i];
        }
        Bits.assertSame("outside", x, actual);
    }

    @Provide
    Arbitrary<Double> exponents() {
        return Arbitraries.oneOf(Arbitraries.doubles().between(-1100, 1040), Arbitraries.doubles().between(-2, 2),
                Arbitraries.of(0.0, 1023.0, 1023.99, -1022.0, -1074.5, 1e300, -1e300));
    }

    @Example
    void powersAreRightAtTheEndsOfTheirRange() {
        double[] ends = {0.0, -0.0, Math.nextDown(1024.0), 1024, 1025, 1e308, -1021, -1021.5, -1022, -1022.5, -1073.5,
            -1074, -1075.5, -1e308, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Double.MIN_VALUE,
            1021, 1021.5, 1, 0.5, -0.5};
        for (Twin twin : Twin.values()) {
            for (int shift = 0; shift < ends.length; shift++) {
                double[] x = new double[ends.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = ends[(i + shift) % ends.length];
                }
                double[] actual = x.clone();
                twin.loops().exp2(actual, 0, x.length);
                for (int i = 0; i < x.length; i++) {
                    assertPower(x[i], actual[i]);
                }
            }
        }
    }

    /** Math.pow itself is within 1 ulp, each twin within 2; infinities, zero and NaN as they are. */
    private static void assertPower(double x, double actual) {
        double expected = Math.pow(2, x);
        boolean special = Double.isNaN(expected) || Double.isInfinite(expected);
        Claim.holds(
                special ? Double.compare(expected, actual) == 0 : Math.abs(actual - expected) <= 3 * Math.ulp(expected),
                "2^%s = %s, Math.pow gives %s", x, actual, expected);
    }

    @Property
    void elementwiseLoopsFollowTheirFormula(@ForAll Twin twin, @ForAll @IntRange(min = 0, max = 23) int length,
            @ForAll @IntRange(min = 0, max = 5) int offset, @ForAll @IntRange(min = 1, max = 9) int exponent,
            @ForAll("seeds") long seed) {
        ScoreMicrokernels loops = twin.loops();
        Random random = new Random(seed);
        double[] x = view(1, length, offset, length + 3, random);
        double[] negated = view(1, length, 2, length + 3, random);
        double[] root = x.clone();
        double[] power = x.clone();
        double[] matern = x.clone();
        loops.negatedRoot(root, offset, length);
        loops.power(power, offset, length, exponent);
        loops.timesMaternPolynomial(matern, offset, length, negated, 2, 0.7, 1.0 / 3);
        for (int i = 0; i < length; i++) {
            double value = x[offset + i];
            double a = -negated[2 + i];
            double size = Math.abs(value) * (1 + Math.abs(0.7 * a) + a * a / 3);
            assertClose("root", root[offset + i], 0 - Math.sqrt(Math.max(-value, 0)), 0);
            assertClose("power", power[offset + i], Math.pow(value, exponent),
                    Rounding.gamma(2 * exponent + 2) * Math.pow(Math.abs(value), exponent));
            assertClose("matern", matern[offset + i], value * (1 + 0.7 * a + a * a / 3), Rounding.gamma(12) * size);
        }
        for (double[] result : new double[][]{root, power, matern}) {
            System.arraycopy(x, offset, result, offset, length);
            Bits.assertSame("outside", x, result);
        }
    }

    @Property
    void columnFoldsSeeTheirColumnsOnly(@ForAll Twin twin, @ForAll @IntRange(min = 0, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns, @ForAll @IntRange(min = 0, max = 5) int offset,
            @ForAll("seeds") long seed) {
        ScoreMicrokernels loops = twin.loops();
        Random random = new Random(seed);
        double[] x = view(rows, columns, offset, columns + 3, random);
        double[] before = x.clone();
        double[] maxima = new double[columns + 2];
        double[] sums = new double[columns + 2];
        loops.columnMaxima(rows, columns, x, offset, columns + 3, maxima, 1);
        loops.columnSums(rows, columns, x, offset, columns + 3, sums, 1);
        for (int j = 0; j < columns; j++) {
            double greatest = 0;
            double sum = 0;
            double size = 0;
            for (int i = 0; i < rows; i++) {
                double entry = x[offset + i * (columns + 3) + j];
                greatest = Math.max(greatest, entry);
                sum += entry;
                size += Math.abs(entry);
            }
            assertClose("maximum", maxima[1 + j], greatest, 0);
            assertClose("sum", sums[1 + j], sum, 2 * Rounding.gamma(rows + 1) * size);
        }
        Bits.assertSame("tile", before, x);
        assertClose("outside", maxima[0] + maxima[columns + 1] + sums[0] + sums[columns + 1], 0, 0);
    }

    @Property
    void notANumberStaysOne(@ForAll Twin twin, @ForAll @IntRange(min = 1, max = 23) int length,
            @ForAll("seeds") long seed) {
        Random random = new Random(seed);
        double[] root = view(1, length, 0, length, random);
        int hole = random.nextInt(length);
        root[hole] = Double.NaN;
        twin.loops().negatedRoot(root, 0, length);
        Claim.holds(Double.isNaN(root[hole]), "NaN became %s", root[hole]);
    }

    /** Normal entries within the view, NaN everywhere else. */
    private static double[] view(int rows, int cols, int offset, int stride, Random random) {
        double[] data = new double[offset + rows * stride + 7];
        Arrays.fill(data, POISON);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                data[offset + i * stride + j] = random.nextGaussian();
            }
        }
        return data;
    }

    private static void assertClose(String what, double actual, double expected, double allowed) {
        Claim.holds(Math.abs(actual - expected) <= allowed, "%s is %s, expected %s, allowed %s", what, actual, expected,
                allowed);
    }
}
