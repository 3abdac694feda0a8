package io.github.foretoken.internal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.internal.state.StateFlaw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates and gains against arithmetic in 120 digits, within the bound that is promised. */
class RecursiveLeastSquaresTest {
    private static final double[] SCALES = {1e-12, 1e-6, 1, 1e6, 1e12};

    /** Of the bound: e = 2 (p + m) u. */
    private static double tolerance(int p) {
        return 2 * (p + 1);
    }

    /** An autoregression of order 2 with deviations near 1, offset and scaled. */
    private static double[] series(int length, double scale, double level, Random random) {
        double[] x = new double[length];
        double last = 0;
        double before = 0;
        for (int t = 0; t < length; t++) {
            double next = 1.2 * last - 0.6 * before + random.nextGaussian();
            before = last;
            last = next;
            x[t] = scale * (level + next);
        }
        return x;
    }

    /** The p numbers before index t, newest first. */
    private static double[] feature(double[] x, int t, int p) {
        double[] feature = new double[p];
        Arrays.setAll(feature, k -> x[t - 1 - k]);
        return feature;
    }

    private static double estimate(RecursiveLeastSquares fit, double[] feature) {
        double[] estimate = new double[1];
        fit.estimate(feature, 0, estimate);
        return estimate[0];
    }

    private static void requireExact(RecursiveLeastSquares fit, ExactLeastSquares exact, double[] feature, double gamma,
            String what) {
        BigDecimal expected = exact.estimate(feature);
        double error = expected.subtract(new BigDecimal(estimate(fit, feature))).abs().doubleValue();
        assertThat(error).as(what).isLessThanOrEqualTo(tolerance(feature.length) * exact.bound() + Double.MIN_NORMAL);
        double[] gain = new double[feature.length];
        fit.gain(feature, 0, gain);
        double divisor = gamma + exact.leverage();
        for (int k = 0; k < gain.length; k++) {
            // The divisor is off by twice what the root of the leverage is.
            assertThat(gain[k] * exact.length(k)).as(what)
                    .isCloseTo(exact.inverseTimesFeature()[k] / divisor * exact.length(k),
                            offset(2 * tolerance(feature.length) * exact.inverseBound() / divisor));
        }
        // The estimate is the greatest ratio itself, off as any quotient of U's elements is.
        double relative = tolerance(feature.length) * 0x1p-53 * exact.condition();
        if (relative < 0.25) {
            assertThat(fit.condition()).as(what)
                    .isBetween(exact.condition() * (1 - 2 * relative), exact.condition() * (1 + 2 * relative));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 0.9", "2, 1", "2, 0.99", "2, 0.9", "5, 1", "5, 0.9"})
    void estimatesKeepTheirBoundAtAllScalesAndOffsets(int p, double gamma) {
        for (double scale : SCALES) {
            for (double level : new double[]{0, 1e3, 1e6, 1e9}) {
                follow(p, gamma, scale, level, 0.1, 90, 13);
                follow(p, gamma, scale, level, 0.1 * scale * scale, 90, 13);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 1, 0", "30, 1, 1e9", "30, 0.9, 1e9", "12, 0.95, 1e5"})
    void estimatesKeepTheirBoundWithManyDelays(int p, double gamma, double level) {
        follow(p, gamma, 1, level, 0.1, p + 30, 20);
    }

    private static void follow(int p, double gamma, double scale, double level, double ridge, int pairs, int every) {
        RecursiveLeastSquares fit = new RecursiveLeastSquares(p, 1, ridge, gamma);
        ExactLeastSquares exact = new ExactLeastSquares(p, ridge, gamma, RidgeRule.FADING);
        double[] x = series(pairs + p + 1, scale, level, new Random(p));
        for (int t = p; t < p + pairs; t++) {
            double[] feature = feature(x, t, p);
            if (t < p + 3 || t % every == 0) {
                requireExact(fit, exact, feature, gamma,
                        "after %s of %s x (%s + 1), ridge %s".formatted(t - p, scale, level, ridge));
            }
            fit.learn(feature, 0, x, t, null);
            exact.learn(feature, x[t]);
        }
    }

    /** Sums of products are exact in integers, of which deviations are made. */
    @Test
    void aMillionTokensKeepTheBoundOfTen() {
        int p = 2;
        long level = 1_000_000_000;
        int unit = 1024;
        int tokens = 1_000_000;
        RecursiveLeastSquares fit = new RecursiveLeastSquares(p, 1, 0.1, 1);
        Random random = new Random(1);
        // Of 1 and the deviations of lag 1, lag 2 and the target.
        long[][] sums = new long[4][4];
        long[] deviations = {1, 0, 0, 0};
        double[] feature = new double[p];
        double[] target = new double[1];
        for (int t = 0; t < tokens; t++) {
            deviations[3] = Math.round(1.2 * deviations[1] - 0.6 * deviations[2] + unit * random.nextGaussian());
            for (int k = 0; k < p; k++) {
                feature[k] = level + (double) deviations[1 + k] / unit;
            }
            target[0] = level + (double) deviations[3] / unit;
            fit.learn(feature, 0, target, 0, null);
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    sums[i][j] += deviations[i] * deviations[j];
                }
            }
            deviations[2] = deviations[1];
            deviations[1] = deviations[3];
        }
        BigDecimal[][] products = new BigDecimal[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                BigDecimal a = BigDecimal.valueOf(level * unit);
                products[i][j] = a.multiply(a)
                        .multiply(BigDecimal.valueOf(sums[0][0]))
                        .add(a.multiply(BigDecimal.valueOf(sums[0][i + 1] + sums[0][j + 1])))
                        .add(BigDecimal.valueOf(sums[i + 1][j + 1]))
                        .divide(BigDecimal.valueOf((long) unit * unit));
            }
        }
        ExactLeastSquares exact = new ExactLeastSquares(p, 0.1, 1, RidgeRule.FADING);
        exact.learnSums(products, new BigDecimal[]{products[0][2], products[1][2]}, products[2][2]);
        requireExact(fit, exact, feature, 1, "newest feature");
        requireExact(fit, exact, new double[]{level + 2.5, level - 1.25}, 1, "another");
    }

    /** After 0.99^10,000 = 2e-44 nothing of what was before is left in any digit. */
    @Test
    void aMillionTokensWithForgettingAreTheLastTenThousand() {
        int p = 2;
        double gamma = 0.99;
        int tokens = 1_000_000;
        RecursiveLeastSquares fit = new RecursiveLeastSquares(p, 1, 0.1, gamma);
        ExactLeastSquares exact = new ExactLeastSquares(p, 0.1, gamma, RidgeRule.FADING);
        double[] x = series(tokens + p + 1, 1, 1e9, new Random(2));
        for (int t = p; t < tokens + p; t++) {
            double[] feature = feature(x, t, p);
            fit.learn(feature, 0, x, t, null);
            if (t >= tokens + p - 10_000) {
                exact.learn(feature, x[t]);
            }
        }
        requireExact(fit, exact, feature(x, tokens + p, p), gamma, "at the end");
    }

    /** A zero, twins, and one that stops: what has faded of their ridge is put back as the rule says. */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.97})
    void directionsThatAreNotShownFollowTheRule(double gamma) {
        int p = 4;
        RecursiveLeastSquares fit = new RecursiveLeastSquares(p, 1, 0.5, gamma);
        ExactLeastSquares exact = new ExactLeastSquares(p, 0.5, gamma, RidgeRule.FADING);
        Random random = new Random(3);
        int pairs = (int) (-110 / Math.log(gamma));
        for (int t = 0; t < pairs; t++) {
            double a = random.nextInt(-4, 5);
            double[] feature = {0, a, t < 30 ? random.nextGaussian() : 0, a};
            double[] target = {a + 0.5 * feature[2]};
            fit.learn(feature, 0, target, 0, null);
            exact.learn(feature, target[0]);
            if (t % (pairs / 8) == 0) {
                requireExact(fit, exact, new double[]{1, 2, 3, 2}, gamma, "after " + t);
            }
        }
        requireExact(fit, exact, new double[]{1, 2, 3, -5}, gamma, "shown again");
        assertThat(estimate(fit, new double[]{1, 0, 1, 0})).isCloseTo(0, offset(0x1p-15));
    }

    @ParameterizedTest
    @CsvSource({"1, -350", "1, 510", "0.95, 480", "1, -20", "0.95, 3"})
    void powersOfTwoChangeNoBit(double gamma, int exponent) {
        int p = 3;
        double[] x = series(400, 1, 50, new Random(5));
        double[] scaled = Arrays.stream(x).map(c -> Math.scalb(c, exponent)).toArray();
        RecursiveLeastSquares fit = new RecursiveLeastSquares(p, 1, 0.1, gamma);
        RecursiveLeastSquares twin = new RecursiveLeastSquares(p, 1, Math.scalb(0.1, 2 * exponent), gamma);
        for (int t = p; t < 400; t++) {
            double[] feature = feature(x, t, p);
            double[] other = feature(scaled, t, p);
            assertThat(estimate(twin, other)).isEqualTo(Math.scalb(estimate(fit, feature), exponent));
            fit.learn(feature, 0, x, t, null);
            twin.learn(other, 0, scaled, t, null);
        }
    }

    /** All that float64 holds is taken in. */
    @Test
    void theLargestAndSmallestNumbersDoNotOverflow() {
        for (double size : new double[]{Double.MAX_VALUE, 0x1p511, 1e200, 1e-200, Double.MIN_VALUE}) {
            RecursiveLeastSquares fit = new RecursiveLeastSquares(2, 1, 0.1, 1);
            for (int t = 0; t < 1000; t++) {
                fit.learn(new double[]{size, -size}, 0, new double[]{size}, 0, null);
            }
            double expected = size > 1 ? size : 0;
            assertThat(estimate(fit, new double[]{size, -size})).isCloseTo(expected, offset(size * 0x1p-45));
        }
    }

    @Test
    void whatTheRecursionForTheInverseSavedIsTakenOver() throws IOException {
        // N = [[4, 2], [2, 3]], of which the inverse is [[3, -2], [-2, 4]] / 8; W = (0.5, -1).
        RecursiveLeastSquares fit = new RecursiveLeastSquares(2, 1, 0.1, 1);
        load(fit, 3 / 8.0, -2 / 8.0, -2 / 8.0, 4 / 8.0, 0.5, -1);
        assertThat(estimate(fit, new double[]{1, 2})).isCloseTo(-1.5, offset(8 * 0x1p-53));
        // N becomes [[5, 3], [3, 4]], the right side N W + (1, 1) = (0, -2) + (1, 1).
        fit.learn(new double[]{1, 1}, 0, new double[]{1}, 0, null);
        assertThat(estimate(fit, new double[]{11, 0})).isCloseTo(7, offset(64 * 0x1p-53));
        assertThat(estimate(fit, new double[]{0, 11})).isCloseTo(-8, offset(64 * 0x1p-53));
        // One that has lost its definiteness: estimates are still those of its weights.
        load(fit, 1, 1 + 0x1p-40, 1 + 0x1p-40, 1, 0.5, -1);
        assertThat(estimate(fit, new double[]{1, 2})).isCloseTo(-1.5, offset(0x1p-20));
        assertThatThrownBy(() -> load(fit, -1, 0, 0, 1, 0.5, -1)).isInstanceOf(StateFlaw.class)
                .hasMessageContaining("a variance of a weight that cannot be, -1.0");
    }

    private static void load(RecursiveLeastSquares fit, double... numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateFile.write(bytes, out -> {
            out.putText("least squares");
            out.putDoubles(numbers, 0, numbers.length);
        });
        StateFile.read(new ByteArrayInputStream(bytes.toByteArray()), in -> {
            fit.read(in);
            return fit;
        });
    }
}
