package io.github.foretoken.lab.table;

/** What a cell of text holds. */
enum Cell {
    NUMBER, EMPTY, NOT_FINITE, TEXT;

    static Cell of(String text) {
        String cell = text.strip();
        if (cell.isEmpty()) {
            return EMPTY;
        }
        if (plain(cell)) {
            try {
                return Double.isFinite(Double.parseDouble(cell)) ? NUMBER : NOT_FINITE;
            } catch (NumberFormatException e) {
                return TEXT;
            }
        }
        String word = cell.charAt(0) == '-' || cell.charAt(0) == '+' ? cell.substring(1) : cell;
        return word.equalsIgnoreCase("nan") || word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")
                ? NOT_FINITE
                : TEXT;
    }

    /** The value of a {@link #NUMBER}. */
    static double value(String text) {
        return Double.parseDouble(text.strip());
    }

    /** Digits, signs, point, exponent: Java would also read hexadecimal floats and suffixes as in 1.5f. */
    private static boolean plain(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (!((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) {
                return false;
            }
        }
        return true;
    }
}
