package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.table.FileOptions;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.papers.mechanics.graph.SampleFile;
import io.github.foretoken.papers.output.Outputs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foretoken mechanics graph}. */
@Command(name = "graph", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Token-priority graphs, one for each last token; their components.", SequenceOptions.FORMS})
final class GraphCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "FILE", description = "Sequences and labels, or - for standard input (default: a random draw).")
    private String data;

    @Mixin
    private FileOptions fileOptions = new FileOptions();

    @Mixin
    private Outputs outputs = new Outputs();

    GraphCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (data == null && !fileOptions.rules().equals(FileRules.DEFAULT)) {
            throw refused(
                    "--header, --separator, --decimal, --skip-rows and --missing-value are for the file of --data");
        }
        if (data != null && outputs.givenSeed() != null) {
            throw refused("--data and --seed exclude each other");
        }
        // Read before the directory is made, so that bad input leaves nothing behind.
        SampleFile.Content content = content();
        return MechanicsCommand.run("graph", outputs, () -> {
            content.notes().forEach(note -> outputs.say("note: " + note));
            new GraphExperiment(content.names(), content.samples(), Optional.empty()).run("graph", outputs);
        });
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private SampleFile.Content content() {
        if (data != null) {
            return SampleFile.read(new Source(data), streams.in(), fileOptions.rules());
        }
        Draw draw = MechanicsCommand.draws(Draw.publishedGlobal(), outputs).getFirst();
        return new SampleFile.Content(IntStream.range(0, Draw.TOKENS).mapToObj(String::valueOf).toList(),
                draw.samples(), List.of());
    }
}
