package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.List;

/** Takes rows of any length. */
abstract class RaggedSink implements RowSink {
    private final String source;
    private List<String> names = List.of();
    private boolean quoted;

    RaggedSink(String source) {
        this.source = source;
    }

    /** What to call the file. */
    final String source() {
        return source;
    }

    /** Those of columns; empty for none. */
    final List<String> names() {
        return names;
    }

    /** Whether text that looks like a number comes in quotes, which are not its own. */
    final boolean quoted() {
        return quoted;
    }

    @Override
    public final void dialect(Dialect dialect) {
        // Rows may be of any length, so that no cell can be missing in a header.
    }

    @Override
    public final void quoteText() {
        quoted = true;
    }

    @Override
    public void names(List<String> newNames) {
        names = newNames;
    }

    @Override
    public final int width() {
        return 0;
    }

    @Override
    public final boolean ragged() {
        return true;
    }

    @Override
    public final void add(long line, List<String> fields) {
        if (!CsvText.areText(fields)) {
            throw notText(null);
        }
        take(line, fields);
    }

    /** Takes in the next row, all of whose cells are text. */
    abstract void take(long line, List<String> fields);

    @Override
    public final InputException notText(Throwable cause) {
        return CsvText.notText(source, cause);
    }
}
