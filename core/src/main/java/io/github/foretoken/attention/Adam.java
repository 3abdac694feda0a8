package io.github.foretoken.attention;

/**
 * The optimizer Adam with its usual constants (Kingma and Ba, arXiv 1412.6980, algorithm 1), in float32, for what {@link
 * FloatBatchGradient} computes. Elementwise and without sums, so that loops vectorise and bits do not depend on how. Not safe
 * for use by several threads.
 */
public final class Adam {
    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.999;
    private static final float EPSILON = 1e-8f;

    private final float[] mean;
    private final float[] square;
    private long steps;

    /**
     * Before the first step.
     *
     * @param size number of weights
     */
    public Adam(int size) {
        this(new float[size], new float[size], 0);
    }

    /**
     * As it was after a number of steps.
     *
     * @param mean what {@link #mean} was, copied
     * @param square what {@link #square} was, copied
     * @param steps what {@link #steps} was
     */
    public Adam(float[] mean, float[] square, long steps) {
        if (mean.length != square.length || steps < 0) {
            throw new IllegalArgumentException(
                    "mean and square must have the same size, and steps must not be negative: " + mean.length + ", "
                            + square.length + " and " + steps);
        }
        this.mean = mean.clone();
        this.square = square.clone();
        this.steps = steps;
    }

    /** The decaying mean of the gradients, a copy. */
    public float[] mean() {
        return mean.clone();
    }

    /** The decaying mean of their squares, a copy. */
    public float[] square() {
        return square.clone();
    }

    /** Steps taken. */
    public long steps() {
        return steps;
    }

    /**
     * One step.
     *
     * @param weights modified
     * @param gradient with respect to them, not modified
     * @param rate the learning rate
     */
    public void step(float[] weights, float[] gradient, double rate) {
        if (weights.length != mean.length || gradient.length != mean.length) {
            throw new IllegalArgumentException("weights and gradient must have " + mean.length + " elements, not "
                    + weights.length + " and " + gradient.length);
        }
        steps++;
        float first = (float) (1 - MEAN_DECAY);
        float second = (float) (1 - SQUARE_DECAY);
        // StrictMath, so that another machine takes the same steps.
        float move = (float) (rate / (1 - StrictMath.pow(MEAN_DECAY, (double) steps)));
        float correction = (float) (1 / (1 - StrictMath.pow(SQUARE_DECAY, (double) steps)));
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            mean[i] += first * (g - mean[i]);
            square[i] += second * (g * g - square[i]);
            weights[i] -= move * mean[i] / ((float) Math.sqrt(square[i] * correction) + EPSILON);
        }
    }
}
