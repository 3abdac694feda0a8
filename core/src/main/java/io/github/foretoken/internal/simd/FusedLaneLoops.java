package io.github.foretoken.internal.simd;

/** {@link VectorLaneLoops} without vectors, lane by lane and with the same bits: what {@link FusedMicrokernels} is to the others. */
final class FusedLaneLoops implements LaneLoops {
    private final int lanes;

    /** In the layout of those vectors. */
    FusedLaneLoops(LaneLoops vectors) {
        lanes = vectors.lanes();
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public void addProducts(int m, int n, int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset,
            int bRow, int bStep, double[] c, int cOffset, int cRow) {
        for (int lane = 0; lane < lanes; lane++) {
            for (int i = 0; i < m; i++) {
                int row = aOffset + i * aRow + lane;
                int at = cOffset + i * cRow + lane;
                int j = 0;
                for (; j + 4 <= n; j += 4) {
                    products(k, a, row, aStep, b, bOffset + j * bRow + lane, bRow, bStep, c, at + j * lanes, lanes);
                }
                for (; j < n; j++) {
                    double sum = c[at + j * lanes];
                    for (int p = 0; p < k; p++) {
                        sum = Math.fma(a[row + p * aStep], b[bOffset + j * bRow + lane + p * bStep], sum);
                    }
                    c[at + j * lanes] = sum;
                }
            }
        }
    }

    /** Four chains, which keep an fma port busy. */
    private static void products(int k, double[] a, int aOffset, int aStep, double[] b, int bOffset, int bRow,
            int bStep, double[] c, int cOffset, int cStep) {
        double s0 = c[cOffset];
        double s1 = c[cOffset + cStep];
        double s2 = c[cOffset + 2 * cStep];
        double s3 = c[cOffset + 3 * cStep];
        for (int p = 0; p < k; p++) {
            double x = a[aOffset + p * aStep];
            int y = bOffset + p * bStep;
            s0 = Math.fma(x, b[y], s0);
            s1 = Math.fma(x, b[y + bRow], s1);
            s2 = Math.fma(x, b[y + 2 * bRow], s2);
            s3 = Math.fma(x, b[y + 3 * bRow], s3);
        }
        c[cOffset] = s0;
        c[cOffset + cStep] = s1;
        c[cOffset + 2 * cStep] = s2;
        c[cOffset + 3 * cStep] = s3;
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aRow, double[] b,
            int bOffset, int bRow, double[] c, int cOffset, int cRow) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int lane = 0; lane < lanes; lane++) {
                    double sum = 0;
                    for (int p = lane; p < k * lanes; p += lanes) {
                        double difference = a[aOffset + i * aRow + p] - b[bOffset + j * bRow + p];
                        sum = Math.fma(difference, difference, sum);
                    }
                    c[cOffset + i * cRow + j * lanes + lane] = sum * factor;
                }
            }
        }
    }

    @Override
    public void addBiases(int m, int n, double[] row, int rowOffset, double[] column, int columnOffset, double[] c,
            int cOffset, int cRow) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n * lanes; j++) {
                c[cOffset + i * cRow + j] = row[rowOffset + i * lanes + j % lanes] + column[columnOffset + j];
            }
        }
    }

    @Override
    public void maximum(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int lane = 0; lane < lanes; lane++) {
            double greatest = x[xOffset + lane];
            for (int j = lanes + lane; j < n * lanes; j += lanes) {
                greatest = x[xOffset + j] > greatest ? x[xOffset + j] : greatest;
            }
            y[yOffset + lane] = greatest;
        }
    }

    @Override
    public void sum(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int lane = 0; lane < lanes; lane++) {
            double sum = x[xOffset + lane];
            for (int j = lanes + lane; j < n * lanes; j += lanes) {
                sum += x[xOffset + j];
            }
            y[yOffset + lane] = sum;
        }
    }

    @Override
    public void subtract(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int j = 0; j < n * lanes; j++) {
            x[xOffset + j] -= y[yOffset + j % lanes];
        }
    }

    @Override
    public void divide(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int j = 0; j < n * lanes; j++) {
            double divisor = y[yOffset + j % lanes];
            x[xOffset + j] = divisor == 0 ? 0 : x[xOffset + j] / divisor;
        }
    }
}
