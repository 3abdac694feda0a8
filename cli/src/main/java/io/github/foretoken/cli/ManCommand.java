package io.github.foretoken.cli;

import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.ManPage;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.cli.terminal.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken man}. */
@Command(name = "man", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, optionListHeading = "%nOptions:%n", parameterListHeading = "%n", description = {
    "Prints a command's manual page, or writes all of them."}, footer = {"", "Examples:",
        "  foretoken man forecast | man -l -",
        "  foretoken man --output-dir ~/.local/share/man/man1    # then: man foretoken"})
final class ManCommand implements Callable<Integer> {
    private final Supplier<CommandLine> program;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Whose page; foretoken's own without one.")
    private List<String> path = List.of();

    @Option(names = "--output-dir", paramLabel = "DIR", description = "Write the pages of all commands into this directory, foretoken.1 and so on; made if missing.")
    private Path directory;

    /** Of that program with all its commands. */
    ManCommand(Supplier<CommandLine> program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        CommandLine found = program.get().setCommandName("foretoken");
        for (String name : path) {
            CommandLine next = found.getSubcommands().get(name);
            if (next == null) {
                throw new ParameterException(spec.commandLine(),
                        "unknown command '" + name + "'" + (found.getSubcommands().isEmpty() ? ""
                                : "; available: " + String.join(", ", found.getSubcommands().keySet())));
            }
            found = next;
        }
        if (directory == null) {
            spec.commandLine().getOut().print(ManPage.of(found.getCommandSpec()));
            spec.commandLine().getOut().flush();
            return Failures.OK;
        }
        if (!path.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--output-dir writes all pages; leave COMMAND out");
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InputException("--output-dir " + directory + " cannot be made: " + Reasons.of(e), e);
        }
        write(found.getCommandSpec());
        return Failures.OK;
    }

    private void write(CommandSpec command) {
        Path file = directory.resolve(ManPage.name(command) + ".1");
        OutputFile.write(file, ManPage.of(command).getBytes(StandardCharsets.UTF_8));
        spec.commandLine().getOut().println(file);
        ManPage.subcommands(command).forEach(this::write);
    }
}
