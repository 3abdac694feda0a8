package io.github.foretoken.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people to read. Not String.format: loading its locale data costs a one-shot process tens of ms. */
public final class Numbers {
    private Numbers() {}

    /** Four significant digits. */
    public static String brief(double x) {
        if (!Double.isFinite(x)) {
            return Double.toString(x);
        }
        BigDecimal rounded = BigDecimal.valueOf(x).round(new MathContext(4)).stripTrailingZeros();
        return Math.abs(x) >= 1e-4 && Math.abs(x) < 1e7 ? rounded.toPlainString() : rounded.toString();
    }

    /** Seconds with three decimals. */
    public static String seconds(double x) {
        return BigDecimal.valueOf(x).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }
}
