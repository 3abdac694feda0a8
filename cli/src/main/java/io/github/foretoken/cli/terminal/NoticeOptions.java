package io.github.foretoken.cli.terminal;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much a command says on standard error, and in which form. */
public final class NoticeOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--quiet", description = "Say nothing on standard error but warnings and errors.")
    private boolean quiet;

    @Option(names = "--json", description = "Say on standard error what is otherwise said in sentences as one line of JSON, at the end. "
            + "Errors stay sentences.")
    private boolean json;

    /**
     * Applies them.
     *
     * @throws ParameterException if both were given
     */
    public void apply(Streams streams) {
        if (quiet && json) {
            throw new ParameterException(spec.commandLine(), "--quiet and --json exclude each other");
        }
        streams.notices().style(json ? Notices.Style.JSON : quiet ? Notices.Style.WARNINGS : Notices.Style.SENTENCES);
    }
}
