package io.github.foretoken.lab.figure;

import io.github.foretoken.lab.plot.Picture;
import io.github.foretoken.lab.table.Reasons;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--quick", description = "Shorter or fewer runs, for a look.")
    private boolean quick;

    /** Where the files go. */
    public Path directory() {
        return directory;
    }

    /** Of everything random. */
    public long seed() {
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

    private void draw(String name, Picture picture) throws IOException {
        Path png = directory.resolve(name + ".png");
        Path svg = directory.resolve(name + ".svg");
        picture.write(png);
        picture.write(svg);
        PrintWriter out = spec.commandLine().getOut();
        List.of(png, svg, directory.resolve(name + ".csv")).forEach(out::println);
        out.flush();
    }

    /** How long something took. */
    public void done(String what, long startNanos) {
        say(String.format(Locale.ROOT, "%s done in %.1f s", what, (System.nanoTime() - startNanos) / 1e9));
    }

    /** A line of words. */
    public void say(String words) {
        spec.commandLine().getErr().println(words);
        spec.commandLine().getErr().flush();
    }
}
