package io.github.foretoken.cli.table;

/** Takes rows and makes the series of a file of them. */
interface SeriesSink extends RowSink {
    /**
     * Opens those for rows that are what the rules say.
     *
     * @param source what to call the file in messages
     * @param missing what to do with cells without a value
     * @param file what is settled
     */
    static RowSinks<SeriesSink> sinks(String source, Missing missing, FileRules file, RowNotes notes) {
        return (rules, header) -> file.series().rows() ? new WideRows(source, rules, missing, header, file, notes)
                : new Rows(source, rules, missing, header, file, notes);
    }

    /** The series of the rows, when there are no more: one, if nothing tells several apart. */
    SeriesTable series(ColumnSelection selection);
}
