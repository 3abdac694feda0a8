package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.table.ColumnSelection;
import io.github.foretoken.cli.table.CsvText;
import io.github.foretoken.cli.table.Dialect;
import io.github.foretoken.cli.table.DialectDetector;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Tokens one after the other, from lines of CSV or JSON, whichever the first line is. */
final class TokenReader {
    private final TokenInput input;
    private final String source;
    private final ColumnSelection selection;
    private final Columns known;
    private final FileRules file;
    private final boolean skipBad;
    private final boolean gaps;
    private final Consumer<String> notes;
    private LineReader lines;
    private TokenParser parser;
    private FirstLines firstLines;
    private DialectDetector.Found ahead;
    private final Deque<FirstLines.Line> held = new ArrayDeque<>();
    private long number;
    private long blank;
    private int blanks;
    /** Tokens of blank lines, which are there because a line with something in it comes behind them. */
    private int due;
    private boolean blankNoted;
    /** The file that is read to its end, while the step to another is being made. */
    private OpenedFile ended;
    private Consumer<Runnable> restart = Runnable::run;
    private Runnable beforeRead = () -> {};
    private long skipped;
    private String firstSkipped;
    private boolean lastNoted;

    /**
     * What becomes of faults.
     *
     * @param skip whether lines that hold no token are passed over
     * @param gaps whether numbers of a token may be missing
     */
    record Faults(boolean skip, boolean gaps) {}

    /**
     * @param source what to call the input in messages
     * @param selection of columns, or null
     * @param known what tokens were made of before; null for a new stream
     * @param file what is settled about its lines
     * @param faults what becomes of lines that hold no token, or not all of one
     * @param notes told what the user should know
     */
    TokenReader(TokenInput input, String source, ColumnSelection selection, Columns known, FileRules file,
            Faults faults, Consumer<String> notes) {
        this.input = input;
        this.source = source;
        this.selection = selection;
        this.known = known;
        this.file = file;
        skipBad = faults.skip();
        gaps = faults.gaps();
        this.notes = notes;
        lines = new LineReader(input.stream(), source, notes, () -> beforeRead.run());
    }

    /** What tokens are made of; null before the first. */
    Columns columns() {
        return parser == null ? known : parser.columns();
    }

    /** Which series the last token belongs to; empty where all are one. */
    List<String> key() {
        return parser.key();
    }

    /** The input's name. */
    String source() {
        return source;
    }

    /** How the present input is known again after what was read of it; null if it cannot be. */
    InputPlace place() {
        OpenedFile file = file();
        return file == null ? null : InputPlace.of(file.key(), file.trace(), lines.trace());
    }

    private OpenedFile file() {
        return ended != null ? ended : input.file();
    }

    /** Whether the present input is what a place was in, as far as that can be told. */
    boolean isIn(InputPlace place) {
        OpenedFile file = file();
        try {
            return file == null || file.holds(place);
        } catch (IOException e) {
            return false;
        }
    }

    /** What lines further on say about all; null where nobody knows them yet. */
    void ahead(DialectDetector.Found found) {
        ahead = found;
    }

    /** What does the step to another input, before anything of that is read. */
    void onRestart(Consumer<Runnable> action) {
        restart = action;
    }

    /** What is to be done before the input is asked for more, and waited for. */
    void onRead(Runnable action) {
        beforeRead = action;
    }

    /** Lines passed over. */
    long skipped() {
        return skipped;
    }

    /** What was wrong with the first of them; null if there is none. */
    String firstSkipped() {
        return firstSkipped;
    }

    /** For messages. */
    String line() {
        return source + ", line " + number;
    }

    /**
     * The next token, in an array that the next call overwrites; null after the last.
     *
     * @throws InputException at a line that holds none
     */
    double[] next() throws IOException {
        while (true) {
            try {
                if (due > 0) {
                    due--;
                    return parser.parse("");
                }
                FirstLines.Line line = held.poll();
                String text = line != null ? line.text() : nextLine();
                number = line != null ? line.number() : lines.number();
                if (text != null) {
                    double[] token = take(text);
                    if (token != null) {
                        return token;
                    }
                } else if (firstLines != null) {
                    begin();
                } else if (!another()) {
                    return null;
                }
            } catch (BadLineException e) {
                bad(number, e.getMessage(), e.wayOut());
            }
        }
    }

    /** The token of a line; null for none, which is no fault. */
    private double[] take(String line) throws BadLineException {
        if (!CsvText.isText(line)) {
            throw new BadLineException(" has a NUL byte in it; is it really text?");
        }
        if (file.skipped().contains(number) || (!(parser instanceof JsonParser) && CsvText.isComment(line))) {
            return null;
        }
        if (parser == null && !choose(line)) {
            return null;
        }
        if (CsvText.isBlank(line)) {
            blank = blank == 0 ? number : blank;
            blanks++;
            return null;
        }
        if (blank != 0) {
            // Blank lines at the end are nothing; this was none.
            long first = blank;
            blank = 0;
            if (parser.blankIsCell() && gaps) {
                due = blanks;
                blanks = 0;
                held.addFirst(new FirstLines.Line(number, line));
                return null;
            }
            blanks = 0;
            if (parser.blankIsCell()) {
                BadLineException empty = new BadLineException(": the cell is empty");
                bad(first, empty.getMessage(), empty.wayOut());
            } else if (!blankNoted) {
                blankNoted = true;
                notes.accept(source + ", line " + first + " is empty; passed over, as others are that may follow");
            }
        }
        return parser.parse(line);
    }

    /** What follows the last line end is a line only where nothing can be added to it. */
    private String nextLine() throws IOException, BadLineException {
        String line = lines.next();
        if (line != null || !lines.hasLast()) {
            return line;
        }
        if (input.endsLastLine()) {
            return lines.last();
        }
        if (!lastNoted) {
            lastNoted = true;
            notes.accept(
                    source + ", line " + (lines.number() + 1) + " has no line end, and is no token before it has one");
        }
        return null;
    }

    /** Whether it is known now what a line is; if not, the line is kept until it is, and is taken again then. */
    private boolean choose(String line) throws BadLineException {
        if ((firstLines == null || firstLines.isEmpty()) && !CsvText.isBlank(line)) {
            char start = line.strip().charAt(0);
            boolean json = start == '[' || start == '{';
            boolean before = known != null
                    && (known.layout() == Columns.Layout.ARRAY || known.layout() == Columns.Layout.OBJECT);
            if (known != null && json != before) {
                throw new BadLineException(
                        json ? " is JSON, and the stream began as CSV" : " is not JSON, as which the stream began");
            }
            if (json || known != null) {
                parser = json ? new JsonParser(source, selection, file.series().keys(), known, notes, gaps)
                        : csv(known.dialect());
                if (firstLines == null) {
                    return true;
                }
                // Blank ones came before, and are taken again before this one.
                held.addAll(firstLines.lines());
                held.add(new FirstLines.Line(number, line));
                firstLines = null;
                return false;
            }
        }
        if (firstLines == null) {
            firstLines = new FirstLines(file);
        }
        if (firstLines.add(number, line)) {
            begin();
        }
        return false;
    }

    private void begin() {
        DialectDetector.Found found = ahead != null ? ahead : firstLines.detect(source);
        parser = firstLines.isEmpty() ? null : csv(found.dialect());
        if (found.note() != null && parser != null) {
            parser.hold(found.note());
        }
        held.addAll(firstLines.lines());
        firstLines = null;
    }

    private TokenParser csv(Dialect dialect) {
        return new CsvParser(source, selection, known, notes, dialect, file, gaps);
    }

    private boolean another() throws IOException {
        OpenedFile present = input.file();
        String reason = input.another();
        if (reason == null) {
            return false;
        }
        ended = present;
        notes.accept(reason);
        restart.accept(() -> {
            lines = new LineReader(input.stream(), source, notes, () -> beforeRead.run());
            ended = null;
            blank = 0;
            lastNoted = false;
            if (parser != null) {
                parser.restart();
            }
        });
        return true;
    }

    private void bad(long number, String fault, String wayOut) {
        String message = source + ", line " + number + fault;
        if (!skipBad) {
            throw new InputException(message + "; " + wayOut);
        }
        if (skipped++ == 0) {
            firstSkipped = message;
            notes.accept(message + "; passed over");
        }
    }
}
