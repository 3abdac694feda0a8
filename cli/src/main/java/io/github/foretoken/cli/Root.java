package io.github.foretoken.cli;

import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code foretoken} without a command: shows what there is. */
@Command(name = "foretoken", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, description = {
    "Forecasts the next rows of a table, without training; and computes causal kernel descent."}, synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n", optionListHeading = "%nOptions:%n", footer = {
        "", "Try:", "  foretoken forecast FILE.csv                     the next 10 rows of your file",
        "  foretoken forecast FILE.csv --plot next.png     the same with a picture",
        "  foretoken forecast FILE.csv --report page.html  the same, a page to look at",
        "  foretoken evaluate FILE.csv                     scores beside other methods",
        "  foretoken stream FILE.csv --follow              predictions as rows arrive",
        "  foretoken forecast --help                       what else a command can do", "",
        "Exit codes: 0 ok, 2 usage or bad input, 1 a bug in foretoken. Options for Java itself are read from "
                + "the environment variable JDK_JAVA_OPTIONS."})
final class Root implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    Root(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(streams.err(), Ansi.OFF);
        return Failures.USAGE;
    }
}
