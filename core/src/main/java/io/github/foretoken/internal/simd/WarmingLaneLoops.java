package io.github.foretoken.internal.simd;

/** {@link VectorLaneLoops} with a quick start, as {@link WarmingMicrokernels} are the others. Generated twin in float32. */
final class WarmingLaneLoops implements LaneLoops {
    /** Multiply-adds, in a vector one, after which a thread is started: a fifth of a second of the other loops. */
    private static final long ENOUGH = 1L << 25;

    private final LaneLoops vectors;
    private final LaneLoops fused;
    private final WarmUpQueue queue = new WarmUpQueue(ENOUGH);
    private final WarmUpJob job;

    /** @param ready whether vectors run from the first call on, compiled or not */
    WarmingLaneLoops(LaneLoops vectors, boolean ready) {
        this.vectors = vectors;
        fused = new FusedLaneLoops(vectors);
        job = queue.add(() -> new LaneWarmUpLoops(vectors)::run, () -> new LaneWarmUpLoops(fused)::run, ready);
    }

    /** Compiles the vectors' loops; returns when that is done. */
    void warmUp() {
        queue.runAll();
    }

    private LaneLoops loops(long operations) {
        return job.ready(operations) ? vectors : fused;
    }

    @Override
    public int lanes() {
        return vectors.lanes();
    }

    @Override
    public void addProducts(int m, int n, int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset,
            int bRow, int bStep, double[] c, int cOffset, int cRow) {
        loops((long) m * n * k).addProducts(m, n, k, a, aOffset, aRow, aStep, b, bOffset, bRow, bStep, c, cOffset,
                cRow);
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aRow, double[] b,
            int bOffset, int bRow, double[] c, int cOffset, int cRow) {
        loops((long) m * n * k).squaredDistances(factor, m, n, k, a, aOffset, aRow, b, bOffset, bRow, c, cOffset, cRow);
    }

    @Override
    public void addBiases(int m, int n, double[] row, int rowOffset, double[] column, int columnOffset, double[] c,
            int cOffset, int cRow) {
        loops(0).addBiases(m, n, row, rowOffset, column, columnOffset, c, cOffset, cRow);
    }

    @Override
    public void maximum(int n, double[] x, int xOffset, double[] y, int yOffset) {
        loops(n).maximum(n, x, xOffset, y, yOffset);
    }

    @Override
    public void sum(int n, double[] x, int xOffset, double[] y, int yOffset) {
        loops(n).sum(n, x, xOffset, y, yOffset);
    }

    @Override
    public void subtract(int n, double[] x, int xOffset, double[] y, int yOffset) {
        loops(n).subtract(n, x, xOffset, y, yOffset);
    }

    @Override
    public void divide(int n, double[] x, int xOffset, double[] y, int yOffset) {
        loops(n).divide(n, x, xOffset, y, yOffset);
    }
}
