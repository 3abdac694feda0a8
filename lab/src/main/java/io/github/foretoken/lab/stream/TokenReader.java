package io.github.foretoken.lab.stream;

import io.github.foretoken.lab.table.ColumnSelection;
import io.github.foretoken.lab.table.InputException;
import java.io.IOException;
import java.util.function.Consumer;

/** Tokens one after the other, from lines of CSV or JSON, whichever the first line is. */
final class TokenReader {
    private final TokenInput input;
    private final String source;
    private final ColumnSelection selection;
    private final Columns known;
    private final boolean skipBad;
    private final Consumer<String> notes;
    private LineReader lines;
    private TokenParser parser;
    private long blank;
    private Runnable restarted = () -> {};
    private long skipped;

    /**
     * @param source what to call the input in messages
     * @param selection of columns, or null
     * @param known what tokens were made of before; null for a new stream
     * @param skipBad whether lines that hold no token are passed over
     * @param notes told what the user should know
     */
    TokenReader(TokenInput input, String source, ColumnSelection selection, Columns known, boolean skipBad,
            Consumer<String> notes) {
        this.input = input;
        this.source = source;
        this.selection = selection;
        this.known = known;
        this.skipBad = skipBad;
        this.notes = notes;
        lines = new LineReader(input.stream(), source);
    }

    /** What tokens are made of; null before the first. */
    Columns columns() {
        return parser == null ? known : parser.columns();
    }

    /** The input's name. */
    String source() {
        return source;
    }

    /** What is to be done whenever another input takes the place of this one, before anything of it is read. */
    void onRestart(Runnable action) {
        restarted = action;
    }

    /** Lines passed over. */
    long skipped() {
        return skipped;
    }

    /** For messages. */
    String line() {
        return source + ", line " + lines.number();
    }

    /**
     * The next token, in an array that the next call overwrites; null after the last.
     *
     * @throws InputException at a line that holds none
     */
    double[] next() throws IOException {
        while (true) {
            try {
                String line = lines.next();
                if (line == null) {
                    if (!another()) {
                        return null;
                    }
                } else if (line.isBlank()) {
                    blank = blank == 0 ? lines.number() : blank;
                } else {
                    double[] token = parse(line);
                    if (token != null) {
                        return token;
                    }
                }
            } catch (BadLineException e) {
                bad(lines.number(), e.getMessage());
            }
        }
    }

    private double[] parse(String line) throws BadLineException {
        if (blank != 0) {
            // Blank lines at the end are nothing; this was none.
            long number = blank;
            blank = 0;
            bad(number, " is empty");
        }
        if (parser == null) {
            char start = line.strip().charAt(0);
            boolean json = start == '[' || start == '{';
            boolean before = known != null
                    && (known.layout() == Columns.Layout.ARRAY || known.layout() == Columns.Layout.OBJECT);
            if (known != null && json != before) {
                throw new BadLineException(
                        json ? " is JSON, and the stream began as CSV" : " is not JSON, as which the stream began");
            }
            parser = json ? new JsonParser(source, selection, known, notes)
                    : new CsvParser(source, selection, known, notes);
        }
        return parser.parse(line);
    }

    private boolean another() throws IOException {
        String reason = input.another();
        if (reason == null) {
            return false;
        }
        notes.accept(reason);
        lines = new LineReader(input.stream(), source);
        blank = 0;
        restarted.run();
        if (parser != null) {
            parser.restart();
        }
        return true;
    }

    private void bad(long number, String fault) {
        String message = source + ", line " + number + fault;
        if (!skipBad) {
            throw new InputException(message + "; correct it, or pass over such lines with --skip-bad");
        }
        if (skipped++ == 0) {
            notes.accept(message + "; passed over");
        }
    }
}
