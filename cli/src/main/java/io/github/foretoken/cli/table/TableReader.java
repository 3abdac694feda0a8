package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a table from a file or a stream, whatever its first bytes say it is. */
public final class TableReader {
    private static final int BUFFER = 1 << 16;

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
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory; give a CSV, JSON or NPY file");
        }
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            boolean npy = TableFormat.of(file.toString()).orElse(TableFormat.CSV) == TableFormat.NPY;
            return npy ? NpyTableReader.read(in, length(file), file.toString(), selection, missing, rules)
                    : read(in, length(file), file.toString(), selection, missing, rules);
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** The series of standard input. */
    public static SeriesTable series(InputStream in, ColumnSelection selection, Missing missing, FileRules rules) {
        String source = "standard input";
        try {
            return read(new BufferedInputStream(in, BUFFER), Long.MAX_VALUE, source, selection, missing, rules);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    private static SeriesTable read(BufferedInputStream in, long length, String source, ColumnSelection selection,
            Missing missing, FileRules rules) throws IOException {
        return switch (Signature.of(in, source)) {
            case GZIP -> read(new BufferedInputStream(new GzipInput(in), BUFFER), Long.MAX_VALUE, source, selection,
                    missing, rules);
            case NPY -> NpyTableReader.read(in, length, source, selection, missing, rules);
            case PARQUET -> ParquetTableReader.read(in, source, rules, missing, new RowNotes()).series(selection);
            case TEXT -> text(in, source, selection, missing, rules);
        };
    }

    private static SeriesTable text(InputStream in, String source, ColumnSelection selection, Missing missing,
            FileRules rules) throws IOException {
        RowNotes notes = new RowNotes();
        try {
            TextReader decoded = TextReader.of(in);
            SampledText text = new SampledText(decoded, CsvTableReader.END);
            boolean json = text.first() == '[' || text.first() == '{';
            RowSink rows = json ? JsonTableReader.read(text, source, rules, missing, notes)
                    : CsvTableReader.read(text, source, rules, missing, notes);
            notes.form(decoded.encoding(source));
            return rows.series(selection);
        } catch (CharacterCodingException e) {
            throw CsvText.notText(source, e);
        }
    }

    /** Of a regular file; of others, such as pipes, nobody knows. */
    private static long length(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.size(file) : Long.MAX_VALUE;
    }

    private static InputException unreadable(String source, IOException e) {
        return new InputException(source + " cannot be read: " + Reasons.of(e), e);
    }
}
