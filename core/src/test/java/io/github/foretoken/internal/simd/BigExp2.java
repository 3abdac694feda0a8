package io.github.foretoken.internal.simd;

import java.math.BigDecimal;
import java.math.MathContext;

/** 2^x to 50 digits by exact splitting and the power series: an oracle, not fast. */
final class BigExp2 {
    private static final MathContext CONTEXT = new MathContext(60);
    private static final BigDecimal LN2 =
            new BigDecimal("0.693147180559945309417232121458176568075500134360255254120680009493393621969695");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private BigExp2() {}

    static BigDecimal of(double x) {
        int n = (int) Math.rint(x);
        BigDecimal r = new BigDecimal(x).subtract(BigDecimal.valueOf(n)).multiply(LN2, CONTEXT);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 45; k++) {
            term = term.multiply(r, CONTEXT).divide(BigDecimal.valueOf(k), CONTEXT);
            sum = sum.add(term, CONTEXT);
        }
        return sum.multiply(n >= 0 ? TWO.pow(n) : BigDecimal.ONE.divide(TWO.pow(-n), CONTEXT), CONTEXT);
    }
}
