package io.github.foretoken.internal.simd;

/** The plain twin: one sequence at a time. Multiplies and adds, because fma may be emulated. */
public final class ScalarLaneLoops implements LaneLoops {
    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void addProducts(int m, int n, int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset,
            int bRow, int bStep, double[] c, int cOffset, int cRow) {
        for (int i = 0; i < m; i++) {
            int row = aOffset + i * aRow;
            int j = 0;
            for (; j + 4 <= n; j += 4) {
                tile4(k, a, row, aStep, b, bOffset + j * bRow, bRow, bStep, c, cOffset + i * cRow + j);
            }
            for (; j < n; j++) {
                int at = cOffset + i * cRow + j;
                double sum = c[at];
                for (int p = 0; p < k; p++) {
                    sum += a[row + p * aStep] * b[bOffset + j * bRow + p * bStep];
                }
                c[at] = sum;
            }
        }
    }

    /** Four chains, which keep an adder busy. */
    private static void tile4(int k, double[] a, int aOffset, int aStep, double[] b, int bOffset, int bRow, int bStep,
            double[] c, int cOffset) {
        double s0 = c[cOffset];
        double s1 = c[cOffset + 1];
        double s2 = c[cOffset + 2];
        double s3 = c[cOffset + 3];
        for (int p = 0; p < k; p++) {
            double x = a[aOffset + p * aStep];
            int at = bOffset + p * bStep;
            s0 += x * b[at];
            s1 += x * b[at + bRow];
            s2 += x * b[at + 2 * bRow];
            s3 += x * b[at + 3 * bRow];
        }
        c[cOffset] = s0;
        c[cOffset + 1] = s1;
        c[cOffset + 2] = s2;
        c[cOffset + 3] = s3;
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aRow, double[] b,
            int bOffset, int bRow, double[] c, int cOffset, int cRow) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    double difference = a[aOffset + i * aRow + p] - b[bOffset + j * bRow + p];
                    sum += difference * difference;
                }
                c[cOffset + i * cRow + j] = factor * sum;
            }
        }
    }

    @Override
    public void addBiases(int m, int n, double[] row, int rowOffset, double[] column, int columnOffset, double[] c,
            int cOffset, int cRow) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                c[cOffset + i * cRow + j] = row[rowOffset + i] + column[columnOffset + j];
            }
        }
    }

    @Override
    public void maximum(int n, double[] x, int xOffset, double[] y, int yOffset) {
        double greatest = x[xOffset];
        for (int j = 1; j < n; j++) {
            greatest = Math.max(greatest, x[xOffset + j]);
        }
        y[yOffset] = greatest;
    }

    @Override
    public void sum(int n, double[] x, int xOffset, double[] y, int yOffset) {
        double sum = x[xOffset];
        for (int j = 1; j < n; j++) {
            sum += x[xOffset + j];
        }
        y[yOffset] = sum;
    }

    @Override
    public void subtract(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int j = 0; j < n; j++) {
            x[xOffset + j] -= y[yOffset];
        }
    }

    @Override
    public void divide(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int j = 0; j < n; j++) {
            x[xOffset + j] = y[yOffset] == 0 ? 0 : x[xOffset + j] / y[yOffset];
        }
    }
}
