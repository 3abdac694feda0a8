package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * What the first lines of a text say about all of it.
 *
 * @param skipped how many lines come before those that have cells
 * @param sample of lines that have some
 * @param found what separates cells
 */
public record TextStart(int skipped, List<String> sample, DialectDetector.Found found) {
    /**
     * Looks at the lines that are there.
     *
     * @param words whether their cells are words, as many in a line as there are
     * @throws InputException if they can be read in two ways
     */
    static TextStart of(SampledText text, FileRules file, String source, boolean words) {
        List<String> lines = text.lines();
        int skipped = file.skipped().atStart();
        Character separator = file.separator();
        Matcher said = CsvText.SEPARATOR_LINE.matcher(skipped < lines.size() ? lines.get(skipped) : "");
        if (said.matches()) {
            skipped++;
            separator = separator == null ? Character.valueOf(said.group(1).charAt(0)) : separator;
        }
        List<String> sample = new ArrayList<>();
        for (int i = skipped; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!CsvText.isBlank(line) && !CsvText.isComment(line) && !file.skipped().contains(i + 1L)) {
                sample.add(line);
            }
        }
        if (sample.isEmpty()) {
            return new TextStart(skipped, sample, new DialectDetector.Found(Dialect.CSV, null));
        }
        return new TextStart(skipped, sample, words ? DialectDetector.ofWords(sample, separator)
                : DialectDetector.detect(sample, separator, file.decimal(), source));
    }

    /**
     * What the lines say that a file has now, if it has one with cells that hold a number.
     *
     * @throws InputException if they can be read in two ways
     */
    public static Optional<DialectDetector.Found> ofFile(Path path, FileRules file) throws IOException {
        try (PlainInput in = new PlainInput(new BufferedInputStream(Files.newInputStream(path)), path.toString());
                SampledText text = new SampledText(TextReader.of(in), "")) {
            if (text.first() == '[' || text.first() == '{') {
                return Optional.empty();
            }
            TextStart start = of(text, file, path.toString(), false);
            Dialect dialect = start.found.dialect();
            return start.sample.stream()
                    .anyMatch(line -> DialectDetector.hasNumber(line, dialect.separator(), dialect.decimal()))
                            ? Optional.of(start.found)
                            : Optional.empty();
        }
    }
}
