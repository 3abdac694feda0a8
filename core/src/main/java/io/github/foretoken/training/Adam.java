package io.github.foretoken.training;

import io.github.foretoken.internal.Rounding;

/**
 * The optimizer Adam with its usual constants (Kingma and Ba, arXiv 1412.6980, algorithm 1: decays 0.9 and 0.999, 1e-8 beside
 * the root), in float64. Elementwise and without sums, so that loops vectorise and bits do not depend on how. Not safe for use
 * by several threads.
 */
public final class Adam {
    private static final double MEAN_DECAY = 0.9; // float64 in both
    private static final double SQUARE_DECAY = 0.999; // float64 in both
    private static final double EPSILON = 1e-8; // float64 in both

    private final double[] mean;
    private final double[] square;
    private long steps;

    /**
     * Before the first step.
     *
     * @param size number of weights, 0 or more
     */
    public Adam(int size) {
        this(new double[size], new double[size], 0);
    }

    /**
     * As it was after a number of steps.
     *
     * @param mean what {@link #mean} was, copied
     * @param square what {@link #square} was, copied
     * @param steps what {@link #steps} was
     * @throws IllegalArgumentException if the sizes differ or steps is negative
     */
    public Adam(double[] mean, double[] square, long steps) {
        if (mean.length != square.length || steps < 0) {
            throw new IllegalArgumentException(
                    "mean and square must have the same size, and steps must not be negative: " + mean.length + ", "
                            + square.length + " and " + steps);
        }
        this.mean = mean.clone();
        this.square = square.clone();
        this.steps = steps;
    }

    /** {@return the decaying mean of the gradients, a copy} */
    public double[] mean() {
        return mean.clone();
    }

    /** {@return the decaying mean of their squares, a copy} */
    public double[] square() {
        return square.clone();
    }

    /** {@return steps taken} */
    public long steps() {
        return steps;
    }

    /**
     * One step.
     *
     * @param weights modified
     * @param gradient with respect to them, not modified
     * @param rate the learning rate
     * @throws IllegalArgumentException if weights or gradient are not as many as there are means
     */
    public void step(double[] weights, double[] gradient, //
            double rate) { // float64 in both
        if (weights.length != mean.length || gradient.length != mean.length) {
            throw new IllegalArgumentException("weights and gradient must have " + mean.length + " elements, not "
                    + weights.length + " and " + gradient.length);
        }
        steps++;
        double first = Rounding.of(1 - MEAN_DECAY);
        double second = Rounding.of(1 - SQUARE_DECAY);
        double epsilon = Rounding.of(EPSILON);
        // StrictMath, so that another machine takes the same steps.
        double power = steps; // float64 in both
        double move = Rounding.of(rate / (1 - StrictMath.pow(MEAN_DECAY, power)));
        double correction = Rounding.of(1 / (1 - StrictMath.pow(SQUARE_DECAY, power)));
        for (int i = 0; i < weights.length; i++) {
            double g = gradient[i];
            mean[i] += first * (g - mean[i]);
            square[i] += second * (g * g - square[i]);
            weights[i] -= move * mean[i] / (Rounding.of(Math.sqrt(square[i] * correction)) + epsilon);
        }
    }
}
