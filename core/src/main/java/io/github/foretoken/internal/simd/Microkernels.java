package io.github.foretoken.internal.simd;

/**
 * The inner loops everything else is made of.
 *
 * <p>Contract, for every method: matrices are row-major views {@code (array, offset, stride)} of raw {@code double[]};
 * nothing is validated (public callers did) and nothing is allocated; an output may not overlap an input, except that
 * elementwise methods work in place. Each output element is computed by one fixed sequence of operations that depends
 * neither on its position nor on its neighbours, so that equal inputs give equal bits wherever they stand: causality
 * and nilpotency can then be tested to the bit. The two twins agree by bound, not by bits.
 */
public interface Microkernels {
    /** Doubles per vector; 1 for the scalar twin. Rows padded to a multiple of it avoid the slow column tail. */
    int lanes();

    /**
     * {@code C += A B}: C is m x n (modified), A is m x k, B is k x n (neither modified). For each element the k
     * products are added to C in the order 0..k-1.
     */
    void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride);

    /**
     * {@code C_ij = factor * sum over p of (A_ip - B_pj)²}, shapes as for {@link #gemm}, C overwritten. Differences are
     * taken before squaring: equal points are at distance exactly 0 and near ones lose nothing to cancellation.
     */
    void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride);

    /**
     * {@code C = row + column + A B}: element (i, j) starts at {@code rowBias[i] + columnBias[j]}, then the k products
     * are added in the order 0..k-1. C is m x n (overwritten, not read); nothing else is modified.
     */
    void affine(int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] rowBias, int rowOffset, double[] columnBias, int columnOffset, double[] c, int cOffset,
            int cStride);

    /** {@code x = exp(x)}, within 2 ulp (subnormal results: 1 ulp of the smallest double); NaN, +-Inf as Math.exp. */
    void exp(double[] x, int offset, int length);

    /** {@code x = -sqrt(-x)}, -x being brought into [0, 1e6] first (exp(-1000) is 0 already); NaN stays NaN. */
    void negatedRoot(double[] x, int offset, int length);

    /** {@code x *= 1 + a + quadratic a²} with {@code a = -negated[i]}; {@code negated} is not modified. */
    void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double quadratic);

    /** {@code x = x^exponent} by repeated squaring, {@code exponent >= 1}. */
    void power(double[] x, int offset, int length, int exponent);

    /** The greatest element; {@code length >= 1}; NaN is not looked for. */
    double max(double[] x, int offset, int length);

    /** The sum of the elements, in an order fixed by the length and the twin. */
    double sum(double[] x, int offset, int length);
}
