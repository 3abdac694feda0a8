package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads a table from a file or a stream, whatever its first bytes say it is. */
public final class TableReader {
    private TableReader() {}

    /**
     * Reads a file.
     *
     * @param selection the columns to take; null for the default choice
     * @throws InputException for anything wrong with the file or its contents
     */
    public static Table read(Path file, ColumnSelection selection) {
        return read(file, selection, Missing.ERROR, FileRules.DEFAULT);
    }

    /** {@link #read(Path, ColumnSelection)}, doing this about cells without a value, and with what is settled about the file. */
    public static Table read(Path file, ColumnSelection selection, Missing missing, FileRules rules) {
        return series(file, selection, missing, rules).series().getFirst().table();
    }

    /** Reads standard input. */
    public static Table read(InputStream in, ColumnSelection selection) {
        return read(in, selection, Missing.ERROR, FileRules.DEFAULT);
    }

    /** {@link #read(InputStream, ColumnSelection)}, doing this about cells without a value, and with what is settled. */
    public static Table read(InputStream in, ColumnSelection selection, Missing missing, FileRules rules) {
        return series(in, selection, missing, rules).series().getFirst().table();
    }

    /** The series of a file: one, if the rules name nothing that tells several apart. */
    public static SeriesTable series(Path file, ColumnSelection selection, Missing missing, FileRules rules) {
        return new OfSeries(selection, missing, rules).file(file);
    }

    /** The series of standard input. */
    public static SeriesTable series(InputStream in, ColumnSelection selection, Missing missing, FileRules rules) {
        return new OfSeries(selection, missing, rules).stream(in);
    }

    /**
     * The rows of a file as text.
     *
     * @param words whether cells are words, as many in a row as there are, rather than numbers in columns
     * @throws InputException for anything wrong with the file
     */
    public static TextTable text(Path file, boolean words, FileRules rules) {
        return new OfText(words, rules).file(file);
    }

    /** The rows of standard input as text. */
    public static TextTable text(InputStream in, boolean words, FileRules rules) {
        return new OfText(words, rules).stream(in);
    }

    private static final class OfText extends FileReading<TextRows, TextTable> {
        private final boolean words;

        OfText(boolean words, FileRules rules) {
            super(rules);
            this.words = words;
        }

        @Override
        RowSinks<TextRows> sinks(String source) {
            return new TextRows.Sinks(source, words);
        }

        @Override
        TextTable made(TextRows rows) {
            return rows.table(notes);
        }
    }

    private static final class OfSeries extends FileReading<SeriesSink, SeriesTable> {
        private final ColumnSelection selection;
        private final Missing missing;

        OfSeries(ColumnSelection selection, Missing missing, FileRules rules) {
            super(rules);
            this.selection = selection;
            this.missing = missing;
        }

        @Override
        RowSinks<SeriesSink> sinks(String source) {
            return SeriesSink.sinks(source, missing, rules, notes);
        }

        @Override
        SeriesTable made(SeriesSink rows) {
            return rows.series(selection);
        }

        @Override
        SeriesTable npy(InputStream in, long length, String source) throws IOException {
            return NpyTableReader.read(in, length, source, selection, missing, rules);
        }
    }
}
