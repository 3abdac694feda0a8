package io.github.foretoken.cli.anomaly;

import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.table.ShortList;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code --surprise}: a line for each row of the input, rows that are left out elsewhere because values are missing
 * included.
 *
 * @param file complete or not there
 */
public record SurpriseFile(OutputFile file) implements AutoCloseable {
    private static final int NAMED = 5;

    /** Claims its name; null for null. */
    public static SurpriseFile open(String name) {
        return name == null ? null : new SurpriseFile(OutputFile.open(Path.of(name)));
    }

    /**
     * Writes it; it is not in its place before {@link #commit}.
     *
     * @return which rows were noticed as changes, in words; empty if none were
     */
    public Optional<String> write(Table table, String source) {
        Surprises found;
        try {
            found = Surprises.of(table.measured());
        } catch (IllegalArgumentException e) {
            throw InputException.refusal(source, e);
        }
        double[] surprises = found.ofRows();
        StringBuilder text = new StringBuilder("row,surprise\n");
        for (int i = 0; i < surprises.length; i++) {
            text.append(i + 1).append(',').append(surprises[i]).append('\n');
        }
        try {
            Files.writeString(file.part(), text);
        } catch (IOException e) {
            throw file.failure(e);
        }
        return words(found.alarms());
    }

    private static Optional<String> words(List<Integer> alarms) {
        if (alarms.isEmpty()) {
            return Optional.empty();
        }
        List<String> rows = alarms.stream().map(row -> Integer.toString(row + 1)).toList();
        return Optional.of("a change was noticed at row" + (rows.size() == 1 ? " " : "s ") + ShortList.of(rows, NAMED)
                + " (without any, the probability of an alarm is below 1/" + Surprises.THRESHOLD + ")");
    }

    /** Puts it in its place. */
    public void commit() {
        file.commit();
    }

    @Override
    public void close() {
        file.close();
    }
}
