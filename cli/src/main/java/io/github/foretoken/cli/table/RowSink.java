package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.List;

/** Takes the rows of a file one after the other, whatever its format, and makes its series of them. */
interface RowSink {
    /**
     * For rows that are what the rules say.
     *
     * @param source what to call the file in messages
     * @param missing what to do with cells without a value
     * @param header whether the first row names the columns
     * @param file what else is settled
     */
    static RowSink of(String source, CellRules rules, Missing missing, Header header, FileRules file, RowNotes notes) {
        return file.series().rows() ? new WideRows(source, rules, missing, header, file, notes)
                : new Rows(source, rules, missing, header, file, notes);
    }

    /** How lines are written. */
    void dialect(Dialect dialect);

    /** Text that looks like a number comes in quotes, which are not its own. */
    void quoteText();

    /** Columns whose names are known without a row of them. */
    void names(List<String> names);

    /** How many columns there are; 0 before the first row, or where rows may differ. */
    int width();

    /** Whether rows may be of different lengths. */
    boolean ragged();

    /** Rows so far. */
    int count();

    /** Takes in the next row. */
    void add(long line, List<String> fields);

    /** The series of them, when there are no more: one, if nothing tells several apart. */
    SeriesTable series(ColumnSelection selection);

    /** What is wrong with a file that holds something else than text. */
    InputException notText(Throwable cause);
}
