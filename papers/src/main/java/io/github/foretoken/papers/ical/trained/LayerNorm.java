package io.github.foretoken.papers.ical.trained;

/** {@code y = gain (x - mean x) / sqrt(var x + 1e-5) + bias}, row by row, forward and backward. */
final class LayerNorm {
    private static final double EPSILON = 1e-5;

    private final int width;
    private final double[] normal;
    private final double[] inverse;

    /** For at most a number of rows of this width. */
    LayerNorm(int width, int mostRows) {
        this.width = width;
        normal = new double[mostRows * width];
        inverse = new double[mostRows];
    }

    /**
     * Adds y to {@code sum}, and keeps what the backward pass needs.
     *
     * @param x rows x width, not modified
     * @param weights of the gain at {@code gain} and of the bias at {@code bias}
     * @param sum rows x width, modified
     */
    void addTo(double[] sum, int rows, double[] x, double[] weights, int gain, int bias) {
        for (int i = 0; i < rows; i++) {
            int row = i * width;
            double mean = 0;
            for (int j = 0; j < width; j++) {
                mean += x[row + j] / width;
            }
            double variance = 0;
            for (int j = 0; j < width; j++) {
                variance += (x[row + j] - mean) * (x[row + j] - mean) / width;
            }
            inverse[i] = 1 / Math.sqrt(variance + EPSILON);
            for (int j = 0; j < width; j++) {
                normal[row + j] = (x[row + j] - mean) * inverse[i];
                sum[row + j] += normal[row + j] * weights[gain + j] + weights[bias + j];
            }
        }
    }

    /**
     * After {@link #addTo}: the gradient with respect to x of a loss with the gradient dy, and with respect to the weights.
     *
     * @param dx rows x width, overwritten
     * @param gradient in the layout of the weights, added to
     */
    void backward(int rows, double[] dy, double[] weights, int gain, int bias, double[] dx, double[] gradient) {
        for (int i = 0; i < rows; i++) {
            int row = i * width;
            double mean = 0;
            double product = 0;
            for (int j = 0; j < width; j++) {
                double g = dy[row + j] * weights[gain + j];
                mean += g / width;
                product += g * normal[row + j] / width;
                gradient[gain + j] += dy[row + j] * normal[row + j];
                gradient[bias + j] += dy[row + j];
            }
            for (int j = 0; j < width; j++) {
                dx[row + j] = inverse[i] * (dy[row + j] * weights[gain + j] - mean - normal[row + j] * product);
            }
        }
    }
}
