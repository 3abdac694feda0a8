package io.github.foretoken.cli.terminal;

/** Numbers for people to read. Not String.format: loading its locale data costs a one-shot process tens of ms. */
public final class Numbers {
    private static final int DIGITS = 4;
    private static final int MILLI = 3;

    private Numbers() {}

    /** Four significant digits. */
    public static String brief(double x) {
        if (!Double.isFinite(x)) {
            return Double.toString(x);
        }
        Decimal rounded = Decimal.of(x).significant(DIGITS);
        return Math.abs(x) >= 1e-4 && Math.abs(x) < 1e7 ? rounded.plain(0) : rounded.toString();
    }

    /** Seconds with three decimals. */
    public static String seconds(double x) {
        return Decimal.of(x).places(MILLI).plain(MILLI);
    }
}
