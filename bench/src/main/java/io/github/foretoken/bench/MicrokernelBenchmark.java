package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.FloatMicrokernels;
import io.github.foretoken.internal.simd.Microkernels;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How near does the small matrix product come to the machine's peak? The shapes are those of the tiles at d = 16, scores
 * (48 x 48 x 16) and update (48 x 16 x 48), and one that is no multiple of anything.
 */
public class MicrokernelBenchmark extends BenchmarkSettings {
    /** Rows x columns x inner length. */
    @Param({"48x48x16", "48x16x48", "37x29x13"})
    String shape;

    @Param({"float64", "float32"})
    String type;

    @Param({"scalar", "vector"})
    String implementation;

    private boolean wide;
    private Microkernels loops;
    private FloatMicrokernels floats;
    private int m;
    private int n;
    private int k;
    private final double[][] operands = new double[5][];
    private final float[][] narrow = new float[5][];

    /** Inputs, and the check against three plain loops. */
    @Setup(Level.Trial)
    public void setUp() {
        int[] sizes = sizes(shape);
        m = sizes[0];
        n = sizes[1];
        k = sizes[2];
        wide = type.equals("float64");
        int[] lengths = {k * m, k * n, m * n, m, n};
        for (int i = 0; i < lengths.length; i++) {
            operands[i] = Inputs.uniform(lengths[i], -1, 1, SEED + i);
            narrow[i] = Inputs.floats(operands[i]);
        }
        clear();
        loops = Implementation.of(implementation).loops();
        floats = Implementation.of(implementation).floats();
        gemm();
        check("gemm", false);
        affine();
        check("affine", true);
        clear();
    }

    private void clear() {
        Arrays.fill(operands[2], 0);
        Arrays.fill(narrow[2], 0);
    }

    private double at(int operand, int index) {
        return wide ? operands[operand][index] : narrow[operand][index];
    }

    private void check(String what, boolean biased) {
        double worst = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = biased ? at(3, i) + at(4, j) : 0;
                for (int p = 0; p < k; p++) {
                    sum += at(0, p * m + i) * at(1, p * n + j);
                }
                worst = Math.max(worst, Math.abs(sum - at(2, i * n + j)));
            }
        }
        // Each of two sums of k + 2 terms of at most 1 is off by at most (k + 2)² roundoffs.
        double roundoff = wide ? Agreement.ROUNDOFF : 0x1p-24;
        Agreement.requireWithin(implementation + " " + what, worst, 2.0 * (k + 2) * (k + 2) * roundoff);
    }

    static int[] sizes(String shape) {
        String[] parts = shape.split("x", -1);
        return new int[]{Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])};
    }

    /** C = row + column + A' B. */
    @Benchmark
    public Object affine() {
        if (wide) {
            loops.affine(m, n, k, operands[0], 0, m, operands[1], 0, n, operands[3], 0, operands[4], 0, operands[2], 0,
                    n);
            return operands[2];
        }
        floats.affine(m, n, k, narrow[0], 0, m, narrow[1], 0, n, narrow[3], 0, narrow[4], 0, narrow[2], 0, n);
        return narrow[2];
    }

    /** C += A' B; C grows by at most k a call, which no run of a benchmark brings near an overflow. */
    @Benchmark
    public Object gemm() {
        if (wide) {
            loops.gemm(m, n, k, operands[0], 0, m, operands[1], 0, n, operands[2], 0, n);
            return operands[2];
        }
        floats.gemm(m, n, k, narrow[0], 0, m, narrow[1], 0, n, narrow[2], 0, n);
        return narrow[2];
    }
}
