package io.github.foretoken.cli.report;

import io.github.foretoken.cli.table.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code --report}: a page that is complete or not there.
 *
 * @param file where to
 */
public record ReportFile(OutputFile file) implements AutoCloseable {
    /** Claims its name; null for null. */
    public static ReportFile open(String name) {
        return name == null ? null : new ReportFile(OutputFile.open(Path.of(name)));
    }

    /** Writes the page; it is not in its place before {@link #commit}. */
    public void write(Report report) {
        try {
            Files.write(file.part(), report.html());
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /** Puts the page in its place. */
    public void commit() {
        file.commit();
    }

    @Override
    public void close() {
        file.close();
    }
}
