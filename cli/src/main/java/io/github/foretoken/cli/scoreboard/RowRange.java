package io.github.foretoken.cli.scoreboard;

/**
 * {@code FROM:TO}: rows, 0-based, TO exclusive.
 *
 * @param from first row, or null for the middle of the series
 * @param to row after the last one, or null for its end
 */
public record RowRange(Integer from, Integer to) {
    /** The second half. */
    public static final RowRange SECOND_HALF = new RowRange(null, null);

    /**
     * Reads it; either number may be missing.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static RowRange parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not FROM:TO, such as 100:200");
        }
        return new RowRange(number(parts[0], text), number(parts[1], text));
    }

    private static Integer number(String part, String text) {
        if (part.isEmpty()) {
            return null;
        }
        try {
            return Integer.parseInt(part);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not FROM:TO, two whole numbers such as 100:200", e);
        }
    }

    /** The first row, of that many. */
    public int from(int rows) {
        return from == null ? rows / 2 : from;
    }

    /** The row after the last one, of that many. */
    public int to(int rows) {
        return to == null ? rows : to;
    }
}
