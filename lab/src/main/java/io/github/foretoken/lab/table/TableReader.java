package io.github.foretoken.lab.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a table from a file or a stream. */
public final class TableReader {
    private TableReader() {}

    /**
     * Reads a file: NPY by its extension, otherwise CSV.
     *
     * @param selection the columns to take; null for the default choice
     * @throws InputException for anything wrong with the file or its contents
     */
    public static Table read(Path file, ColumnSelection selection) {
        return read(file, selection, Missing.ERROR, Header.AUTO);
    }

    /** {@link #read(Path, ColumnSelection)}, doing this about cells without a value and, in CSV, about the first row. */
    public static Table read(Path file, ColumnSelection selection, Missing missing, Header header) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory; give a CSV or NPY file");
        }
        boolean npy = TableFormat.of(file.toString()).orElse(TableFormat.CSV) == TableFormat.NPY;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return npy ? NpyTableReader.read(in, length(file), file.toString(), selection, missing)
                    : CsvTableReader.read(in, file.toString(), selection, missing, header);
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** Reads CSV from standard input. */
    public static Table readCsv(InputStream in, ColumnSelection selection) {
        return readCsv(in, selection, Missing.ERROR, Header.AUTO);
    }

    /** {@link #readCsv(InputStream, ColumnSelection)}, doing this about cells without a value and about the first row. */
    public static Table readCsv(InputStream in, ColumnSelection selection, Missing missing, Header header) {
        String source = "standard input";
        try {
            return CsvTableReader.read(in, source, selection, missing, header);
        } catch (IOException e) {
            throw unreadable(source, e);
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
