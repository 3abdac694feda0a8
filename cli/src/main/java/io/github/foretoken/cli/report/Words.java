package io.github.foretoken.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers in sentences and tables. */
final class Words {
    private static final int GROUP = 3;

    private Words() {}

    /** With commas between thousands. */
    static String count(long n) {
        StringBuilder digits = new StringBuilder(Long.toString(n));
        for (int at = digits.length() - GROUP; at > 0; at -= GROUP) {
            digits.insert(at, ',');
        }
        return digits.toString();
    }

    /** So many of something. */
    static String count(long n, String one) {
        return count(n) + " " + one + (n == 1 ? "" : "s");
    }

    /** Four significant digits; a dash for what is undefined. */
    static String brief(double x) {
        if (!Double.isFinite(x)) {
            return "–";
        }
        BigDecimal rounded = BigDecimal.valueOf(x).round(new MathContext(4)).stripTrailingZeros();
        return x == 0 || (Math.abs(x) >= 1e-4 && Math.abs(x) < 1e7) ? rounded.toPlainString()
                : String.valueOf(rounded.doubleValue()).replace("E", "e");
    }

    /** A share in per cent with one decimal; a dash for what is undefined. */
    static String percent(double share) {
        return Double.isNaN(share) ? "–"
                : BigDecimal.valueOf(100 * share).setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
    }
}
