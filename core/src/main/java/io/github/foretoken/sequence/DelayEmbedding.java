package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;

/** Delay embedding: token t = (x_t, x_{t-1}, ..., x_{t-P+1}), newest block first (Takens). */
public final class DelayEmbedding {
    private DelayEmbedding() {}

    /**
     * Embeds a series.
     *
     * @param series N x d, not modified
     * @param delays P, from 1 (the series itself, copied) to N
     * @return (N - P + 1) x (P d); row t belongs to row t + P - 1 of the series
     * @throws IllegalArgumentException if P is out of range
     */
    public static Matrix of(Matrix series, int delays) {
        if (delays < 1 || delays > series.rows()) {
            throw new IllegalArgumentException(
                    "delays must lie between 1 and the number of rows, " + series.rows() + ", not be " + delays);
        }
        int d = series.cols();
        int rows = series.rows() - delays + 1;
        int cols = Math.multiplyExact(delays, d);
        double[] tokens = new double[Math.multiplyExact(rows, cols)];
        for (int t = 0; t < rows; t++) {
            for (int lag = 0; lag < delays; lag++) {
                int row = t + delays - 1 - lag;
                System.arraycopy(series.data(), series.offset() + row * series.stride(), tokens, t * cols + lag * d, d);
            }
        }
        return Matrix.of(tokens, rows, cols);
    }
}
