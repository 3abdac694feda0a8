package io.github.foretoken.internal.simd;

import java.math.BigDecimal;
import java.math.MathContext;

/** exp to 50 digits by argument halving and the power series: an oracle, not fast. */
final class BigExp {
    private static final MathContext CONTEXT = new MathContext(60);
    private static final int HALVINGS = 14;

    private BigExp() {}

    static BigDecimal of(double x) {
        BigDecimal r = new BigDecimal(x).divide(BigDecimal.valueOf(1L << HALVINGS), CONTEXT);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 40; k++) {
            term = term.multiply(r, CONTEXT).divide(BigDecimal.valueOf(k), CONTEXT);
            sum = sum.add(term, CONTEXT);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = sum.multiply(sum, CONTEXT);
        }
        return sum;
    }
}
