package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.List;

/** Takes the rows of a file one after the other, whatever its format. */
interface RowSink {
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

    /** A cell of the next row holds several; to most this is text like any other. */
    default void list(int column, List<String> cells) {}

    /** Takes in the next row. */
    void add(long line, List<String> fields);

    /**
     * Takes in the next row if it has as many cells as those before it, sooner than {@link #add}; otherwise nothing has changed.
     *
     * @param text its line, without quotes and without its end
     * @return whether it was taken
     */
    default boolean addLine(long line, String text) {
        return false;
    }

    /** What is wrong with a file that holds something else than text. */
    InputException notText(Throwable cause);
}
