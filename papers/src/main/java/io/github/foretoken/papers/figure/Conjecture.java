package io.github.foretoken.papers.figure;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.NonlinearRotationSequence;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.sequence.TokenSequence;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * The paper's conjecture on softmax layers (Remark 1): the error {@code |u^n_t - u*_t|} of n layers depends on n / t alone,
 * up to slowly varying factors. Everything follows from the seed.
 */
public final class Conjecture {
    /** Sequences of each instance. */
    private static final int SEQUENCES = 3;
    /** Curves have a point at each n = t / {@value}, which is a whole number for every t we use. */
    private static final int POINTS = 4;
    private static final int MOST_RATIO = 16;

    /** One instance: its name in files, its title and its sequences. */
    public record Instance(String name, String title, List<? extends TokenSequence> sequences) {}

    private final List<Instance> instances;

    /** The sequences of this seed. */
    public Conjecture(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        int d = Figure3.DIMENSION;
        int nonlinear = Figure3.NONLINEAR_DIMENSION;
        instances = List.of(
                new Instance("instance2", "Instance 2, rotations (d = " + d + ")",
                        draw(seeds, s -> RotationSequence.random(d, s))),
                new Instance("instance3", "Instance 3, periodic (d = " + d + ")",
                        draw(seeds,
                                s -> PeriodicSequence.random(d,
                                        seeds.nextInt(Figure3.LEAST_PERIOD, Figure3.MOST_PERIOD + 1), s))),
                new Instance("instance4", "Instance 4, non-linear (d = " + nonlinear + ")",
                        draw(seeds, s -> NonlinearRotationSequence.random(nonlinear, s))));
    }

    private static <S> List<S> draw(SplittableRandom seeds, LongFunction<S> sequence) {
        return Stream.generate(() -> sequence.apply(seeds.nextLong())).limit(SEQUENCES).toList();
    }

    /** Instances (2) to (4). */
    public List<Instance> instances() {
        return instances;
    }

    /** Values of n / t at which errors are taken: 1/4, 2/4, ... 16. */
    public static double[] ratios() {
        double[] ratios = new double[POINTS * MOST_RATIO];
        Arrays.setAll(ratios, i -> (i + 1.0) / POINTS);
        return ratios;
    }

    /** Geometric mean over an instance's sequences of {@link #errors(Matrix)} of their first t tokens. */
    public static double[] errors(Instance instance, int t) {
        double[] mean = new double[POINTS * MOST_RATIO];
        for (TokenSequence sequence : instance.sequences()) {
            double[] errors = errors(sequence.tokens(t));
            for (int i = 0; i < mean.length; i++) {
                mean[i] += Math.log(errors[i]) / instance.sequences().size();
            }
        }
        return Arrays.stream(mean).map(Math::exp).toArray();
    }

    /**
     * {@code |u^n_t - u*_t|} of the last token, at each n / t of {@link #ratios}.
     *
     * @param tokens t x d, t a multiple of 4
     */
    static double[] errors(Matrix tokens) {
        int t = tokens.rows();
        if (t % POINTS != 0) {
            throw new IllegalArgumentException("the number of tokens must be a multiple of " + POINTS + ", not " + t);
        }
        // The error itself is run through the layers, e <- (I - A) e from e = -u*, not u^n: so it keeps its digits when it
        // has become far smaller than u*.
        Matrix error = ForwardSubstitution.of(Kernel.exponential()).limit(tokens);
        Matrix nothing = Matrix.zeros(t, tokens.cols());
        CausalDescent descent = CausalDescent.of(Kernel.exponential()).withAttention(Attention.SOFTMAX).withStep(1);
        double[] errors = new double[POINTS * MOST_RATIO];
        for (int i = 0; i < errors.length; i++) {
            error = descent.startingAt(error).iterate(tokens, nothing, t / POINTS);
            double squares = 0;
            for (double x : error.row(t - 1)) {
                squares += x * x;
            }
            errors[i] = Math.sqrt(squares);
        }
        return errors;
    }
}
