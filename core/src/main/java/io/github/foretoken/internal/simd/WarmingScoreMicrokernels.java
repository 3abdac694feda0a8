package io.github.foretoken.internal.simd;

/** {@link WarmingMicrokernels} with the loops of single kernels. */
final class WarmingScoreMicrokernels extends WarmingMicrokernels implements ScoreMicrokernels {
    private final ScoreMicrokernels vectors;
    private final ScoreMicrokernels fused;
    private boolean distances;
    private boolean maps;

    WarmingScoreMicrokernels(ScoreMicrokernels vectors, FusedScoreMicrokernels fused, boolean ready) {
        super(vectors, fused, ready);
        this.vectors = vectors;
        this.fused = fused;
        distances = ready;
        maps = ready;
    }

    @Override
    boolean compile(WarmUpJobs fast, WarmUpJobs slow, int round) {
        boolean all = super.compile(fast, slow, round);
        ScoreWarmUpJobs vectorJobs = new ScoreWarmUpJobs(vectors);
        ScoreWarmUpJobs fusedJobs = new ScoreWarmUpJobs(fused);
        distances = distances || Settling.settles(vectorJobs::distances, fusedJobs::distances, round);
        maps = maps || Settling.settles(vectorJobs::maps, fusedJobs::maps, round);
        return all && distances && maps;
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        if (distances) {
            vectors.squaredDistances(factor, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
        } else {
            fused.squaredDistances(factor, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
            count((long) m * n * k);
        }
    }

    @Override
    public void negatedRoot(double[] x, int offset, int length) {
        (maps ? vectors : fused).negatedRoot(x, offset, length);
    }

    @Override
    public void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double linear, double quadratic) {
        (maps ? vectors : fused).timesMaternPolynomial(x, offset, length, negated, negatedOffset, linear, quadratic);
    }

    @Override
    public void power(double[] x, int offset, int length, int exponent) {
        (maps ? vectors : fused).power(x, offset, length, exponent);
    }
}
