package io.github.foretoken.lab.method;

import io.github.foretoken.Kernel;
import io.github.foretoken.Predictor;

/**
 * An estimator and its options, for tokens of any dimension: what one line of text says, such as
 * {@code kaczmarz kernel=gaussian:2 ridge=0.1 delays=24 increments}. {@link #parse} reads it; {@link #toString} writes the
 * one canonical form, which leaves out what is as it is by default.
 *
 * @param estimator which
 * @param order of affine projection, otherwise 1
 * @param kernel linear for least squares
 * @param relaxation of Kaczmarz and affine projection, otherwise the default
 * @param ridge lambda
 * @param forgetting gamma
 * @param window pairs learned from, or {@link #NO_WINDOW}
 * @param delays P
 * @param horizon how many tokens ahead
 * @param increments whether changes are predicted
 */
public record PredictorSpec(Estimator estimator, int order, Kernel kernel, RelaxationChoice relaxation, double ridge,
        double forgetting, int window, int delays, int horizon, boolean increments) {
    /** All pairs are learned from. */
    public static final int NO_WINDOW = 0;

    /**
     * Checks that the parts go together.
     *
     * @throws IllegalArgumentException if they do not
     */
    public PredictorSpec {
        if (estimator == Estimator.LEAST_SQUARES && !kernel.equals(Kernel.linear())) {
            throw new IllegalArgumentException("least-squares has no kernel; kernel-ridge has one");
        }
        build(estimator, order, kernel, relaxation, ridge, forgetting, window, delays, horizon, increments, 1);
    }

    /**
     * Reads a line of words: {@code kaczmarz}, {@code ridge[:LAMBDA]} (Kaczmarz with a ridge), {@code affine:P},
     * {@code least-squares[:LAMBDA]} or {@code kernel-ridge[:LAMBDA]}, then in any order {@code kernel=} (a
     * {@link KernelChoice}; exponential without it), {@code ridge=}, {@code relaxation=OMEGA} or
     * {@code relaxation=falling:HORIZON:LEAST}, {@code forgetting=}, {@code window=}, {@code delays=}, {@code horizon=},
     * {@code increments}. LAMBDA is 0.1 where it is not given.
     *
     * @throws IllegalArgumentException with a line of explanation if a word is unknown, double, or contradicts another
     */
    public static PredictorSpec parse(String text) {
        return new SpecWords(text.strip().split("\\s+")).spec();
    }

    /**
     * A new predictor.
     *
     * @param dimension d, 1 or more
     */
    public Predictor predictor(int dimension) {
        return build(estimator, order, kernel, relaxation, ridge, forgetting, window, delays, horizon, increments,
                dimension);
    }

    private static Predictor build(Estimator estimator, int order, Kernel kernel, RelaxationChoice relaxation,
            double ridge, double forgetting, int window, int delays, int horizon, boolean increments, int dimension) {
        Predictor predictor = switch (estimator) {
            case KACZMARZ -> Predictor.kaczmarz(kernel, dimension).withRidge(ridge);
            case AFFINE -> Predictor.affineProjection(kernel, dimension, order).withRidge(ridge);
            case LEAST_SQUARES -> Predictor.leastSquares(dimension, ridge);
            case KERNEL_RIDGE -> Predictor.kernelRidge(kernel, dimension, ridge);
        };
        predictor = relaxation.applyTo(predictor).withForgetting(forgetting).withDelays(delays).withHorizon(horizon);
        predictor = window == NO_WINDOW ? predictor : predictor.withWindow(window);
        return increments ? predictor.withIncrements() : predictor;
    }

    /** The canonical form. */
    @Override
    public String toString() {
        return predictor(1).toString();
    }
}
