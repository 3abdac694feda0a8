package io.github.foretoken.lab;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
        // Not println: the script ends in a line end, and lines must end as shells expect on any system.
        spec.commandLine().getOut().print(AutoComplete.bash("foretoken", program.get()));
        spec.commandLine().getOut().flush();
        return Failures.OK;
    }
}
