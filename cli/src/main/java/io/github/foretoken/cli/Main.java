package io.github.foretoken.cli;

import io.github.foretoken.cli.evaluate.EvaluateCommand;
import io.github.foretoken.cli.forecast.ForecastCommand;
import io.github.foretoken.cli.predict.PredictCommand;
import io.github.foretoken.cli.report.ReportCommand;
import io.github.foretoken.cli.series.GenerateCommand;
import io.github.foretoken.cli.stream.StreamCommand;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.Loops;
import io.github.foretoken.cli.terminal.ResultWriter;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.WrappedHelp;
import io.github.foretoken.cli.train.TrainCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command line {@code foretoken}. */
public final class Main {
    private final Streams streams;

    /** The program on these streams. */
    public Main(Streams streams) {
        this.streams = streams;
    }

    /** Runs the program on the process's own streams and ends the process. */
    public static void main(String[] args) {
        // The descriptors themselves: System.out would hide a broken pipe.
        PrintWriter err = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true);
        Streams streams = new Streams(System.in, new FileOutputStream(FileDescriptor.out), err,
                Boolean.getBoolean("foretoken.terminal"));
        if (args.length > 0 && (args[0].equals("predict") || args[0].equals("stream"))) {
            Loops.prepare();
        }
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
            Supplier<Object> command = args.length == 0 ? null : command(args[0]);
            // A known command is set up alone, because a one-shot process pays for every class it loads.
            CommandLine line = command == null ? everything()
                    : new CommandLine(command.get()).setCommandName("foretoken " + args[0]);
            ResultWriter out = new ResultWriter(streams.out());
            int exit = line.setHelpFactory(WrappedHelp::new)
                    .setOut(out)
                    .setErr(streams.err())
                    .setParameterExceptionHandler(failures::usage)
                    .setExecutionExceptionHandler((e, failed, result) -> failures.execution(e))
                    .execute(command == null ? args : Arrays.copyOfRange(args, 1, args.length));
            IOException unwritten = out.failure();
            return exit == Failures.OK && unwritten != null ? failures.execution(Streams.failure(unwritten)) : exit;
        } catch (RuntimeException | Error e) {
            return failures.execution(e);
        }
    }

    /** Null if there is none of that name; other modules are asked only then, for it takes time. */
    private Supplier<Object> command(String name) {
        Supplier<Object> own = ours().getOrDefault(name, about().get(name));
        return own != null ? own : others().get(name);
    }

    private Map<String, Supplier<Object>> ours() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("forecast", () -> new ForecastCommand(streams));
        commands.put("predict", () -> new PredictCommand(streams));
        commands.put("stream", () -> new StreamCommand(streams));
        commands.put("evaluate", () -> {
            Loops.load();
            return new EvaluateCommand(streams);
        });
        commands.put("report", () -> new ReportCommand(streams));
        commands.put("generate", () -> new GenerateCommand(streams));
        commands.put("train", () -> {
            Loops.load();
            return new TrainCommand(streams);
        });
        return commands;
    }

    private Map<String, Supplier<Object>> others() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        ServiceLoader.load(CommandProvider.class).forEach(provider -> commands.putAll(provider.commands(streams)));
        return commands;
    }

    private Map<String, Supplier<Object>> about() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("info", () -> new InfoCommand(streams));
        commands.put("completion", () -> new CompletionCommand(this::everything));
        commands.put("man", () -> new ManCommand(this::everything));
        return commands;
    }

    /** The program with all its commands. */
    public CommandLine everything() {
        CommandLine line = new CommandLine(new Root(streams));
        Stream.of(ours(), others(), about())
                .forEach(some -> some.forEach((name, command) -> line.addSubcommand(name, command.get())));
        return line.addSubcommand("help", new CommandLine.HelpCommand());
    }
}
