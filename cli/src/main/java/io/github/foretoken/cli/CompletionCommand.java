package io.github.foretoken.cli;

import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.Version;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code foretoken completion}. */
@Command(name = "completion", mixinStandardHelpOptions = true, versionProvider = Version.class, optionListHeading = "%nOptions:%n", description = {
    "Prints a script that lets bash and zsh complete foretoken's command line.",
    "The tabulator key then completes commands, options and some of their values."}, footer = {"", "Bash, now:",
        "  source <(foretoken completion)", "Bash, from the next shell on:",
        "  foretoken completion > ~/.local/share/bash-completion/completions/foretoken",
        "Zsh, in ~/.zshrc after compinit:", "  source <(foretoken completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final Supplier<CommandLine> program;

    @Spec
    private CommandSpec spec;

    /** Of that program with all its commands. */
    CompletionCommand(Supplier<CommandLine> program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        CommandLine all = program.get();
        prepare(all.getCommandSpec());
        spec.commandLine().getOut().print(AutoComplete.bash("foretoken", all));
        spec.commandLine().getOut().flush();
        return Failures.OK;
    }

    /**
     * The script keeps an option's values under its label, so that no two labels of a command may be alike; values are typed
     * in lower case, and those that the help does not name are refused.
     */
    private static void prepare(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            if (option.completionCandidates() != null) {
                String help = String.join(" ", option.description());
                List<String> values = StreamSupport.stream(option.completionCandidates().spliterator(), false)
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .filter(value -> Pattern.compile("\\b" + Pattern.quote(value) + "\\b").matcher(help).find())
                        .toList();
                command.remove(option);
                command.addOption(OptionSpec.builder(option)
                        .paramLabel(option.longestName())
                        .completionCandidates(values)
                        .build());
            }
        }
        command.subcommands().values().forEach(sub -> prepare(sub.getCommandSpec()));
    }
}
