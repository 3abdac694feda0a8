package io.github.foretoken.internal.simd;

/**
 * The inner loops that attention and substitution are made of; {@link ScoreMicrokernels} adds those of single kernels.
 * The float twin of this file and of its two implementations is generated from it by the build.
 *
 * <p>Contract, for every method: matrices are row-major views {@code (array, offset, stride)} of raw {@code double[]};
 * nothing is validated (public callers did) and nothing is allocated; an output may not overlap an input, except that
 * elementwise methods work in place. Each output element is computed by one fixed sequence of operations that depends
 * neither on its position nor on its neighbours, so that equal inputs give equal bits wherever they stand: causality
 * and nilpotency can then be tested to the bit. The two twins agree by bound, not by bits.
 */
public interface Microkernels {
    /** Rows of the lowest register tile that keeps the fma ports busy. */
    int STRIP = 6;

    /** Elements per vector; 1 for the scalar twin. Rows padded to a multiple of it avoid the slow column tail. */
    int lanes();

    /** Columns of a panel of A: some register tiles' rows. A product is quickest when m is a multiple of it. */
    int rows();

    /** Columns of a panel of B (see the second {@code gemm}): those of a register tile where there are vectors. */
    int panelWidth();

    /**
     * {@code C += A' B}: C is m x n (modified), A is k x m, B is k x n (neither modified). For each element the k
     * products are added to C in the order 0..k-1.
     *
     * <p>A comes transposed, so that both operands are read along their rows: one step of the product needs a few
     * neighbouring elements of each.
     */
    default void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        gemm(m, n, k, a, aOffset, aStride, rows(), b, bOffset, bStride, panelWidth(), c, cOffset, cStride);
    }

    /**
     * The same with operands that may stand in panels, {@link #rows} columns of A and {@link #panelWidth} columns of B
     * each: element (p, i) of A at {@code aOffset + i / rows * aPanel + p * aStride + i % rows}, and B alike. A panel
     * whose stride is its width is read from one end to the other, which caches and their prefetchers like best.
     */
    void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b, int bOffset,
            int bStride, int bPanel, double[] c, int cOffset, int cStride);

    /**
     * {@code C = row + column + A' B}: element (i, j) starts at {@code rowBias[i] + columnBias[j]}, then the k products
     * are added in the order 0..k-1. C is m x n (overwritten, not read); nothing else is modified. Operands may stand in
     * panels, as above.
     */
    void affine(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b, int bOffset,
            int bStride, int bPanel, double[] rowBias, int rowOffset, double[] columnBias, int columnOffset, double[] c,
            int cOffset, int cStride);

    /** {@code x = 2^x}, within 2 ulp (subnormal results: 1 ulp of the smallest number); NaN stays NaN. */
    void exp2(double[] x, int offset, int length);

    /**
     * Softmax's pass over a tile whose columns are queries: {@code x_ij = 2^(x_ij + shift_j)} and
     * {@code sums_j += sum over i of x_ij}, i rising. Arguments are brought into {@code [-most, most]} first, with most =
     * {@link #mostExponent()}: a column whose sum stays below {@code 2^most} had no greater one.
     *
     * @param x rows x columns, modified
     * @param shift one number a column, not modified
     * @param sums one number a column, modified
     */
    void exp2Columns(int rows, int columns, double[] x, int offset, int stride, double[] shift, int shiftOffset,
            double[] sums, int sumOffset);

    /** The bound of {@link #exp2Columns}: half the range of the exponent, 511 or 63. */
    int mostExponent();

    /** {@code maxima_j = max(maxima_j, x_ij)} over the rows of x, which is not modified; NaN is not looked for. */
    void columnMaxima(int rows, int columns, double[] x, int offset, int stride, double[] maxima, int maximaOffset);

    /** {@code sums_j += x_ij} over the rows of x, i rising; x is not modified. */
    void columnSums(int rows, int columns, double[] x, int offset, int stride, double[] sums, int sumOffset);

    /**
     * {@code C = A B}, or {@code C += A B} where {@code add}: A is m x k row by row, so that what has been computed one
     * token a row need not be transposed; B is k x n, plain or in panels as for {@link #gemm}, C m x n. The k products are
     * added in the order 0..k-1.
     *
     * @param m a multiple of {@link #STRIP}
     * @param n a multiple of {@link #lanes}
     */
    void rowProduct(boolean add, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            int bStride, int bPanel, double[] c, int cOffset, int cStride);

    /** {@code x_ij *= factors_j}; the factors are not modified. */
    void scaleColumns(int rows, int columns, double[] x, int offset, int stride, double[] factors, int factorOffset);

    /** {@code sums_j += sum over i of x_ij y_ij}, i rising; x and y share offset and stride and are not modified. */
    void columnProducts(int rows, int columns, double[] x, double[] y, int offset, int stride, double[] sums,
            int sumOffset);

    /**
     * The gradient through softmax's normalisation, {@code y_ij = factor x_ij (y_ij - sums_j)}: x and sums are not
     * modified, and x shares offset and stride with y.
     */
    void softmaxGradient(double factor, int rows, int columns, double[] x, double[] y, int offset, int stride,
            double[] sums, int sumOffset);
}
