package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.FloatMicrokernels;
import io.github.foretoken.internal.simd.Microkernels;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long do the loops take that training adds? Weights as in the paper's setting, 62 x 192, and few rows: calls are short. */
public class TrainingLoopsBenchmark extends BenchmarkSettings {
    static final int ROWS = 12;
    static final int COLUMNS = 192;
    static final int DEPTH = 62;

    @Param({"float64", "float32"})
    String type;

    @Param({"scalar", "vector"})
    String implementation;

    private boolean wide;
    private Microkernels loops;
    private FloatMicrokernels floats;
    /** ROWS x DEPTH, DEPTH x COLUMNS, and twice ROWS x COLUMNS. */
    private final double[][] operands = new double[4][];
    private final float[][] narrow = new float[4][];
    /** Ones and minus ones: what they scale stays as large as it is. */
    private double[] signs;
    private float[] narrowSigns;
    private double[] sums;
    private float[] narrowSums;

    /** Inputs, and the checks against plain loops. */
    @Setup(Level.Trial)
    public void setUp() {
        wide = type.equals("float64");
        loops = Implementation.of(implementation).loops();
        floats = Implementation.of(implementation).floats();
        int[] lengths = {ROWS * DEPTH, DEPTH * COLUMNS, ROWS * COLUMNS, ROWS * COLUMNS};
        for (int i = 0; i < lengths.length; i++) {
            narrow[i] = Inputs.floats(Inputs.uniform(lengths[i], -1, 1, SEED + i));
            operands[i] = Inputs.doubles(narrow[i]);
        }
        signs = new double[COLUMNS];
        Arrays.setAll(signs, j -> j % 2 == 0 ? 1 : -1);
        narrowSigns = Inputs.floats(signs);
        sums = new double[COLUMNS];
        narrowSums = new float[COLUMNS];
        double roundoff = wide ? Agreement.ROUNDOFF : 0x1p-24;
        double[][] before = {operands[0].clone(), operands[1].clone(), operands[2].clone(), operands[3].clone()};
        columnProducts();
        scaleColumns();
        softmaxGradient();
        for (int j = 0; j < COLUMNS; j++) {
            double sum = 0;
            for (int i = 0; i < ROWS; i++) {
                int at = i * COLUMNS + j;
                sum += before[2][at] * before[3][at];
                require("scaled", at(2, at), signs[j] * before[2][at], 0);
                require("gradient", at(3, at), 0.5 * signs[j] * before[2][at] * (before[3][at] - signs[j]),
                        4 * roundoff);
            }
            require("sum of products", wide ? sums[j] : narrowSums[j], sum, 2.0 * ROWS * ROWS * roundoff);
        }
        rowProduct();
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                double sum = 0;
                for (int p = 0; p < DEPTH; p++) {
                    sum += before[0][i * DEPTH + p] * before[1][p * COLUMNS + j];
                }
                require("product", at(2, i * COLUMNS + j), sum, 2.0 * DEPTH * DEPTH * roundoff);
            }
        }
    }

    private double at(int operand, int index) {
        return wide ? operands[operand][index] : narrow[operand][index];
    }

    private void require(String what, double actual, double expected, double bound) {
        Agreement.requireWithin(implementation + " " + what, Math.abs(actual - expected), bound);
    }

    /** C = A B. */
    @Benchmark
    public Object rowProduct() {
        if (wide) {
            loops.rowProduct(false, ROWS, COLUMNS, DEPTH, operands[0], 0, DEPTH, operands[1], 0, COLUMNS,
                    loops.panelWidth(), operands[2], 0, COLUMNS);
            return operands[2];
        }
        floats.rowProduct(false, ROWS, COLUMNS, DEPTH, narrow[0], 0, DEPTH, narrow[1], 0, COLUMNS, floats.panelWidth(),
                narrow[2], 0, COLUMNS);
        return narrow[2];
    }

    /** Columns times factors. */
    @Benchmark
    public void scaleColumns() {
        if (wide) {
            loops.scaleColumns(ROWS, COLUMNS, operands[2], 0, COLUMNS, signs, 0);
        } else {
            floats.scaleColumns(ROWS, COLUMNS, narrow[2], 0, COLUMNS, narrowSigns, 0);
        }
    }

    /** The sums of the products of two matrices' columns. */
    @Benchmark
    public void columnProducts() {
        if (wide) {
            loops.columnProducts(ROWS, COLUMNS, operands[2], operands[3], 0, COLUMNS, sums, 0);
        } else {
            floats.columnProducts(ROWS, COLUMNS, narrow[2], narrow[3], 0, COLUMNS, narrowSums, 0);
        }
    }

    /** y = x (y - s) / 2, which stays below 1. */
    @Benchmark
    public void softmaxGradient() {
        if (wide) {
            loops.softmaxGradient(0.5, ROWS, COLUMNS, operands[2], operands[3], 0, COLUMNS, signs, 0);
        } else {
            floats.softmaxGradient(0.5f, ROWS, COLUMNS, narrow[2], narrow[3], 0, COLUMNS, narrowSigns, 0);
        }
    }
}
