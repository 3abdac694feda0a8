package io.github.foretoken.lab.table;

/** What a cell of text holds. */
enum Cell {
    NUMBER, EMPTY, MISSING, NOT_FINITE, TEXT;

    /** The number in a cell; infinite or NaN when there is none, see {@link #of}. */
    static double value(String text) {
        String cell = text.strip();
        if (cell.isEmpty() || !decimal(cell)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** What kind of cell it is. */
    static Cell of(String text) {
        if (Double.isFinite(value(text))) {
            return NUMBER;
        }
        String cell = text.strip();
        if (cell.isEmpty()) {
            return EMPTY;
        }
        String word = cell.charAt(0) == '-' || cell.charAt(0) == '+' ? cell.substring(1) : cell;
        if (word.equalsIgnoreCase("nan") || word.equalsIgnoreCase("na")) {
            return MISSING;
        }
        return Double.isInfinite(value(text)) || word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")
                ? NOT_FINITE
                : TEXT;
    }

    /** Java would also read hexadecimal numbers, suffixes as in 1.5f, and words. */
    private static boolean decimal(String cell) {
        char last = cell.charAt(cell.length() - 1);
        return ((last >= '0' && last <= '9') || last == '.') && cell.indexOf('x') < 0 && cell.indexOf('X') < 0;
    }
}
