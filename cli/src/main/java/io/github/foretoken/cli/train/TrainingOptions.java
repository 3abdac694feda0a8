package io.github.foretoken.cli.train;

import io.github.foretoken.cli.terminal.ChoiceConverter;
import io.github.foretoken.cli.train.TrainingConfig.Attention;
import io.github.foretoken.training.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** The options of a training run that decide its result. */
final class TrainingOptions {
    @Option(names = "--instance", paramLabel = "1|2|3|4", description = "Which sequences, as for generate (default: 2).")
    private Integer instance;

    @Option(names = "--dimension", paramLabel = "D", description = "d of the tokens (default: 15).")
    private Integer dimension;

    @Option(names = "--length", paramLabel = "T", description = "Tokens of a sequence (default: 100).")
    private Integer length;

    @Option(names = "--layers", paramLabel = "N", description = "Layers (default: 6).")
    private Integer layers;

    @Option(names = "--attention", paramLabel = "WHICH", converter = OfTrainedAttention.class, description = "linear, exponential or softmax (default).")
    private Attention attention;

    @Option(names = "--step", paramLabel = "ETA", description = "The step of the construction (default: 1; exponential: 1/e).")
    private Double step;

    @Option(names = "--tied", description = "One set of weights for all layers.")
    private boolean tied;

    @Option(names = "--sequences", paramLabel = "N", description = "Of which 60 %% train, 20 %% validate, 20 %% test (default: 4096).")
    private Integer sequences;

    @Option(names = "--seed", paramLabel = "S", description = "Of everything random (default: 0).")
    private Long seed;

    @Option(names = "--epochs", paramLabel = "N", description = "At most (default: 150).")
    private Integer epochs;

    @Option(names = "--patience", paramLabel = "N", description = "Stop after N epochs without a better validation loss (default: 30).")
    private Integer patience;

    @Option(names = "--batch", paramLabel = "N", description = "Sequences a step (default: 64).")
    private Integer batch;

    @Option(names = "--lr", paramLabel = "RATE", description = "Adam's learning rate (default: 0.002).")
    private Double rate;

    @Option(names = "--schedule", paramLabel = "WHICH", converter = OfSchedule.class, description = "The learning rate over the run: cosine (default), down to nothing; or constant.")
    private Schedule schedule;

    @Option(names = "--augment", description = "Show each training sequence in other, random coordinates in each epoch: against overfitting; not the paper's.")
    private boolean augment;

    /** The first of them that was given, or null. */
    String given() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("--instance", instance);
        all.put("--dimension", dimension);
        all.put("--length", length);
        all.put("--layers", layers);
        all.put("--attention", attention);
        all.put("--step", step);
        all.put("--tied", tied ? Boolean.TRUE : null);
        all.put("--sequences", sequences);
        all.put("--seed", seed);
        all.put("--epochs", epochs);
        all.put("--patience", patience);
        all.put("--batch", batch);
        all.put("--lr", rate);
        all.put("--schedule", schedule);
        all.put("--augment", augment ? Boolean.TRUE : null);
        return all.keySet().stream().filter(name -> all.get(name) != null).findFirst().orElse(null);
    }

    /** @throws IllegalArgumentException if a value cannot be */
    TrainingConfig config() {
        TrainingConfig paper = TrainingConfig.paper(Objects.requireNonNullElse(seed, 0L));
        Attention form = Objects.requireNonNullElse(attention, paper.attention());
        return new TrainingConfig(Objects.requireNonNullElse(instance, paper.instance()),
                Objects.requireNonNullElse(dimension, paper.dimension()),
                Objects.requireNonNullElse(length, paper.length()), Objects.requireNonNullElse(layers, paper.layers()),
                form, Objects.requireNonNullElse(step, form.defaultStep()), tied,
                Objects.requireNonNullElse(sequences, paper.sequences()), paper.seed(),
                Objects.requireNonNullElse(epochs, paper.epochs()),
                Objects.requireNonNullElse(patience, paper.patience()),
                Objects.requireNonNullElse(batch, paper.batch()), Objects.requireNonNullElse(rate, paper.rate()),
                Objects.requireNonNullElse(schedule, paper.schedule()), augment);
    }

    /** As typed. */
    static final class OfTrainedAttention extends ChoiceConverter<TrainingConfig.Attention> {
        OfTrainedAttention() {
            super(TrainingConfig.Attention.class);
        }
    }

    /** As typed. */
    static final class OfSchedule extends ChoiceConverter<Schedule> {
        OfSchedule() {
            super(Schedule.class);
        }
    }
}
