package io.github.foretoken.lab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs the command line in this process and keeps what it says. */
final class Cli {
    /**
     * What came of it.
     *
     * @param exit the exit code
     * @param out standard output
     * @param err standard error
     */
    record Result(int exit, String out, String err) {}

    private Cli() {}

    static Result run(Object... args) {
        return runWithInput(new byte[0], args);
    }

    static Result runWithInput(byte[] input, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result result = runTo(out, input, args);
        return new Result(result.exit(), out.toString(StandardCharsets.UTF_8), result.err());
    }

    static Result runTo(OutputStream out, byte[] input, Object... args) {
        StringWriter err = new StringWriter();
        Streams streams = new Streams(new ByteArrayInputStream(input), out, new PrintWriter(err, true), false);
        int exit = new Main(streams).run(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new Result(exit, "", err.toString());
    }

    /** A command on standard input by the method that is the default beside an option, unless the options name another. */
    static Object[] kaczmarz(String command, String... options) {
        Stream<String> method = List.of(options).contains("--method") ? Stream.of() : Stream.of("--method", "kaczmarz");
        return Stream.of(Stream.of(command, "-"), Stream.of(options), method).flatMap(words -> words).toArray();
    }

    /** A file of the project, from its root. */
    static Path project(String path) {
        return Path.of("..").resolve(path);
    }
}
