package io.github.foretoken.internal.simd;

/** {@link FloatAdapter} with the loops of single kernels. */
final class FloatScoreAdapter extends FloatAdapter implements ScoreMicrokernels {
    private final FloatScoreMicrokernels loops;

    FloatScoreAdapter(FloatScoreMicrokernels loops) {
        super(loops);
        this.loops = loops;
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        modify(c, x -> loops.squaredDistances((float) factor, m, n, k, narrow(a), aOffset, aStride, narrow(b), bOffset,
                bStride, x, cOffset, cStride));
    }

    @Override
    public void negatedRoot(double[] x, int offset, int length) {
        modify(x, y -> loops.negatedRoot(y, offset, length));
    }

    @Override
    public void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double linear, double quadratic) {
        modify(x, y -> loops.timesMaternPolynomial(y, offset, length, narrow(negated), negatedOffset, (float) linear,
                (float) quadratic));
    }

    @Override
    public void power(double[] x, int offset, int length, int exponent) {
        modify(x, y -> loops.power(y, offset, length, exponent));
    }
}
