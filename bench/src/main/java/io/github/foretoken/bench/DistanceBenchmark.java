package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does a tile of squared distances take? Radial kernels are made of them. */
public class DistanceBenchmark extends BenchmarkSettings {
    private static final double FACTOR = -0.5;

    /** Rows x columns x inner length. */
    @Param({"48x48x16", "37x29x13"})
    String shape;

    @Param({"scalar", "vector"})
    String implementation;

    private ScoreMicrokernels loops;
    private int m;
    private int n;
    private int k;
    private double[] a;
    private double[] b;
    private double[] c;

    /** Inputs, and the check against three plain loops. */
    @Setup(Level.Trial)
    public void setUp() {
        int[] sizes = MicrokernelBenchmark.sizes(shape);
        m = sizes[0];
        n = sizes[1];
        k = sizes[2];
        a = Inputs.uniform(m * k, -1, 1, SEED);
        b = Inputs.uniform(k * n, -1, 1, SEED + 1);
        c = new double[m * n];
        loops = Implementation.of(implementation).loops();
        squaredDistances();
        double worst = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    double difference = a[p * m + i] - b[p * n + j];
                    sum += difference * difference;
                }
                worst = Math.max(worst, Math.abs(FACTOR * sum - c[i * n + j]));
            }
        }
        // Each of two sums of k squares of at most 4 is off by at most (k + 2) roundoffs of its value, 4 k.
        Agreement.requireWithin(implementation + " squaredDistances", worst,
                2 * 4.0 * k * (k + 2) * Agreement.ROUNDOFF);
    }

    /** C = factor (A - B)². */
    @Benchmark
    public double[] squaredDistances() {
        loops.squaredDistances(FACTOR, m, n, k, a, 0, m, b, 0, n, c, 0, n);
        return c;
    }
}
