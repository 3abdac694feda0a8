package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.Tile.SIZE;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.simd.Exp2;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Panels;
import io.github.foretoken.internal.simd.Strides;
import java.util.Arrays;

/**
 * The backward pass of {@link TiledAttention} without a T x T matrix: tiles of attention are computed once more from the
 * logarithms of the row sums and consumed while they sit in L1. With g the gradient with respect to the result O:
 *
 * <pre>
 * dV = A' g;  dA = g V';  dS = A (dA - D), D_t = &lt;g_t, O_t&gt; (exponential: A dA; linear: dA);  dQ = c dS K;  dK = c dS' Q
 * </pre>
 *
 * (docs/mathematics.md#backward-passes; the form without a second pass over rows is that of Dao, arXiv 2307.08691). Five
 * small products and an exponential a pair of tokens, on the calling thread: keys and values gather from all later tiles,
 * in one order.
 */
public final class TiledAttentionGradient {
    private final Microkernels loops;
    private final AttentionForm form;
    private final double scale;
    private final int count;
    private final int dimension;
    private final int columns;
    private final int width;
    private final int depth;
    /** Row lengths of the results. */
    private final int stride;
    private final int valueStride;

    private final double[] keyColumns;
    private final double[] valueColumns;
    private final double[] queryColumns;
    private final double[] gradientColumns;
    private final double[] keyRows;
    private final double[] queryRows;
    private final double[] gradientRows;
    private final double[] queryGradient;
    private final double[] keyGradient;
    private final double[] valueGradient;
    /** Of one tile, keys x queries: the attention, then the gradient of its scores; and both transposed. */
    private final double[] attention;
    private final double[] change;
    private final double[] transposedAttention;
    private final double[] transposedChange;
    private final double[] noBias = new double[SIZE];

    /** Columns of each tile become those of an operand; the factor is multiplied in. */
    private double[] transposed(Block source, int panelWidth, double factor) {
        int tile = Panels.size(source.columns(), SIZE, panelWidth);
        double[] panels = new double[Math.multiplyExact(Tile.count(count), tile)];
        for (int a = 0; a < Tile.count(count); a++) {
            Panels.transposed(source.rows(a * SIZE, rows(a)), panelWidth, factor, panels, a * tile);
        }
        return panels;
    }

    /** Each tile's rows as the rows of an operand. */
    private double[] copied(Block source) {
        int cols = source.columns();
        double[] panels = new double[Panels.size(Tile.count(count) * depth, cols, width)];
        for (int a = 0; a < Tile.count(count); a++) {
            Panels.copied(source.rows(a * SIZE, rows(a)), width, depth, panels, rowsOf(a, cols));
        }
        return panels;
    }

    private int rowsOf(int tile, int cols) {
        return Panels.size(tile * depth, cols, width);
    }

    /** Arguments as for {@link TiledAttention}; {@code gradient} is count x columns, not modified. */
    public TiledAttentionGradient(Microkernels loops, AttentionForm form, double scale, Block queries, Block keys,
            Block values, Block gradient) {
        this.loops = loops;
        this.form = form;
        this.scale = scale;
        count = queries.rows();
        dimension = queries.columns();
        columns = values.columns();
        width = loops.panelWidth();
        depth = Math.min(SIZE, count);
        stride = Strides.of(dimension, loops.lanes(), Double.BYTES);
        valueStride = Strides.of(columns, loops.lanes(), Double.BYTES);
        double factor = form == AttentionForm.LINEAR ? scale : Exp2.baseTwo(scale);
        keyColumns = transposed(keys, loops.rows(), 1);
        valueColumns = transposed(values, loops.rows(), 1);
        queryColumns = transposed(queries, width, factor);
        gradientColumns = transposed(gradient, width, 1);
        keyRows = copied(keys);
        queryRows = copied(queries);
        gradientRows = copied(gradient);
        int rows = Tile.count(count) * SIZE;
        queryGradient = new double[Math.multiplyExact(rows, stride)];
        keyGradient = new double[Math.multiplyExact(rows, stride)];
        valueGradient = new double[Math.multiplyExact(rows, valueStride)];
        attention = new double[SIZE * SIZE];
        change = new double[SIZE * SIZE];
        transposedAttention = new double[SIZE * SIZE];
        transposedChange = new double[SIZE * SIZE];
    }

    /**
     * Computes all three.
     *
     * @param logSums for softmax the base-two logarithm of each row's sum of exponentials, and {@code products} its D_t;
     *     neither is read for the other forms, nor modified
     */
    public TiledAttentionGradient run(double[] logSums, double[] products) {
        double[] scoreBias = new double[SIZE];
        double[] changeBias = new double[SIZE];
        for (int a = 0; a < Tile.count(count); a++) {
            if (form == AttentionForm.SOFTMAX) {
                for (int i = 0; i < SIZE; i++) {
                    int t = a * SIZE + i;
                    scoreBias[i] = t < count ? -logSums[t] : 0;
                    changeBias[i] = t < count ? -products[t] : 0;
                }
            }
            for (int b = 0; b <= a; b++) {
                tile(a, b, scoreBias, changeBias);
                gather(a, b);
            }
        }
        scale(queryGradient);
        scale(keyGradient);
        return this;
    }

    private void tile(int a, int b, double[] scoreBias, double[] changeBias) {
        product(keyColumns, b, queryColumns, a, dimension, scoreBias, attention);
        if (form != AttentionForm.LINEAR) {
            loops.exp2(attention, 0, rows(b) * SIZE);
        }
        product(valueColumns, b, gradientColumns, a, columns, changeBias, change);
        if (a == b) {
            for (int key = 0; key < rows(b); key++) {
                Arrays.fill(attention, key * SIZE, key * SIZE + key, 0);
                Arrays.fill(change, key * SIZE, key * SIZE + key, 0);
            }
        }
        if (form != AttentionForm.LINEAR) {
            for (int i = 0; i < rows(b) * SIZE; i++) {
                change[i] *= attention[i];
            }
        }
    }

    /** Keys of tile b, transposed in strips, times queries of tile a. */
    private void product(double[] left, int b, double[] right, int a, int inner, double[] bias, double[] result) {
        Panels.affine(loops, rows(b), SIZE, inner, left, b * Panels.size(inner, SIZE, loops.rows()), right,
                a * Panels.size(inner, SIZE, width), noBias, 0, bias, 0, result, 0, SIZE);
    }

    private void gather(int a, int b) {
        loops.gemm(rows(a), padded(dimension), rows(b), change, 0, SIZE, loops.rows(), keyRows, rowsOf(b, dimension),
                width, width * depth, queryGradient, a * SIZE * stride, stride);
        transpose(attention, transposedAttention, rows(b));
        transpose(change, transposedChange, rows(b));
        loops.gemm(rows(b), padded(columns), rows(a), transposedAttention, 0, SIZE, loops.rows(), gradientRows,
                rowsOf(a, columns), width, width * depth, valueGradient, b * SIZE * valueStride, valueStride);
        loops.gemm(rows(b), padded(dimension), rows(a), transposedChange, 0, SIZE, loops.rows(), queryRows,
                rowsOf(a, dimension), width, width * depth, keyGradient, b * SIZE * stride, stride);
    }

    private int padded(int cols) {
        return Strides.roundUp(cols, loops.lanes());
    }

    private int rows(int tile) {
        return Math.min(SIZE, count - tile * SIZE);
    }

    private static void transpose(double[] from, double[] to, int rows) {
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < rows; j++) {
                to[i * SIZE + j] = from[j * SIZE + i];
            }
        }
    }

    private void scale(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= scale;
        }
    }

    /** With respect to the queries, count x dimension. */
    public Block queries() {
        return new Block(queryGradient, 0, count, dimension, stride);
    }

    /** With respect to the keys, of the same shape. */
    public Block keys() {
        return new Block(keyGradient, 0, count, dimension, stride);
    }

    /** With respect to the values, count x columns. */
    public Block values() {
        return new Block(valueGradient, 0, count, columns, valueStride);
    }
}
