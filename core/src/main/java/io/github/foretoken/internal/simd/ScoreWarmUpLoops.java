package io.github.foretoken.internal.simd;

/** As {@link WarmUpLoops}, of single kernels. Generated twin in float32. */
final class ScoreWarmUpLoops {
    private static final int SIDE = 48;

    private final ScoreMicrokernels loops;
    private final double[] x = new double[SIDE * SIDE];
    private final double[] y = new double[SIDE * SIDE];
    private final double[] result = new double[SIDE * SIDE];

    ScoreWarmUpLoops(ScoreMicrokernels loops) {
        this.loops = loops;
        for (int i = 0; i < x.length; i++) {
            int part = i % 7;
            x[i] = part;
            x[i] /= -8;
            y[i] = i % 5;
        }
    }

    void distances() {
        loops.squaredDistances(-1, SIDE, SIDE, 16, x, 0, SIDE, y, 0, SIDE, result, 0, SIDE);
        loops.squaredDistances(-1, SIDE - 1, SIDE / 2, 3, x, 0, SIDE, y, 0, SIDE, result, 0, SIDE);
    }

    void maps() {
        System.arraycopy(x, 0, result, 0, result.length);
        loops.negatedRoot(result, 0, result.length);
        loops.timesMaternPolynomial(result, 0, result.length, x, 0, 1, 1);
        loops.power(result, 0, result.length, 3);
    }
}
