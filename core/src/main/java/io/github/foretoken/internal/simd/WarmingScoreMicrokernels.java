package io.github.foretoken.internal.simd;

import java.util.function.Function;

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
        distances = job(loops -> loops::distances, ready);
        maps = job(loops -> loops::maps, ready);
    }

    private WarmUpJob job(Function<ScoreWarmUpLoops, Runnable> loops, boolean ready) {
        return queue().add(() -> loops.apply(new ScoreWarmUpLoops(vectors)),
                () -> loops.apply(new ScoreWarmUpLoops(fused)), ready);
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        if (distances.ready((long) m * n * k)) {
            vectors.squaredDistances(factor, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
        } else {
            fused.squaredDistances(factor, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
        }
    }

    @Override
    public void negatedRoot(double[] x, int offset, int length) {
        (maps.ready(length) ? vectors : fused).negatedRoot(x, offset, length);
    }

    @Override
    public void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double linear, double quadratic) {
        (maps.ready(length) ? vectors : fused).timesMaternPolynomial(x, offset, length, negated, negatedOffset, linear,
                quadratic);
    }

    @Override
    public void power(double[] x, int offset, int length, int exponent) {
        (maps.ready(length) ? vectors : fused).power(x, offset, length, exponent);
    }
}
