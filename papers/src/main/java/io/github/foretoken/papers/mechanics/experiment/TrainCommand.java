package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.table.FileOptions;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.SampleFile;
import io.github.foretoken.papers.mechanics.model.LearnedLayer;
import io.github.foretoken.papers.mechanics.model.RidgeSearch;
import io.github.foretoken.papers.mechanics.model.SavedLayer;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken mechanics train}. */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Train a layer on sequences of your own, and save it.",
    "Minimises the log-loss with a ridge. Part of the sequences is held out: on them the layer is compared with counting "
            + "what came after the last token, or the last two. Writes the layer (mechanics-layer.ftk, for predict), what "
            + "it learned (mechanics-train) and the comparison (mechanics-accuracy.csv).",
    SequenceOptions.FORMS})
final class TrainCommand implements Callable<Integer> {
    /** The saved layer, in {@code --output-dir}. */
    static final String LAYER = "mechanics-layer.ftk";

    private static final double MOST_HELD_OUT = 0.9;

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Sequences and labels, or - for standard input.")
    private String file;

    @Option(names = "--held-out", paramLabel = "SHARE", defaultValue = "0.2", description = "Of the sequences, drawn by --seed: not trained on (default: ${DEFAULT-VALUE}; 0 for none).")
    private double share;

    @Option(names = "--ridge", paramLabel = "R", description = "R/2 times the squared scores is added to the loss, summed over sequences (default: by cross-validation on those trained on; with --quick 1).")
    private Double ridge;

    @Mixin
    private FileOptions fileOptions = new FileOptions();

    @Mixin
    private Outputs outputs = new Outputs();

    TrainCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (!(share >= 0 && share <= MOST_HELD_OUT)) {
            throw refused("--held-out must be 0 to " + MOST_HELD_OUT + ", not " + share);
        }
        if (ridge != null && !(ridge > 0 && ridge < Double.POSITIVE_INFINITY)) {
            throw refused("--ridge must be positive, not " + ridge);
        }
        // Read before the directory is made, so that bad input leaves nothing behind.
        SampleFile.Content content = SampleFile.read(new Source(file), streams.in(), fileOptions.rules());
        return MechanicsCommand.run("train", outputs, () -> train(content));
    }

    private void train(SampleFile.Content content) throws IOException {
        content.notes().forEach(note -> outputs.say("note: " + note));
        List<Sample> shuffled = new ArrayList<>(content.samples());
        Collections.shuffle(shuffled, new Random(outputs.seed()));
        int heldOut = (int) Math.min(Math.round(share * shuffled.size()), shuffled.size() - 1);
        List<Sample> training = shuffled.subList(heldOut, shuffled.size());
        double chosen = ridge != null ? ridge
                : outputs.quick() ? 1 : RidgeSearch.choose(content.names(), training, outputs.seed());
        LearnedLayer layer = LearnedLayer.train(content.names(), training, chosen);
        outputs.say("train: %d sequences, %d tokens, %d last tokens, ridge %s", training.size(), layer.names().size(),
                layer.scores().size(), chosen);
        Comparison comparison = new Comparison(content.names(), training, shuffled.subList(0, heldOut), layer);
        comparison.lines().forEach(outputs::say);
        new GraphExperiment(content.names(), training, Optional.of(layer)).run("train", outputs);
        outputs.write("mechanics-accuracy.csv", comparison.csv());
        SavedLayer.save(layer, outputs.directory().resolve(LAYER));
        outputs.list(LAYER);
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
