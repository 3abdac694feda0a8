package io.github.foretoken.internal.simd;

import java.util.Arrays;

/** As {@link WarmUpLoops}, of many sequences at once. Generated twin in float32. */
final class LaneWarmUpLoops {
    private static final int KEYS = 24;
    private static final int COLUMNS = 10;
    private static final int QUERIES = 4;

    private final LaneLoops loops;
    private final int lanes;
    private final double[] x;
    private final double[] scores;
    private final double[] sums;
    private final double[] row;

    LaneWarmUpLoops(LaneLoops loops) {
        this.loops = loops;
        lanes = loops.lanes();
        x = new double[KEYS * COLUMNS * lanes];
        scores = new double[QUERIES * KEYS * lanes];
        sums = new double[QUERIES * COLUMNS * lanes];
        row = new double[lanes];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 7;
        }
    }

    /** Everything, for every number of columns for which there is a loop of its own. */
    void run() {
        int stride = COLUMNS * lanes;
        for (int queries = 1; queries <= QUERIES; queries += QUERIES - 1) {
            loops.addBiases(queries, KEYS, x, 0, x, 0, scores, 0, KEYS * lanes);
            loops.addProducts(queries, KEYS - 1, COLUMNS, x, 0, stride, lanes, x, 0, stride, lanes, scores, 0,
                    KEYS * lanes);
            loops.addProducts(queries, COLUMNS, KEYS, scores, 0, KEYS * lanes, lanes, x, 0, lanes, stride, sums, 0,
                    stride);
            loops.addProducts(queries, 1, KEYS, scores, 0, KEYS * lanes, lanes, x, 0, lanes, stride, sums, 0, stride);
            loops.squaredDistances(-1, queries, KEYS - 1, COLUMNS, x, 0, stride, x, 0, stride, scores, 0, KEYS * lanes);
        }
        loops.maximum(KEYS, scores, 0, row, 0);
        loops.subtract(KEYS, scores, 0, row, 0);
        loops.sum(KEYS, scores, 0, row, 0);
        loops.divide(KEYS, scores, 0, row, 0);
        Arrays.fill(sums, 0);
    }
}
