package io.github.foretoken.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against BigDecimal, which defines them. */
class NumbersTest {
    private static final double[] CORNERS = {0, -0.0, 1, -1, 9.9995, 99995, 0.00099995, 9999.5, 0.5, 0.0005, 0.00049,
        0.9995, 0.9994999, 1e7, 9999999, 9999499.9, 1e-4, 9.9999e-5, 1e-6, 1e-7, 9.9995e-7, 1.5e-7, 1e22, 1e23,
        123456789, 100, 1000, 120000, 1.2e8, Double.MIN_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, 1e15, 0.1 + 0.2};

    @Test
    void fourDigits() {
        for (double x : CORNERS) {
            brief(x);
            brief(-x);
        }
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            brief(Double.longBitsToDouble(random.nextLong()));
            brief(random.nextGaussian() * Math.pow(10, random.nextInt(24) - 12));
            // Ties and long carries.
            brief(random.nextInt(100_000) / 2.0 * Math.pow(10, random.nextInt(12) - 6));
        }
        assertThat(Numbers.brief(Double.NaN)).isEqualTo("NaN");
        assertThat(Numbers.brief(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    private static void brief(double x) {
        if (Double.isFinite(x)) {
            BigDecimal rounded = BigDecimal.valueOf(x).round(new MathContext(4)).stripTrailingZeros();
            assertThat(Numbers.brief(x))
                    .isEqualTo(Math.abs(x) >= 1e-4 && Math.abs(x) < 1e7 ? rounded.toPlainString() : rounded.toString());
        }
    }

    @Test
    void threeDecimals() {
        for (double x : CORNERS) {
            seconds(x);
        }
        Random random = new Random(6);
        for (int i = 0; i < 100_000; i++) {
            seconds(random.nextDouble() * Math.pow(10, random.nextInt(12) - 6));
            seconds(random.nextInt(100_000) / 2000.0);
        }
    }

    private static void seconds(double x) {
        assertThat(Numbers.seconds(x))
                .isEqualTo(BigDecimal.valueOf(x).setScale(3, RoundingMode.HALF_UP).toPlainString());
    }
}
