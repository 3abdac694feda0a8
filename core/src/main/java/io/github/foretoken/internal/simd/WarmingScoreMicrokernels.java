package io.github.foretoken.internal.simd;

import java.util.ArrayList;
import java.util.List;

/** {@link WarmingMicrokernels} with the loops of single kernels. */
final class WarmingScoreMicrokernels extends WarmingMicrokernels implements ScoreMicrokernels {
    private final ScoreMicrokernels vectors;
    private final ScoreMicrokernels fused;
    private final WarmUpJob distances;
    private final WarmUpJob maps;

    WarmingScoreMicrokernels(ScoreMicrokernels vectors, FusedScoreMicrokernels fused, boolean ready) {
        super(vectors, fused, ready);
        this.vectors = vectors;
        this.fused = fused;
        ScoreWarmUpLoops fast = new ScoreWarmUpLoops(vectors);
        ScoreWarmUpLoops slow = new ScoreWarmUpLoops(fused);
        distances = new WarmUpJob(fast::distances, slow::distances, ready);
        maps = new WarmUpJob(fast::maps, slow::maps, ready);
    }

    @Override
    List<WarmUpJob> warmUp() {
        List<WarmUpJob> jobs = new ArrayList<>(super.warmUp());
        jobs.add(distances);
        jobs.add(maps);
        return jobs;
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        if (distances.ready()) {
            vectors.squaredDistances(factor, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
        } else {
            fused.squaredDistances(factor, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
            count((long) m * n * k);
        }
    }

    @Override
    public void negatedRoot(double[] x, int offset, int length) {
        (maps.ready() ? vectors : fused).negatedRoot(x, offset, length);
    }

    @Override
    public void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double linear, double quadratic) {
        (maps.ready() ? vectors : fused).timesMaternPolynomial(x, offset, length, negated, negatedOffset, linear,
                quadratic);
    }

    @Override
    public void power(double[] x, int offset, int length, int exponent) {
        (maps.ready() ? vectors : fused).power(x, offset, length, exponent);
    }
}
