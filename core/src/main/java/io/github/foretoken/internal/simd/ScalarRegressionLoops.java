package io.github.foretoken.internal.simd;

import java.util.Arrays;

/** The plain twin. */
final class ScalarRegressionLoops implements RegressionLoops {
    /** In eight sums that do not wait for each other. */
    @Override
    public double product(int count, double[] x, int xOffset, double[] y, int yOffset) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 7 < count; i += 8) {
            int at = xOffset + i;
            int to = yOffset + i;
            s0 += x[at] * y[to];
            s1 += x[at + 1] * y[to + 1];
            s2 += x[at + 2] * y[to + 2];
            s3 += x[at + 3] * y[to + 3];
            s4 += x[at + 4] * y[to + 4];
            s5 += x[at + 5] * y[to + 5];
            s6 += x[at + 6] * y[to + 6];
            s7 += x[at + 7] * y[to + 7];
        }
        for (; i < count; i++) {
            s0 += x[xOffset + i] * y[yOffset + i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    @Override
    public double addThenProduct(int count, double factor, double[] x, int xOffset, double[] sum, int sumOffset,
            double[] y) {
        add(count, factor, x, xOffset, sum, sumOffset);
        return product(count, sum, sumOffset, y, 0);
    }

    private static void add(int count, double factor, double[] x, int xOffset, double[] sum, int sumOffset) {
        for (int i = 0; i < count; i++) {
            sum[sumOffset + i] += factor * x[xOffset + i];
        }
    }

    @Override
    public void shrink(int count, double factor, double[] x, double growth, double[] row, int rowOffset) {
        for (int i = 0; i < count; i++) {
            row[rowOffset + i] = (row[rowOffset + i] - factor * x[i]) * growth;
        }
    }

    @Override
    public void sweep(int p, double factor, double growth, double[] root, double[] feature, double[] projection,
            double[] directions) {
        int stride = RegressionLoops.stride(p);
        Arrays.fill(directions, stride, 2 * stride, 0);
        for (int k = 0; k < p; k++) {
            shrink(p, factor * projection[k], directions, growth, root, k * stride);
            double a = product(p, root, k * stride, feature, 0);
            projection[k] = a;
            add(p, a, root, k * stride, directions, stride);
        }
    }
}
