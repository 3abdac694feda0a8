package io.github.foretoken.lab;

import io.github.foretoken.lab.figure.FigureCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The command line {@code foretoken}. */
public final class Main {
    private final Streams streams;

    /** The program on these streams. */
    Main(Streams streams) {
        this.streams = streams;
    }

    /** Runs the program on the process's own streams and ends the process. */
    public static void main(String[] args) {
        // The descriptors themselves: System.out would hide a broken pipe.
        PrintWriter err = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true);
        Streams streams = new Streams(System.in, new FileOutputStream(FileDescriptor.out), err,
                Boolean.getBoolean("foretoken.terminal"));
        int exit = new Main(streams).run(args);
        if (exit != Failures.OK) {
            // Otherwise the end of main will do, which costs less.
            System.exit(exit);
        }
    }

    /** Runs one command; returns the exit code. */
    int run(String... args) {
        Failures failures = new Failures(streams);
        try {
            CommandLine line = commandLine(args)
                    .setOut(new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8), true))
                    .setErr(streams.err())
                    .setParameterExceptionHandler(failures::usage)
                    .setExecutionExceptionHandler((e, command, result) -> failures.execution(e));
            return line.execute(args);
        } catch (RuntimeException | Error e) {
            return failures.execution(e);
        }
    }

    /** Only the command asked for is set up, because a one-shot process pays for every class it loads. */
    private CommandLine commandLine(String[] args) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("predict", () -> new PredictCommand(streams));
        commands.put("generate", () -> new GenerateCommand(streams));
        commands.put("figure", FigureCommand::new);
        commands.put("info", () -> new InfoCommand(streams));
        commands.put("help", CommandLine.HelpCommand::new);
        CommandLine line = new CommandLine(new Root(streams));
        boolean one = args.length > 0 && !args[0].equals("help") && commands.containsKey(args[0]);
        commands.forEach((name, command) -> {
            if (!one || name.equals(args[0])) {
                line.addSubcommand(name, command.get());
            }
        });
        return line;
    }
}
