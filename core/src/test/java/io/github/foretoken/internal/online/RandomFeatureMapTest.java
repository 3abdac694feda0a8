package io.github.foretoken.internal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.internal.online.RandomFeatureMap.Definition;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random features against their definition, and their kernel against the one that it is on average. */
class RandomFeatureMapTest {
    private static final double ROUNDING = 0x1p-53;
    private static final int SEEDS = 20_000;
    /** Standard deviations: of one in two million draws a normal variable is further off. */
    private static final double MOST = 5;

    private static double[] features(Definition definition, double[] x) {
        RandomFeatureMap map = new RandomFeatureMap(MicrokernelSelection.forPairs(1), definition, x.length);
        map.reserve();
        double[] phi = new double[map.count()];
        map.apply(x, 0, phi);
        return phi;
    }

    private static double[] gaussian(Random random, int p, double size) {
        return IntStream.range(0, p).mapToDouble(i -> size * random.nextGaussian()).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-3, 1, 1e3, 1e12})
    void coordinatesAreThoseOfTheirDefinition(double unit) {
        Random random = new Random(5);
        for (int p : new int[]{1, 2, 3, 7}) {
            for (int count : new int[]{2, 6, 14, 22}) {
                for (boolean waves : new boolean[]{true, false}) {
                    for (boolean radial : new boolean[]{true, false}) {
                        Definition definition = new Definition(waves, count, random.nextLong(), 1 / unit, radial);
                        DefinedFeatures defined = new DefinedFeatures(definition, p);
                        double[] x = gaussian(random, p, unit);
                        double[] expected = defined.of(x);
                        double[] phi = features(definition, x);
                        double length = Math.sqrt(DefinedFeatures.dot(x, x)) / unit;
                        // A direction is off by the condition of its block, the exponent by that times |x|, and by |x|^2.
                        double angle = 16 * p * p * defined.condition() * defined.longest() * length;
                        double relative = ROUNDING * (angle + 8 * p * length * length + 8);
                        double size = waves ? Math.sqrt(DefinedFeatures.dot(phi, phi)) : 0;
                        for (int i = 0; i < count; i++) {
                            assertThat(phi[i]).isCloseTo(expected[i], within(relative * Math.max(size, expected[i])));
                        }
                    }
                }
            }
        }
    }

    /** Angles of any size, in each quarter: against Java's own functions of the same angle, which is w x. */
    @Test
    void wavesAreCosinesAndSinesOfAnyAngle() {
        double w = features(new Definition(true, 2, 4, 1, true), new double[]{1e-9})[1] / 1e-9;
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            double x = i < 100 ? i * Math.PI / 4 / w : Math.scalb(random.nextGaussian(), random.nextInt(24));
            double[] phi = features(new Definition(true, 2, 4, 1, true), new double[]{x});
            // What w was found by is good to some roundings, and to the square of its angle.
            double off = 16 * ROUNDING * (1 + Math.abs(w * x)) + Math.abs(x * w * w * w) * 1e-18;
            assertThat(phi[0]).isCloseTo(Math.cos(w * x), within(off));
            assertThat(phi[1]).isCloseTo(Math.sin(w * x), within(off));
            assertThat(phi[0] * phi[0] + phi[1] * phi[1]).isCloseTo(1, within(8 * ROUNDING));
        }
    }

    /** A pair, and features of which the kernel at it is a random variable. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Pair(double[] x, double[] y, Definition definition) {
        double distance() {
            return squared(-1);
        }

        /** {@code |x + sign y|²}. */
        double squared(int sign) {
            return IntStream.range(0, x.length).mapToDouble(i -> Math.pow(x[i] + sign * y[i], 2)).sum();
        }

        double norms() {
            return DefinedFeatures.dot(x, x) + DefinedFeatures.dot(y, y);
        }

        double kernel() {
            return definition.radial() ? Math.exp(-distance() / 2) : Math.exp(DefinedFeatures.dot(x, y));
        }

        /** The variance, were directions independent, and what orthogonality adds to it. */
        double[] variance() {
            int p = x.length;
            int n = definition.waves() ? definition.count() / 2 : definition.count();
            int blocks = n / p;
            double together = (double) blocks * p * (p - 1) + (n % p) * (n % p - 1.0);
            double independent;
            double between;
            if (definition.waves()) {
                double amplitude = definition.radial() ? 1 : Math.exp(norms());
                independent = amplitude * Math.pow(1 - Math.exp(-distance()), 2) / 2;
                between = amplitude * (kummer(p, -distance() / 2) - Math.exp(-distance()));
            } else {
                double amplitude = Math.exp(definition.radial() ? -2 * norms() : -norms());
                double sum = squared(1);
                independent = amplitude * (Math.exp(2 * sum) - Math.exp(sum));
                between = amplitude * (kummer(p, sum / 2) - Math.exp(sum));
            }
            return new double[]{independent / n, together * between / n / n};
        }

        /** 1F1(p; p/2; z), by its series. */
        private static double kummer(double p, double z) {
            double sum = 0;
            double term = 1;
            for (int k = 0; Math.abs(term) > ROUNDING * Math.abs(sum); k++) {
                sum += term;
                term *= (p + k) / (p / 2 + k) * z / (k + 1);
            }
            return sum;
        }

        double[] draws() {
            double[] draws = new double[SEEDS];
            for (int seed = 0; seed < SEEDS; seed++) {
                Definition one = new Definition(definition.waves(), definition.count(), seed, 1, definition.radial());
                draws[seed] = DefinedFeatures.dot(features(one, x), features(one, y));
            }
            return draws;
        }
    }

    static Stream<Pair> pairs() {
        Random random = new Random(8);
        return Stream.of(1, 2, 3, 5)
                .flatMap(p -> Stream.of(0.3, 0.7)
                        .flatMap(size -> Stream.of(true, false)
                                .flatMap(waves -> Stream.of(true, false)
                                        .map(radial -> new Pair(gaussian(random, p, size / Math.sqrt(p)),
                                                gaussian(random, p, size / Math.sqrt(p)),
                                                new Definition(waves, waves ? 2 * p + 4 : p + 2, 0, 1, radial))))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theirKernelIsRightOnAverageWithTheVarianceOfTheFormula(Pair pair) {
        double[] variance = pair.variance();
        double total = variance[0] + variance[1];
        double[] off = Arrays.stream(pair.draws()).map(draw -> draw - pair.kernel()).toArray();
        double mean = Arrays.stream(off).average().orElseThrow();
        assertThat(Math.abs(mean)).isLessThan(MOST * Math.sqrt(total / SEEDS));
        double square = Arrays.stream(off).map(x -> x * x).average().orElseThrow();
        double fourth = Arrays.stream(off).map(x -> x * x * x * x).average().orElseThrow();
        assertThat(square).isCloseTo(total, within(MOST * Math.sqrt((fourth - square * square) / SEEDS)));
    }

    /** As they would not if directions were independent. */
    @Test
    void orthogonalDirectionsAreBetterOnes() {
        Random random = new Random(3);
        Pair pair = new Pair(gaussian(random, 5, 0.4), gaussian(random, 5, 0.4), new Definition(true, 10, 0, 1, true));
        double[] variance = pair.variance();
        double square = Arrays.stream(pair.draws()).map(draw -> Math.pow(draw - pair.kernel(), 2)).sum() / SEEDS;
        assertThat(square).isLessThan(variance[0] / 2);
        // Every power in the series of positive features falls.
        for (int p = 2; p < 40; p++) {
            for (double size : new double[]{0.01, 0.1, 1, 2}) {
                double[] x = new double[p];
                x[0] = size;
                assertThat(new Pair(x, x, new Definition(false, p, 0, 1, false)).variance()[1]).isNegative();
            }
        }
    }

    /** What variances of waves are at most, in units of the root of k(x, x) k(y, y) and one over the directions. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 15})
    void variancesOfWavesAreBounded(int p) {
        for (double distance = 0.01; distance < 5; distance += 0.01) {
            double[] x = new double[p];
            x[0] = distance;
            double[] variance = new Pair(x, new double[p], new Definition(true, 2 * p, 0, 1, true)).variance();
            assertThat(p * (variance[0] + variance[1])).isBetween(0.0, 0.508);
        }
    }

    @Test
    void positiveFeaturesArePositiveAndWavesHaveTheirNorm() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            double[] x = gaussian(random, 4, 1);
            assertThat(features(new Definition(false, 20, i, 1, i % 2 == 0), x))
                    .satisfies(phi -> assertThat(Arrays.stream(phi).min().orElseThrow()).isPositive());
            double[] waves = features(new Definition(true, 20, i, 1, false), x);
            double norm = DefinedFeatures.dot(x, x);
            assertThat(DefinedFeatures.dot(waves, waves)).isCloseTo(Math.exp(norm),
                    within((64 + 8 * norm) * ROUNDING * Math.exp(norm)));
        }
        // Far out they are 0 rather than numbers whose squares are none.
        assertThat(features(new Definition(false, 6, 1, 1, false), new double[]{1e200})).containsOnly(0);
        assertThat(features(new Definition(true, 6, 1, 1, true), new double[]{1e308}))
                .satisfies(phi -> assertThat(DefinedFeatures.dot(phi, phi)).isCloseTo(1, within(8 * ROUNDING)));
    }
}
