package io.github.foretoken.cli.terminal;

/**
 * The shortest decimal that reads back as a double, to be rounded half up: what {@link java.math.BigDecimal#valueOf(double)} gives,
 * whose class takes a one-shot process 10 to 30 ms to load, for powers of five of fifty thousand digits.
 *
 * @param negative whether a minus stands before it
 * @param digits without zeros at either end, empty for 0
 * @param point how many digits stand before the point; negative for zeros that follow it
 */
record Decimal(boolean negative, String digits, int point) {
    private static final Decimal ZERO = new Decimal(false, "", 0);
    /** BigDecimal's own bound of what it writes without an exponent. */
    private static final int LEAST_PLAIN_POINT = -5;

    /** Of a finite number. */
    static Decimal of(double x) {
        // 12.34 or 1.234E-5
        String text = Double.toString(Math.abs(x));
        int e = text.indexOf('E');
        String mantissa = e < 0 ? text : text.substring(0, e);
        int whole = mantissa.indexOf('.');
        int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
        return stripped(x < 0, mantissa.substring(0, whole) + mantissa.substring(whole + 1), whole + exponent);
    }

    private static Decimal stripped(boolean negative, String digits, int point) {
        int from = 0;
        int to = digits.length();
        while (from < to && digits.charAt(from) == '0') {
            from++;
        }
        while (to > from && digits.charAt(to - 1) == '0') {
            to--;
        }
        return from == to ? ZERO : new Decimal(negative, digits.substring(from, to), point - from);
    }

    /** To that many digits, half away from zero. */
    Decimal significant(int count) {
        if (count >= digits.length()) {
            return this;
        }
        if (count < 0) {
            return ZERO;
        }
        // A zero before them for what is carried.
        char[] kept = ("0" + digits.substring(0, count)).toCharArray();
        if (digits.charAt(count) >= '5') {
            int at = count;
            while (kept[at] == '9') {
                kept[at--] = '0';
            }
            kept[at]++;
        }
        return stripped(negative, new String(kept), point + 1);
    }

    /** To that many digits after the point. */
    Decimal places(int count) {
        return significant(point + count);
    }

    /** Without an exponent, and with that many digits after the point at least. */
    String plain(int places) {
        String all = point > 0 ? digits : "0".repeat(1 - point) + digits;
        int whole = Math.max(1, point);
        all += "0".repeat(Math.max(0, whole + places - all.length()));
        return (negative ? "-" : "") + all.substring(0, whole)
                + (all.length() > whole ? "." + all.substring(whole) : "");
    }

    /** As BigDecimal writes it without trailing zeros. */
    @Override
    public String toString() {
        if (digits.isEmpty() || (point <= digits.length() && point >= LEAST_PLAIN_POINT)) {
            return plain(0);
        }
        return (negative ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "E"
                + (point > 0 ? "+" : "") + (point - 1);
    }
}
