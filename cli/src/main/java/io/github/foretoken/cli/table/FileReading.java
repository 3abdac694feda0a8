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

/**
 * Opens a file or a stream and has it read as what its first bytes say it is.
 *
 * @param <S> what takes the rows
 * @param <T> what is made of them
 */
abstract class FileReading<S extends RowSink, T> {
    private static final int BUFFER = 1 << 16;

    /** What is settled. */
    final FileRules rules;
    /** What is understood on the way. */
    final RowNotes notes = new RowNotes();

    FileReading(FileRules rules) {
        this.rules = rules;
    }

    /** For rows. */
    abstract RowSinks<S> sinks(String source);

    /** When there are no more rows. */
    abstract T made(S rows);

    /** Of an array. */
    T npy(InputStream in, long length, String source) throws IOException {
        return made(NpyTableReader.rows(in, length, source, rules, notes, sinks(source)));
    }

    /** Reads a file, which is an array if its name says so. */
    final T file(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory; give a CSV, JSON or NPY file");
        }
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            boolean npy = TableFormat.of(file.toString()).orElse(TableFormat.CSV) == TableFormat.NPY;
            return npy ? npy(in, length(file), file.toString()) : any(in, length(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** Reads standard input. */
    final T stream(InputStream in) {
        String source = "standard input";
        try {
            return any(new BufferedInputStream(in, BUFFER), Long.MAX_VALUE, source);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    private T any(BufferedInputStream in, long length, String source) throws IOException {
        return switch (Signature.of(in, source)) {
            case GZIP -> any(new BufferedInputStream(new GzipInput(in), BUFFER), Long.MAX_VALUE, source);
            case NPY -> npy(in, length, source);
            case PARQUET -> made(ParquetTableReader.read(in, source, rules, sinks(source)));
            case TEXT -> made(text(in, source));
        };
    }

    private S text(InputStream in, String source) throws IOException {
        try {
            TextReader decoded = TextReader.of(in);
            SampledText text = new SampledText(decoded, CsvTableReader.END);
            boolean json = text.first() == '[' || text.first() == '{';
            S rows = json ? JsonTableReader.read(text, source, rules, notes, sinks(source))
                    : CsvTableReader.read(text, source, rules, notes, sinks(source));
            notes.form(decoded.encoding(source));
            return rows;
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
