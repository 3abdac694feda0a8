package io.github.foretoken.papers.ical;

import io.github.foretoken.papers.ical.bridge.BridgeCommand;
import io.github.foretoken.papers.ical.commuting.CommutingCommand;
import io.github.foretoken.papers.ical.descent.DepthCommand;
import io.github.foretoken.papers.ical.positions.PositionsCommand;
import io.github.foretoken.papers.ical.trained.AugmentedCommand;
import io.github.foretoken.papers.ical.trained.PlainCommand;
import io.github.foretoken.papers.ical.windows.WindowsCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foretoken ical}: one subcommand an experiment. */
@Command(name = "ical", mixinStandardHelpOptions = true, sortOptions = false, synopsisSubcommandLabel = "EXPERIMENT", commandListHeading = "%nExperiments:%n", optionListHeading = "%nOptions:%n", description = {
    "In-context autoregressive learning (arXiv 2402.05787): its figures.",
    "Sequences s_{t+1} = W s_t, each with a W of its own, and what one layer of linear attention makes of "
            + "them. Draws PNG and SVG, with the numbers as CSV; prints the names of the files written."}, subcommands = {
                BridgeCommand.class, CommutingCommand.class, PositionsCommand.class, DepthCommand.class,
                AugmentedCommand.class, PlainCommand.class, WindowsCommand.class})
public final class IcalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "name an experiment: " + String.join(", ", spec.subcommands().keySet()));
    }
}
