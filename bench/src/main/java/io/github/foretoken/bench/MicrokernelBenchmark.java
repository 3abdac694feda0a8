package io.github.foretoken.bench;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.FloatBlock;
import io.github.foretoken.internal.simd.FloatMicrokernels;
import io.github.foretoken.internal.simd.FloatPanels;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Panels;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How near does the small matrix product come to the machine's peak? The shapes are those of the tiles at d = 16, scores
 * (48 x 48 x 16) and update (48 x 16 x 48), and one that is no multiple of anything. Operands stand as they do in tiles:
 * keys, queries and weights in panels, scores in rows.
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
    /** The first two operands in panels. */
    private final double[][] panels = new double[2][];
    private final float[][] narrowPanels = new float[2][];

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
        pack();
        gemm();
        check("gemm", false);
        affine();
        check("affine", true);
        clear();
    }

    private void pack() {
        int[] columns = {m, n};
        int[] widths = {loops.rows(), loops.panelWidth()};
        int[] narrowWidths = {floats.rows(), floats.panelWidth()};
        for (int i = 0; i < 2; i++) {
            panels[i] = new double[Panels.size(k, columns[i], widths[i])];
            Panels.copied(new Block(operands[i], 0, k, columns[i], columns[i]), widths[i], k, panels[i], 0);
            narrowPanels[i] = new float[FloatPanels.size(k, columns[i], narrowWidths[i])];
            FloatPanels.copied(new FloatBlock(narrow[i], 0, k, columns[i], columns[i]), narrowWidths[i], k,
                    narrowPanels[i], 0);
        }
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
        int rows = wide ? loops.rows() : floats.rows();
        if (wide) {
            int width = loops.panelWidth();
            loops.affine(m, n, k, panels[0], 0, rows, rows * k, panels[1], 0, width, width * k, operands[3], 0,
                    operands[4], 0, operands[2], 0, n);
            return operands[2];
        }
        int width = floats.panelWidth();
        floats.affine(m, n, k, narrowPanels[0], 0, rows, rows * k, narrowPanels[1], 0, width, width * k, narrow[3], 0,
                narrow[4], 0, narrow[2], 0, n);
        return narrow[2];
    }

    /** C += A' B; C grows by at most k a call, which no run of a benchmark brings near an overflow. */
    @Benchmark
    public Object gemm() {
        int rows = wide ? loops.rows() : floats.rows();
        if (wide) {
            int width = loops.panelWidth();
            loops.gemm(m, n, k, operands[0], 0, m, rows, panels[1], 0, width, width * k, operands[2], 0, n);
            return operands[2];
        }
        int width = floats.panelWidth();
        floats.gemm(m, n, k, narrow[0], 0, m, rows, narrowPanels[1], 0, width, width * k, narrow[2], 0, n);
        return narrow[2];
    }
}
