package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VectorExpTest {
    private static final double LARGEST_FINITE = 0x1.62e42fefa39efp+9;
    private static final double SMALLEST_POSITIVE = -0x1.74910d52d3051p+9;

    @BeforeEach
    void needsTheVectorApi() {
        assumeTrue(!System.getProperty("foretoken.test.expect", "").equals("scalar"));
    }

    @Test
    void staysWithinTwoUlpOfTheTrueValue() {
        Random random = new Random(1);
        double worst = 0;
        for (int i = 0; i < 20_000; i++) {
            double x = switch (i % 4) {
                case 0 -> random.nextDouble(-745, 709.7);
                case 1 -> random.nextDouble(-40, 1);
                case 2 -> random.nextGaussian();
                default -> Math.scalb(random.nextDouble(-1, 1), -random.nextInt(60));
            };
            double actual = VectorExp.scalar(x);
            double ulps = BigExp.of(x)
                    .subtract(new BigDecimal(actual))
                    .abs()
                    .divide(new BigDecimal(Math.ulp(actual)), MathContext.DECIMAL32)
                    .doubleValue();
            worst = Math.max(worst, ulps);
        }
        assertThat(worst).as("greatest error in ulp").isBetween(0.5, 1.0 + 1e-9);
    }

    @Test
    void agreesWithMathExpWithinTwoUlpDensely() {
        double[] x = new Random(2).doubles(2_000_000, -760, 720).toArray();
        double[] y = x.clone();
        VectorExp.apply(y, 0, y.length);
        for (int i = 0; i < x.length; i++) {
            double expected = Math.exp(x[i]);
            if (Double.isInfinite(expected)) {
                assertThat(y[i]).isInfinite();
            } else if (!(Math.abs(y[i] - expected) <= 2 * Math.ulp(expected))) {
                throw new AssertionError("exp(" + x[i] + ") = " + y[i] + ", expected " + expected);
            }
        }
    }

    @Test
    void bodyTailAndScalarGiveTheSameBits() {
        double[] specials = {0, -0.0, 1, -1, 708, -708, 708.5, -708.5, LARGEST_FINITE, SMALLEST_POSITIVE, -745, 710,
            1e9, -1e9, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
        for (double special : specials) {
            for (int place = 0; place < 19; place++) {
                double[] x = new double[19];
                Arrays.fill(x, -3);
                x[place] = special;
                VectorExp.apply(x, 0, x.length);
                assertThat(x[place]).as("exp(" + special + ") at " + place)
                        .isEqualTo(Double.valueOf(VectorExp.scalar(special)));
                // Neighbours do not notice which way the vector took.
                assertThat(x[(place + 1) % 19]).isEqualTo(VectorExp.scalar(-3));
            }
        }
    }

    @Test
    void endsOfTheRange() {
        assertThat(VectorExp.scalar(0)).isEqualTo(1);
        assertThat(VectorExp.scalar(Double.NaN)).isNaN();
        assertThat(VectorExp.scalar(Double.POSITIVE_INFINITY)).isInfinite().isPositive();
        assertThat(VectorExp.scalar(Double.NEGATIVE_INFINITY)).isEqualTo(0);
        assertThat(VectorExp.scalar(LARGEST_FINITE)).isFinite();
        assertThat(VectorExp.scalar(Math.nextUp(LARGEST_FINITE))).isInfinite();
        assertThat(VectorExp.scalar(SMALLEST_POSITIVE)).isEqualTo(Double.MIN_VALUE);
        assertThat(VectorExp.scalar(Math.nextDown(SMALLEST_POSITIVE))).isEqualTo(0);
        assertThat(VectorExp.scalar(-1000)).isEqualTo(0);
    }
}
