package io.github.foretoken.cli;

import io.github.foretoken.cli.terminal.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs what is short and often run, one after the other, so that an AOT cache knows the classes of all of it; its output goes nowhere.
 * Not what takes seconds anyway: every class of the cache is set up at each start.
 */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * Runs.
     *
     * @param args a file of a short series with names and times, and two that may be written
     * @throws IOException if they may not
     */
    public static void main(String[] args) throws IOException {
        Main program = new Main(new Streams(InputStream.nullInputStream(), OutputStream.nullOutputStream(),
                new PrintWriter(Writer.nullWriter()), false));
        String named = args[0];
        String bare = args[1];
        String predictions = args[2];
        Files.writeString(Path.of(bare), "0.25,-1.5\n0.75,2\n".repeat(20));
        for (String[] command : new String[][]{{"predict", bare, "--kernel", "gaussian:1", "--output", predictions},
            // Over a file that is there.
            {"predict", bare, "--output", predictions, "--quiet"}, {"predict", named},
            {"forecast", named, "--horizon", "3"}, {"--version"}, {"--help"}}) {
            program.run(command);
        }
    }
}
