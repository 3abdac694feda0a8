package io.github.foretoken.lab;

import io.github.foretoken.lab.anomaly.Surprises;
import io.github.foretoken.lab.table.OutputFile;
import io.github.foretoken.lab.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code --surprise}: a line for each row of the input, rows that are left out elsewhere because values are missing
 * included.
 *
 * @param file complete or not there
 */
record SurpriseFile(OutputFile file) implements AutoCloseable {
    /** Claims its name; null for null. */
    static SurpriseFile open(String name) {
        return name == null ? null : new SurpriseFile(OutputFile.open(Path.of(name)));
    }

    /** Writes it; it is not in its place before {@link #commit}. */
    void write(Table table, String source) {
        double[] surprises;
        try {
            surprises = Surprises.of(table.measured());
        } catch (IllegalArgumentException e) {
            throw Prediction.refused(source, e);
        }
        StringBuilder text = new StringBuilder("row,surprise\n");
        for (int i = 0; i < surprises.length; i++) {
            text.append(i + 1).append(',').append(surprises[i]).append('\n');
        }
        try {
            Files.writeString(file.part(), text);
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /** Puts it in its place. */
    void commit() {
        file.commit();
    }

    @Override
    public void close() {
        file.close();
    }
}
