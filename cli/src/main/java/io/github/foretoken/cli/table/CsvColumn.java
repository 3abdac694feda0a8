package io.github.foretoken.cli.table;

/** What is known of one column of a CSV file while it is read: whether it can be used, and if not, where and why not. */
final class CsvColumn {
    private long numbers;
    private boolean rising = true;
    private boolean falling = true;
    private double last = Double.NaN;
    private final boolean mayMiss;
    private String text;
    private long faultLine;
    private String fault;
    private boolean missing;
    private long emptyLine;
    private boolean times = true;
    private boolean otherwise = true;
    private final CellRules rules;

    /** A column whose cells may be missing, or may not. */
    CsvColumn(boolean mayMiss, CellRules rules) {
        this.mayMiss = mayMiss;
        this.rules = rules;
    }

    /** Takes in one cell and its value, as {@link CellRules#value}. */
    void add(long line, String cell, double value) {
        if (Double.isFinite(value)) {
            add(value);
            return;
        }
        Cell kind = rules.kind(cell);
        if (kind == Cell.TEXT) {
            times = times && CsvHeader.isTime(cell);
            otherwise = otherwise && rules.isOtherwiseWritten(cell);
            text = text == null ? Cell.quote(cell) : text;
        }
        boolean hole = kind == Cell.EMPTY || kind == Cell.MISSING;
        missing |= hole;
        if (emptyLine == 0 && (kind == Cell.EMPTY || cell.equals("\"\""))) {
            emptyLine = line;
        }
        if (fault == null && !(hole && mayMiss)) {
            faultLine = line;
            fault = rules.fault(cell) + (hole ? " (see --missing)" : "");
        }
    }

    /** Takes in a cell that is a finite number. */
    void add(double value) {
        rising &= !(value <= last);
        falling &= !(value >= last);
        last = value;
        numbers++;
    }

    /** Whether there is text, and each of it a date or a time. */
    boolean times() {
        return text != null && times;
    }

    /** Whether there is text, and each of it is a number to those who write it with other marks. */
    boolean isOtherwiseWritten() {
        return text != null && otherwise;
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

    /** Line of the first empty cell; 0 if there is none. */
    long emptyLine() {
        return emptyLine;
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
}
