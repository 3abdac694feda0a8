package io.github.foretoken.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people to read. Not String.format: loading its locale data costs a one-shot process tens of ms. */
final class Numbers {
    private Numbers() {}

    /** Four significant digits. */
    static String brief(double x) {
        return Double.isFinite(x) ? BigDecimal.valueOf(x).round(new MathContext(4)).toString() : Double.toString(x);
    }

    /** Seconds with three decimals. */
    static String seconds(double x) {
        return BigDecimal.valueOf(x).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }
}
