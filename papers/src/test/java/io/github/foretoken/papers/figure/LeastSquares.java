package io.github.foretoken.papers.figure;

import java.util.function.IntToDoubleFunction;

/** Straight lines through curves. */
final class LeastSquares {
    private LeastSquares() {}

    /** The slope of y over x at the indices {@code from} (inclusive) to {@code to} (exclusive). */
    static double slope(int from, int to, IntToDoubleFunction x, IntToDoubleFunction y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = from; i < to; i++) {
            meanX += x.applyAsDouble(i) / (to - from);
            meanY += y.applyAsDouble(i) / (to - from);
        }
        double xy = 0;
        double xx = 0;
        for (int i = from; i < to; i++) {
            xy += (x.applyAsDouble(i) - meanX) * (y.applyAsDouble(i) - meanY);
            xx += (x.applyAsDouble(i) - meanX) * (x.applyAsDouble(i) - meanX);
        }
        return xy / xx;
    }
}
