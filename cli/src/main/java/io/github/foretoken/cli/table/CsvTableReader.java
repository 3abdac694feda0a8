package io.github.foretoken.cli.table;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/** Rows from text with something between its cells, in one pass; a bad cell matters only in a column that is used. */
final class CsvTableReader {
    /** A last line that no text has: within an open quote it is no line, but the end of the last cell. */
    static final String END = "\n\0";

    /** Lines with quotes, of a header as a rule, that are looked at one by one; from the next on all are read as records. */
    private static final int MOST_QUOTED = 8;

    private final String source;
    private final FileRules file;
    private final RowNotes notes;
    private final RowSink rows;
    private final Dialect dialect;
    private boolean ended;
    private long blankLine;
    private long blankLines;
    private boolean blankNoted;
    private boolean commentNoted;

    private CsvTableReader(String source, FileRules file, RowNotes notes, RowSink rows, Dialect dialect) {
        this.source = source;
        this.file = file;
        this.notes = notes;
        this.rows = rows;
        this.dialect = dialect;
    }

    /**
     * Reads all of a text.
     *
     * @param text with {@link #END} at its end
     * @param source what to call it in messages
     * @param sinks of which one takes the rows
     */
    static <S extends RowSink> S read(SampledText text, String source, FileRules file, RowNotes notes,
            RowSinks<S> sinks) throws IOException {
        TextStart start = TextStart.of(text, file, source, sinks.words());
        int skipped = start.skipped();
        notes.form(start.found().note());
        Dialect dialect = start.found().dialect();
        if (dialect.separator() == ' ') {
            text.takeTabsForBlanks();
        }
        S rows = sinks.open(new CellRules(dialect.decimal(), file.missing()), file.header());
        rows.dialect(dialect);
        CsvTableReader reader = new CsvTableReader(source, file, notes, rows, dialect);
        try (PlainLines lines = new PlainLines(text)) {
            long plain = dialect.separator() == ' ' ? 0 : reader.addLines(lines, skipped);
            reader.addRecords(lines, plain, skipped);
        } catch (CharacterCodingException e) {
            throw rows.notText(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw rows.notText(e);
            }
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new InputException(source + ", after row " + rows.count() + ": not CSV ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")", e);
        }
        return rows;
    }

    /** Lines up to one with an open quote, or to the end; how many. */
    private long addLines(PlainLines lines, int skipped) throws IOException {
        long line = 0;
        int quoted = 0;
        for (String text = lines.next(); text != null; text = lines.next()) {
            boolean quotes = text.indexOf('"') >= 0;
            if (line >= skipped && quotes && !text.startsWith("#") && (quoted++ == MOST_QUOTED || !isWhole(text))) {
                lines.back();
                return line;
            }
            line++;
            if (line > skipped) {
                addLine(line, text, quotes);
            }
        }
        return line;
    }

    /** Whether quotes that a line opens end in it. */
    private boolean isWhole(String text) {
        try {
            CsvText.cells(text, dialect);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void addLine(long line, String text, boolean quotes) {
        boolean comment = text.startsWith("#");
        boolean whole = !ended && !comment && !quotes && !text.equals("\0");
        if (whole && blankLines == 0 && !text.isBlank() && !file.skipped().contains(line) && rows.addLine(line, text)) {
            return;
        }
        add(line, comment && CsvText.isComment(text) ? null : cells(text, line));
    }

    /** What the lines before left. */
    private void addRecords(PlainLines rest, long before, int skipped) throws IOException {
        try (CsvReader<CsvRecord> records =
                CsvText.reader(dialect).commentStrategy(CommentStrategy.READ).ofCsvRecord(rest)) {
            records.skipLines((int) Math.max(0, skipped - before));
            for (CsvRecord record : records) {
                long line = before + record.getStartingLineNumber();
                boolean comment = record.isComment() && CsvText.isComment("#" + record.getField(0));
                add(line, comment ? null : fields(record, line));
            }
        }
    }

    /** @param fields null for a comment */
    private void add(long line, List<String> fields) {
        if (ended) {
            throw rows.notText(null);
        }
        if (fields == null) {
            if (!commentNoted) {
                commentNoted = true;
                notes.form("lines that start with # are passed over");
            }
            return;
        }
        if (fields.size() == 1 && fields.getFirst().equals("\0")) {
            ended = true;
            return;
        }
        if (fields.getLast().endsWith(END)) {
            throw new InputException(source + ", line " + line + " opens a double quote and does not close it");
        }
        if (file.skipped().contains(line)) {
            return;
        }
        if (CsvText.isBlank(fields)) {
            blankLine = blankLines++ == 0 ? line : blankLine;
            return;
        }
        addBlankLines();
        rows.add(line, fields);
    }

    /** A line that starts with # and is no comment comes as one. */
    private List<String> fields(CsvRecord record, long line) {
        return record.isComment() ? cells("#" + record.getField(0), line)
                : CsvText.withoutRuns(record.getFields(), dialect);
    }

    private List<String> cells(String text, long line) {
        try {
            return CsvText.cells(text, dialect);
        } catch (IllegalArgumentException e) {
            throw new InputException(source + ", line " + line + e.getMessage(), e);
        }
    }

    /** Those before a line that is not. */
    private void addBlankLines() {
        for (long i = 0; i < blankLines; i++) {
            if (CsvText.blankIsCell(rows.width())) {
                rows.add(blankLine + i, List.of(""));
            } else if (!blankNoted) {
                blankNoted = true;
                notes.form("line " + blankLine + " is empty; passed over, as others are that may follow");
            }
        }
        blankLines = 0;
    }
}
