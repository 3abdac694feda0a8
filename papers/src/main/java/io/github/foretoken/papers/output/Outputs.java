package io.github.foretoken.papers.output;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.internal.Excerpt;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands that draw have in common: where their files go, seed, length, and what is said meanwhile. */
public final class Outputs {
    /** A command's work, and nothing but. */
    public interface Work {
        /** Computes, and writes. */
        void run() throws IOException;
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--output-dir", paramLabel = "DIR", defaultValue = ".", description = "Where the files go; made if missing (default: the current directory).")
    private Path directory;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random (default: 0, unless more is said below).")
    private Long seed;

    @Option(names = "--quick", description = "Shorter or fewer runs, for a look.")
    private boolean quick;

    /** Where the files go. */
    public Path directory() {
        return directory;
    }

    /** Of everything random. */
    public long seed() {
        return seed == null ? 0 : seed;
    }

    /** {@code --seed} if it was given, or null. */
    public Long givenSeed() {
        return seed;
    }

    /** Whether a look is all that is wanted. */
    public boolean quick() {
        return quick;
    }

    /**
     * Makes the directory and does the work; returns the exit code.
     *
     * @throws ParameterException if something cannot be written there
     */
    public int run(Work work) {
        try {
            // First of all, so that an unwritable directory is not found out after the computation.
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new IOException("permission denied");
            }
            work.run();
            return 0;
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(),
                    "cannot write to the directory " + directory + ": " + Reasons.of(e), e);
        }
    }

    /** Writes a picture, as PNG and as SVG, and the table behind it, and prints the three files' names. */
    public void write(String name, CurveTable table, Picture picture) throws IOException {
        table.write(directory.resolve(name + ".csv"));
        draw(name, picture);
    }

    /** The same for matrices. */
    public void write(String name, MatrixTable table, Picture picture) throws IOException {
        table.write(directory.resolve(name + ".csv"));
        draw(name, picture);
    }

    /** The same for a table of text. */
    public void write(String name, String csv, Picture picture) throws IOException {
        OutputFile.write(directory.resolve(name + ".csv"), csv.getBytes(StandardCharsets.UTF_8));
        draw(name, picture);
    }

    /** A table without a picture. */
    public void write(String name, CurveTable table) throws IOException {
        table.write(directory.resolve(name + ".csv"));
        list(directory.resolve(name + ".csv"));
    }

    /** Any file, whole. */
    public void write(String fileName, byte[] content) {
        OutputFile.write(directory.resolve(fileName), content);
        list(fileName);
    }

    /** Prints the name of a file that is written already. */
    public void list(String fileName) {
        list(directory.resolve(fileName));
    }

    private void draw(String name, Picture picture) throws IOException {
        Path png = directory.resolve(name + ".png");
        Path svg = directory.resolve(name + ".svg");
        picture.write(png);
        picture.write(svg);
        list(png, svg, directory.resolve(name + ".csv"));
    }

    private void list(Path... files) {
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : files) {
            out.println(Excerpt.line(file.toString()));
        }
        out.flush();
    }

    /** How long something took. */
    public void done(String what, long startNanos) {
        say("%s done in %.1f s", what, (System.nanoTime() - startNanos) / 1e9);
    }

    /** A message of one line, formatted. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a jar that nothing else needs
    public void say(String format, Object... arguments) {
        say(String.format(Locale.ROOT, format, arguments));
    }

    /** A message of one line. */
    public void say(String message) {
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
    }
}
