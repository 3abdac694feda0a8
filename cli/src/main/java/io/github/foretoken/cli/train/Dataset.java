package io.github.foretoken.cli.train;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.sequence.NonlinearRotationSequence;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.sequence.TokenSequence;
import java.util.SplittableRandom;

/** The sequences of a configuration, each with a map of its own, and their split: first training, then validation, then test. */
public final class Dataset {
    /** Of instance (3), wherever periods are drawn. */
    public static final int LEAST_PERIOD = 20;
    /** The same. */
    public static final int MOST_PERIOD = 40;

    private static final int TRAINING_PERCENT = 60;
    private static final int VALIDATION_PERCENT = 20;

    private final TrainingConfig config;
    private final FloatPackedSequences all;

    /** Draws the sequences. */
    public Dataset(TrainingConfig config) {
        this.config = config;
        int size = config.length() * config.dimension();
        float[] tokens = new float[config.sequences() * size];
        SplittableRandom seeds = new SplittableRandom(config.seed());
        for (int i = 0; i < config.sequences(); i++) {
            double[] sequence = draw(config, seeds).tokens(config.length()).toArray();
            for (int j = 0; j < size; j++) {
                tokens[i * size + j] = (float) sequence[j];
            }
        }
        all = FloatPackedSequences.of(tokens, config.length(), config.dimension());
    }

    private static TokenSequence draw(TrainingConfig config, SplittableRandom seeds) {
        long seed = seeds.nextLong();
        int d = config.dimension();
        return switch (config.instance()) {
            case 1, 2 -> RotationSequence.random(d, seed);
            case 3 -> PeriodicSequence.random(d, d == 1 ? 2 : seeds.nextInt(LEAST_PERIOD, MOST_PERIOD + 1), seed);
            default -> NonlinearRotationSequence.random(d, seed);
        };
    }

    /** {@return all sequences: those to train on, then those to validate by, then those to test on} */
    public FloatPackedSequences all() {
        return all;
    }

    private int share(int percent) {
        return (int) ((long) config.sequences() * percent / 100);
    }

    /** Those to train on, the first of all. */
    public FloatPackedSequences training() {
        return all.range(0, share(TRAINING_PERCENT));
    }

    /** Those that decide when to stop. */
    public FloatPackedSequences validation() {
        return all.range(share(TRAINING_PERCENT), firstTest());
    }

    /** Those that training never sees. */
    public FloatPackedSequences test() {
        return all.range(firstTest(), config.sequences());
    }

    private int firstTest() {
        return share(TRAINING_PERCENT + VALIDATION_PERCENT);
    }
}
