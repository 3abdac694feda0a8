package io.github.foretoken.papers.figure;

import io.github.foretoken.Kernel;
import io.github.foretoken.cli.train.Dataset;
import io.github.foretoken.sequence.NonlinearRotationSequence;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.sequence.TokenSequence;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The experiments of the paper's figure 3: how fast u* finds the next token of instances (1) to (4), on a few random
 * sequences each. Instances (1) and (2) are the same sequences under two kernels. Everything follows from the seed.
 */
public final class Figure3 {
    /** Of instances (1) to (3), the paper's. */
    public static final int DIMENSION = 15;
    /**
     * Of instance (4), which pairs coordinates, so that it cannot be 15. It is far below 15 because its orbits are chaotic
     * and fill a torus, and a kernel predictor has to have been near a point before it can predict there. The error at
     * t = 400, smoothed over 20 steps, median of many seeds: 0.05 in dimension 4, 0.15 in 6, 0.24 in 8, 0.63 in 16.
     */
    public static final int NONLINEAR_DIMENSION = 4;

    private static final int SEQUENCES = 5;
    static final int LEAST_PERIOD = Dataset.LEAST_PERIOD;
    static final int MOST_PERIOD = Dataset.MOST_PERIOD;

    /**
     * Numbers of tokens.
     *
     * @param rotation of instances (1) and (2)
     * @param periodic of instance (3)
     * @param nonlinear of instance (4)
     */
    public record Lengths(int rotation, int periodic, int nonlinear) {
        /** Long enough to see the rates. */
        public static final Lengths FULL = new Lengths(3000, 1444, 1000);
        /** For a look that takes a moment. */
        public static final Lengths QUICK = new Lengths(400, 400, 400);
    }

    private final Lengths lengths;
    private final List<RotationSequence> rotations;
    private final List<PeriodicSequence> periodics;
    private final List<NonlinearRotationSequence> nonlinears;

    /** The sequences of this seed. */
    public Figure3(Lengths lengths, long seed) {
        this.lengths = lengths;
        // Neighbouring seeds of java.util.Random give similar first draws; a splittable generator's outputs do not.
        SplittableRandom seeds = new SplittableRandom(seed);
        rotations = repeat(() -> RotationSequence.random(DIMENSION, seeds.nextLong()));
        periodics = repeat(() -> PeriodicSequence.random(DIMENSION, seeds.nextInt(LEAST_PERIOD, MOST_PERIOD + 1),
                seeds.nextLong()));
        nonlinears = repeat(() -> NonlinearRotationSequence.random(NONLINEAR_DIMENSION, seeds.nextLong()));
    }

    private static <S> List<S> repeat(Supplier<S> draw) {
        return Stream.generate(draw).limit(SEQUENCES).toList();
    }

    /** The sequences of instances (1) and (2). */
    public List<RotationSequence> rotations() {
        return rotations;
    }

    /** The sequences of instance (3). */
    public List<PeriodicSequence> periodics() {
        return periodics;
    }

    /** The sequences of instance (4). */
    public List<NonlinearRotationSequence> nonlinears() {
        return nonlinears;
    }

    /** The errors of instance (1), one curve a sequence. */
    public List<double[]> instance1() {
        return errors(rotations, Kernel.linear(), lengths.rotation);
    }

    /** The errors of instance (2), one curve a sequence. */
    public List<double[]> instance2() {
        return errors(rotations, Kernel.exponential(), lengths.rotation);
    }

    /** The errors of instance (3), one curve a sequence. */
    public List<double[]> instance3() {
        return errors(periodics, Kernel.exponential(), lengths.periodic);
    }

    /** The errors of instance (4), one curve a sequence. */
    public List<double[]> instance4() {
        return errors(nonlinears, Kernel.exponential(), lengths.nonlinear);
    }

    private static List<double[]> errors(List<? extends TokenSequence> sequences, Kernel kernel, int length) {
        return sequences.stream().map(sequence -> PredictionErrors.of(sequence, kernel, length)).toList();
    }
}
