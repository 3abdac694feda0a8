package io.github.foretoken.internal.simd;

/** What turns scores into the values of kernels other than the exponential one; contract of {@link Microkernels}. */
public interface ScoreMicrokernels extends Microkernels {
    /**
     * {@code C_ij = factor * sum over p of (A_pi - B_pj)²}, shapes as for {@link #gemm}, C overwritten. Differences are
     * taken before squaring: equal points are at distance exactly 0 and near ones lose nothing to cancellation.
     */
    void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride);

    /** {@code x = -sqrt(-x)}, -x being brought into [0, 4e6] first (2^-2000 is 0 already); NaN stays NaN. */
    void negatedRoot(double[] x, int offset, int length);

    /** {@code x *= 1 + linear a + quadratic a²} with {@code a = -negated[i]}; {@code negated} is not modified. */
    void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset, double linear,
            double quadratic);

    /** {@code x = x^exponent} by repeated squaring, {@code exponent >= 1}. */
    void power(double[] x, int offset, int length, int exponent);
}
