package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.FloatMicrokernels;
import io.github.foretoken.internal.simd.Microkernels;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long do softmax's passes over a tile take? Powers work in place, on a tile restored from a template each time. */
public class ColumnBenchmark extends BenchmarkSettings {
    /** Rows x columns. */
    @Param({"48x48", "13x29"})
    String shape;

    @Param({"float64", "float32"})
    String type;

    @Param({"scalar", "vector"})
    String implementation;

    private boolean wide;
    private Microkernels loops;
    private FloatMicrokernels floats;
    private int rows;
    private int columns;
    private double[] template;
    private double[] tile;
    private double[] shift;
    private double[] folds;
    private float[] floatTemplate;
    private float[] floatTile;
    private float[] floatShift;
    private float[] floatFolds;

    /** Scores between -2 and 0, and the checks against the formulas. */
    @Setup(Level.Trial)
    public void setUp() {
        String[] sizes = shape.split("x", -1);
        rows = Integer.parseInt(sizes[0]);
        columns = Integer.parseInt(sizes[1]);
        wide = type.equals("float64");
        loops = Implementation.of(implementation).loops();
        floats = Implementation.of(implementation).floats();
        floatTemplate = Inputs.floats(Inputs.uniform(rows * columns, -2, 0, SEED));
        template = Inputs.doubles(floatTemplate);
        tile = template.clone();
        floatTile = floatTemplate.clone();
        shift = new double[columns];
        floatShift = new float[columns];
        folds = new double[columns];
        floatFolds = new float[columns];
        double roundoff = wide ? Agreement.ROUNDOFF : 0x1p-24;
        for (int j = 0; j < columns; j++) {
            double greatest = Double.NEGATIVE_INFINITY;
            double sum = 0;
            double powers = 0;
            for (int i = 0; i < rows; i++) {
                double x = template[i * columns + j];
                greatest = Math.max(greatest, x);
                sum += x;
                powers += Math.pow(2, x);
            }
            check("maximum", j, this::columnMaxima, -4, greatest, 0);
            check("sum", j, this::columnSums, 0, sum, 2.0 * rows * rows * 2 * roundoff);
            check("sum of powers", j, this::exp2Columns, 0, powers, 2.0 * rows * (rows + 4) * roundoff);
        }
    }

    private void check(String what, int column, Runnable fold, double start, double expected, double bound) {
        Arrays.fill(folds, start);
        Arrays.fill(floatFolds, (float) start);
        fold.run();
        double actual = wide ? folds[column] : floatFolds[column];
        Agreement.requireWithin(implementation + " " + what, Math.abs(actual - expected), bound);
    }

    /** Powers of two of a tile, added to their columns' sums. */
    @Benchmark
    public void exp2Columns() {
        if (wide) {
            System.arraycopy(template, 0, tile, 0, tile.length);
            loops.exp2Columns(rows, columns, tile, 0, columns, shift, 0, folds, 0);
        } else {
            System.arraycopy(floatTemplate, 0, floatTile, 0, tile.length);
            floats.exp2Columns(rows, columns, floatTile, 0, columns, floatShift, 0, floatFolds, 0);
        }
    }

    /** The greatest element of each column. */
    @Benchmark
    public void columnMaxima() {
        if (wide) {
            loops.columnMaxima(rows, columns, template, 0, columns, folds, 0);
        } else {
            floats.columnMaxima(rows, columns, floatTemplate, 0, columns, floatFolds, 0);
        }
    }

    /** The sum of each column. */
    @Benchmark
    public void columnSums() {
        if (wide) {
            loops.columnSums(rows, columns, template, 0, columns, folds, 0);
        } else {
            floats.columnSums(rows, columns, floatTemplate, 0, columns, floatFolds, 0);
        }
    }
}
