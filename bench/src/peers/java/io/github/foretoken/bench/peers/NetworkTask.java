package io.github.foretoken.bench.peers;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.NonlinearRotationSequence;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.sequence.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sequences of one of the paper's instances, each with a map of its own. With noise every coordinate of every token is observed
 * with an error of its own, which does not enter the map.
 *
 * @param instance 1 to 4; 1 and 2 differ in the kernel
 * @param noise the standard deviation of the errors
 */
record NetworkTask(int instance, double noise) {
    static final int DIMENSION = 4;
    /** Tokens of a sequence of which the next one is predicted. */
    static final int LENGTH = 40;

    private static final int LEAST_PERIOD = 5;
    private static final int MOST_PERIOD = 15;

    /**
     * Sequences of {@link #LENGTH} + 1 tokens.
     *
     * @param observed what methods are given, in float32's numbers
     * @param clean the same without errors
     */
    record Sequences(List<Matrix> observed, List<Matrix> clean) {
        FloatPackedSequences packed() {
            return FloatPackedSequences.copyOf(observed.stream().map(Floats::matrix).toList());
        }
    }

    /** The kernel that goes with the instance. */
    Kernel kernel() {
        return instance == 1 ? Kernel.linear() : Kernel.exponential();
    }

    /** Those of a seed. */
    Sequences draw(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + instance);
        List<Matrix> observed = new ArrayList<>();
        List<Matrix> clean = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Matrix tokens = sequence(random).tokens(LENGTH + 1);
            double[] noisy = tokens.toArray();
            for (int j = 0; j < noisy.length; j++) {
                noisy[j] += noise * random.nextGaussian();
            }
            clean.add(tokens);
            observed.add(Floats.rounded(Matrix.of(noisy, tokens.rows(), tokens.cols())));
        }
        return new Sequences(observed, clean);
    }

    private TokenSequence sequence(SplittableRandom random) {
        long seed = random.nextLong();
        return switch (instance) {
            case 1, 2 -> RotationSequence.random(DIMENSION, seed);
            case 3 -> PeriodicSequence.random(DIMENSION, random.nextInt(LEAST_PERIOD, MOST_PERIOD + 1), seed);
            default -> NonlinearRotationSequence.random(DIMENSION, seed);
        };
    }

    @Override
    public String toString() {
        return "instance " + instance + (noise == 0 ? "" : ", noise " + noise);
    }
}
