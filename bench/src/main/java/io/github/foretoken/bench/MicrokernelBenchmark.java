package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.Microkernels;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How near does the small matrix product come to the machine's peak? The shapes are those of the tiles at d = 16, scores
 * (64 x 64 x 16) and update (64 x 16 x 64), and one that is no multiple of anything.
 */
public class MicrokernelBenchmark extends BenchmarkSettings {
    /** Rows x columns x inner length. */
    @Param({"64x64x16", "64x16x64", "37x29x13"})
    String shape;

    @Param({"scalar", "vector"})
    String implementation;

    private Microkernels loops;
    private int m;
    private int n;
    private int k;
    private double[] a;
    private double[] b;
    private double[] c;
    private double[] rowBias;
    private double[] columnBias;

    /** Inputs, and the check against three plain loops. */
    @Setup(Level.Trial)
    public void setUp() {
        int[] sizes = sizes(shape);
        m = sizes[0];
        n = sizes[1];
        k = sizes[2];
        a = Inputs.uniform(m * k, -1, 1, SEED);
        b = Inputs.uniform(k * n, -1, 1, SEED + 1);
        c = new double[m * n];
        rowBias = Inputs.uniform(m, -1, 1, SEED + 2);
        columnBias = Inputs.uniform(n, -1, 1, SEED + 3);
        loops = Implementation.of(implementation).loops();
        gemm();
        check("gemm", false);
        affine();
        check("affine", true);
        Arrays.fill(c, 0);
    }

    private void check(String what, boolean biased) {
        double worst = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = biased ? rowBias[i] + columnBias[j] : 0;
                for (int p = 0; p < k; p++) {
                    sum += a[i * k + p] * b[p * n + j];
                }
                worst = Math.max(worst, Math.abs(sum - c[i * n + j]));
            }
        }
        // Each of two sums of k + 2 terms of at most 1 is off by at most (k + 2)² roundoffs.
        Agreement.requireWithin(implementation + " " + what, worst, 2.0 * (k + 2) * (k + 2) * Agreement.ROUNDOFF);
    }

    static int[] sizes(String shape) {
        String[] parts = shape.split("x", -1);
        return new int[]{Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])};
    }

    /** C = row + column + A B. */
    @Benchmark
    public double[] affine() {
        loops.affine(m, n, k, a, 0, k, b, 0, n, rowBias, 0, columnBias, 0, c, 0, n);
        return c;
    }

    /** C += A B; C grows by at most k a call, which no run of a benchmark brings near an overflow. */
    @Benchmark
    public double[] gemm() {
        loops.gemm(m, n, k, a, 0, k, b, 0, n, c, 0, n);
        return c;
    }
}
