package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.simd.Microkernels;

/**
 * Tiles of the lower triangle of a kernel matrix, computed on demand from packed keys; the matrix itself is never
 * stored. Threads share an instance and bring a buffer each.
 *
 * <p>A tile is {@value #SIZE} x {@value #SIZE} doubles: 32 KiB, so that scores are written, mapped and consumed while
 * they sit in L1/L2, and the (d x 64) panel of packed keys is read {@value #SIZE} / 4 times per load from L2.
 */
public final class ScoreTiles {
    public static final int SIZE = 64;

    private final Microkernels loops;
    private final ScoreForm form;
    private final int count;
    private final int dimension;
    private final double[] queries;
    private final int queryOffset;
    private final int queryStride;
    /** Panel p holds tokens [64 p, 64 p + 64) transposed: coordinate c of token s at (p d + c) 64 + s - 64 p. */
    private final double[] panels;

    private final double[] squaredNorms;
    private final double[] rowBias;
    private final double[] columnBias;

    /** Tokens are count x dimension, row-major, not modified; they must stay as they are while the tiles are in use. */
    public ScoreTiles(Microkernels loops, ScoreForm form, double[] tokens, int offset, int count, int dimension,
            int stride) {
        this.loops = loops;
        this.form = form;
        this.count = count;
        this.dimension = dimension;
        queries = tokens;
        queryOffset = offset;
        queryStride = stride;
        int tiles = tiles(count);
        panels = new double[Math.multiplyExact(tiles * SIZE, dimension)];
        squaredNorms = new double[count];
        rowBias = new double[count];
        columnBias = new double[tiles * SIZE];
        pack();
    }

    public static int tiles(int count) {
        return (count + SIZE - 1) / SIZE;
    }

    private void pack() {
        double keyFactor = form.geometry() == ScoreForm.Geometry.INNER_PRODUCT ? form.factor() : 1;
        for (int t = 0; t < count; t++) {
            int query = queryOffset + t * queryStride;
            int panel = (t / SIZE) * SIZE * dimension + t % SIZE;
            double norm = 0;
            for (int c = 0; c < dimension; c++) {
                double x = queries[query + c];
                norm += x * x;
                panels[panel + c * SIZE] = keyFactor * x;
            }
            squaredNorms[t] = norm;
            // Left out, not multiplied by 0: a kernel of distances accepts norms whose squares overflow.
            rowBias[t] = form.row() == 0 ? form.constant() : form.row() * norm + form.constant();
            columnBias[t] = form.column() == 0 ? 0 : form.column() * norm;
        }
    }

    public int count() {
        return count;
    }

    public int dimension() {
        return dimension;
    }

    /** True when kernel values are the plain inner products. */
    boolean linear() {
        return form.map().equals(ScoreMap.IDENTITY);
    }

    /** {@code acc += X(a) S}: acc rows(a) x columns (modified), S dimension x columns, both tight. Linear form only. */
    void queriesTimes(int a, double[] state, int columns, double[] acc) {
        int query = queryOffset + a * SIZE * queryStride;
        loops.gemm(rows(a), columns, dimension, queries, query, queryStride, state, 0, columns, acc, 0, columns);
    }

    /** {@code S += X(b)' W}: W rows(b) x columns at an offset, S dimension x columns (modified), both tight. */
    void addKeysTimes(int b, double[] weights, int weightOffset, int columns, double[] state) {
        loops.gemm(dimension, columns, rows(b), panels, b * SIZE * dimension, SIZE, weights, weightOffset, columns,
                state, 0, columns);
    }

    /** Squared norms of the tokens. Not to be modified. */
    public double[] squaredNorms() {
        return squaredNorms;
    }

    /** Adds to the row bias of query t: how softmax subtracts its row maximum. */
    public void shiftRow(int t, double shift) {
        rowBias[t] += shift;
    }

    /** k(x_t, x_t) of every token under the form, from the squared norms alone: a fresh array. */
    public double[] diagonal() {
        double[] diagonal = new double[count];
        for (int t = 0; t < count; t++) {
            double itself = form.geometry() == ScoreForm.Geometry.INNER_PRODUCT ? form.factor() * squaredNorms[t] : 0;
            diagonal[t] = rowBias[t] + (columnBias[t] + itself);
        }
        form.map().apply(loops, diagonal, 0, count, new double[count]);
        return diagonal;
    }

    /** Buffers for one thread. */
    TileBuffer newBuffer() {
        return new TileBuffer(Math.min(SIZE, count));
    }

    public int rows(int tile) {
        return Math.min(SIZE, count - tile * SIZE);
    }

    /** Kernel values of query tile a against key tile b < a: rows(a) x 64 into {@code buffer.scores}. */
    void offDiagonal(int a, int b, TileBuffer buffer) {
        double[] scores = buffer.scores;
        rawScores(a, b, 0, rows(a), SIZE, scores);
        form.map().apply(loops, scores, 0, rows(a) * SIZE, buffer.scratch);
    }

    /**
     * Kernel values of tile a against itself, strips of four rows at a time: row i is right in columns [0, i];
     * what lies beyond the strip's diagonal is unspecified and must not be read.
     */
    void onDiagonal(int a, TileBuffer buffer) {
        double[] scores = buffer.scores;
        int rows = rows(a);
        for (int strip = 0; strip < rows; strip += 4) {
            int height = Math.min(4, rows - strip);
            int width = Math.min(SIZE, roundUp(strip + height, loops.lanes()));
            rawScores(a, a, strip, height, width, scores);
            for (int i = strip; i < strip + height; i++) {
                form.map().apply(loops, scores, i * SIZE, width, buffer.scratch);
            }
        }
    }

    /** Affine scores, before the map, of one tile pair; see {@link #offDiagonal}. Used for softmax's row maximum. */
    void affine(int a, int b, TileBuffer buffer) {
        rawScores(a, b, 0, rows(a), SIZE, buffer.scores);
    }

    private void rawScores(int a, int b, int firstRow, int rows, int width, double[] scores) {
        int query = a * SIZE + firstRow;
        int queryAt = queryOffset + query * queryStride;
        int panelAt = b * SIZE * dimension;
        int scoreAt = firstRow * SIZE;
        switch (form.geometry()) {
            case INNER_PRODUCT -> loops.affine(rows, width, dimension, queries, queryAt, queryStride, panels, panelAt,
                    SIZE, rowBias, query, columnBias, b * SIZE, scores, scoreAt, SIZE);
            case SQUARED_DISTANCE -> loops.squaredDistances(form.factor(), rows, width, dimension, queries, queryAt,
                    queryStride, panels, panelAt, SIZE, scores, scoreAt, SIZE);
        }
    }

    static int roundUp(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }
}
