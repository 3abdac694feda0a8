package io.github.foretoken.cli.table;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Streams;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code --output}: a CSV or NPY file that appears complete or not at all, or CSV on standard output. */
public final class Destination implements AutoCloseable {
    private final Streams streams;
    private final TableFormat format;
    private final OutputFile file;

    private Destination(Streams streams, TableFormat format, OutputFile file) {
        this.streams = streams;
        this.format = format;
        this.file = file;
    }

    /**
     * Opens it.
     *
     * @param name a file, "-" or null
     * @throws InputException if the extension is unknown or the file cannot be written
     */
    public static Destination open(String name, Streams streams) {
        if (name == null || Source.isStandard(name)) {
            return new Destination(streams, TableFormat.CSV, null);
        }
        TableFormat format = TableFormat.of(name)
                .orElseThrow(() -> new InputException("--output " + name + ": the extension must be .csv or .npy"));
        return new Destination(streams, format, OutputFile.open(Path.of(name)));
    }

    /** {@link #open}, but for CSV only, because there will be text. */
    public static Destination openText(String name, Streams streams) {
        if (name != null && TableFormat.of(name).orElse(null) == TableFormat.NPY) {
            throw new InputException("--output " + name + " can hold numbers only, and no keys; give a .csv");
        }
        return open(name, streams);
    }

    /** Whether this is that file, which is then about to be read. */
    public static void requireOther(String output, Path input) {
        requireOther("--output", output, input);
    }

    /** {@link #requireOther(String, Path)} of another option. */
    public static void requireOther(String option, String output, Path input) {
        try {
            if (output != null && Files.exists(Path.of(output)) && Files.isSameFile(Path.of(output), input)) {
                throw new InputException(option + " " + output + " is the input itself; choose another name");
            }
        } catch (IOException e) {
            // Files that cannot be compared cannot be read or written either, which is answered when that is tried.
        }
    }

    /** What a destination is given. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes the table. A file is not in its place before {@link #commit}. */
    public void write(Matrix values, List<String> header) {
        write(out -> TableWriter.write(out, format, values, header));
    }

    /** Writes something else. A file is not in its place before {@link #commit}. */
    public void write(Content content) {
        if (file == null) {
            try {
                content.writeTo(streams.out());
                streams.out().flush();
            } catch (IOException e) {
                throw Streams.failure(e);
            }
            return;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file.part()), 1 << 16)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /** Puts the file in its place. */
    public void commit() {
        if (file != null) {
            file.commit();
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
