package io.github.foretoken.papers.mechanics.graph;

import io.github.foretoken.cli.table.Cell;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.terminal.InputException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sequences and their labels from a {@link SequenceFile}; each label must be one of its sequence's tokens. */
public final class SampleFile {
    private SampleFile() {}

    /**
     * What a file holds.
     *
     * @param names of tokens 0, 1, ..., in order of appearance
     * @param samples one or more
     * @param notes what the user should know of the file, a line each
     */
    public record Content(List<String> names, List<Sample> samples, List<String> notes) {}

    /**
     * Reads a file or standard input.
     *
     * @param in standard input
     * @param rules what is settled about how it is written
     * @throws InputException if it cannot be read, or a line is not as it should be: the message says which
     */
    public static Content read(Source file, InputStream in, FileRules rules) {
        SequenceFile.Content content = SequenceFile.read(file, in, rules, true);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<Sample> samples = content.lines().stream().map(line -> {
            if (!line.tokens().contains(line.label())) {
                throw new InputException(file.name() + ", line " + line.number() + " has label "
                        + Cell.quote(line.label()) + ", which is not in its sequence");
            }
            List<Integer> tokens =
                    line.tokens().stream().map(token -> numbers.computeIfAbsent(token, t -> numbers.size())).toList();
            return Sample.of(tokens, numbers.get(line.label()));
        }).toList();
        return new Content(List.copyOf(numbers.keySet()), samples, content.notes());
    }
}
