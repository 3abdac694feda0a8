package io.github.foretoken.lab.table;

/** What is known of one column of a CSV file while it is read: whether it can be used, and if not, where and why not. */
final class CsvColumn {
    private long numbers;
    private boolean rising = true;
    private boolean falling = true;
    private double last = Double.NaN;
    private String text;
    private long faultLine;
    private String fault;

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
        if (text == null && Cell.of(cell) == Cell.TEXT) {
            text = Cell.quote(cell);
        }
        if (fault == null) {
            faultLine = line;
            fault = Cell.fault(cell);
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
