package io.github.foretoken.cli.train;

import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.NonlinearRotationSequence;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.sequence.TokenSequence;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The sequences of a configuration, each with a map of its own, and their split: first training, then validation, then test. */
public final class Dataset {
    /** Of instance (3), wherever periods are drawn. */
    public static final int LEAST_PERIOD = 20;
    /** The same. */
    public static final int MOST_PERIOD = 40;

    private static final int TRAINING_PERCENT = 60;
    private static final int VALIDATION_PERCENT = 20;

    private final TrainingConfig config;
    private final float[] tokens;

    /** Draws the sequences. */
    public Dataset(TrainingConfig config) {
        this.config = config;
        int size = config.length() * config.dimension();
        tokens = new float[config.sequences() * size];
        SplittableRandom seeds = new SplittableRandom(config.seed());
        for (int i = 0; i < config.sequences(); i++) {
            double[] sequence = draw(config, seeds).tokens(config.length()).toArray();
            for (int j = 0; j < size; j++) {
                tokens[i * size + j] = (float) sequence[j];
            }
        }
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

    /** All tokens, T x d for each sequence, one after the other; not a copy. */
    public float[] tokens() {
        return tokens;
    }

    /** A sequence, T x d. */
    public Matrix sequence(int number) {
        int size = config.length() * config.dimension();
        double[] sequence = new double[size];
        for (int j = 0; j < size; j++) {
            sequence[j] = tokens[number * size + j];
        }
        return Matrix.of(sequence, config.length(), config.dimension());
    }

    private int share(int percent) {
        return (int) ((long) config.sequences() * percent / 100);
    }

    /** The numbers of the sequences to train on. */
    public int[] training() {
        return IntStream.range(0, share(TRAINING_PERCENT)).toArray();
    }

    /** The numbers of the sequences that decide when to stop. */
    public int[] validation() {
        return IntStream.range(share(TRAINING_PERCENT), share(TRAINING_PERCENT + VALIDATION_PERCENT)).toArray();
    }

    /** The numbers of the sequences that training never sees. */
    public int[] test() {
        return IntStream.range(share(TRAINING_PERCENT + VALIDATION_PERCENT), config.sequences()).toArray();
    }
}
