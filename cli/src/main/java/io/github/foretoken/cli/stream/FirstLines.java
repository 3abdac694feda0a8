package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.table.CsvText;
import io.github.foretoken.cli.table.Dialect;
import io.github.foretoken.cli.table.DialectDetector;
import io.github.foretoken.cli.table.FileRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/** The lines of a new stream before its dialect is known: until one has a number, for no other tells what separates cells. */
final class FirstLines {
    private final FileRules file;
    private final List<Line> held = new ArrayList<>();
    private Character separator;
    private boolean begun;

    /** A line and its number. */
    record Line(long number, String text) {}

    FirstLines(FileRules file) {
        this.file = file;
        separator = file.separator();
    }

    /** Takes in a line; whether the dialect can be found out now. */
    boolean add(long number, String line) {
        Matcher said = CsvText.SEPARATOR_LINE.matcher(line);
        if (!begun && said.matches()) {
            begun = true;
            separator = separator == null ? Character.valueOf(said.group(1).charAt(0)) : separator;
            return false;
        }
        held.add(new Line(number, line));
        if (CsvText.isBlank(line)) {
            return false;
        }
        begun = true;
        return DialectDetector.hasNumber(line, separator, file.decimal());
    }

    /** Whether there is a line. */
    boolean isEmpty() {
        return !begun;
    }

    List<Line> lines() {
        return held;
    }

    /**
     * The dialect of these lines.
     *
     * @throws io.github.foretoken.cli.terminal.InputException if it is in doubt
     */
    DialectDetector.Found detect(String source) {
        List<String> lines = held.stream().map(Line::text).filter(Predicate.not(CsvText::isBlank)).toList();
        return lines.isEmpty() ? new DialectDetector.Found(Dialect.CSV, null)
                : DialectDetector.detect(lines, separator, file.decimal(), source);
    }
}
