package io.github.foretoken.cli.plot;

/**
 * Ticks of a logarithmic axis. XChart's own puts a grid line at each of 2, 3, ..., 9 times a power of ten, which is
 * right for a few decades and a grey wall for many. Wide axes therefore are linear in log10, with ticks at whole
 * exponents only.
 *
 * @param from log10 of the low end
 * @param to log10 of the high end
 */
record Decades(double from, double to) {
    private static final int FEW = 4;
    /** At most this many of the digits 2 and 5 fit between the powers of ten. */
    private static final double CLOSE_UP = 2;
    /** Within which 3 and 7 do, too. */
    private static final double CLOSER = 1;

    /** The decades that positive values lie in; those of 1 to 10 when there are none. */
    static Decades of(double low, double high) {
        if (!(low > 0) || !(high >= low) || Double.isInfinite(high)) {
            return new Decades(0, 1);
        }
        double from = Math.log10(low);
        double to = Math.log10(high);
        // An axis needs some length, and one shorter than half a decade may miss every labelled tick.
        double missing = Math.max(0, 0.5 - (to - from)) / 2;
        return new Decades(from - missing, to + missing);
    }

    boolean isWide() {
        return to - from > FEW;
    }

    /**
     * The label of a tick at 10^exponent. Ticks are at whole exponents; the ends of the axis, which are not, must have
     * labels as well, and different ones, or XChart takes the format for too coarse and draws no tick at all.
     */
    static String wideLabel(double exponent) {
        long rounded = Math.round(exponent);
        return Math.abs(exponent - rounded) < 1e-6 ? powerOfTen(rounded) : "10^" + exponent;
    }

    /** The label of a tick at this value, blank where labels would crowd. */
    String narrowLabel(double value) {
        double exponent = Math.floor(Math.log10(value) + 1e-9);
        long digit = Math.round(value / Math.pow(10, exponent));
        boolean shown = digit == 1 || (to - from <= CLOSE_UP && (digit == 2 || digit == 5))
                || (to - from <= CLOSER && (digit == 3 || digit == 7));
        if (!shown) {
            // A blank, not an empty string: text of length 0 cannot be laid out.
            return " ";
        }
        if (exponent >= -3 && exponent <= 4) {
            return exponent < 0 ? plain(digit, (int) -exponent) : String.valueOf(digit * (long) Math.pow(10, exponent));
        }
        return digit == 1 ? powerOfTen((long) exponent) : digit + "·" + powerOfTen((long) exponent);
    }

    private static String plain(long digit, int decimals) {
        return "0." + "0".repeat(decimals - 1) + digit;
    }

    private static String powerOfTen(long exponent) {
        if (exponent == 0) {
            return "1";
        }
        StringBuilder label = new StringBuilder("10");
        for (char c : Long.toString(exponent).toCharArray()) {
            label.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return label.toString();
    }
}
