package io.github.foretoken.cli.table;

/**
 * Opens what takes the rows of a file, as soon as its first lines have told how cells are written.
 *
 * @param <S> what takes them
 */
interface RowSinks<S extends RowSink> {
    /**
     * Opens it.
     *
     * @param rules how cells are written
     * @param header whether the first row names the columns
     */
    S open(CellRules rules, Header header);

    /** Whether cells are words and rows may be of different lengths, so that numbers and widths tell nothing of separators. */
    default boolean words() {
        return false;
    }
}
