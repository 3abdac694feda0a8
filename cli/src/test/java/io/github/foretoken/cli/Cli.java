package io.github.foretoken.cli;

import io.github.foretoken.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs the command line in this process and keeps what it says. */
public final class Cli {
    /**
     * What came of it.
     *
     * @param exit the exit code
     * @param out standard output
     * @param err standard error
     */
    public record Result(int exit, String out, String err) {}

    private Cli() {}

    public static Result run(Object... args) {
        return runWithInput(new byte[0], args);
    }

    public static Result runWithInput(byte[] input, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result result = runTo(out, input, args);
        return new Result(result.exit(), out.toString(StandardCharsets.UTF_8), result.err());
    }

    public static Result runTo(OutputStream out, byte[] input, Object... args) {
        StringWriter err = new StringWriter();
        Streams streams = new Streams(new ByteArrayInputStream(input), out, new PrintWriter(err, true), false);
        int exit = new Main(streams).run(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new Result(exit, "", err.toString());
    }

    /** A command on standard input by the method that is the default beside an option, unless the options name another. */
    public static Object[] kaczmarz(String command, String... options) {
        Stream<String> method = List.of(options).contains("--method") ? Stream.of() : Stream.of("--method", "kaczmarz");
        return Stream.of(Stream.of(command, "-"), Stream.of(options), method).flatMap(words -> words).toArray();
    }

    /** The command line with all commands. */
    public static CommandLine everything() {
        return new Main(new Streams(InputStream.nullInputStream(), OutputStream.nullOutputStream(),
                new PrintWriter(Writer.nullWriter()), false)).everything();
    }

    /** A file of the project, from its root. */
    public static Path project(String path) {
        return Path.of("..").resolve(path);
    }
}
