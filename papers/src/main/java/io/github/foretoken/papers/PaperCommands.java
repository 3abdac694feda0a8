package io.github.foretoken.papers;

import io.github.foretoken.cli.CommandProvider;
import io.github.foretoken.cli.terminal.Loops;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.papers.figure.FigureCommand;
import io.github.foretoken.papers.ical.IcalCommand;
import io.github.foretoken.papers.mechanics.experiment.MechanicsCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands that compute what papers show. */
public final class PaperCommands implements CommandProvider {
    @Override
    public Map<String, Supplier<Object>> commands(Streams streams) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("figure", () -> {
            Loops.load();
            return new FigureCommand();
        });
        commands.put("ical", () -> {
            Loops.load();
            return new IcalCommand();
        });
        commands.put("mechanics", () -> new MechanicsCommand(streams));
        return commands;
    }
}
