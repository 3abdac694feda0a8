package io.github.foretoken.lab.train;

/**
 * Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1) with the usual constants, in float32. Elementwise and without sums, so
 * that loops vectorise and bits do not depend on how.
 */
final class Adam {
    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.999;
    private static final float EPSILON = 1e-8f;

    private Adam() {}

    /**
     * One step.
     *
     * @param weights modified
     * @param mean of the gradients, modified
     * @param square mean of their squares, modified
     * @param gradient not modified
     * @param step from 1 on
     */
    static void step(float[] weights, float[] mean, float[] square, float[] gradient, double rate, long step) {
        float first = (float) (1 - MEAN_DECAY);
        float second = (float) (1 - SQUARE_DECAY);
        float move = (float) (rate / (1 - StrictMath.pow(MEAN_DECAY, (double) step)));
        float correction = (float) (1 / (1 - StrictMath.pow(SQUARE_DECAY, (double) step)));
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            mean[i] += first * (g - mean[i]);
            square[i] += second * (g * g - square[i]);
            weights[i] -= move * mean[i] / ((float) Math.sqrt(square[i] * correction) + EPSILON);
        }
    }
}
