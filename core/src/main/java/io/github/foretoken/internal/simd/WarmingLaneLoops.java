package io.github.foretoken.internal.simd;

import java.util.concurrent.atomic.AtomicBoolean;

/** {@link VectorLaneLoops} with a quick start, as {@link WarmingMicrokernels} are the others. Generated twin in float32. */
final class WarmingLaneLoops implements LaneLoops {
    /** Multiply-adds, in a vector one, after which a thread is started: a fifth of a second of the other loops. */
    private static final long ENOUGH = 1L << 25;

    private final LaneLoops vectors;
    private final LaneLoops fused;
    private final AtomicBoolean started;
    /** Not exact where several threads add to it, and need not be. */
    private long work;
    /** Whether vectors are compiled. Read without a fence: a thread that sees it late computes the same. */
    private boolean ready;

    /** @param ready whether vectors run from the first call on, compiled or not */
    WarmingLaneLoops(LaneLoops vectors, boolean ready) {
        this.vectors = vectors;
        this.ready = ready;
        fused = new FusedLaneLoops(vectors);
        started = new AtomicBoolean(ready);
    }

    /** Compiles the vectors' loops; returns when they run as fast as they will, at once if they do already. */
    void warmUp() {
        started.set(true);
        Settling.rounds(this::compile);
    }

    private synchronized boolean compile(int round) {
        LaneWarmUpJobs fast = new LaneWarmUpJobs(vectors);
        LaneWarmUpJobs slow = new LaneWarmUpJobs(fused);
        ready = ready || Settling.settles(fast::run, slow::run, round);
        return ready;
    }

    private LaneLoops loops(long operations) {
        if (ready) {
            return vectors;
        }
        work += operations;
        if (work >= ENOUGH && !started.get() && started.compareAndSet(false, true)) {
            Settling.inBackground(() -> Settling.rounds(this::compile));
        }
        return fused;
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
