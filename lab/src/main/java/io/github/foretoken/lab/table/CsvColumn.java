package io.github.foretoken.lab.table;

/** What is known of one column of a CSV file while it is read: whether it can be used, and if not, where and why not. */
final class CsvColumn {
    private static final int LONGEST_QUOTE = 30;

    private long numbers;
    private boolean rising = true;
    private boolean falling = true;
    private double last = Double.NaN;
    private final boolean mayMiss;
    private String text;
    private long faultLine;
    private String fault;
    private boolean missing;

    /** A column whose cells may be missing, or may not. */
    CsvColumn(boolean mayMiss) {
        this.mayMiss = mayMiss;
    }

    /** Takes in one cell; returns its value, NaN where it is not a number. */
    double add(long line, String cell) {
        double value = Cell.value(cell);
        if (Double.isFinite(value)) {
            rising &= !(value <= last);
            falling &= !(value >= last);
            last = value;
            numbers++;
            return value;
        }
        Cell kind = Cell.of(cell);
        if (kind == Cell.TEXT && text == null) {
            text = quote(cell);
        }
        boolean hole = kind == Cell.EMPTY || kind == Cell.MISSING;
        missing |= hole;
        if (fault == null && !(hole && mayMiss)) {
            faultLine = line;
            fault = switch (kind) {
                case EMPTY -> "the cell is empty (see --missing)";
                case MISSING -> quote(cell) + " is not a finite number (see --missing)";
                case NOT_FINITE -> quote(cell) + " is not a finite float64 number";
                default -> quote(cell) + " is not a number";
            };
            if (kind == Cell.TEXT && (cell.indexOf(';') >= 0 || cell.indexOf('\t') >= 0)) {
                fault += " (cells must be separated by commas)";
            }
        }
        return Double.NaN;
    }

    /** Whether a number was seen. */
    boolean numeric() {
        return numbers > 0;
    }

    /** Whether the numbers only rise or only fall, as an index does. */
    boolean monotone() {
        return fault == null && (rising || falling);
    }

    /** Whether a cell was empty, NA or NaN. */
    boolean missing() {
        return missing;
    }

    /** The first cell of text, quoted; null if there is none. */
    String text() {
        return text;
    }

    /** Line of the first cell that is not a finite number. */
    long faultLine() {
        return faultLine;
    }

    /** What is wrong with that cell; null when the whole column is fit for use. */
    String fault() {
        return fault;
    }

    /** A cell as it can be shown on one line. */
    private static String quote(String cell) {
        String shown = cell.strip().replaceAll("\\p{Cntrl}+", " ");
        return "'" + (shown.length() > LONGEST_QUOTE ? shown.substring(0, LONGEST_QUOTE) + "..." : shown) + "'";
    }
}
