package io.github.foretoken.internal.simd;

/**
 * The inner loops of recursive least squares on features that come one at a time. Rows of p numbers are {@link #stride} long,
 * with zeros behind p. As for {@link Microkernels} nothing is validated and nothing allocated, outputs do not
 * overlap inputs, and the two twins agree by bound, not by bits; each gives the same bits wherever rows stand.
 */
public interface RegressionLoops {
    /** The most lanes that a vector has here. */
    int LANES = 8;

    /** How long a row of that many numbers is, for all twins. */
    static int stride(int count) {
        return Strides.roundUp(count, LANES);
    }

    /** The same of a number that may be a mere claim. */
    static long stride(long count) {
        return (count + LANES - 1) / LANES * LANES;
    }

    /** The inner product of two rows. */
    double product(int count, double[] x, int xOffset, double[] y, int yOffset);

    /**
     * {@code sum += factor x}, and the inner product of that with y.
     *
     * @param sum a row, modified
     * @param y a row from 0 on, not modified
     */
    double addThenProduct(int count, double factor, double[] x, int xOffset, double[] sum, int sumOffset, double[] y);

    /** {@code row = (row - factor x) growth}, with three roundings: the bits of {@link #sweep}, and of all twins. */
    void shrink(int count, double factor, double[] x, double growth, double[] row, int rowOffset);

    /**
     * One pass over a square root of p rows r(k) that takes the newest direction away and projects a feature:
     * {@code r(k) = (r(k) - factor a(k) v) growth}, then {@code a(k) = r(k)' x}, and {@code w = sum of a(k) r(k)}.
     *
     * @param p rows, of as many numbers
     * @param root modified
     * @param feature x, a row, not modified
     * @param projection a, modified
     * @param directions two rows: v, not modified, and behind it w, overwritten
     */
    void sweep(int p, double factor, double growth, double[] root, double[] feature, double[] projection,
            double[] directions);
}
