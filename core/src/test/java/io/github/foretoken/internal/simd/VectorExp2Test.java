package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VectorExp2Test {
    private static final double SMALLEST_POSITIVE = -1075 + 0x1p-42;

    @BeforeEach
    void needsTheVectorApi() {
        assumeTrue(!System.getProperty("foretoken.test.expect", "").equals("scalar"));
    }

    @Test
    void staysCloseToTheTrueValue() {
        Random random = new Random(1);
        double worst = 0;
        double worstFloat = 0;
        double worstScalar = 0;
        for (int i = 0; i < 20_000; i++) {
            double x = argument(random, i, 1074.9, 1024);
            worst = Math.max(worst, ulps(x, VectorExp2.scalar(x), Math.ulp(VectorExp2.scalar(x))));
            worstScalar = Math.max(worstScalar, ulps(x, Exp2.of(x), Math.ulp(Exp2.of(x))));
            float f = (float) argument(random, i, 148.9, 127.9);
            worstFloat = Math.max(worstFloat, ulps(f, FloatVectorExp2.scalar(f), Math.ulp(FloatVectorExp2.scalar(f))));
        }
        assertThat(worst).as("greatest error in ulp").isBetween(0.5, 1.2);
        assertThat(worstFloat).as("greatest error in ulp, float32").isBetween(0.5, 1.2);
        assertThat(worstScalar).as("greatest error of the scalar twin in ulp").isBetween(0.5, 2.0);
    }

    private static double argument(Random random, int i, double low, double high) {
        return switch (i % 4) {
            case 0 -> random.nextDouble(-low, high);
            case 1 -> random.nextDouble(-40, 1);
            case 2 -> random.nextGaussian();
            default -> Math.scalb(random.nextDouble(-1, 1), -random.nextInt(60));
        };
    }

    private static double ulps(double x, double actual, double ulp) {
        return BigExp2.of(x)
                .subtract(new BigDecimal(actual))
                .abs()
                .divide(new BigDecimal(ulp), MathContext.DECIMAL32)
                .doubleValue();
    }

    @Test
    void agreesWithTheScalarTwinDensely() {
        double[] x = new Random(2).doubles(2_000_000, -1100, 1040).toArray();
        double[] y = x.clone();
        float[] z = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            z[i] = (float) (x[i] / 7);
        }
        float[] arguments = z.clone();
        VectorExp2.apply(y, 0, y.length);
        FloatVectorExp2.apply(z, 0, z.length);
        for (int i = 0; i < x.length; i++) {
            assertWithin3Ulp(x[i], y[i], Exp2.of(x[i]), Math.ulp(Exp2.of(x[i])));
            float expected = Exp2.of(arguments[i]);
            assertWithin3Ulp(arguments[i], z[i], expected, Math.ulp(expected));
        }
    }

    private static void assertWithin3Ulp(double x, double actual, double expected, double ulp) {
        if (!(actual == expected || Math.abs(actual - expected) <= 3 * ulp)) {
            throw new AssertionError("2^" + x + " = " + actual + ", expected " + expected);
        }
    }

    @Test
    void bodyTailAndScalarGiveTheSameBits() {
        double[] specials = {0, -0.0, 1, -1, 1021, -1021, 1021.5, -1021.5, Math.nextDown(1024), 1024, SMALLEST_POSITIVE,
            -1074, 125, -125, 126.5, -126.5, 127.99, 128, -149.5, -151, 1e9, -1e9, Double.NaN, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
        for (double special : specials) {
            for (int place = 0; place < 35; place++) {
                double[] x = new double[35];
                Arrays.fill(x, -3.3);
                x[place] = special;
                VectorExp2.apply(x, 0, x.length);
                assertThat(x[place]).as("2^" + special + " at " + place)
                        .isEqualTo(Double.valueOf(VectorExp2.scalar(special)));
                // Neighbours do not notice which way the vector took.
                assertThat(x[(place + 1) % 35]).isEqualTo(VectorExp2.scalar(-3.3));
                float[] f = new float[35];
                Arrays.fill(f, -3.3f);
                f[place] = (float) special;
                FloatVectorExp2.apply(f, 0, f.length);
                assertThat(f[place]).as("2^" + special + " at " + place + ", float32")
                        .isEqualTo(Float.valueOf(FloatVectorExp2.scalar((float) special)));
                assertThat(f[(place + 1) % 35]).isEqualTo(FloatVectorExp2.scalar(-3.3f));
            }
        }
    }

    @Test
    void endsOfTheRange() {
        assertThat(VectorExp2.scalar(0)).isEqualTo(1);
        assertThat(VectorExp2.scalar(-1074)).isEqualTo(Double.MIN_VALUE);
        assertThat(VectorExp2.scalar(1023)).isEqualTo(0x1p1023);
        assertThat(VectorExp2.scalar(Double.NaN)).isNaN();
        assertThat(VectorExp2.scalar(Double.POSITIVE_INFINITY)).isInfinite().isPositive();
        assertThat(VectorExp2.scalar(Double.NEGATIVE_INFINITY)).isEqualTo(0);
        assertThat(VectorExp2.scalar(Math.nextDown(1024.0))).isFinite();
        assertThat(VectorExp2.scalar(1024)).isInfinite();
        assertThat(VectorExp2.scalar(SMALLEST_POSITIVE)).isEqualTo(Double.MIN_VALUE);
        assertThat(VectorExp2.scalar(-1076)).isEqualTo(0);
        assertThat(FloatVectorExp2.scalar(0)).isEqualTo(1);
        assertThat(FloatVectorExp2.scalar(-149)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatVectorExp2.scalar(127)).isEqualTo(0x1p127f);
        assertThat(FloatVectorExp2.scalar(Float.NaN)).isNaN();
        assertThat(FloatVectorExp2.scalar(128)).isInfinite();
        assertThat(FloatVectorExp2.scalar(Math.nextDown(128f))).isFinite();
        assertThat(FloatVectorExp2.scalar(-151)).isEqualTo(0);
    }

    @Test
    void everyRangeOfTheExponentRoundsToTheNearestInteger() {
        for (int n = -1021; n <= 1021; n++) {
            assertThat(VectorExp2.scalar(n)).isEqualTo(Math.scalb(1.0, n));
        }
        for (int n = -125; n <= 125; n++) {
            assertThat(FloatVectorExp2.scalar(n)).isEqualTo(Math.scalb(1f, n));
        }
    }
}
