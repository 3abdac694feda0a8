package io.github.foretoken.lab.mechanics;

import io.github.foretoken.lab.figure.CurveTable;
import io.github.foretoken.lab.plot.Picture;
import io.github.foretoken.lab.table.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where an experiment's files and words go. */
final class Report {
    private final Path directory;
    private final PrintWriter out;
    private final PrintWriter err;

    /** Files go to the directory, their names to {@code out}, words to {@code err}. */
    Report(Path directory, PrintWriter out, PrintWriter err) {
        this.directory = directory;
        this.out = out;
        this.err = err;
    }

    /** Writes a picture, as PNG and SVG, and the table behind it. */
    void write(String name, Picture picture, CurveTable table) throws IOException {
        table.write(directory.resolve(name + ".csv"));
        draw(name, picture);
        list(name + ".csv");
    }

    /** The same, with the table as text. */
    void write(String name, Picture picture, String csv) throws IOException {
        OutputFile.write(directory.resolve(name + ".csv"), csv.getBytes(StandardCharsets.UTF_8));
        draw(name, picture);
        list(name + ".csv");
    }

    /** Writes a table without a picture. */
    void write(String name, CurveTable table) throws IOException {
        table.write(directory.resolve(name + ".csv"));
        list(name + ".csv");
    }

    private void draw(String name, Picture picture) throws IOException {
        for (String file : List.of(name + ".png", name + ".svg")) {
            picture.write(directory.resolve(file));
            list(file);
        }
    }

    private void list(String file) {
        out.println(directory.resolve(file));
        out.flush();
    }

    /** Says a line, formatted. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a jar that nothing else needs
    void say(String format, Object... arguments) {
        err.println(String.format(Locale.ROOT, format, arguments));
        err.flush();
    }
}
